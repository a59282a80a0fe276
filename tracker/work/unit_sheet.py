"""The table of units: which columns, and how a row fills them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from tracker.documents.tables import Column, Kind, Table
from tracker.tasks.rules.states import Cell as StateCell
from tracker.text import vn_weekday_date
from tracker.work.unit_board import CELLS, UnitLine


def _number(cell: StateCell) -> Callable[[UnitLine], int]:
    return lambda line: (line.cells or {}).get(cell, 0)


def _late_at_first(line: UnitLine) -> int:
    return (line.cells or {}).get(StateCell.OPEN_OVERDUE, 0) + line.extended.spared


COLUMNS = (
    Column("Cơ quan, đơn vị", lambda line: line.name, Kind.NAME),
    *(Column(cell.label, _number(cell), Kind.NUMBER) for cell in CELLS),
    Column("Quá hạn theo hạn ban đầu", _late_at_first, Kind.NUMBER, paper=False),
    Column(
        "Đã gia hạn, chưa hoàn thành", lambda line: line.extended.open, Kind.NUMBER, paper=False
    ),
    Column("Phần việc cần cập nhật trong kỳ", lambda line: line.standing.owing, Kind.NUMBER),
    Column("Đã cập nhật trong kỳ", lambda line: line.standing.answered, Kind.NUMBER),
    Column("Số ngày im lặng lâu nhất", lambda line: line.silent_days, Kind.NUMBER),
    Column(
        "Nhiệm vụ im lặng lâu nhất", lambda line: line.silence.title if line.silence else "",
        Kind.WORDS, paper=False,
    ),
    Column("Cán bộ đầu mối", lambda line: "\n".join(one.name for one in line.contacts), Kind.NAME),
    Column(
        "Điện thoại", lambda line: "\n".join(one.phone for one in line.contacts if one.phone)
    ),
)  # fmt: skip
_TITLE = "Tình hình thực hiện theo cơ quan, đơn vị"


def units_table(
    lines: Iterable[UnitLine], today: date, year: int | None, kinds: Mapping[str, str], other: str
) -> Table:
    """The table of units; only those whose figures may be seen."""
    of_year = f"năm {year}" if year else "các năm"
    as_of = f"Phần việc chủ trì {of_year}, tính đến {vn_weekday_date(today)}"
    rows = [line for line in lines if line.cells is not None]
    return Table(
        "Đơn vị", _TITLE, as_of, COLUMNS, rows,
        group=lambda line: kinds.get(line.unit.kind, other),
    )  # fmt: skip
