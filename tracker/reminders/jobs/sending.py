"""Sending what is due: claim in one short transaction, talk to the server outside, record, again.

The transaction that records one letter claims the next: one commit for each letter, and a process
that dies leaves at most the one letter in its hands to be sent a second time.
"""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError

from tracker import clock
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.mail import queries
from tracker.mail.channels import Carrier
from tracker.mail.crashing import passing
from tracker.mail.letters import Envelope, Letter, message_id_of
from tracker.mail.operations import breaker, outbox
from tracker.mail.operations.outbox import Claimed, Worker
from tracker.mail.rules import KEPT_TRYING, Channel, Fate, MessageState, Outcome, wait_after
from tracker.reminders.jobs import logs
from tracker.reminders.jobs.preparing import Prepare, Ready
from tracker.reminders.operations.sending import lines_follow

_PAUSES = (0.2, 0.5, 1.0, 2.0)
"""Seconds between attempts to record what a server answered; the last one repeats."""
_WITHDRAWN_AT_ONCE = 50
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


@dataclass(frozen=True, slots=True)
class _Done:
    """A letter that was tried; `since` is the monotonic second at which it was claimed."""

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
    due = queries.is_anything_due(channel, max(at, now), now - KEPT_TRYING)
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
        self._answered = False  # the channel works: the breaker was told so in this run

    def note_fault(self, fault: Outcome) -> None:
        """The channel could not be opened; nothing was claimed."""
        with write_transaction():
            breaker.failed(self.sender.worker.channel, fault, _clock())
        self.counts["unreachable"] += 1
        logs.told("unreachable", channel=self.sender.worker.channel.value)

    def all(self) -> None:
        """One letter after the other."""
        done: _Done | None = None
        while True:
            broken = done is not None and done.outcome.fate is Fate.BROKEN
            claimed = self._turn(done, claims=not broken and not self.sender.until())
            if claimed is None:
                return
            since = time.monotonic()
            passing("after_claim")
            outcome = self.sender.carrier.open() or self._hand_over(claimed)
            passing("after_answer")
            done = _Done(claimed, outcome, since)

    def _hand_over(self, claimed: Claimed) -> Outcome:
        name = message_id_of(claimed.message_id, self.sender.site)
        envelope = Envelope(name, self.sender.address, claimed.address, claimed.created_at)
        return self.sender.carrier.send(Letter.from_json(dict(claimed.letter)), envelope)

    def _turn(self, done: _Done | None, *, claims: bool) -> Claimed | None:
        """Record the last letter and claim the next, in one transaction."""
        if done is None and not claims:
            return None
        try:
            return self._written(done, claims=claims)
        except SQLAlchemyError as error:
            if done is None:
                raise
            logs.failed("record", error, message=done.claimed.id)
            self._record_alone(done)
            return None

    def _written(self, done: _Done | None, *, claims: bool) -> Claimed | None:
        counts: Counter[str] = Counter()
        with write_transaction():
            at = _clock()
            if done is not None:
                counts[self._record(done, at)] += 1
            claimed = self._claim(at, counts) if claims else None
            passing("before_claim_commit" if done is None else "before_commit")
        self.counts += counts
        if done is not None:
            passing("after_commit")
        return claimed

    def _record_alone(self, done: _Done) -> None:
        """The database failed us after the server had answered: try as long as the lease lasts."""
        tries = 0
        while True:
            time.sleep(_PAUSES[min(tries, len(_PAUSES) - 1)])
            tries += 1
            try:
                self._written(done, claims=False)
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

    def _claim(self, at: datetime, counts: Counter[str]) -> Claimed | None:
        """The next letter that is to go, written and frozen; what need not go is withdrawn."""
        for _ in range(_WITHDRAWN_AT_ONCE):
            claimed = outbox.claim(self.sender.worker, at, self.now)
            if claimed is None:
                return None
            found = self._prepared(claimed, at)
            if found is None:
                counts["unprepared"] += 1
            elif isinstance(found, Claimed):
                return found
            else:
                outbox.withdraw(claimed, self.now, found.reason)
                lines_follow(claimed.id, MessageState.CANCELLED, self.now, found.reason)
                counts["cancelled"] += 1
        return None

    def _prepared(self, claimed: Claimed, at: datetime) -> Claimed | Ready | None:
        """The digest with its letter, or why it need not go; None when it could not be written."""
        try:
            with db.session.begin_nested():
                found = self.sender.prepare(claimed, self.now)
                return found if found.reason else self._frozen(claimed, found)
        except (OperationalError, InterfaceError):
            raise  # the database itself
        except Exception as error:  # noqa: BLE001 - one letter that cannot be written stops no other
            logs.failed("letter", error, message=claimed.id)
            words = f"Không soạn được thông báo ({type(error).__name__})"
            wait = wait_after(claimed.attempt, random.random())  # noqa: S311 - spreads load
            outbox.postpone(claimed, at, wait, Outcome(Fate.LATER, words))
            return None

    def _frozen(self, claimed: Claimed, found: Ready) -> Claimed:
        """Keep the letter at its first attempt; a chat's address holds a secret and is not kept."""
        kept = found.address if claimed.channel is Channel.MAIL else ""
        if not claimed.letter or claimed.address != kept:
            outbox.freeze(claimed, found.letter, kept)
        return replace(claimed, letter=found.letter, address=found.address)
