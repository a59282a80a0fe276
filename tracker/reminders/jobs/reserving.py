"""A batch of digests for one worker: reserved and judged in one short transaction, then written.

Nothing of it has begun: a worker that dies here holds its digests up for a minute at the longest.
"""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy.exc import InterfaceError, OperationalError

from tracker.db import set_apart, write_transaction
from tracker.extensions import db
from tracker.mail.crashing import passing
from tracker.mail.operations import outbox
from tracker.mail.operations.outbox import Claimed, Worker
from tracker.mail.rules import Fate, MessageState, Outcome, wait_after
from tracker.reminders.jobs import logs
from tracker.reminders.jobs.preparing import NOTHING_LEFT, Judged, Prepare
from tracker.reminders.operations.sending import lines_follow

_Found = TypeVar("_Found")
_Work = Callable[[Sequence[Claimed]], Mapping[int, _Found]]


@dataclass(frozen=True, slots=True)
class Reserving:
    """Who reserves how many at once, how they are made ready, the clock of leases, the counts."""

    worker: Worker
    prepare: Prepare
    most: int
    clock: Callable[[], datetime]
    counts: Counter[str]

    def batch(self, now: datetime) -> list[Claimed] | None:
        """The next digests with letters and addresses, in their order; None when none is due.

        What need not go is withdrawn; what cannot be written waits, and stops no other.
        """
        with write_transaction():
            reserved = outbox.reserve(self.worker, self.clock(), now, self.most)
            judged, faults = _each(reserved, lambda some: self.prepare.judge(some, now))
            standing = self._standing(reserved, judged, faults, now)
            passing("before_reserve_commit")
        return self._written(standing, now) if reserved else None

    def _standing(
        self, some: Sequence[Claimed], judged: Mapping[int, Judged], faults: Mapping[int, str],
        now: datetime,
    ) -> list[Claimed]:  # fmt: skip
        for one in some:
            if one.id in faults:
                self._put_off(one, faults[one.id])
            elif judged[one.id].reason:
                self._withdraw(one, judged[one.id].reason, now)
        return [replace(one, address=judged[one.id].address) for one in some
                if one.id in judged and not judged[one.id].reason]  # fmt: skip

    def _written(self, some: Sequence[Claimed], now: datetime) -> list[Claimed]:
        """With their letters; those that were tried before keep theirs."""
        new = [one for one in some if not one.letter]
        letters, faults = _each(new, lambda part: self.prepare.write(part, now))
        db.session.rollback()  # nothing is held while they are sent
        empty = [one for one in new if one.id not in faults and not letters.get(one.id)]
        if faults or empty:
            with write_transaction():
                for one in new:
                    if one.id in faults:
                        self._put_off(one, faults[one.id])
                for one in empty:
                    self._withdraw(one, NOTHING_LEFT, now)
        ready = (replace(one, letter=one.letter or letters.get(one.id, {})) for one in some)
        return [one for one in ready if one.letter]

    def _withdraw(self, one: Claimed, reason: str, now: datetime) -> None:
        if outbox.withdraw(one, now, reason):
            lines_follow(one.id, MessageState.CANCELLED, now, reason)
            self.counts["cancelled"] += 1

    def _put_off(self, one: Claimed, kind: str) -> None:
        """An attempt that failed before it left the house."""
        at = self.clock()
        taken = outbox.take(one, at, self.worker.lease)
        if taken is not None:
            wait = wait_after(taken.attempt, random.random())  # noqa: S311 - spreads load
            words = f"Không soạn được thông báo ({kind})"
            outbox.postpone(taken, at, wait, Outcome(Fate.LATER, words))
            self.counts["unprepared"] += 1


def _each(some: Sequence[Claimed], work: _Work[_Found]) -> tuple[dict[int, _Found], dict[int, str]]:
    """What the work finds for all at once, or, where that fails, for each alone; the faults."""
    if not some:
        return {}, {}
    try:
        with set_apart():
            return dict(work(some)), {}
    except (OperationalError, InterfaceError):
        raise  # the database itself
    except Exception as error:  # noqa: BLE001 - one letter that cannot be written stops no other
        if len(some) == 1:
            logs.failed("letter", error, message=some[0].id)
            return {}, {some[0].id: type(error).__name__}
    found: dict[int, _Found] = {}
    faults: dict[int, str] = {}
    for one in some:
        more, wrong = _each([one], work)
        found, faults = found | more, faults | wrong
    return found, faults
