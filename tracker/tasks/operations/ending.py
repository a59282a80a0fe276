"""End the rows that are owed no more, and open again what is owed after all; part of laying out."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select

from tracker.extensions import db
from tracker.tasks.models.obligation import FormerEnd, Obligation
from tracker.tasks.operations.batching import batches
from tracker.tasks.operations.delegating import end_delegations
from tracker.tasks.operations.desired import Desired, Run
from tracker.tasks.queries.layout import ExistingRow, ObligationKey
from tracker.tasks.rules.cells import Counted, cached_row
from tracker.tasks.rules.closing import CLOSED_BY_HAND
from tracker.tasks.rules.ownership import Owned
from tracker.tasks.rules.states import AssignmentRole, EndKind, State

Endings = Mapping[ObligationKey, tuple[Owned, bool]]
"""Shares of rows by key, with whether the row is withdrawn as if it never was."""


def endings_of(
    wanted: Mapping[ObligationKey, Desired],
    existing: Mapping[ObligationKey, ExistingRow],
    today: date,
) -> Endings:
    """What is no longer owed, and what had only been withdrawn and is owed again."""
    targets: dict[ObligationKey, tuple[Owned, bool]] = {}
    for key, row in existing.items():
        one = wanted.get(key)
        if one is None and _settled(row):
            continue
        target = one.share if one else _withdrawn(key, row, today)
        kind = target.end_kind.value if target.end_kind else ""
        same = (row.ended_on, row.end_kind) == (target.ended_on, kind) and not row.void
        if same or _closed_by_hand(row):
            continue
        targets[key] = target, one is None and _never_began(row)
    return targets


def end_rows(endings: Endings, existing: Mapping[ObligationKey, ExistingRow], run: Run) -> None:
    """Set the ends; what was handed on inside the old owner's house is handed on no more."""
    targets = {existing[key].id: target for key, target in endings.items()}
    for batch in batches(targets):
        query = select(Obligation).where(Obligation.id.in_(batch))
        for obligation in db.session.scalars(query):
            share, void = targets[obligation.id]
            _set_end(obligation, share, run.now, void=void)
    ended = [number for number, (share, _) in targets.items() if share.ended_on is not None]
    end_delegations(ended, run.actor, run.now)


def _settled(row: ExistingRow) -> bool:
    """Whether a row that is owed no more needs no further word."""
    done = row.amended_on is not None and row.done_on is not None
    return done or row.void or (row.ended_on is not None and not _never_began(row))


def _withdrawn(key: ObligationKey, row: ExistingRow, today: date) -> Owned:
    """A share that nobody owes any more: it never began, unless somebody spoke of it.

    What an amendment took away was owed until the amendment held, and what was done stays.
    """
    ended_on = row.ended_on or _relieved_on(row, today)
    return Owned(AssignmentRole(key[1]), key[2], row.opened_on, ended_on, EndKind.NO_LONGER_OWED)


def _relieved_on(row: ExistingRow, today: date) -> date:
    if _never_began(row):
        return row.opened_on or row.start_on
    return max(row.amended_on, row.opened_on or row.start_on) if row.amended_on else today


def _never_began(row: ExistingRow) -> bool:
    """Whether a row that is not owed any more leaves no trace."""
    began_before = row.amended_on is not None and (row.opened_on or row.start_on) < row.amended_on
    return not row.spoken_of and not began_before


def _closed_by_hand(row: ExistingRow) -> bool:
    return row.end_kind in CLOSED_BY_HAND


def _keep_former(row: Obligation, now: datetime) -> None:
    if row.ended_on is None or row.ended_at is None:
        return
    former = FormerEnd(
        obligation_id=row.id, ended_on=row.ended_on, end_kind=row.end_kind, ended_at=row.ended_at,
        withdrawn_at=row.withdrawn_at, replaced_at=now,
    )  # fmt: skip
    db.session.add(former)


def _set_end(row: Obligation, share: Owned, now: datetime, *, void: bool) -> None:
    withdrawn = share.end_kind is EndKind.NO_LONGER_OWED and row.ended_on is not None
    if not withdrawn:  # what had ended before stays as it ended, for who asks of the time between
        _keep_former(row, now)
        row.ended_on = share.ended_on
        row.end_kind = share.end_kind.value if share.end_kind else ""
        row.ended_at = now if share.ended_on else None
    row.withdrawn_at = now if void else None
    row.version += 1
    facts = Counted(
        share.role, row.standing, row.before_tracking, share.ended_on is not None, row.due_on,
        row.late_from, State(row.state), row.stopped_on,
    )  # fmt: skip
    cache = cached_row(facts)
    row.open, row.outcome, row.overdue_from = cache.open, cache.outcome, cache.overdue_from
