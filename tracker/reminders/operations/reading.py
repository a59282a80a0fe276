"""A person has opened digests; the row itself keeps when."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update

from tracker.extensions import db
from tracker.mail.models import Message
from tracker.mail.rules import Channel


def mark_read(person_id: int, message_ids: Collection[int], *, now: datetime) -> int:
    """Note that these digests of the person were opened; those of others are left alone.

    A second time changes nothing. How many were new.
    """
    mine = (
        update(Message)
        .where(
            Message.id.in_(sorted(message_ids)),
            Message.person_id == person_id,
            Message.channel == Channel.IN_APP.value,
            Message.read_at.is_(None),
        )
        .values(read_at=now)
        .returning(Message.id)
    )
    return len(db.session.execute(mine).all())
