"""The nhiệm vụ that a cell of the headline counts, in the order of the plans, paged by key."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select, tuple_

from tracker.plans.models import Plan
from tracker.statements import rows_of
from tracker.tasks.models.obligation import Obligation, TaskTally
from tracker.tasks.models.printed import Task
from tracker.tasks.queries.counting import COUNTED, CountFilter, bounds_of, each_task
from tracker.tasks.queries.rows import Scope
from tracker.tasks.rules.cells import SERIOUSNESS
from tracker.tasks.rules.states import Cell

PAGE = 25
FIRST = (-1, -1, -1)


@dataclass(frozen=True, slots=True)
class CountedTask:
    """One nhiệm vụ with its phần việc by cell, in the order of COUNTED."""

    id: int
    plan_order: int
    position: int
    plan_id: int
    field_id: int | None
    code: str
    number: str
    title: str
    numbers: tuple[int, ...]

    @property
    def key(self) -> tuple[int, int, int]:
        """The place in the list."""
        return self.plan_order, self.position, self.id

    def number_in(self, *cells: Cell) -> int:
        """How many of its phần việc these cells count."""
        return sum(self.numbers[COUNTED.index(cell)] for cell in cells)


def tasks_in_cell(
    scope: Scope,
    cut: CountFilter,
    today: date,
    cell: Cell,
    *,
    after: tuple[int, int, int] = FIRST,
    size: int = PAGE,
) -> list[CountedTask]:
    """At most `size` + 1 nhiệm vụ of the cell after the key."""
    bounds = bounds_of(scope, cut, today)
    place = dict(zip(("plan_order", "position", "id"), after, strict=True))
    query = _listing(bounds.table, bounds.names, cell)
    return [
        CountedTask(*row[:8], numbers=tuple(row[8:]))
        for row in rows_of(query, bounds.values | place | {"most": size + 1})
    ]


@lru_cache
def _listing(
    table: type[TaskTally | Obligation], names: tuple[str, ...], cell: Cell
) -> Select[Any]:
    """The tasks whose most serious cell is this one (rules.cells.task_cell)."""
    each = each_task(table, names)
    more_serious = SERIOUSNESS[: SERIOUSNESS.index(cell)]
    order = (Plan.sort_order, Task.position, Task.id)
    place = (bindparam("plan_order"), bindparam("position"), bindparam("id"))
    return (
        select(
            Task.id, Plan.sort_order, Task.position, Task.plan_id, Task.field_id, Task.code,
            Task.number, Task.title, *(each.c[one.value] for one in COUNTED),
        )
        .join(each, each.c.task_id == Task.id)
        .join(Plan, Plan.id == Task.plan_id)
        .where(each.c[cell.value] > 0, *(each.c[one.value] == 0 for one in more_serious))
        .where(tuple_(*order) > tuple_(*place))
        .order_by(*order)
        .limit(bindparam("most"))
    )  # fmt: skip
