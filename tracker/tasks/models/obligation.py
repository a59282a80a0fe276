"""What one unit owes for one task and slot in one period, with its cached state."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from tracker.db import UTCDateTime
from tracker.extensions import db
from tracker.tasks.models.printed import ScheduleRule, Task
from tracker.units.models import Unit

NO_DAY = date(9999, 12, 31)
"""Stands for "no due day" where a sort key must not be empty."""
FIRST_DAY = date(1900, 1, 1)
"""Before every day: "there is one" as a range, which an index serves better than IS NOT NULL."""


class Obligation(db.Model):
    """One phần việc.

    Everything below `version` is a cache of the append-only history, written by
    `tracker.tasks.operations.caching` alone. `division_id`, `holder_id` and `internal_due_on`
    repeat the open delegation. `original_late_from` is kept once the day was extended: since when
    the work would be late by the day it had before.
    """

    __tablename__ = "obligation"
    __table_args__ = (
        UniqueConstraint("task_id", "role", "unit_id", "slot", "period_key"),
        CheckConstraint("role IN ('lead', 'partner')", name="role_known"),
        CheckConstraint(
            "state IN ('not_started', 'in_progress', 'submitted', 'done')", name="state_known"
        ),
        CheckConstraint("(ended_on IS NULL) = (end_kind = '')", name="end_told"),
        CheckConstraint("due_on IS NULL OR sort_on = due_on", name="sorted_by_due_day"),
        Index("ix_obligation_unit_overdue", "unit_id", "overdue_from", "id"),
        Index("ix_obligation_overdue", "overdue_from", "id"),
        Index("ix_obligation_unit_late", "unit_id", "year", "overdue_from", "id"),
        Index(
            "ix_obligation_unit_year",
            *("unit_id", "year", "role", "void", "task_id", "outcome", "overdue_from"),
        ),
        Index(
            "ix_obligation_unit_work",
            *("unit_id", "role", "open", "sort_on", "id", "void", "outcome", "before_tracking"),
        ),
        Index(
            "ix_obligation_unit_waiting",
            *("unit_id", "role", "open", "void", "plan_id", "outcome", "overdue_from"),
            *("sort_on", "state", "last_words_on", "before_tracking", "no_change_on"),
        ),
        Index("ix_obligation_year", "role", "year", "open", "sort_on", "id"),
        Index("ix_obligation_plan", "plan_id", "role", "sort_on", "id"),
        Index("ix_obligation_field", "field_id", "role", "sort_on", "id"),
        Index(
            "ix_obligation_field_year",
            *("field_id", "year", "role", "open", "sort_on", "id", "void", "outcome"),
        ),
        Index("ix_obligation_outcome", "role", "outcome", "sort_on", "id"),
        Index("ix_obligation_day", "role", "sort_on", "id"),
        Index("ix_obligation_division", "division_id", "role", "open", "sort_on", "id"),
        Index("ix_obligation_holder", "holder_id", "role", "open", "sort_on", "id"),
        Index(
            "ix_obligation_extended",
            *("unit_id", "original_late_from", "year", "id"),
            sqlite_where=text("original_late_from IS NOT NULL"),
            postgresql_where=text("original_late_from IS NOT NULL"),
        ),
        Index(
            "ix_obligation_said_done",
            "stopped_on",
            "id",
            sqlite_where=text("stopped_on IS NOT NULL AND ended_on IS NULL"),
            postgresql_where=text("stopped_on IS NOT NULL AND ended_on IS NULL"),
        ),
        Index(
            "ix_obligation_internal",
            "unit_id",
            "internal_due_on",
            sqlite_where=text("internal_due_on IS NOT NULL"),
            postgresql_where=text("internal_due_on IS NOT NULL"),
        ),
        Index(
            "ix_obligation_internal_day",
            *("internal_due_on", "id"),
            sqlite_where=text("internal_due_on IS NOT NULL"),
            postgresql_where=text("internal_due_on IS NOT NULL"),
        ),
        Index("ix_obligation_task", "task_id", "year", "role", "void", "outcome", "overdue_from"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    role: Mapped[str] = mapped_column(String(10))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    slot: Mapped[int]
    period_key: Mapped[str] = mapped_column(String(12))
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    field_id: Mapped[int | None] = mapped_column(ForeignKey("field.id"))
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("schedule_rule.id"))
    year: Mapped[int]
    standing: Mapped[bool]
    before_tracking: Mapped[bool]
    start_on: Mapped[date] = mapped_column(Date)
    opened_on: Mapped[date | None] = mapped_column(Date)
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    due_on: Mapped[date | None] = mapped_column(Date)
    original_due_on: Mapped[date | None] = mapped_column(Date)
    late_from: Mapped[date | None] = mapped_column(Date)
    original_late_from: Mapped[date | None] = mapped_column(Date)
    sort_on: Mapped[date] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)
    end_kind: Mapped[str] = mapped_column(String(20), default="")
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    void: Mapped[bool] = mapped_column(default=False)  # follows `withdrawn_at`: indexes name it
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("obligation.id"), index=True)
    division_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    internal_due_on: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(default=1)

    open: Mapped[bool] = mapped_column(default=True)
    outcome: Mapped[str] = mapped_column(String(20), default="")
    overdue_from: Mapped[date | None] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(12), default="not_started")
    state_on: Mapped[date | None] = mapped_column(Date)
    stopped_on: Mapped[date | None] = mapped_column(Date)
    last_words: Mapped[str] = mapped_column(Text, default="")
    last_words_on: Mapped[date | None] = mapped_column(Date)
    cause: Mapped[str] = mapped_column(String(12), default="")
    no_change_on: Mapped[date | None] = mapped_column(Date)

    task: Mapped[Task] = relationship()
    unit: Mapped[Unit] = relationship(foreign_keys=unit_id)
    rule: Mapped[ScheduleRule | None] = relationship()
    successor: Mapped["Obligation | None"] = relationship(remote_side="Obligation.id")

    @validates("withdrawn_at")
    def _is_void(self, _: str, at: datetime | None) -> datetime | None:
        self.void = at is not None
        return at


class FormerEnd(db.Model):
    """How a row stood ended, or withdrawn, until it was owed again or ended otherwise; append-only.

    It held from `ended_at` to `replaced_at`; from `withdrawn_at` on the row was withdrawn.
    """

    __tablename__ = "former_end"

    id: Mapped[int] = mapped_column(primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"), index=True)
    ended_on: Mapped[date] = mapped_column(Date)
    end_kind: Mapped[str] = mapped_column(String(20))
    ended_at: Mapped[datetime] = mapped_column(UTCDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    replaced_at: Mapped[datetime] = mapped_column(UTCDateTime)


class DueDay(db.Model):
    """One line of the append-only history of an obligation's day; the first is the original."""

    __tablename__ = "due_day"
    __table_args__ = (
        UniqueConstraint("obligation_id", "ordinal"),
        Index(
            "ix_due_day_moved",
            *("recorded_at", "id"),
            sqlite_where=text("ordinal > 1"),
            postgresql_where=text("ordinal > 1"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"))
    ordinal: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    due_on: Mapped[date | None] = mapped_column(Date)
    late_from: Mapped[date | None] = mapped_column(Date)
    decided_on: Mapped[date] = mapped_column(Date)
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor_label: Mapped[str] = mapped_column(String(200))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    note: Mapped[str] = mapped_column(Text, default="")


class TaskTally(db.Model):
    """How many lead obligations of a task and year stand where; kept with every write.

    Rows that may become overdue are split by `overdue_from`; NO_DAY stands for "never".
    """

    __tablename__ = "task_tally"
    __table_args__ = (
        Index(
            "ix_task_tally_year",
            *("year", "task_id", "plan_id", "field_id", "outcome", "overdue_from", "obligations"),
        ),
    )

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    outcome: Mapped[str] = mapped_column(String(20), primary_key=True)
    overdue_from: Mapped[date] = mapped_column(Date, primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    field_id: Mapped[int | None] = mapped_column(ForeignKey("field.id"))
    obligations: Mapped[int]
