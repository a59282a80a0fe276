"""What is said and decided of open work when a year ends."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.extensions import db


class YearEstimate(db.Model):
    """What a unit expects of an obligation by 31/12 ("ước thực hiện đến 31/12"); the last counts.

    Append-only. `outlook`: will be done, will be partly done, will not be done.
    """

    __tablename__ = "year_estimate"
    __table_args__ = (
        CheckConstraint("outlook IN ('done', 'partly', 'not')", name="outlook_known"),
        Index("ix_year_estimate_obligation", "obligation_id", "year", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"))
    year: Mapped[int]
    outlook: Mapped[str] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    actor_label: Mapped[str] = mapped_column(String(200))


class YearClosing(db.Model):
    """The decision on one obligation that was open at the end of its year.

    carried: it goes on as `heir_id` in another plan; stopped or replaced: it ends, by which paper.
    Nothing is closed by silence: an obligation without a row here stays open.
    """

    __tablename__ = "year_closing"
    __table_args__ = (
        CheckConstraint("decision IN ('carried', 'stopped', 'replaced')", name="decision_known"),
        CheckConstraint("(decision = 'carried') = (heir_task_id IS NOT NULL)", name="heir_told"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"), unique=True)
    year: Mapped[int] = mapped_column(index=True)
    decision: Mapped[str] = mapped_column(String(10))
    heir_task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    decided_on: Mapped[date] = mapped_column(Date)
    words: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime]
    actor_label: Mapped[str] = mapped_column(String(200))
