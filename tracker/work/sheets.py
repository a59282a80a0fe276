"""Lists of work as tables: which columns, and how a row fills them."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from tracker.documents.tables import Column, Kind, Table, as_of
from tracker.tasks.queries.counted import CountedTask
from tracker.tasks.queries.counting import COUNTED
from tracker.tasks.rules.states import Cell
from tracker.work.filters import Choices
from tracker.work.lines import Line, shortened

_HEADING_ON_PAPER = 80


def full_title(line: Line) -> str:
    """The title with the heading above it, which short titles need to be understood."""
    return f"{line.row.heading}: {line.row.title}" if line.row.heading else line.row.title


def brief_title(line: Line) -> str:
    """The same, shortened with a sign that it goes on: for paper."""
    heading = shortened(line.row.heading or "", _HEADING_ON_PAPER)
    return f"{heading}: {line.title}" if heading else line.title


TASK = (
    Column("Kế hoạch", lambda line: line.plan),
    Column("Lĩnh vực", lambda line: line.field, paper=False),
    Column("Mục", lambda line: line.row.number, Kind.CODE),
    Column("Nhiệm vụ", full_title, Kind.TITLE, brief=brief_title),
    Column("Cơ quan, đơn vị", lambda line: line.unit, Kind.NAME),
    Column("Vai trò", lambda line: line.role, Kind.CODE, paper=False),
    Column("Kỳ", lambda line: line.row.period, paper=False),
    Column("Thời hạn in trong kế hoạch", lambda line: line.row.phrase, paper=False),
    Column("Ngày đến hạn", lambda line: line.row.due_on, Kind.DAY),
)
"""What every list of phần việc says of a row."""
_STATE = Column("Trạng thái", lambda line: line.ended or line.state)
_DAYS = Column("Số ngày quá hạn", lambda line: line.late and line.late.days, Kind.NUMBER)
_WORKING_DAYS = Column(
    "Số ngày làm việc quá hạn", lambda line: line.late and line.late.working_days, Kind.NUMBER,
    paper=False,
)  # fmt: skip
TOLD = (
    Column("Tình hình thực hiện mới nhất", lambda line: line.row.last_words, Kind.WORDS),
    Column("Ngày của tình hình", lambda line: line.row.last_words_on, Kind.DAY, paper=False),
)
"""The last words and their day."""
_MORE = (
    Column("Nguyên nhân", lambda line: line.cause, paper=False),
    Column("Hạn ban đầu", lambda line: line.row.original_due_on, Kind.DAY, paper=False),
    Column("Việc đang chờ", lambda line: "; ".join(line.tags), Kind.WORDS, paper=False),
)
WORK = (*TASK, _STATE, _DAYS, _WORKING_DAYS, *TOLD, *_MORE)


def taken_from(line_of: Callable[[Any], Line], column: Column) -> Column:
    """The column of a line, for rows that carry a line and more."""
    brief = column.brief
    shorter = (lambda row: brief(line_of(row))) if brief else None
    return replace(column, value=lambda row: column.value(line_of(row)), brief=shorter)


def tasks_table(rows: Iterable[Line], total: int | None, today: date, told: list[str]) -> Table:
    """The list of phần việc."""
    title = "Danh sách nhiệm vụ cải cách hành chính"
    return Table("Nhiệm vụ", title, as_of(today), WORK, rows, told, total)


def counted_table(label: str, rows: list[CountedTask], offered: Choices, told: list[str]) -> Table:
    """The nhiệm vụ that one cell counts."""
    columns = (
        Column("Kế hoạch", lambda row: offered.plans[row.plan_id].label),
        Column("Lĩnh vực", lambda row: _field(row, offered), Kind.SHORT),
        Column("Mục", lambda row: row.number, Kind.CODE),
        Column("Nhiệm vụ", lambda row: row.title, Kind.TITLE),
        Column(
            "Phần việc hoàn thành",
            lambda row: row.number_in(Cell.DONE_ON_TIME, Cell.DONE_LATE), Kind.NUMBER,
        ),
        Column("Phần việc quá hạn", lambda row: row.number_in(Cell.OPEN_OVERDUE), Kind.NUMBER),
        Column("Tổng số phần việc", lambda row: row.number_in(*COUNTED), Kind.NUMBER),
    )  # fmt: skip
    title = f"Danh sách nhiệm vụ: {label.lower()}"
    return Table(label, title, as_of(offered.today), columns, rows, told)


def _field(row: CountedTask, offered: Choices) -> str:
    field = offered.fields.get(row.field_id or 0)
    return field.name if field else ""
