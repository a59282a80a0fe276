"""What a person was told inside the program."""

from sqlalchemy import bindparam, func, select

from tracker.db import rows_of
from tracker.mail.models import Message
from tracker.mail.rules import Channel, MessageState

_UNREAD = select(func.count()).where(
    Message.person_id == bindparam("person_id"),
    Message.channel == Channel.IN_APP.value,
    Message.state == MessageState.SENT.value,
    Message.read_at.is_(None),
)


def unread_of(person_id: int) -> int:
    """How many digests a person has not opened yet."""
    return int(rows_of(_UNREAD, {"person_id": person_id}).scalar_one())
