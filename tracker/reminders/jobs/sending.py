"""Sending what is due: take in one short transaction, talk to the server outside, record, again.

Digests are reserved and written in batches. The transaction that records one letter takes the next:
one commit for each letter, and a process that dies leaves at most the one letter in its hands to be
sent a second time.
"""

import random
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from tracker import clock
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.mail import queries
from tracker.mail.channels import Carrier
from tracker.mail.crashing import passing
from tracker.mail.letters import Envelope, Letter, message_id_of
from tracker.mail.operations import breaker, outbox
from tracker.mail.operations.outbox import Claimed, Worker
from tracker.mail.rules import Fate, MessageState, Outcome, wait_after
from tracker.reminders.jobs import logs
from tracker.reminders.jobs.preparing import Prepare
from tracker.reminders.jobs.reserving import Reserving
from tracker.reminders.operations.sending import lines_follow

_PAUSES = (0.2, 0.5, 1.0, 2.0)
"""Seconds between attempts to record what a server answered; the last one repeats."""
BATCH = 25
"""Digests that are reserved and written at once."""
_ENDS = {Fate.SENT: MessageState.SENT, Fate.REFUSED: MessageState.DEAD}


@dataclass(frozen=True, slots=True)
class Sender:
    """One worker on one channel. `until()` says when to stop between two letters."""

    worker: Worker
    carrier: Carrier
    address: str  # the sender's
    site: str  # the address people use
    prepare: Prepare
    until: Callable[[], bool] = field(default=lambda: False)
    batch: int = BATCH


@dataclass(frozen=True, slots=True)
class _Done:
    """A letter that was tried; `since` is the monotonic second at which it was taken."""

    claimed: Claimed
    outcome: Outcome
    since: float


def send_once(sender: Sender, now: datetime) -> Counter[str]:
    """Send what is due until nothing is, the channel breaks or `until()` says so; the counts."""
    if not _may_begin(sender, now):
        return Counter()
    run = _Run(sender, now)
    try:
        fault = sender.carrier.open()
        if fault is None:
            run.all()
        else:
            run.note_fault(fault)
    finally:
        sender.carrier.close()
    return run.counts


def _may_begin(sender: Sender, now: datetime) -> bool:
    """Whether anything is due, and the breaker lets this worker try."""
    channel = sender.worker.channel
    at = _clock()
    due = queries.is_anything_due(channel, at, now)
    db.session.rollback()
    if not due:
        return False
    with write_transaction():
        return breaker.may_try(channel, _clock())


def _clock() -> datetime:
    return outbox.database_clock(clock.real_now())


