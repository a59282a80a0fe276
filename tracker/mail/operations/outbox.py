"""Every write to the outbox: claim, freeze, the ends, back-off, reaping.

`at` is the clock of leases and back-off (`database_clock`), `now` the instant that people read.
The row itself is the record of what machines do; what a person asks for is recorded by the caller.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import Boolean, Table, Update, bindparam, func, or_, select

from tracker.extensions import db
from tracker.mail.models import Message
from tracker.mail.queries import NEXT, QUEUED, WAITING
from tracker.mail.rules import (
    BACK_OFF,
    KEPT_TRYING,
    Channel,
    MessageState,
    Outcome,
    expiry_words,
)

LEASE = timedelta(minutes=5)
_SLACK = timedelta(minutes=10)
_CUT = 300
_BATCH = 500
_GONE = "Tiến trình gửi dừng giữa chừng; thư có thể đã được gửi một lần"
_TABLE = cast("Table", Message.__table__)
_TAKEN = (
    "id", "message_id", "person_id", "day", "address", "letter", "created_at", "attempt",
)  # fmt: skip

# Each letter needs these; building a statement anew costs more than carrying it out.
_CLAIM = (
    _TABLE.update()
    .where(_TABLE.c.id == NEXT.with_for_update(skip_locked=True).scalar_subquery())
    .values(
        state=MessageState.SENDING.value, attempt=_TABLE.c.attempt + 1,
        lease_owner=bindparam("owner"), lease_until=bindparam("until"),
    )
    .returning(*(_TABLE.c[name] for name in _TAKEN))
)  # fmt: skip
_MINE = _TABLE.update().where(
    _TABLE.c.id == bindparam("row"), _TABLE.c.lease_owner == bindparam("owner"),
    _TABLE.c.attempt == bindparam("tried"), _TABLE.c.state == MessageState.SENDING.value,
)  # fmt: skip
_FREEZE = _MINE.values(letter=bindparam("new_letter"), address=bindparam("new_address"))
_END = _MINE.values(
    state=bindparam("new_state"), reason=bindparam("why"), ended_at=bindparam("ended"),
    lease_owner="", lease_until=None,
)  # fmt: skip
_POSTPONE = _MINE.values(
    state=MessageState.QUEUED.value, next_at=bindparam("new_next"), last_error=bindparam("error"),
    perhaps_sent=or_(_TABLE.c.perhaps_sent, bindparam("perhaps", type_=Boolean)),
    lease_owner="", lease_until=None,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claimed:
    """A digest in the hands of one worker; `letter` is empty before its first attempt."""

    id: int
    message_id: str
    person_id: int
    day: date
    channel: Channel
    address: str
    letter: Mapping[str, Any]
    created_at: datetime
    attempt: int
    owner: str


@dataclass(frozen=True, slots=True)
class Worker:
    """Who claims: `owner` is unlike any other's; the lease outlasts one letter's sending."""

    owner: str
    channel: Channel
    lease: timedelta = LEASE


def database_clock(real: datetime) -> datetime:
    """The server's clock on PostgreSQL, since the clocks of workers differ; `real` on SQLite."""
    if db.session.get_bind().dialect.name != "postgresql":
        return real
    return cast("datetime", db.session.execute(select(func.clock_timestamp())).scalar_one())


def claim(worker: Worker, at: datetime, now: datetime) -> Claimed | None:
    """Take the digest whose turn it is, or None. No two workers ever hold the same attempt."""
    values = {
        "of_channel": worker.channel.value, "ready": max(at, now), "oldest": now - KEPT_TRYING,
        "owner": worker.owner, "until": at + worker.lease,
    }  # fmt: skip
    row = db.session.connection().execute(_CLAIM, values).first()
    if row is None:
        return None
    return Claimed(**row._asdict(), channel=worker.channel, owner=worker.owner)


def freeze(claimed: Claimed, letter: Mapping[str, Any], address: str) -> None:
    """Keep what is sent and where to: every later attempt is the same letter."""
    _write(_FREEZE, claimed, {"new_letter": dict(letter), "new_address": address})


