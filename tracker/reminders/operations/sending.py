"""What the sending of a digest means for its lines."""

from datetime import datetime

from sqlalchemy import update

from tracker.extensions import db
from tracker.mail.rules import MessageState
from tracker.reminders.models import Reminder
from tracker.reminders.rules.states import LineState

_ENDS = {
    MessageState.SENT: LineState.SENT,
    MessageState.DEAD: LineState.DEAD,
    MessageState.CANCELLED: LineState.CANCELLED,
    MessageState.EXPIRED: LineState.EXPIRED,
}


def lines_follow(message_id: int, state: MessageState, now: datetime, reason: str = "") -> int:
    """End the lines of a digest as it ended; how many there were.

    A line keeps the reason it had (that it comes late) when it was sent.
    """
    values = {"state": _ENDS[state].value, "ended_at": now}
    if reason:
        values["reason"] = reason[:300]
    mine = (
        update(Reminder)
        .where(Reminder.message_id == message_id, Reminder.state == LineState.GATHERED.value)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return db.session.connection().execute(mine).rowcount
