"""Plans (đề án, kế hoạch, báo cáo đề xuất) and the fields of the reform."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Seeded, UTCDateTime
from tracker.documents.models import Document
from tracker.extensions import db


class Plan(Seeded, db.Model):
    """An issued document with its period. Proposed or not followed, it lays out nothing."""

    __tablename__ = "plan"
    __table_args__ = (
        CheckConstraint("standing IN ('issued', 'proposed')", name="standing_known"),
        CheckConstraint("period_end >= period_start", name="period_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    number: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    standing: Mapped[str] = mapped_column(String(10))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    owner_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    period_start: Mapped[date] = mapped_column(Date)
    period_end: Mapped[date] = mapped_column(Date)
    year: Mapped[int | None]
    sort_order: Mapped[int] = mapped_column(default=0)
    source: Mapped[str] = mapped_column(Text, default="")
    followed: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)

    document: Mapped[Document | None] = relationship()


class PlanAmendment(db.Model):
    """A paper that changed a plan's rows, or replaced the plan by another, from a day on."""

    __tablename__ = "plan_amendment"
    __table_args__ = (CheckConstraint("kind IN ('amend', 'replace')", name="kind_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    effective_on: Mapped[date] = mapped_column(Date)
    heir_plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"))
    words: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor_label: Mapped[str] = mapped_column(String(200))


class PlanOpening(db.Model):
    """That a year of a plan was opened: its duties of that year are laid out."""

    __tablename__ = "plan_opening"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor_label: Mapped[str] = mapped_column(String(200))


class Field(Seeded, db.Model):
    """One field (lĩnh vực) of the reform: seven in plans, eight in the index."""

    __tablename__ = "field"
    __table_args__ = (CheckConstraint("used_in IN ('plan', 'index', 'both')", name="use_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    sort_order: Mapped[int] = mapped_column(default=0)
    used_in: Mapped[str] = mapped_column(String(10))
    source: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)


class FieldAlias(Seeded, db.Model):
    """Another name the papers have used for a field."""

    __tablename__ = "field_alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    field_id: Mapped[int] = mapped_column(ForeignKey("field.id"), index=True)
    alias: Mapped[str] = mapped_column(String(200))
    search_key: Mapped[str] = mapped_column(String(400), default="")
    source: Mapped[str] = mapped_column(Text, default="")


class FieldFollower(Seeded, db.Model):
    """The body that follows a field for the province, from a day to a day (inclusive)."""

    __tablename__ = "field_follower"

    id: Mapped[int] = mapped_column(primary_key=True)
    field_id: Mapped[int] = mapped_column(ForeignKey("field.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(Text, default="")
