"""What waits for one's own units, group by group, as one table."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tracker.documents.tables import BATCH, Column, Table, as_of
from tracker.tasks.queries.rows import WorkRow
from tracker.work.days import DayCount
from tracker.work.filters import Choices
from tracker.work.lines import Line, lines
from tracker.work.sheets import WORK, taken_from

Grouped = tuple[str, Line]
"""The heading of a group and a row of it."""


def drawn(
    parts: Sequence[tuple[str, Sequence[WorkRow]]], offered: Choices, count: DayCount
) -> Iterator[Grouped]:
    """The rows of the groups, each under its heading, made ready a batch at a time."""
    for heading, rows in parts:
        for first in range(0, len(rows), BATCH):
            ready = lines(rows[first : first + BATCH], offered, count)
            yield from ((heading, line) for line in ready)


def mine_table(rows: Iterable[Grouped], total: int, today: date, told: Sequence[str]) -> Table:
    """All groups, one under the other."""
    columns = (
        Column("Nhóm", lambda row: row[0], paper=False),
        *(taken_from(lambda row: row[1], column) for column in WORK),
    )
    title = "Việc của tôi"
    return Table(title, title, as_of(today), columns, rows, told, total, group=lambda row: row[0])
