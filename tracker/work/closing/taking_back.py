"""Decisions of a year's end about to be taken back, as values."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.tasks.queries import closing as queries
from tracker.tasks.queries.reopening import Decision, heirs_of, obstacles
from tracker.work.closing.page import decided_words
from tracker.work.days import DayCount
from tracker.work.filters import Choices
from tracker.work.lines import Line, lines


@dataclass(frozen=True, slots=True)
class TakenRow:
    """One decision: on what, what it says, why it stays; `beside`: it shares an heir."""

    id: int
    line: Line
    told: str
    heir_code: str
    obstacle: str
    beside: bool


@dataclass(frozen=True, slots=True)
class TakingBack:
    """What would be taken back and what stays, and how much is withdrawn in later plans."""

    free: Sequence[TakenRow]
    kept: Sequence[TakenRow]
    withdrawn: int
    tasks: int


def taking_back(
    chosen: Sequence[Decision], asked_for: Sequence[int], offered: Choices, count: DayCount
) -> TakingBack:
    """These decisions, ready to be shown, in a bounded number of statements."""
    heirs = heirs_of(chosen)
    why_not = obstacles(chosen, heirs)
    ids = [one.row.id for one in chosen]
    closings = queries.closings_of(ids)
    drawn = lines(queries.sheet_rows(ids), offered, count)
    rows = [
        _row(one, line, closings[one.row.id], (why_not.get(one.closing.id, ""), asked_for))
        for one, line in zip(chosen, drawn, strict=True)
    ]
    free = {one.heir for one in chosen if one.closing.id not in why_not} - {None}
    going = [row for row in heirs.rows if (row.task_id, row.unit_id) in free]
    return TakingBack(
        [row for row in rows if not row.obstacle], [row for row in rows if row.obstacle],
        len(going), len({row.task_id for row in going}),
    )  # fmt: skip


def _row(
    one: Decision, line: Line, closing: queries.ClosingLine, about: tuple[str, Sequence[int]]
) -> TakenRow:
    obstacle, asked_for = about
    return TakenRow(
        one.closing.id, line, decided_words(closing), closing.heir_code,
        obstacle, one.closing.id not in asked_for,
    )  # fmt: skip
