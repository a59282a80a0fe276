"""Whether the clock runs: for the monitor's page and the administrators' banner."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from tracker.extensions import db
from tracker.mail.queries import waiting
from tracker.reminders.models import Heartbeat, ReminderSwitch
from tracker.reminders.rules.clockwork import Beat, Job, late_jobs
from tracker.statements import rows_of

_STATE = select(ReminderSwitch.on_since, Heartbeat.job, Heartbeat.last_ok_at).outerjoin_from(
    ReminderSwitch, Heartbeat, ReminderSwitch.on_since.is_not(None)
)


def standing_still(at: datetime) -> list[Job]:
    """The jobs that no scheduler does any more; empty while reminders are off. One statement."""
    rows = rows_of(_STATE).all()
    if not any(row.on_since for row in rows):
        return []
    return late_jobs([Beat(Job(row.job), row.last_ok_at) for row in rows if row.job], at)


def beats() -> Sequence[Heartbeat]:
    """All heartbeats."""
    return db.session.scalars(select(Heartbeat).order_by(Heartbeat.job)).all()


def last_beat(job: Job) -> datetime | None:
    """When a job last ended well."""
    query = select(Heartbeat.last_ok_at).where(Heartbeat.job == job.value)
    found: datetime | None = rows_of(query).scalar()
    return found


def health(at: datetime, now: datetime) -> tuple[dict[str, object], bool]:
    """What a monitor is told of reminders, in plain words and seconds; whether all is well.

    `at` is the real instant (heartbeats), `now` the one that digests are due by.
    """
    is_on = bool(rows_of(select(ReminderSwitch.on_since)).scalar())
    last = {row.job: row.last_ok_at for row in rows_of(select(Heartbeat.job, Heartbeat.last_ok_at))}
    late = late_jobs([Beat(Job(job), ok) for job, ok in last.items()], at) if is_on else []
    left = waiting()
    told: dict[str, object] = {
        "reminders": "on" if is_on else "off",
        "scheduler": _words(late, ran=bool(last)),
        "jobs": {job: _seconds(instant, at) for job, instant in sorted(last.items())},
        "late_jobs": [job.value for job in late],
        "outbox": {"waiting": left.count, "oldest_seconds": _seconds(left.since, now)},
    }
    return told, not late


def _words(late: list[Job], *, ran: bool) -> str:
    if late:
        return "stands still"
    return "ok" if ran else "never ran"


def _seconds(since: datetime | None, at: datetime) -> int | None:
    return None if since is None else int((at - since).total_seconds())
