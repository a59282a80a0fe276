"""Bodies that own work, their names over time, groups of addressees, succession records."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Seeded
from tracker.extensions import db


class Unit(Seeded, db.Model):
    """A body from `valid_from` to `valid_to` (both inclusive; empty = open)."""

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    sort_order: Mapped[int] = mapped_column(default=0, index=True)
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    names: Mapped[list["UnitName"]] = relationship(
        back_populates="unit", order_by="UnitName.valid_from.asc().nulls_first()"
    )


class UnitName(Seeded, db.Model):
    """What a unit is called, where it sits and to whom it answers, from a day to a day."""

    __tablename__ = "unit_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str] = mapped_column(String(80), default="")
    place: Mapped[str] = mapped_column(String(80), default="")
    superior: Mapped[str] = mapped_column(String(200), default="")
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    search_key: Mapped[str] = mapped_column(String(400), default="")
    source: Mapped[str] = mapped_column(Text, default="")

    unit: Mapped[Unit] = relationship(back_populates="names")


class UnitGroup(Seeded, db.Model):
    """A collective addressee ("các sở, ban, ngành tỉnh") with the wordings that name it."""

    __tablename__ = "unit_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    printed_forms: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)


class UnitGroupMember(Seeded, db.Model):
    """One unit's membership of a group, from a day to a day (inclusive)."""

    __tablename__ = "unit_group_member"
    __table_args__ = (UniqueConstraint("group_id", "unit_id", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("unit_group.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(Text, default="")


class Succession(db.Model):
    """One move of duties: from a unit to a unit (or to none) on a day, with its legal basis.

    `file_code` names the decision file it came from; field and task are kept by code so
    that this room knows nothing of plans and tasks.
    """

    __tablename__ = "succession"
    __table_args__ = (
        CheckConstraint("scope IN ('whole', 'field', 'task')", name="scope_known"),
        CheckConstraint("scope <> 'field' OR field_code <> ''", name="field_named"),
        CheckConstraint("scope <> 'task' OR task_code <> ''", name="task_named"),
        UniqueConstraint("file_code", "ordinal"),
        Index("ix_succession_effective_on", "effective_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    file_code: Mapped[str] = mapped_column(String(60))
    ordinal: Mapped[int]
    effective_on: Mapped[date] = mapped_column(Date)
    kind: Mapped[str] = mapped_column(String(20))
    scope: Mapped[str] = mapped_column(String(10))
    from_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    to_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    field_code: Mapped[str] = mapped_column(String(20), default="")
    task_code: Mapped[str] = mapped_column(String(80), default="")
    basis_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")
