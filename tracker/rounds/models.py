"""Regimes of reporting, the days of their rounds, who reports in them, and the rounds of years."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Seeded, UTCDateTime
from tracker.extensions import db
from tracker.rounds.rules.clocks import Clocks


class _Days:
    """The five days that make a `Clocks`."""

    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date] = mapped_column(Date)
    on_time: Mapped[date] = mapped_column(Date)
    closed_after: Mapped[date] = mapped_column(Date)
    forward: Mapped[date | None] = mapped_column(Date)

    @property
    def clocks(self) -> Clocks:
        """The days as the rules take them."""
        return Clocks(self.first, self.last, self.on_time, self.closed_after, self.forward)


class ReportingRegime(Seeded, db.Model):
    """Who reports to whom, by what paper, from a day to a day (inclusive; empty = open).

    `owner_unit_id` is the body whose regime it is: the province, or a unit for its divisions.
    `forward_to` is to whom the receiver reports in turn. The outline has a heading per line.
    """

    __tablename__ = "reporting_regime"
    __table_args__ = (
        CheckConstraint(
            "valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to", name="in_order"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    owner_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    receiver_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    forward_to: Mapped[str] = mapped_column(String(200), default="")
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    legal_place: Mapped[str] = mapped_column(String(200), default="")
    outline: Mapped[str] = mapped_column(Text, default="")
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)


class RegimeWindow(_Days, Seeded, db.Model):
    """One kind of round that a regime asks for every year; its days stand in the pattern year."""

    __tablename__ = "regime_window"
    __table_args__ = (UniqueConstraint("regime_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    regime_id: Mapped[int] = mapped_column(ForeignKey("reporting_regime.id"))
    kind: Mapped[str] = mapped_column(String(4))


class RegimeAudience(Seeded, db.Model):
    """Part of who reports: a group, one unit, or the divisions of a unit."""

    __tablename__ = "regime_audience"
    __table_args__ = (
        CheckConstraint("kind IN ('group', 'unit', 'children')", name="kind_known"),
        CheckConstraint("(kind = 'group') = (group_id IS NOT NULL)", name="group_named"),
        CheckConstraint("(kind = 'group') = (unit_id IS NULL)", name="unit_named"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    regime_id: Mapped[int] = mapped_column(ForeignKey("reporting_regime.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("unit_group.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))


class ReportRound(_Days, db.Model):
    """One round of a year: laid out from its regime, or ad-hoc with a title and paper of its own.

    `ended_on` is the day on which it was called off; such a round is kept and asks nobody. Why and
    by whom is told of an ad-hoc one; a periodic one follows its regime.
    """

    __tablename__ = "report_round"
    __table_args__ = (
        UniqueConstraint("regime_id", "code"),
        CheckConstraint("last >= first AND closed_after >= on_time", name="days_in_order"),
        Index("ix_report_round_year", "year"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    regime_id: Mapped[int] = mapped_column(ForeignKey("reporting_regime.id"))
    year: Mapped[int]
    kind: Mapped[str] = mapped_column(String(4))
    code: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(300))
    outline: Mapped[str] = mapped_column(Text, default="")
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_on: Mapped[date | None] = mapped_column(Date)
    ended_why: Mapped[str] = mapped_column(Text, default="")
    ended_label: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(default=1)


class RoundUnit(db.Model):
    """A unit chosen to report in an ad-hoc round."""

    __tablename__ = "round_unit"
    __table_args__ = (UniqueConstraint("round_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("report_round.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))


class RoundMove(db.Model):
    """Append-only: one clock of a round was moved, by which paper and why, by whom and when.

    `by_regime` says that the round followed its regime; else a paper of its own moved it.
    """

    __tablename__ = "round_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("report_round.id"), index=True)
    clock: Mapped[str] = mapped_column(String(20))
    before: Mapped[date | None] = mapped_column(Date)
    after: Mapped[date | None] = mapped_column(Date)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    by_regime: Mapped[bool] = mapped_column(default=False)
    actor_label: Mapped[str] = mapped_column(String(200))
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
