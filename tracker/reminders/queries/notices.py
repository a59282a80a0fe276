"""What a person was told inside the program."""

from collections.abc import Sequence

from sqlalchemy import bindparam, func, select

from tracker.db import rows_of
from tracker.extensions import db
from tracker.mail.models import Message
from tracker.mail.rules import Channel, MessageState
from tracker.reminders.models import Reminder

_UNREAD = select(func.count()).where(
    Message.person_id == bindparam("person_id"),
    Message.channel == Channel.IN_APP.value,
    Message.state == MessageState.SENT.value,
    Message.read_at.is_(None),
)


def unread_of(person_id: int) -> int:
    """How many digests a person has not opened yet."""
    return int(rows_of(_UNREAD, {"person_id": person_id}).scalar_one())


def lines_of(message_id: int) -> Sequence[Reminder]:
    """The lines of one digest, by their day and subject."""
    query = select(Reminder).where(Reminder.message_id == message_id)
    return db.session.scalars(query.order_by(Reminder.due_on, Reminder.id)).all()
