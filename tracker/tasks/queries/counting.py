"""The four cells of a headline, counted in nhiệm vụ with phần việc beside (invariant 7)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
)

from tracker.permissions import Permission, Viewer
from tracker.statements import rows_of
from tracker.tasks.models.obligation import NO_DAY, Obligation, TaskTally
from tracker.tasks.queries.rows import Scope
from tracker.tasks.queries.visibility import fully_visible
from tracker.tasks.rules.cells import DutyCounts, task_cell
from tracker.tasks.rules.states import AssignmentRole, Cell

COUNTED = (
    Cell.DONE_ON_TIME, Cell.DONE_LATE, Cell.OPEN_IN_TIME, Cell.OPEN_OVERDUE,
    Cell.NO_DEADLINE, Cell.UNDETERMINED,
)  # fmt: skip
"""The four official cells and the two told apart."""

Day = date | ColumnElement[date]

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
    """The cells on `today`."""
    bounds = bounds_of(scope, cut, today)
    found = Headline()
    for row in rows_of(_summing(bounds.table, bounds.names), bounds.values):
        _add(found, row[0], row[1 : 1 + len(COUNTED)], row[1 + len(COUNTED) :])
    return found


@dataclass(frozen=True, slots=True)
class Bounds:
    """Over what is counted: the table, which columns are bound, and their values."""

    table: type[TaskTally | Obligation]
    names: tuple[str, ...]
    values: dict[str, Any]


def bounds_of(scope: Scope, cut: CountFilter, today: date) -> Bounds:
    """From the tally where no unit is asked for, else from the rows themselves."""
    equal = {name: value for name, value in asdict(cut).items() if value is not None}
    limits = {"unit_id": scope.units, "field_id": scope.fields}
    any_of = {f"any_{name}": sorted(ids) for name, ids in limits.items() if ids is not None}
    table = TaskTally if scope.units is None and cut.unit_id is None else Obligation
    values = {"today": today, **equal, **any_of}
    if scope.handed is None or scope.units is None:
        return Bounds(table, (*equal, *any_of), values)
    units = {"any_unit_id": sorted(scope.handed.owners | scope.units), "own": sorted(scope.units)}
    handed = {"divisions": sorted(scope.handed.divisions), "holder": scope.handed.holder_id}
    return Bounds(table, (*equal, *any_of, _HANDED), values | units | handed)


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
        query = _by_task(equal_to(TaskTally, cut), TaskTally, today)
    else:
        query = _by_task([*equal_to(Obligation, cut), *_leads(), seen], Obligation, today)
    found = {}
    for task_id, *numbers in rows_of(query):
        held = DutyCounts(**dict(zip(_NAMES, numbers, strict=True)))
        cell = task_cell(held)
        if cell is not None:
            found[task_id] = TaskState(cell, held.done_on_time + held.done_late, sum(numbers))
    return found


def equal_to(table: type[TaskTally | Obligation], cut: CountFilter) -> list[ColumnElement[bool]]:
    """The filter as conditions on a table that has every column it names."""
    given = {name: value for name, value in asdict(cut).items() if value is not None}
    return [getattr(table, name) == value for name, value in given.items()]


def counts_of(bounds: Bounds, task_ids: Sequence[int]) -> dict[int, DutyCounts]:
    """How the phần việc of these nhiệm vụ within the bounds are spread."""
    each = each_task(bounds.table, bounds.names)
    query = select(each).where(each.c.task_id.in_(task_ids))
    return {
        task_id: DutyCounts(**dict(zip(_NAMES, numbers, strict=True)))
        for task_id, *numbers in rows_of(query, bounds.values)
    }


@lru_cache
def each_task(table: type[TaskTally | Obligation], names: tuple[str, ...]) -> Subquery:
    """One row per nhiệm vụ within the bounds; built once for each set of names."""
    conditions = [_bound(table, name) for name in names]
    if table is Obligation:
        conditions += _leads()
    return _by_task(conditions, table, bindparam("today", type_=Date)).subquery()


_HANDED = "handed"
"""The bound of an officer of a division: own rows, and those that were handed on."""


def _own_or_handed() -> ColumnElement[bool]:
    return or_(
        Obligation.unit_id.in_(bindparam("own", expanding=True)),
        Obligation.division_id.in_(bindparam("divisions", expanding=True)),
        Obligation.holder_id == bindparam("holder"),
    )


def _bound(table: type[TaskTally | Obligation], name: str) -> ColumnElement[bool]:
    if name == _HANDED:
        return _own_or_handed()
    column = getattr(table, name.removeprefix("any_"))
    if name.startswith("any_"):
        return column.in_(bindparam(name, expanding=True))
    return column == bindparam(name)


@lru_cache
def _summing(table: type[TaskTally | Obligation], names: tuple[str, ...]) -> Select[Any]:
    """Group nhiệm vụ by which cells they have: a bounded number of rows comes back."""
    each = each_task(table, names)
    labels = [f"has_{name}" for name in _NAMES]
    has = [
        case((each.c[cell.value] > 0, 1), else_=0).label(label)
        for cell, label in zip(COUNTED, labels, strict=True)
    ]
    totals = [func.sum(each.c[cell.value]) for cell in COUNTED]
    return select(func.count(), *has, *totals).group_by(*labels)


def _leads() -> list[ColumnElement[bool]]:
    return [Obligation.role == AssignmentRole.LEAD.value, Obligation.void.is_(False)]


def _by_task(
    conditions: Sequence[ColumnElement[bool]], table: type[TaskTally | Obligation], today: Day
) -> Select[Any]:
    """One row per nhiệm vụ: its id, then how many phần việc each cell has."""
    number = table.obligations if table is TaskTally else literal(1)
    sums = [
        func.sum(case((in_cell(table, cell, today), number), else_=0)).label(cell.value)
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


def in_cell(table: type[TaskTally | Obligation], cell: Cell, today: Day) -> ColumnElement[bool]:
    """A row's cell on a day: the stored one, where open rows are split by `overdue_from`."""
    if cell not in {Cell.OPEN_IN_TIME, Cell.OPEN_OVERDUE}:
        return table.outcome == cell.value
    late = func.coalesce(table.overdue_from, NO_DAY) <= today
    is_open = table.outcome == Cell.OPEN_IN_TIME.value
    return and_(is_open, late if cell is Cell.OPEN_OVERDUE else ~late)
