"""The ledger of reminders, the ladder as data, what people chose, and the clock's heartbeat."""

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
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Seeded, UTCDateTime
from tracker.extensions import db
from tracker.reminders.rules.ladder import Anchor, LatePolicy, Level
from tracker.reminders.rules.states import LineState
from tracker.reminders.rules.subjects import SubjectKind


def _known(column: str, values: type[SubjectKind | Level | Anchor | LatePolicy | LineState]) -> str:
    return f"{column} IN ({', '.join(repr(one.value) for one in values)})"


_OPEN = text("state IN ('held', 'queued', 'gathered')")


class LadderRung(Seeded, db.Model):
    """One rung as an administrator keeps it; see `tracker.reminders.rules.ladder.Rung`."""

    __tablename__ = "ladder_rung"
    __table_args__ = (
        UniqueConstraint("kind", "level", "anchor", "count"),
        CheckConstraint(_known("kind", SubjectKind), name="kind_known"),
        CheckConstraint(_known("level", Level), name="level_known"),
        CheckConstraint(_known("anchor", Anchor), name="anchor_known"),
        CheckConstraint(_known("policy", LatePolicy), name="policy_known"),
        CheckConstraint("count >= 0", name="count_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    level: Mapped[str] = mapped_column(String(12))
    anchor: Mapped[str] = mapped_column(String(8))
    count: Mapped[int]
    weekly: Mapped[bool] = mapped_column(default=False)
    policy: Mapped[str] = mapped_column(String(8), default=LatePolicy.FOLD.value)
    enabled: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)


class Reminder(db.Model):
    """One line that was decided: of which subject, by which rung, for which day, to whom.

    `rung` is the rung's name, with the week where it repeats ("officer/late/1+2"). `due_on` is the
    subject's day then: a moved deadline makes new lines. `day` is when it is to be told. `unit_id`,
    `title`, `code` and `address` are the subject as it was, for the record of who was told what.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("subject", "rung", "due_on", "person_id", "channel"),
        CheckConstraint(_known("state", LineState), name="state_known"),
        Index("ix_reminder_open", "day", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_reminder_person", "person_id", "day", "id"),
        Index("ix_reminder_state", "state", "day", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(20))
    rung: Mapped[str] = mapped_column(String(40))
    level: Mapped[str] = mapped_column(String(12))
    due_on: Mapped[date] = mapped_column(Date)
    late_from: Mapped[date | None] = mapped_column(Date)
    person_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    for_person_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    channel: Mapped[str] = mapped_column(String(10))
    day: Mapped[date] = mapped_column(Date)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    title: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(String(80))
    address: Mapped[str] = mapped_column(String(300))
    detail: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(300), default="")
    planned_at: Mapped[datetime] = mapped_column(UTCDateTime)
    released_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    released_label: Mapped[str] = mapped_column(String(200), default="")
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"), index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class PersonSettings(db.Model):
    """How one person wants to be told; without a row the defaults hold.

    From `paused_from` to `paused_to` (inclusive) the stand-in is told instead; escalation still
    reaches the person.
    """

    __tablename__ = "reminder_settings"
    __table_args__ = (
        CheckConstraint("hour BETWEEN 6 AND 20", name="hour_in_day"),
        CheckConstraint("(paused_from IS NULL) = (stand_in_id IS NULL)", name="pause_has_stand_in"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    hour: Mapped[int] = mapped_column(default=8)
    by_mail: Mapped[bool] = mapped_column(default=True)
    by_chat: Mapped[bool] = mapped_column(default=False)
    chat_address: Mapped[str] = mapped_column(String(300), default="")
    paused_from: Mapped[date | None] = mapped_column(Date)
    paused_to: Mapped[date | None] = mapped_column(Date)
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    version: Mapped[int] = mapped_column(default=1)


class PlannedDay(db.Model):
    """A day whose lines were laid out; `lines` counts all that were ever added for it."""

    __tablename__ = "reminder_day"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    planned_at: Mapped[datetime] = mapped_column(UTCDateTime)
    lines: Mapped[int] = mapped_column(default=0)


class ReminderSwitch(db.Model):
    """One row: since which day reminders go out, empty while they are off; the further channel."""

    __tablename__ = "reminder_switch"
    __table_args__ = (CheckConstraint("id = 1", name="single_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    on_since: Mapped[date | None] = mapped_column(Date)
    chat_on: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)


class Alarm(db.Model):
    """What an administrator must put right: nobody to tell, missing lines found, a job that fails.

    `key` names the matter, so that it is raised once; it ends when the matter is put right.
    """

    __tablename__ = "reminder_alarm"
    __table_args__ = (UniqueConstraint("key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    raised_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Heartbeat(db.Model):
    """When each job of the clock last ended well, and where it runs."""

    __tablename__ = "job_heartbeat"

    job: Mapped[str] = mapped_column(String(20), primary_key=True)
    period: Mapped[int]  # seconds between two runs
    last_ok_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_failed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_error: Mapped[str] = mapped_column(String(300), default="")
    host: Mapped[str] = mapped_column(String(80), default="")
    pid: Mapped[int] = mapped_column(default=0)
    program: Mapped[str] = mapped_column(String(40), default="")
