"""Laying out days, gathering digests, taking back what a dead worker held, the daily comparison.

Each function is one run of a job of the clock: safe to repeat, safe beside others doing the same.
"""

from collections import Counter
from datetime import datetime

from tracker import clock
from tracker.calendar.workdays import ONE_DAY
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.mail.operations import outbox
from tracker.mail.rules import MessageState
from tracker.reminders.jobs import logs
from tracker.reminders.operations.gathering import gather
from tracker.reminders.operations.planning import days_to_plan, foresee, put_down
from tracker.reminders.operations.rechecking import recheck
from tracker.reminders.operations.reconciling import reconcile
from tracker.reminders.operations.sending import lines_follow
from tracker.reminders.queries.ledger import last_planned
from tracker.reminders.queries.switch import switch


def is_on() -> bool:
    """Whether reminders were switched on; ends the read transaction."""
    row = switch()
    on = row is not None and row.on_since is not None
    db.session.rollback()
    return on


def plan_once(now: datetime, *, anew: bool = True) -> Counter[str]:
    """Lay out what is missing up to today and gather whose hour has come; counts.

    With `anew` today is laid out again and every waiting line re-checked, though it was before:
    matters come up, move and are closed during the day. Nothing while reminders are off.
    """
    counts: Counter[str] = Counter()
    if not is_on():
        return counts
    today = now.astimezone(clock.ZONE).date()
    missed = days_to_plan(today)
    anew = anew or last_planned(today + ONE_DAY) != today
    for day in [*missed, *([today] if anew else [])]:
        foreseen = foresee(day, now)
        if foreseen is not None:
            with write_transaction():
                counts["planned"] += put_down(foreseen, now)
    if anew or missed:
        with write_transaction():
            counts["rechecked"] += recheck(now, today)
    counts["gathered"] += _gather_all(now)
    _tell("plan", counts)
    return counts


def _gather_all(now: datetime) -> int:
    """Batch by batch, so that nobody else waits long for the database."""
    total = 0
    while True:
        with write_transaction():
            made = gather(now, ready_at=outbox.database_clock(clock.real_now()))
        if not made:
            return total
        total += made


def reap_once(now: datetime) -> Counter[str]:
    """Take back what dead workers held; end what nobody could send within its days; counts."""
    counts: Counter[str] = Counter()
    with write_transaction():
        at = outbox.database_clock(clock.real_now())
        counts["reaped"] += outbox.reap(at, now)
    while True:
        with write_transaction():
            reasons = outbox.expire(now)
            for number, reason in reasons.items():
                lines_follow(number, MessageState.EXPIRED, now, reason)
        if not reasons:
            break
        counts["expired"] += len(reasons)
    _tell("reap", counts)
    return counts


def reconcile_once(now: datetime) -> Counter[str]:
    """Compare the last days with what they should hold; counts. Nothing while reminders are off."""
    counts: Counter[str] = Counter()
    if is_on():
        with write_transaction():
            counts["added"] += reconcile(now)
        _tell("reconcile", counts)
    return counts


def _tell(event: str, counts: Counter[str]) -> None:
    if counts.total():
        logs.told(event, **counts)
