"""The four cells of a headline, counted in nhiệm vụ with phần việc beside (invariant 7)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select

from tracker.extensions import db
from tracker.permissions import Permission, Viewer
from tracker.tasks.models.obligation import NO_DAY, Obligation, TaskTally
from tracker.tasks.queries.rows import Scope, one_of
from tracker.tasks.queries.visibility import fully_visible
from tracker.tasks.rules.cells import DutyCounts, task_cell
from tracker.tasks.rules.states import AssignmentRole, Cell

COUNTED = (
    Cell.DONE_ON_TIME, Cell.DONE_LATE, Cell.OPEN_IN_TIME, Cell.OPEN_OVERDUE,
    Cell.NO_DEADLINE, Cell.UNDETERMINED,
)  # fmt: skip
"""The four official cells and the two told apart."""

_NAMES = tuple(cell.value for cell in COUNTED)


@dataclass(frozen=True, slots=True)
class CountFilter:
    """What a headline is counted over; None sets no bound."""

    plan_id: int | None = None
    field_id: int | None = None
    unit_id: int | None = None
    year: int | None = None


@dataclass(slots=True)
class Headline:
    """Numbers of nhiệm vụ and of phần việc by cell."""

    tasks: dict[Cell, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))
    obligations: dict[Cell, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))


def headline(scope: Scope, cut: CountFilter, today: date) -> Headline:
    """The cells on `today`; from the tally where no unit is asked for, else from the rows."""
    if scope.units is None and cut.unit_id is None:
        return _sum_up(_from_tally(scope, cut), TaskTally, today)
    return _sum_up(_from_rows(scope, cut), Obligation, today)


@dataclass(frozen=True, slots=True)
class TaskState:
    """Where one nhiệm vụ is counted, and how many of its phần việc are done."""

    cell: Cell
    done: int
    total: int


def states_by_task(viewer: Viewer, cut: CountFilter, today: date) -> dict[int, TaskState]:
    """The state of each nhiệm vụ as far as the viewer may see its phần việc."""
    seen = fully_visible(viewer)
    if viewer.scope(Permission.READ_WORK) is None:
        query = _by_task(_equal(TaskTally, cut), TaskTally, today)
    else:
        query = _by_task([*_from_rows(Scope(None), cut), seen], Obligation, today)
    found = {}
    for task_id, *numbers in db.session.execute(query):
        held = DutyCounts(**dict(zip(_NAMES, numbers, strict=True)))
        cell = task_cell(held)
        if cell is not None:
            found[task_id] = TaskState(cell, held.done_on_time + held.done_late, sum(numbers))
    return found


def _from_tally(scope: Scope, cut: CountFilter) -> Sequence[ColumnElement[bool]]:
    found = _equal(TaskTally, cut)
    if scope.fields is not None:
        found.append(one_of(TaskTally.field_id, scope.fields))
    return found


def _from_rows(scope: Scope, cut: CountFilter) -> Sequence[ColumnElement[bool]]:
    found = [
        *scope.conditions(), *_equal(Obligation, cut),
        Obligation.role == AssignmentRole.LEAD.value, Obligation.void.is_(False),
    ]  # fmt: skip
    return found if cut.unit_id is None else [*found, Obligation.unit_id == cut.unit_id]


def _equal(table: type[TaskTally | Obligation], cut: CountFilter) -> list[ColumnElement[bool]]:
    values = ((table.plan_id, cut.plan_id), (table.field_id, cut.field_id), (table.year, cut.year))
    return [column == value for column, value in values if value is not None]


def _sum_up(
    conditions: Sequence[ColumnElement[bool]], table: type[TaskTally | Obligation], today: date
) -> Headline:
    """Group by nhiệm vụ, then by which cells it has: a bounded number of rows comes back."""
    each = _by_task(conditions, table, today).subquery()
    names = [f"has_{name}" for name in _NAMES]
    has = [
        case((each.c[cell.value] > 0, 1), else_=0).label(name)
        for cell, name in zip(COUNTED, names, strict=True)
    ]
    totals = [func.sum(each.c[cell.value]) for cell in COUNTED]
    found = Headline()
    for row in db.session.execute(select(func.count(), *has, *totals).group_by(*names)):
        _add(found, row[0], row[1 : 1 + len(COUNTED)], row[1 + len(COUNTED) :])
    return found


def _by_task(
    conditions: Sequence[ColumnElement[bool]], table: type[TaskTally | Obligation], today: date
) -> Select[Any]:
    """One row per nhiệm vụ: its id, then how many phần việc each cell has."""
    number = table.obligations if table is TaskTally else literal(1)
    sums = [
        func.sum(case((_in_cell(table, cell, today), number), else_=0)).label(cell.value)
        for cell in COUNTED
    ]
    return select(table.task_id, *sums).where(*conditions).group_by(table.task_id)


def _add(found: Headline, tasks: int, has: Sequence[int], totals: Sequence[int]) -> None:
    held = DutyCounts(**dict(zip(_NAMES, has, strict=True)))
    cell = task_cell(held)
    if cell is not None:
        found.tasks[cell] += tasks
    for counted, total in zip(COUNTED, totals, strict=True):
        found.obligations[counted] += total


def _in_cell(table: type[TaskTally | Obligation], cell: Cell, today: date) -> ColumnElement[bool]:
    """A row's cell on a day: the stored one, where open rows are split by `overdue_from`."""
    if cell not in {Cell.OPEN_IN_TIME, Cell.OPEN_OVERDUE}:
        return table.outcome == cell.value
    late = func.coalesce(table.overdue_from, NO_DAY) <= today
    is_open = table.outcome == Cell.OPEN_IN_TIME.value
    return and_(is_open, late if cell is Cell.OPEN_OVERDUE else ~late)
