"""What the sending of a digest means for its lines."""

from datetime import datetime
from typing import cast

from sqlalchemy import String, Table, bindparam, func

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


_TABLE = cast("Table", Reminder.__table__)
_FOLLOW = (
    _TABLE.update()
    .where(
        _TABLE.c.message_id == bindparam("message"), _TABLE.c.state == LineState.GATHERED.value
    )
    .values(
        state=bindparam("new_state"), ended_at=bindparam("ended"),
        reason=func.coalesce(bindparam("why", type_=String), _TABLE.c.reason),
    )
)  # fmt: skip


def lines_follow(message_id: int, state: MessageState, now: datetime, reason: str = "") -> int:
    """End the lines of a digest as it ended; how many there were.

    A line that was sent keeps the reason it had (that it comes late).
    """
    values = {
        "message": message_id, "new_state": _ENDS[state].value, "ended": now,
        "why": reason[:300] or None,
    }  # fmt: skip
    return db.session.connection().execute(_FOLLOW, values).rowcount