def complete(claimed: Claimed, now: datetime) -> bool:
    """The digest went. False when another worker holds it by now: then nothing is written."""
    return _end(claimed, MessageState.SENT, now, "")


def bury(claimed: Claimed, now: datetime, reason: str) -> bool:
    """The digest cannot go; False as for `complete`."""
    return _end(claimed, MessageState.DEAD, now, reason)


def withdraw(claimed: Claimed, now: datetime, reason: str) -> bool:
    """The digest need not go; False as for `complete`."""
    return _end(claimed, MessageState.CANCELLED, now, reason)


def postpone(claimed: Claimed, at: datetime, wait: timedelta, outcome: Outcome) -> bool:
    """The digest waits for its next attempt; False as for `complete`."""
    return _write(_POSTPONE, claimed, {
        "new_next": at + wait, "error": outcome.words[:_CUT], "perhaps": outcome.perhaps_sent,
    })  # fmt: skip


def reap(at: datetime, now: datetime) -> int:
    """Give up leases that ran out; how many. Their letters may have gone: marked so.

    Leases and waits that lie further ahead than any can, because a clock was set back, are pulled
    in, so that nothing waits for a clock to come round again.
    """
    table, connection = _TABLE, db.session.connection()
    leases = table.update().where(WAITING, table.c.state == MessageState.SENDING.value)
    reaped = leases.where(table.c.lease_until <= at).values(
        state=MessageState.QUEUED.value, next_at=at, lease_owner="", lease_until=None,
        perhaps_sent=True, last_error=_GONE,
    )  # fmt: skip
    count = connection.execute(reaped).rowcount
    far = table.c.lease_until > at + LEASE + _SLACK
    connection.execute(leases.where(far).values(lease_until=at + LEASE))
    waits = table.update().where(WAITING, QUEUED)
    far = table.c.next_at > max(at, now) + BACK_OFF[-1] + _SLACK
    connection.execute(waits.where(far).values(next_at=at))
    return count


def expire(now: datetime) -> dict[int, str]:
    """End what was not sent within three days; the reason of each by its id, a batch at a time."""
    table, connection = _TABLE, db.session.connection()
    old = (
        select(table.c.id, table.c.day, table.c.attempt, table.c.last_error)
        .where(WAITING, QUEUED, table.c.due_at <= now - KEPT_TRYING)
        .order_by(table.c.id)
        .limit(_BATCH)
        .with_for_update(skip_locked=True)
    )
    reasons = {row.id: expiry_words(row.day, row.attempt, row.last_error)
               for row in connection.execute(old)}  # fmt: skip
    for number, reason in reasons.items():
        connection.execute(
            table.update().where(table.c.id == number).values(
                state=MessageState.EXPIRED.value, reason=reason[:_CUT], ended_at=now,
            )
        )  # fmt: skip
    return reasons


def send_again(number: int, at: datetime, now: datetime) -> bool:
    """Queue a digest that could not go or came too late, for three days more; whether it was.

    The letter stays the same; the address is asked anew, since that may be what was wrong.
    """
    table = _TABLE
    ended = table.c.state.in_([MessageState.DEAD.value, MessageState.EXPIRED.value])
    again = table.update().where(table.c.id == number, ended).values(
        state=MessageState.QUEUED.value, reason="", address="", due_at=now, next_at=at,
        ended_at=None,
    )  # fmt: skip
    return db.session.connection().execute(again).rowcount == 1


def _end(claimed: Claimed, state: MessageState, now: datetime, reason: str) -> bool:
    values = {"new_state": state.value, "why": reason[:_CUT], "ended": now}
    return _write(_END, claimed, values)


def _write(change: Update, claimed: Claimed, values: Mapping[str, Any]) -> bool:
    """Write only while the digest is still this worker's, in this attempt: the fence."""
    mine = {"row": claimed.id, "owner": claimed.owner, "tried": claimed.attempt}
    return db.session.connection().execute(change, {**mine, **values}).rowcount == 1
