"""The table of units as a sheet: which columns, and how a row fills them."""

from collections.abc import Iterable, Iterator
from datetime import date

from tracker.documents.xlsx import Cell, Column, Sheet
from tracker.tasks.rules.states import Cell as StateCell
from tracker.text import vn_weekday_date
from tracker.work.unit_board import CELLS, UnitLine

COLUMNS = (
    Column("STT", 6),
    Column("Cơ quan, đơn vị", 40),
    *(Column(cell.label, 14) for cell in CELLS),
    Column("Quá hạn theo hạn ban đầu", 12),
    Column("Đã gia hạn, chưa hoàn thành", 12),
    Column("Phần việc cần cập nhật trong kỳ", 14),
    Column("Đã cập nhật trong kỳ", 12),
    Column("Số ngày im lặng lâu nhất", 12),
    Column("Nhiệm vụ im lặng lâu nhất", 50),
    Column("Cán bộ đầu mối", 30),
    Column("Điện thoại", 18),
)


def units_sheet(today: date, year: int | None) -> Sheet:
    """The table of units."""
    of_year = f"năm {year}" if year else "các năm"
    as_of = f"Phần việc chủ trì {of_year}, tính đến {vn_weekday_date(today)}"
    return Sheet("Đơn vị", "TÌNH HÌNH THỰC HIỆN THEO CƠ QUAN, ĐƠN VỊ", as_of, COLUMNS)


def cells(lines: Iterable[UnitLine]) -> Iterator[list[Cell]]:
    """The rows of the sheet, numbered; only units whose figures may be seen."""
    counted = (line for line in lines if line.cells is not None)
    for number, line in enumerate(counted, start=1):
        figures = line.cells or {}
        yield [
            number, line.name, *(figures.get(cell, 0) for cell in CELLS),
            figures.get(StateCell.OPEN_OVERDUE, 0) + line.extended.spared, line.extended.open,
            line.standing.owing, line.standing.answered, line.silent_days,
            line.silence.title if line.silence else "",
            "\n".join(one.name for one in line.contacts),
            "\n".join(one.phone for one in line.contacts if one.phone),
        ]  # fmt: skip
