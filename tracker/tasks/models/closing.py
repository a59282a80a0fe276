"""What is said and decided of open work when a year ends."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, text
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
    """The decision on one obligation that was open at the end of its year; append-only.

    carried: it goes on as `heir_id`, of the row `heir_task_id` in another plan; stopped or
    replaced: it ends, by which paper. `ended_on` is the day from which it was owed no more. A
    decision that was taken back keeps its line, with when, by whom and why: at most one of an
    obligation is in force. Nothing is closed by silence: an obligation without a decision in
    force stays open.
    """

    __tablename__ = "year_closing"
    __table_args__ = (
        CheckConstraint("decision IN ('carried', 'stopped', 'replaced')", name="decision_known"),
        CheckConstraint("(decision = 'carried') = (heir_task_id IS NOT NULL)", name="heir_told"),
        CheckConstraint("(taken_back_at IS NULL) = (taken_back_why = '')", name="taken_back_told"),
        Index(
            "ix_year_closing_in_force", "obligation_id", unique=True,
            sqlite_where=text("taken_back_at IS NULL"),
            postgresql_where=text("taken_back_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"), index=True)
    year: Mapped[int] = mapped_column(index=True)
    decision: Mapped[str] = mapped_column(String(10))
    heir_task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
    heir_id: Mapped[int | None] = mapped_column(ForeignKey("obligation.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    decided_on: Mapped[date] = mapped_column(Date)
    ended_on: Mapped[date] = mapped_column(Date)
    words: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime]
    actor_label: Mapped[str] = mapped_column(String(200))
    taken_back_at: Mapped[datetime | None]
    taken_back_label: Mapped[str] = mapped_column(String(200), default="")
    taken_back_why: Mapped[str] = mapped_column(Text, default="")
