"""Decisions of a year's end about to be taken back, as values."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.permissions import Viewer
from tracker.tasks.queries import closing as queries
from tracker.tasks.queries.reopening import Decision, heirs_of, obstacles
from tracker.work.closing.page import decided_words, drawn_lines
from tracker.work.days import DayCount
from tracker.work.filters import Choices
from tracker.work.lines import Line


@dataclass(frozen=True, slots=True)
class TakenRow:
    """One decision: on what, what it says, why it stays; `beside`: it shares an heir."""

    id: int
    line: Line
    readable: bool
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


@dataclass(frozen=True, slots=True)
class Shown:
    """Who looks at which decisions that were asked for."""

    viewer: Viewer
    asked_for: Sequence[int]


def taking_back(
    chosen: Sequence[Decision], shown: Shown, offered: Choices, count: DayCount
) -> TakingBack:
    """These decisions, ready to be shown, in a bounded number of statements."""
    heirs = heirs_of(chosen)
    why_not = obstacles(chosen, heirs)
    ids = [one.row.id for one in chosen]
    may_read, closings = queries.readable(shown.viewer, ids), queries.closings_of(ids)
    rows = [
        TakenRow(
            one.closing.id, line, one.row.id in may_read, decided_words(closings[one.row.id]),
            closings[one.row.id].heir_code, why_not.get(one.closing.id, ""),
            one.closing.id not in shown.asked_for,
        )
        for one, line in zip(chosen, drawn_lines(ids, may_read, offered, count), strict=True)
    ]  # fmt: skip
    free = {one.heir for one in chosen if one.closing.id not in why_not} - {None}
    going = [row for row in heirs.rows if (row.task_id, row.unit_id) in free]
    return TakingBack(
        [row for row in rows if not row.obstacle], [row for row in rows if row.obstacle],
        len(going), len({row.task_id for row in going}),
    )  # fmt: skip
