"""Growing delay after misses, in one table, so that all processes and hosts count together.

An attempt is counted before it is checked, and forgiven when it succeeds: many guesses at once
cannot slip past the count.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import String, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, scoped_session

from tracker.db import Base, UTCDateTime, write_transaction
from tracker.statements import insert_or_skip

FORGOTTEN_AFTER = timedelta(hours=24)
FIRST_DELAY = timedelta(minutes=1)
LONGEST_DELAY = timedelta(minutes=15)


class Throttle(Base):
    """Misses of one key (an account, an address) and until when it must wait."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    misses: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    blocked_until: Mapped[datetime | None] = mapped_column(UTCDateTime)


def key_of(kind: str, value: str) -> str:
    """A key that does not store what was typed (people type passwords into the login field)."""
    return f"{kind}:{hashlib.sha256(value.encode()).hexdigest()[:32]}"


def delay_after(misses: int, free: int) -> timedelta:
    """No delay for the first `free` misses, then 1, 2, 4, 8 and at most 15 minutes."""
    if misses < free:
        return timedelta(0)
    doubled = FIRST_DELAY * 2 ** min(misses - free, 10)
    return min(doubled, LONGEST_DELAY)


def attempt(limits: dict[str, int], now: datetime) -> timedelta:
    """Count one attempt for every key (key -> free misses); the wait that forbids it, or zero.

    A forbidden attempt is not counted. `now` is the real instant.
    """
    with write_transaction() as session:
        rows = {key: _row(session, key, now) for key in sorted(limits)}
        longest = max((row.blocked_until or now) - now for row in rows.values())
        if longest > timedelta(0):
            return longest
        for key, row in rows.items():
            row.misses += 1
            row.last_at = now
            row.blocked_until = now + delay_after(row.misses, limits[key])
        session.execute(delete(Throttle).where(Throttle.last_at < now - FORGOTTEN_AFTER))
    return timedelta(0)


def waiting(keys: Iterable[str], now: datetime) -> timedelta:
    """How long these keys must wait, or zero; counts nothing and writes nothing."""
    query = select(func.max(Throttle.blocked_until)).where(Throttle.key.in_(list(keys)))
    until = current_app.extensions["sqlalchemy"].session.scalar(query)
    return max((until or now) - now, timedelta(0))


def forgive(keys: list[str], *, uncount: str | None = None) -> None:
    """After a success: forget the misses of `keys`; take this attempt off `uncount` only.

    A shared address keeps its earlier misses, or one good account would hide many guesses.
    """
    with write_transaction() as session:
        session.execute(delete(Throttle).where(Throttle.key.in_(keys)))
        session.execute(
            update(Throttle)
            .where(Throttle.key == uncount)
            .values(misses=Throttle.misses - 1, blocked_until=None)
        )


def _row(session: scoped_session[Session], key: str, now: datetime) -> Throttle:
    """The key's row, locked; made when it is new, emptied when its misses are long past."""
    insert_or_skip(Throttle, {"key": key, "misses": 0, "last_at": now})
    row = session.get_one(Throttle, key, with_for_update=True, populate_existing=True)
    if row.last_at < now - FORGOTTEN_AFTER:
        row.misses, row.blocked_until = 0, None
    return row
