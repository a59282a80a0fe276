"""An Excel file of a plan as raw values: each sheet a table, merges and hidden parts told.

What a sheet says of its own size is not asked: rows are counted as they come.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from tracker.documents.rules import FileRefused
from tracker.intake.printing import is_date, printed, printed_day
from tracker.intake.rules.appendix import CARRIED_SHEET
from tracker.intake.rules.raw import (
    LONGEST_CARRIED,
    LONGEST_TEXT,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    Place,
    RawFile,
    Row,
    Table,
    letters,
    too_large,
)
from tracker.intake.workbook import SheetPart, Workbook, text_of
from tracker.text import vn_list

_WANTED = frozenset({"row", "col", "mergeCell"})
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_TRUTH = {"1": "ĐÚNG", "0": "SAI", "true": "ĐÚNG", "false": "SAI"}
_SHEET_HIDDEN = "Trang tính “{}” đang ẩn."
_ROWS_HIDDEN = "Trang tính “{}” có {} dòng đang ẩn; các dòng đó vẫn được đọc."
_COLUMNS_HIDDEN = "Trang tính “{}” có cột đang ẩn: {}; các cột đó vẫn được đọc."
_NO_RESULT = "Ô {} là công thức chưa có kết quả: hãy mở tệp bằng Excel, lưu lại rồi chọn lại."


def read(name: str, content: bytes) -> RawFile:
    """Every sheet with something in it. Raises FileRefused (Vietnamese) for a bad file."""
    book = Workbook(name, content)
    told: list[str] = []
    tables: list[Table] = []
    carried = ""
    for sheet in book.sheets:
        if sheet.hidden and sheet.name == CARRIED_SHEET:
            carried = _carried(_Sheet(book, sheet, 1, told).table())
            continue
        table = _Sheet(book, sheet, len(tables) + 1, told).table()
        if table.rows:
            tables.append(table)
            told += _hidden(table)
    return RawFile(name, tuple(tables), tuple(told), carried)


def _carried(table: Table) -> str:
    """What a file of our own says beside its print, between bars; nobody has checked it yet."""
    pieces = "".join(row.cells[0].text[1:-1] for row in table.rows)
    return pieces[: LONGEST_CARRIED + 1]


def _hidden(table: Table) -> Iterator[str]:
    if table.hidden:
        yield _SHEET_HIDDEN.format(table.name)
    if rows := sum(row.hidden for row in table.rows):
        yield _ROWS_HIDDEN.format(table.name, rows)
    if columns := sorted(table.hidden_columns):
        yield _COLUMNS_HIDDEN.format(table.name, vn_list([letters(one) for one in columns]))


@dataclass(slots=True)
class _Sheet:
    book: Workbook
    sheet: SheetPart
    number: int
    told: list[str]
    rows: list[Row] = field(default_factory=list)
    merges: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    cells: int = 0

    def table(self) -> Table:
        """The sheet, its merges told to the cells they begin with."""
        for element in self.book.rows(self.sheet, _WANTED):
            name = str(element.tag).rpartition("}")[2]
            if name == "row":
                self._row(element)
            elif name == "mergeCell":
                self._merge(element.get("ref", ""))
            elif element.get("hidden") in {"1", "true"}:
                first, last = (_whole(element.get(end)) for end in ("min", "max"))
                self.hidden |= set(range(first, min(last, MOST_COLUMNS) + 1))
        rows = tuple(self._with_merges(row) for row in self.rows)
        width = max(
            (cell.place.column + cell.columns - 1 for row in rows for cell in row.cells), default=0
        )
        shown = frozenset(column for column in self.hidden if column <= width)
        return Table(self.number, rows, width, self.sheet.name, self.sheet.hidden, shown)

    def _row(self, element: Any) -> None:  # noqa: ANN401 - lxml
        before = self.rows[-1].number if self.rows else 0
        number = _whole(element.get("r")) or before + 1
        made: list[Cell] = []
        column = 0
        for one in element.iterfind("{*}c"):
            found = _REFERENCE.fullmatch(one.get("r", ""))
            column = _column(found[1]) if found else column + 1
            cell = self._cell(one, Place(self.number, number, column, self.sheet.name))
            if cell.text:
                self._count(column)
                made.append(cell)
        if made:
            ordered = tuple(sorted(made, key=lambda cell: cell.place.column))
            self.rows.append(Row(number, ordered, hidden=element.get("hidden") in {"1", "true"}))

    def _count(self, column: int) -> None:
        self.cells += 1
        if self.cells > MOST_CELLS or column > MOST_COLUMNS or len(self.rows) >= MOST_ROWS:
            raise FileRefused(too_large(self.book.name))

    def _cell(self, element: Any, place: Place) -> Cell:  # noqa: ANN401
        kind = element.get("t", "n")
        stored = next(element.iterfind("{*}v"), None)
        value = "" if stored is None else stored.text or ""
        if kind == "inlineStr":
            inner = next(element.iterfind("{*}is"), None)
            return Cell("" if inner is None else text_of(inner, self.book.name).strip(), place)
        if not value and next(element.iterfind("{*}f"), None) is not None:
            self.told.append(_NO_RESULT.format(place.words))
        if kind == "s":
            known = value.isdecimal() and int(value[:9]) < len(self.book.texts)
            return Cell(self.book.texts[int(value)].strip() if known else "", place)
        if kind == "n":
            return self._number(element, value, place)
        if kind == "d":  # how a file saved as Strict Open XML keeps days
            return Cell(printed_day(value.strip()[:40], self._code(element)), place, is_day=True)
        text = _TRUTH.get(value, value) if kind == "b" else value
        return Cell(text.strip()[:LONGEST_TEXT], place)

    def _number(self, element: Any, value: str, place: Place) -> Cell:  # noqa: ANN401
        code = self._code(element)
        text = printed(value.strip()[:40], code, from_1904=self.book.from_1904)
        return Cell(text, place, is_day=bool(text) and is_date(code))

    def _code(self, element: Any) -> str:  # noqa: ANN401
        style = _whole(element.get("s"))
        return self.book.formats[style] if style < len(self.book.formats) else ""

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if not start or not end:
            return
        if len(self.merges) >= MOST_CELLS:
            raise FileRefused(too_large(self.book.name))
        top, left = int(start[2]), _column(start[1])
        bottom, right = int(end[2]), _column(end[1])
        if bottom >= top and right >= left:
            self.merges[top, left] = (bottom - top + 1, min(right, MOST_COLUMNS) - left + 1)

    def _with_merges(self, row: Row) -> Row:
        if not self.merges:
            return row
        cells = (
            replace(cell, rows=merged[0], columns=max(merged[1], 1))
            if (merged := self.merges.get((row.number, cell.place.column)))
            else cell
            for cell in row.cells
        )
        return replace(row, cells=tuple(cells))


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0


def _column(name: str) -> int:
    """The number of a column by its letters: A is 1, AA is 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