class _Run:
    """One run of one worker."""

    def __init__(self, sender: Sender, now: datetime) -> None:
        self.sender, self.now = sender, now
        self.counts: Counter[str] = Counter()
        self._reserving = Reserving(
            sender.worker, sender.prepare, sender.batch, self._set_clock, self.counts
        )
        self._server_clock: tuple[datetime, float] | None = None
        self._answered = False  # the channel works: the breaker was told so in this run
        self._stops = False

    def note_fault(self, fault: Outcome) -> None:
        """The channel could not be opened; nothing was reserved."""
        with write_transaction():
            breaker.failed(self.sender.worker.channel, fault, _clock())
        self.counts["unreachable"] += 1
        logs.told("unreachable", channel=self.sender.worker.channel.value)

    def all(self) -> None:
        """Batch after batch."""
        while not self._stops and not self.sender.until():
            letters = self._reserving.batch(self.now)
            if letters is None:
                return
            self._one_by_one(deque(letters))

    def _set_clock(self) -> datetime:
        """The clock of leases; a server's is asked once a batch and reckoned on from there."""
        at = _clock()
        self._server_clock = (at, time.monotonic()) if outbox.asks_server() else None
        return at

    def _at(self) -> datetime:
        if self._server_clock is None:
            return clock.real_now()
        then, since = self._server_clock
        return then + timedelta(seconds=time.monotonic() - since)

    def _one_by_one(self, letters: deque[Claimed]) -> None:
        """Send the letters of a batch."""
        done: _Done | None = None
        while True:
            broken = done is not None and done.outcome.fate is Fate.BROKEN
            self._stops = broken or self.sender.until()
            taken = self._turn(done, letters)
            if taken is None:
                return
            since = time.monotonic()
            passing("after_claim")
            outcome = self.sender.carrier.open() or self._hand_over(taken)
            passing("after_answer")
            done = _Done(taken, outcome, since)

    def _hand_over(self, taken: Claimed) -> Outcome:
        name = message_id_of(taken.message_id, self.sender.site)
        envelope = Envelope(name, self.sender.address, taken.address, taken.created_at)
        return self.sender.carrier.send(Letter.from_json(dict(taken.letter)), envelope)

    def _turn(self, done: _Done | None, letters: deque[Claimed]) -> Claimed | None:
        """Record the last letter and take the next, in one transaction.

        None when there is none or the run stops; what is left is given back then.
        """
        try:
            return self._written(done, letters)
        except SQLAlchemyError as error:
            if done is None:
                raise
            logs.failed("record", error, message=done.claimed.id)
            self._stops = True
            self._record_alone(done, letters)
            return None

    def _written(self, done: _Done | None, letters: deque[Claimed]) -> Claimed | None:
        counts: Counter[str] = Counter()
        with write_transaction():
            at = self._at()
            if done is not None:
                counts[self._record(done, at)] += 1
            taken, gone = (None, 0) if self._stops else self._taken(letters, at)
            if self._stops:
                outbox.release(letters)
            passing("before_claim_commit" if done is None else "before_commit")
        self.counts += counts + Counter(fenced=gone)
        for _ in range(gone + (taken is not None)):
            letters.popleft()
        if done is not None:
            passing("after_commit")
        return taken

    def _taken(self, letters: Iterable[Claimed], at: datetime) -> tuple[Claimed | None, int]:
        """The next letter whose reservation still holds, and how many before it did not."""
        gone = 0
        for one in letters:
            taken = outbox.take(one, at, self.sender.worker.lease)
            if taken is not None:
                return taken, gone
            gone += 1
        return None, gone

    def _record_alone(self, done: _Done, letters: deque[Claimed]) -> None:
        """The database failed us after the server had answered: try as long as the lease lasts."""
        tries = 0
        while True:
            time.sleep(_PAUSES[min(tries, len(_PAUSES) - 1)])
            tries += 1
            try:
                self._written(done, letters)
            except SQLAlchemyError:
                if time.monotonic() - done.since > self.sender.worker.lease.total_seconds():
                    raise
            else:
                return

    def _record(self, done: _Done, at: datetime) -> str:
        """Write what came of a letter, unless it is in other hands by now; a word for the count."""
        claimed, outcome = done.claimed, done.outcome
        channel = self.sender.worker.channel
        if outcome.fate is Fate.BROKEN:
            breaker.failed(channel, outcome, at)
        elif not self._answered:
            breaker.works(channel)
        self._answered = outcome.fate is not Fate.BROKEN
        word = self._ended(claimed, outcome, at)
        logs.told(
            word, message=claimed.id, channel=channel.value, attempt=claimed.attempt,
            perhaps_sent=outcome.perhaps_sent,
        )  # fmt: skip
        return word

    def _ended(self, claimed: Claimed, outcome: Outcome, at: datetime) -> str:
        end = _ENDS.get(outcome.fate)
        if end is None:
            wait = wait_after(claimed.attempt, random.random())  # noqa: S311 - spreads load
            mine = outbox.postpone(claimed, at, wait, outcome)
        elif end is MessageState.SENT:
            mine = outbox.complete(claimed, self.now)
        else:
            mine = outbox.bury(claimed, self.now, outcome.words)
        if mine and end is not None:
            lines_follow(
                claimed.id, end, self.now, "" if end is MessageState.SENT else outcome.words
            )
        return (end.value if end else "postponed") if mine else "fenced"
