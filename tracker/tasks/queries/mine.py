"""What waits for a unit, group by group, and what waits for those who steer the whole."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, case, func, select

from tracker.extensions import db
from tracker.statements import rows_of
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Assignment, ScheduleRule, Task
from tracker.tasks.queries.beside import BESIDE, counts_beside
from tracker.tasks.queries.listing import Days, ListFilter, first_rows, plans_over, state_conditions
from tracker.tasks.queries.planning import awaiting_deadline
from tracker.tasks.queries.rows import Scope, WorkRow, fetch_each
from tracker.tasks.rules.listing import ListState
from tracker.tasks.rules.states import AssigneeKind, AssignmentRole

GROUPS = (
    ListState.ASKED,
    ListState.OVERDUE,
    ListState.INTERNAL_LATE,
    ListState.ENTERED,
    ListState.MONTH,
    ListState.INTERNAL_SOON,
    ListState.SILENT,
    ListState.UNCHANGED,
    ListState.UNDETERMINED,
    ListState.SUBMITTED,
)
"""In the order of seriousness."""

_BY_DAY = tuple(state for state in GROUPS if state not in BESIDE)
COUNTED = (*_BY_DAY, ListState.UNFINISHED, ListState.PLAN_OVER)
SHOWN = 25
PARTNER_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Group:
    """The first rows of one group; `count` is all it has, plans past their end apart."""

    state: ListState
    count: int
    rows: list[WorkRow]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a unit: all counts, the groups as lead, the partner's rows."""

    counts: dict[ListState, int]
    groups: list[Group]
    partner_count: int
    partner_rows: list[WorkRow]


def waiting(scope: Scope, days: Days, most: int | None = None) -> Waiting:
    """The work of a scope that is still open. A group without rows costs no statement.

    Of each group come the first rows, or up to `most` of them.
    """
    running, over = _counts(scope, days)
    counts = {state: running[state] + over[state] for state in COUNTED}
    found = counts_beside(scope, days.today, days.month)
    if scope.handed is None:  # the heads' groups go by the unit's own day
        found[ListState.INTERNAL_SOON] = 0
    running |= found
    counts |= found
    numbers = {state: running[state] for state in GROUPS}
    numbers[ListState.PLAN_OVER] = counts[ListState.PLAN_OVER]
    numbers = {state: number for state, number in numbers.items() if number}
    pages = [_first_of(scope, state, days, most or SHOWN) for state in numbers]
    partner_count = _partner_count(scope, days)
    if partner_count:
        partner = ListFilter(role=AssignmentRole.PARTNER)
        pages.append(first_rows(scope, partner, days, limit=most or PARTNER_SHOWN))
    shown = fetch_each(pages)
    groups = [Group(*one, rows) for one, rows in zip(numbers.items(), shown, strict=False)]
    return Waiting(counts, groups, partner_count, shown[-1] if partner_count else [])


def _first_of(scope: Scope, state: ListState, days: Days, most: int) -> Select[Any]:
    apart = state is ListState.PLAN_OVER or state in BESIDE
    cut = ListFilter(state=state, running=not apart, by_internal=scope.handed is not None)
    return first_rows(scope, cut, days, limit=most)


def _counts(scope: Scope, days: Days) -> tuple[dict[ListState, int], dict[ListState, int]]:
    """Open lead rows by state: in plans that run, in plans past their end.

    Summed plan by plan, as `ix_obligation_unit_waiting` holds them: no row is looked up.
    """
    lead = AssignmentRole.LEAD
    over = Obligation.plan_id.in_(plans_over(days.today)).label("is_over")
    sums = [
        func.sum(case((and_(*state_conditions(state, lead, days)), 1), else_=0))
        for state in COUNTED
    ]
    query = (
        select(over, *sums)
        .where(
            *scope.conditions(), Obligation.role == lead.value, Obligation.open.is_(True),
            Obligation.void.is_(False),
        )
        .group_by(Obligation.plan_id)
    )  # fmt: skip
    found = {past_end: dict.fromkeys(COUNTED, 0) for past_end in (False, True)}
    for is_over, *numbers in rows_of(query):
        for state, number in zip(COUNTED, numbers, strict=True):
            found[bool(is_over)][state] += number
    return found[False], found[True]


def _partner_count(scope: Scope, days: Days) -> int:
    query = select(func.count()).where(
        *scope.conditions(),
        Obligation.role == AssignmentRole.PARTNER.value,
        *state_conditions(ListState.UNFINISHED, AssignmentRole.PARTNER, days),
        Obligation.void.is_(False),
    )
    return int(rows_of(query).scalar_one())


def overdue_by_unit(scope: Scope, today: date) -> list[tuple[int, int]]:
    """Unit id and number of overdue phần việc, the most first."""
    number = func.count()
    query = (
        select(Obligation.unit_id, number)
        .where(*scope.conditions(), Obligation.overdue_from <= today)
        .group_by(Obligation.unit_id)
        .order_by(number.desc(), Obligation.unit_id)
    )
    return [(unit, count) for unit, count in db.session.execute(query)]


@dataclass(frozen=True, slots=True)
class Review:
    """Plan rows of one plan that wait for a decision."""

    deadlines: int = 0
    owners: int = 0


def review_by_plan() -> dict[int, Review]:
    """Rows without a deadline that can be read, and without an owner that can be told."""
    deadline = select(ScheduleRule.task_id).where(awaiting_deadline())
    lead = Assignment.role == AssignmentRole.LEAD.value
    to_confirm = Assignment.kind == AssigneeKind.TO_CONFIRM.value
    unnamed = select(Assignment.task_id).where(lead, to_confirm)
    owing = (
        select(Task.plan_id, func.count())
        .where(Task.owes.is_(True), Task.ended_on.is_(None))
        .group_by(Task.plan_id)
    )
    deadlines = dict(db.session.execute(owing.where(Task.id.in_(deadline))).all())
    owners = dict(db.session.execute(owing.where(Task.lead_from_id.in_(unnamed))).all())
    return {
        plan: Review(deadlines.get(plan, 0), owners.get(plan, 0))
        for plan in deadlines.keys() | owners.keys()
    }
