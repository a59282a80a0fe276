"""Results that wait for a word, as a table."""

from collections.abc import Iterable, Sequence
from datetime import date

from tracker.documents.tables import Column, Kind, Table, as_of
from tracker.work.confirmation.page import Shown
from tracker.work.lines import Line
from tracker.work.sheets import TASK, TOLD, taken_from

Result = tuple[Line, Sequence[Shown]]
"""A row and the evidence that its unit gave."""


def _of_line(column: Column) -> Column:
    return taken_from(lambda result: result[0], column)


_COLUMNS = (
    *map(_of_line, TASK),
    Column("Đơn vị báo", lambda result: result[0].state),
    Column("Từ ngày", lambda result: result[0].row.stopped_on, Kind.DAY),
    *map(_of_line, TOLD),
    Column("Minh chứng", lambda result: "\n".join(one.label for one in result[1]), Kind.NAME),
)


def results_table(rows: Iterable[Result], total: int, today: date, told: Sequence[str]) -> Table:
    """The queue, the oldest result first."""
    title = "Kết quả chờ xác nhận"
    return Table("Chờ xác nhận", title, as_of(today), _COLUMNS, rows, told, total)
