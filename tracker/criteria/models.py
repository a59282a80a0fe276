"""The provincial index: versioned sets, their criteria, results by year, links to tasks."""

from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from tracker.criteria.rules import PLACES, exact
from tracker.db import Seeded
from tracker.extensions import db

_SCALE = -int(PLACES.adjusted())


class Points(TypeDecorator[Decimal]):
    """Decimals with four places, kept as whole ten-thousandths: exact on both databases."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> int | None:  # noqa: ANN401, ARG002 - fixed signature
        """Points to ten-thousandths. Raises ValueError for more places."""
        return None if value is None else int(exact(value).scaleb(_SCALE))

    def process_result_value(self, value: int | None, dialect: Any) -> Decimal | None:  # noqa: ANN401, ARG002 - fixed signature
        """Ten-thousandths to points."""
        return None if value is None else exact(Decimal(value).scaleb(-_SCALE))


class CriteriaSet(Seeded, db.Model):
    """One version of the index: from a year on, until the year in which it was last used."""

    __tablename__ = "criteria_set"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(Text)
    year_from: Mapped[int]
    year_to: Mapped[int | None]
    decision: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")


class Criterion(Seeded, db.Model):
    """One row of a set: the whole index, a field of it, a criterion. An unknown maximum is None.

    `field_id` names the field of the reform that an index field is; `body_text` who is in charge,
    as printed.
    """

    __tablename__ = "criterion"
    __table_args__ = (
        CheckConstraint("kind IN ('total', 'field', 'assessed', 'survey')", name="kind_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(ForeignKey("criteria_set.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("criterion.id"), index=True)
    field_id: Mapped[int | None] = mapped_column(ForeignKey("field.id"), index=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    number: Mapped[str] = mapped_column(String(20), default="")
    name: Mapped[str] = mapped_column(Text)
    maximum: Mapped[Decimal | None] = mapped_column(Points)
    body_text: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)


class CriterionScore(Seeded, db.Model):
    """The result of one row in one year; `printed` are the paper's own figures."""

    __tablename__ = "criterion_score"
    __table_args__ = (UniqueConstraint("criterion_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"))
    year: Mapped[int]
    achieved: Mapped[Decimal | None] = mapped_column(Points)
    percent: Mapped[Decimal | None] = mapped_column(Points)
    rank: Mapped[int | None]
    rank_of: Mapped[int | None]
    printed: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)


class CriterionLink(Seeded, db.Model):
    """That a task moves a criterion, or that a plan's field is an index field; why, in words.

    A link that was removed stays, marked, so that seeding does not bring it back.
    """

    __tablename__ = "criterion_link"
    __table_args__ = (
        UniqueConstraint("criterion_id", "task_id"),
        UniqueConstraint("criterion_id", "field_id"),
        CheckConstraint("(task_id IS NULL) <> (field_id IS NULL)", name="one_target"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
    field_id: Mapped[int | None] = mapped_column(ForeignKey("field.id"), index=True)
    basis: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text, default="")
    removed: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
