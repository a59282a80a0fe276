"""Where an obligation is counted (design invariant 7) and what its stored cache says.

All days are local dates. A duty is late from `late_from` on; the lead's clock stops on
`stopped_on`, the day of the result, or of the submission when another authority issues it.
"""

from dataclasses import dataclass, replace
from datetime import date

from tracker.tasks.rules.states import AssignmentRole, Cell, State


@dataclass(frozen=True, slots=True)
class Counted:
    """What counting needs to know of one obligation at one moment."""

    role: AssignmentRole
    standing: bool
    before_tracking: bool
    ended: bool
    due_on: date | None
    late_from: date | None
    state: State
    stopped_on: date | None


def _settled_cell(facts: Counted) -> Cell | None:
    """The cells that no passing day can change, save those of finished work."""
    if facts.ended:
        return Cell.CLOSED
    if facts.before_tracking:
        return Cell.BEFORE_TRACKING
    if facts.standing:
        return Cell.NO_DEADLINE
    return None


def overdue_from(facts: Counted) -> date | None:
    """The day from which the obligation counts as open and overdue; None if it never will."""
    if facts.role is AssignmentRole.PARTNER or _settled_cell(facts) is not None:
        return None
    if facts.state is State.DONE or facts.late_from is None:
        return None
    if facts.stopped_on is not None and facts.stopped_on < facts.late_from:
        return None
    return facts.late_from


def cell_on(facts: Counted, today: date) -> Cell | None:
    """The one cell of a lead's obligation on `today`; None for a partner's."""
    if facts.role is AssignmentRole.PARTNER:
        return None
    settled = _settled_cell(facts)
    if settled is not None:
        return settled
    if facts.state is State.DONE:
        stopped, late = facts.stopped_on, facts.late_from
        if stopped is not None and late is not None and stopped >= late:
            return Cell.DONE_LATE
        return Cell.DONE_ON_TIME
    if facts.due_on is None:
        return Cell.UNDETERMINED
    late = overdue_from(facts)
    return Cell.OPEN_OVERDUE if late is not None and late <= today else Cell.OPEN_IN_TIME


def outcome(facts: Counted) -> Cell | None:
    """The cell as it is stored: open rows all as OPEN_IN_TIME; `overdue_from` tells the rest."""
    return cell_on(facts, date.min)


@dataclass(frozen=True, slots=True)
class CachedRow:
    """The columns that follow from an obligation's own day and its history."""

    open: bool
    outcome: str
    overdue_from: date | None


def cached_row(facts: Counted) -> CachedRow:
    """The stored cache for one obligation."""
    cell = outcome(facts)
    return CachedRow(
        open=not facts.ended and facts.state is not State.DONE,
        outcome=cell.value if cell else "",
        overdue_from=overdue_from(facts),
    )


@dataclass(frozen=True, slots=True)
class DutyCounts:
    """How the lead obligations of one nhiệm vụ are spread in one year."""

    done_on_time: int = 0
    done_late: int = 0
    open_in_time: int = 0
    open_overdue: int = 0
    no_deadline: int = 0
    undetermined: int = 0


def by_first_day(counts: DutyCounts, spared: int, done_spared: int) -> DutyCounts:
    """The same duties by the days before their extension.

    `spared` open and `done_spared` done ones are in time by the extended day only.
    """
    return replace(
        counts,
        open_in_time=counts.open_in_time - spared,
        open_overdue=counts.open_overdue + spared,
        done_on_time=counts.done_on_time - done_spared,
        done_late=counts.done_late + done_spared,
    )


SERIOUSNESS = (
    Cell.OPEN_OVERDUE,
    Cell.OPEN_IN_TIME,
    Cell.UNDETERMINED,
    Cell.NO_DEADLINE,
    Cell.DONE_LATE,
    Cell.DONE_ON_TIME,
)


def task_cell(counts: DutyCounts) -> Cell | None:
    """The one cell of a nhiệm vụ (a plan row).

    Done when every lead obligation is done; late when one is late. None when it has no lead
    obligation that is counted (all ended, or all before tracking began).
    """
    found = (cell for cell in SERIOUSNESS if getattr(counts, cell.value))
    return next(found, None)
