"""An administrator notes that an alarm was put right."""

from datetime import datetime

from tracker import history
from tracker.permissions import Actor
from tracker.reminders.operations.alarms import end_alarm
from tracker.reminders.queries.alarms import alarm_by_id


def settle_alarm(alarm_id: int, actor: Actor, *, now: datetime) -> bool:
    """End it; False when there is none. A second time changes nothing."""
    row = alarm_by_id(alarm_id)
    if row is None:
        return False
    if end_alarm(row.key, now):
        subject = f"reminder_alarm:{row.id}"
        history.record(actor, "reminders.settle", at=now, subject=subject, ids=[row.id])
    return True
