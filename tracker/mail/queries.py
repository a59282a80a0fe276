"""What stands in the outbox."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select, text

from tracker.extensions import db
from tracker.mail.models import Breaker, Message
from tracker.mail.rules import KEPT_TRYING, Channel, MessageState
from tracker.statements import rows_of

WAITING = text("message.state IN ('queued', 'sending')")
"""As the index ix_message_waiting says it: with values bound, neither database would use it."""
QUEUED = text("message.state = 'queued'")

_DUE = (
    select(Message.id)
    .where(
        WAITING, QUEUED,
        Message.channel == bindparam("of_channel"),
        Message.next_at <= bindparam("ready"),
        Message.due_at > bindparam("oldest"),
        or_(Message.lease_until.is_(None), Message.lease_until <= bindparam("free")),
    )
    .order_by(Message.next_at, Message.id)
    .limit(bindparam("most"))
)  # fmt: skip
"""The digests whose turn it is and that nobody has reserved."""
_DUE_LOCKED = _DUE.with_for_update(skip_locked=True)

_WAITS = select(func.count(), func.min(Message.due_at)).where(WAITING)
_BROKEN = select(Breaker).where(Breaker.failures > 0).order_by(Breaker.channel)
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


def is_anything_due(channel: Channel, at: datetime, now: datetime) -> bool:
    """Whether a digest of this channel could be reserved now."""
    return rows_of(_DUE, _turns(channel, at, now, 1)).first() is not None


def due_locked(channel: Channel, at: datetime, now: datetime, most: int) -> list[int]:
    """The next digests of this channel, in their order, locked; those others lock are passed by."""
    return list(rows_of(_DUE_LOCKED, _turns(channel, at, now, most)).scalars())


def _turns(channel: Channel, at: datetime, now: datetime, most: int) -> dict[str, object]:
    return {
        "of_channel": channel.value, "ready": max(at, now), "oldest": now - KEPT_TRYING,
        "free": at, "most": most,
    }  # fmt: skip


def by_state() -> Mapping[MessageState, int]:
    """How many digests stand in each state."""
    return {MessageState(state): number for state, number in rows_of(_STATES)}


def broken_channels() -> Sequence[Breaker]:
    """The channels by which nothing goes at the moment, with the reason."""
    return db.session.scalars(_BROKEN).all()


def breaker_of(channel: Channel) -> Breaker | None:
    """The channel's breaker; None while nothing ever failed."""
    return db.session.get(Breaker, channel.value, populate_existing=True)
