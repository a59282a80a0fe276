"""What an administrator must put right."""

from collections.abc import Sequence

from sqlalchemy import select

from tracker.extensions import db
from tracker.reminders.models import Alarm

MOST = 100


def standing_alarms() -> Sequence[Alarm]:
    """The alarms that have not ended, newest first."""
    query = select(Alarm).where(Alarm.ended_at.is_(None))
    return db.session.scalars(query.order_by(Alarm.raised_at.desc(), Alarm.id).limit(MOST)).all()


def alarm_by_id(alarm_id: int) -> Alarm | None:
    """One alarm."""
    return db.session.get(Alarm, alarm_id)
