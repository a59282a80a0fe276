"""What stands in the outbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, text

from tracker.db import rows_of
from tracker.extensions import db
from tracker.mail.models import Breaker, Message
from tracker.mail.rules import Channel, MessageState

WAITING = text("message.state IN ('queued', 'sending')")
"""As the index ix_message_waiting says it: with values bound, neither database would use it."""
QUEUED = text("message.state = 'queued'")

NEXT = (
    select(Message.id)
    .where(
        WAITING, QUEUED,
        Message.channel == bindparam("of_channel"),
        Message.next_at <= bindparam("ready"),
        Message.due_at > bindparam("oldest"),
    )
    .order_by(Message.next_at, Message.id)
    .limit(1)
)  # fmt: skip
"""The digest whose turn it is."""

_WAITS = select(func.count(), func.min(Message.due_at)).where(WAITING)
_STATES = select(Message.state, func.count()).group_by(Message.state)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many digests have not left yet, and since when the oldest could have."""

    count: int
    since: datetime | None


def waiting() -> Waiting:
    """What has not left yet."""
    count, since = rows_of(_WAITS).one()
    return Waiting(count, since)


def is_anything_due(channel: Channel, ready: datetime, oldest: datetime) -> bool:
    """Whether a digest of this channel could be claimed now."""
    values = {"of_channel": channel.value, "ready": ready, "oldest": oldest}
    return rows_of(NEXT, values).first() is not None


def by_state() -> Mapping[MessageState, int]:
    """How many digests stand in each state."""
    return {MessageState(state): number for state, number in rows_of(_STATES)}


def breaker_of(channel: Channel) -> Breaker | None:
    """The channel's breaker; None while nothing ever failed."""
    return db.session.get(Breaker, channel.value, populate_existing=True)
