"""A list as an Excel sheet: text stays text, days are days, the head is in Vietnamese."""

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

import xlsxwriter

LONGEST_CELL = 32_767
"""Characters that Excel takes in one cell."""

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_HEAD_ROW = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head and its width in characters."""

    head: str
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands above the table, and how the sheet is called."""

    name: str
    title: str
    as_of: str
    columns: Sequence[Column]


Cell = str | int | date | None


def write(sheet: Sheet, rows: Iterable[Sequence[Cell]], notice: str = "") -> IO[bytes]:
    """The workbook as an open temporary file, at its beginning. Rows are taken one by one.

    `notice` stands under the title, for example that the list was cut.
    """
    out = tempfile.TemporaryFile()  # noqa: SIM115 - handed to the response, which closes it
    book = xlsxwriter.Workbook(out, _OPTIONS)
    formats = _formats(book)
    page = book.add_worksheet(sheet.name)
    _set_up(page, sheet)
    for place, text in enumerate((sheet.title, sheet.as_of, notice)):
        if text:
            page.write_string(place, 0, text, formats["title" if place == 0 else "plain"])
    for place, column in enumerate(sheet.columns):
        page.write_string(_HEAD_ROW, place, column.head, formats["head"])
    last = _HEAD_ROW
    for last, row in enumerate(rows, start=_HEAD_ROW + 1):
        for place, cell in enumerate(row):
            _write(page, (last, place), cell, formats)
    page.autofilter(_HEAD_ROW, 0, last, len(sheet.columns) - 1)
    book.close()
    out.seek(0)
    return out


def _formats(book: Any) -> dict[str, Any]:  # noqa: ANN401 - xlsxwriter has no types
    base = {"valign": "top", "font_name": "Times New Roman", "font_size": 12}
    cell = {**base, "border": 1}
    return {
        "title": book.add_format({**base, "bold": True, "font_size": 14}),
        "plain": book.add_format({**base, "italic": True}),
        "head": book.add_format({**cell, "bold": True, "text_wrap": True, "bg_color": "#E7ECF3"}),
        "text": book.add_format({**cell, "text_wrap": True, "num_format": "@"}),
        "number": book.add_format({**cell, "num_format": "0"}),
        "day": book.add_format({**cell, "num_format": "dd/mm/yyyy", "align": "center"}),
    }


def _set_up(page: Any, sheet: Sheet) -> None:  # noqa: ANN401
    """A4 across, the head on every page, page numbers."""
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
    page.freeze_panes(_HEAD_ROW + 1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(_HEAD_ROW)
    page.set_footer("&CTrang &P/&N")


def _write(page: Any, place: tuple[int, int], cell: Cell, formats: dict[str, Any]) -> None:  # noqa: ANN401
    if cell is None or cell == "":
        page.write_blank(*place, None, formats["text"])
    elif isinstance(cell, str):
        page.write_string(*place, cell[:LONGEST_CELL], formats["text"])
    elif isinstance(cell, date):
        page.write_datetime(*place, cell, formats["day"])
    else:
        page.write_number(*place, cell, formats["number"])
