"""The outbox for an administrator: digests by state, never what they say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, tuple_

from tracker.accounts.models import User
from tracker.mail.models import Message
from tracker.mail.rules import Channel, MessageState
from tracker.statements import rows_of

PAGE = 50
TWICE = "twice"
"""The view of letters that a person may have got twice."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One digest, whom it is for and how it went; `perhaps_sent`: an attempt had no answer."""

    id: int
    day: date
    channel: Channel
    state: MessageState
    person: str
    address: str
    reason: str
    last_error: str
    attempt: int
    due_at: datetime
    next_at: datetime
    ended_at: datetime | None
    perhaps_sent: bool

    @property
    def waits(self) -> bool:
        """Whether it has not left yet."""
        return not self.state.is_final


def outbox_page(
    view: MessageState | str, channel: Channel | None, after: tuple[date, int] | None
) -> tuple[Sequence[Sent], bool]:
    """Digests in a state, or with TWICE those perhaps sent twice, newest day first."""
    query = (
        select(
            Message.id, Message.day, Message.channel, Message.state, User.name, Message.address,
            Message.reason, Message.last_error, Message.attempt, Message.due_at, Message.next_at,
            Message.ended_at, Message.perhaps_sent,
        )
        .join(User, User.id == Message.person_id)
        .order_by(Message.day.desc(), Message.id.desc())
        .limit(PAGE + 1)
    )  # fmt: skip
    if view == TWICE:
        twice = Message.perhaps_sent, Message.attempt > 1, Message.state == MessageState.SENT.value
        query = query.where(*twice)
    else:
        query = query.where(Message.state == view)
    if channel is not None:
        query = query.where(Message.channel == channel.value)
    if after is not None:
        query = query.where(tuple_(Message.day, Message.id) < after)
    found = [
        Sent(row[0], row[1], Channel(row[2]), MessageState(row[3]), *row[4:])
        for row in rows_of(query)
    ]
    return found[:PAGE], len(found) > PAGE
