"""The number form: its catalogue, what units gave, figures known from papers of earlier years."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from tracker.db import Seeded, UTCDateTime
from tracker.extensions import db
from tracker.reports.rules.numbers import PLACES


class Quantity(TypeDecorator[Decimal]):
    """A figure with at most PLACES places, kept whole: exact on both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> int | None:  # noqa: ANN401, ARG002 - fixed signature
        """The figure without its point."""
        return None if value is None else int(Decimal(value).scaleb(PLACES))

    def process_result_value(self, value: int | None, dialect: Any) -> Decimal | None:  # noqa: ANN401, ARG002 - fixed signature
        """The figure, a whole one without places."""
        if value is None:
            return None
        found = Decimal(value).scaleb(-PLACES)
        whole = found.to_integral_value()
        return whole if found == whole else found.normalize()


class Indicator(Seeded, db.Model):
    """One row of the number form. A ratio is kept as two parts, never as a share.

    `origin` says where the figure of the whole comes from: the body that leads the field, or the
    sum over units; never both. `share`: the numerator is part of the denominator. `counted`: whole
    numbers only. `source` is the paper that shows it.
    """

    __tablename__ = "indicator"
    __table_args__ = (
        CheckConstraint("kind IN ('flow', 'stock', 'ratio')", name="kind_known"),
        CheckConstraint("origin IN ('lead', 'sum')", name="origin_known"),
        CheckConstraint(
            "valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to", name="in_order"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    field_id: Mapped[int] = mapped_column(ForeignKey("field.id"), index=True)
    number: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(300))
    measure: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(10))
    numerator_label: Mapped[str] = mapped_column(String(200), default="")
    denominator_label: Mapped[str] = mapped_column(String(200), default="")
    share: Mapped[bool] = mapped_column(default=False)
    counted: Mapped[bool] = mapped_column(default=True)
    origin: Mapped[str] = mapped_column(String(10))
    position: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(default=1)


class IndicatorForm(db.Model):
    """The number form of one unit in one round; `version` counts how often it was saved."""

    __tablename__ = "indicator_form"
    __table_args__ = (UniqueConstraint("round_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("report_round.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    version: Mapped[int] = mapped_column(default=0)


class IndicatorValue(db.Model):
    """Append-only: one figure that a unit gave; the latest holds, a blank one is withdrawn.

    `entered_from` names the paper or call when somebody else entered it for the unit.
    """

    __tablename__ = "indicator_value"
    __table_args__ = (
        Index("ix_indicator_value_latest", "round_id", "unit_id", "indicator_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("report_round.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    numerator: Mapped[Decimal | None] = mapped_column(Quantity)
    denominator: Mapped[Decimal | None] = mapped_column(Quantity)
    note: Mapped[str] = mapped_column(Text, default="")
    entered_from: Mapped[str] = mapped_column(String(300), default="")
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor_label: Mapped[str] = mapped_column(String(200))


class OpeningBalance(Seeded, db.Model):
    """A figure of the whole known from a paper of an earlier round; `printed` as there."""

    __tablename__ = "opening_balance"
    __table_args__ = (UniqueConstraint("indicator_id", "year", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    year: Mapped[int]
    kind: Mapped[str] = mapped_column(String(4))
    numerator: Mapped[Decimal | None] = mapped_column(Quantity)
    denominator: Mapped[Decimal | None] = mapped_column(Quantity)
    printed: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
