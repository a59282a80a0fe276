"""Every write to the outbox: reserve, take, the ends, back-off, reaping.

`at` is the clock of leases and back-off (`database_clock`), `now` the instant that people read.
The row itself is the record of what machines do; what a person asks for is recorded by the caller.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import Boolean, Table, Update, bindparam, func, or_, select

from tracker.extensions import db
from tracker.mail.models import Message
from tracker.mail.queries import QUEUED, WAITING, due_locked
from tracker.mail.rules import (
    BACK_OFF,
    KEPT_TRYING,
    Channel,
    MessageState,
    Outcome,
    expiry_words,
)

LEASE = timedelta(minutes=5)
RESERVED = timedelta(minutes=1)
"""How long digests stay reserved for one worker before it takes them."""
_SLACK = timedelta(minutes=10)
_CUT = 300
_BATCH = 500
_GONE = "Tiến trình gửi dừng giữa chừng; thư có thể đã được gửi một lần"
_TABLE = cast("Table", Message.__table__)
_TAKEN = (
    "id", "message_id", "person_id", "day", "address", "letter", "created_at", "attempt",
)  # fmt: skip

# Each letter needs these; building a statement anew costs more than carrying it out.
_RESERVE = (
    _TABLE.update()
    .where(_TABLE.c.id.in_(bindparam("rows", expanding=True)))
    .values(lease_owner=bindparam("owner"), lease_until=bindparam("until"))
    .returning(*(_TABLE.c[name] for name in _TAKEN))
)
_HELD = _TABLE.update().where(
    _TABLE.c.id == bindparam("row"), _TABLE.c.lease_owner == bindparam("owner"),
    _TABLE.c.attempt == bindparam("tried"), _TABLE.c.state == bindparam("stands"),
)  # fmt: skip
_TAKE = _HELD.where(_TABLE.c.lease_until > bindparam("clock")).values(
    state=MessageState.SENDING.value, attempt=_TABLE.c.attempt + 1,
    lease_until=bindparam("until"), letter=bindparam("new_letter"),
    address=bindparam("new_address"),
)  # fmt: skip
_FREE = _HELD.values(lease_owner="", lease_until=None)
_END = _HELD.values(
    state=bindparam("new_state"), reason=bindparam("why"), ended_at=bindparam("ended"),
    lease_owner="", lease_until=None,
)  # fmt: skip
_POSTPONE = _HELD.values(
    state=MessageState.QUEUED.value, next_at=bindparam("new_next"), last_error=bindparam("error"),
    perhaps_sent=or_(_TABLE.c.perhaps_sent, bindparam("perhaps", type_=Boolean)),
    lease_owner="", lease_until=None,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claimed:
    """A digest in the hands of one worker: reserved, or taken for the attempt of this number.

    `letter` is empty before its first attempt. `attempt` counts the attempts that were begun.
    """

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
    is_taken: bool = False


@dataclass(frozen=True, slots=True)
class Worker:
    """Who sends: `owner` is unlike any other's; the lease outlasts one letter's sending."""

    owner: str
    channel: Channel
    lease: timedelta = LEASE


def asks_server() -> bool:
    """Whether the clock of leases is the database's, which costs a statement."""
    return db.session.get_bind().dialect.name == "postgresql"


def database_clock(real: datetime) -> datetime:
    """The server's clock on PostgreSQL, since the clocks of workers differ; `real` on SQLite."""
    if not asks_server():
        return real
    return cast("datetime", db.session.execute(select(func.clock_timestamp())).scalar_one())


def reserve(worker: Worker, at: datetime, now: datetime, most: int) -> list[Claimed]:
    """Keep up to `most` digests whose turn it is for this worker, for a minute at the longest.

    Reserved is not begun: what a dead worker had reserved waits for no lease and counts no attempt.
    """
    rows = due_locked(worker.channel, at, now, most)
    if not rows:
        return []
    until = at + min(RESERVED, worker.lease)
    values = {"rows": rows, "owner": worker.owner, "until": until}
    found = {row.id: Claimed(**row._asdict(), channel=worker.channel, owner=worker.owner)
             for row in db.session.connection().execute(_RESERVE, values)}  # fmt: skip
    return [found[number] for number in rows if number in found]


def take(claimed: Claimed, at: datetime, lease: timedelta) -> Claimed | None:
    """Begin an attempt with its letter; None when the reservation ran out.

    What is kept is what is sent: every later attempt is the same letter. A chat's address holds a
    secret and is not kept. No two workers ever hold the same attempt.
    """
    kept = claimed.address if claimed.channel is Channel.MAIL else ""
    values = {"new_letter": dict(claimed.letter), "new_address": kept}
    if not _write(_TAKE, claimed, {"clock": at, "until": at + lease, **values}):
        return None
    return replace(claimed, attempt=claimed.attempt + 1, is_taken=True)


def release(some: Iterable[Claimed]) -> None:
    """Give back what was reserved and not taken."""
    changes = [_key(one) for one in some]
    if changes:
        db.session.connection().execute(_FREE, changes)


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

    Leases, reservations and waits that lie further ahead than any can, because a clock was set
    back, are pulled in, so that nothing waits for a clock to come round again.
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
    connection.execute(waits.where(far).values(lease_owner="", lease_until=None))
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
    found = db.session.connection().execute(change, {**_key(claimed), **values})
    return found.rowcount == 1


def _key(claimed: Claimed) -> dict[str, Any]:
    stands = MessageState.SENDING if claimed.is_taken else MessageState.QUEUED
    return {
        "row": claimed.id, "owner": claimed.owner, "tried": claimed.attempt,
        "stands": stands.value,
    }  # fmt: skip
