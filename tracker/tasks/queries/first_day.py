"""A headline by the days that held before extensions: the second of both counts, in nhiệm vụ."""

from datetime import date

from sqlalchemy import func, or_, select

from tracker.extensions import db
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.queries.counting import (
    CountFilter,
    Headline,
    bounds_of,
    counts_of,
    equal_to,
)
from tracker.tasks.queries.extensions import done_spared, extended_rows, spared
from tracker.tasks.queries.rows import BATCH, Scope
from tracker.tasks.rules.cells import DutyCounts, by_first_day, task_cell
from tracker.tasks.rules.states import Cell

MOVED = ((Cell.OPEN_IN_TIME, Cell.OPEN_OVERDUE), (Cell.DONE_ON_TIME, Cell.DONE_LATE))
"""From the cell by the extended day to the one by the first day."""


def headline_by_first_day(scope: Scope, cut: CountFilter, today: date, found: Headline) -> Headline:
    """`found` (the headline of the same bounds) as it would be had no day been extended.

    Only nhiệm vụ with a phần việc that an extension keeps in time are read again.
    """
    first = Headline(dict(found.tasks), dict(found.obligations))
    moved = _moved(scope, cut, today)
    for task_id, counts in _counts(scope, cut, today, sorted(moved)).items():
        before = by_first_day(counts, *moved[task_id])
        for cell, step in ((task_cell(counts), -1), (task_cell(before), 1)):
            if cell is not None:
                first.tasks[cell] += step
        for (now, then), number in zip(MOVED, moved[task_id], strict=True):
            first.obligations[now] -= number
            first.obligations[then] += number
    return first


def _moved(scope: Scope, cut: CountFilter, today: date) -> dict[int, tuple[int, int]]:
    """By nhiệm vụ: how many open and how many done phần việc an extension keeps in time."""
    is_open = Obligation.outcome == Cell.OPEN_IN_TIME.value
    query = (
        select(Obligation.task_id, is_open.label("is_open"), func.count())
        .where(
            *extended_rows(), *scope.conditions(), *equal_to(Obligation, cut),
            or_(spared(today), done_spared(today)),
        )
        .group_by(Obligation.task_id, "is_open")
    )  # fmt: skip
    found: dict[int, tuple[int, int]] = {}
    for task_id, still_open, number in db.session.execute(query):
        open_rows, done_rows = found.get(task_id, (0, 0))
        found[task_id] = (number, done_rows) if still_open else (open_rows, number)
    return found


def _counts(
    scope: Scope, cut: CountFilter, today: date, task_ids: list[int]
) -> dict[int, DutyCounts]:
    bounds = bounds_of(scope, cut, today)
    found: dict[int, DutyCounts] = {}
    for first in range(0, len(task_ids), BATCH):
        found |= counts_of(bounds, task_ids[first : first + BATCH])
    return found
