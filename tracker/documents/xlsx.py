"""A list as an Excel sheet: text stays text, days are days, the head is in Vietnamese."""

import re
import tempfile
from datetime import date
from typing import IO, Any

from tracker.documents.tables import MOST_ROWS, ORDINAL, Cell, Table

LONGEST_CELL = 32_767
"""Characters that Excel takes in one cell."""
CUT_SHORT = " … (nội dung dài hơn một ô của Excel, đã cắt bớt)"

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_HEAD_ROW = 3
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31


def write(table: Table) -> IO[bytes]:
    """The workbook as an open temporary file, at its beginning. Rows are taken one by one."""
    import xlsxwriter  # noqa: PLC0415 - 2 MB that only a worker who writes a workbook needs

    out = tempfile.TemporaryFile()  # noqa: SIM115 - handed to the response, which closes it
    book = xlsxwriter.Workbook(out, _OPTIONS)
    formats = _formats(book)
    page = book.add_worksheet(_NOT_IN_A_NAME.sub(" ", table.name)[:_LONGEST_NAME].strip())
    titles = [ORDINAL, *(column.title for column in table.columns)]
    _set_up(page, table)
    _head(page, table, formats)
    for place, title in enumerate(titles):
        page.write_string(_HEAD_ROW, place, title, formats["head"])
    last = _HEAD_ROW
    for last, row in enumerate(table.cells(MOST_ROWS), start=_HEAD_ROW + 1):
        for place, cell in enumerate(row):
            _write(page, (last, place), cell, formats)
    page.autofilter(_HEAD_ROW, 0, last, len(titles) - 1)
    book.close()
    out.seek(0)
    return out


def _head(page: Any, table: Table, formats: dict[str, Any]) -> None:  # noqa: ANN401 - no types
    """The list's name, the day, by what it is cut and whether rows are missing."""
    page.write_string(0, 0, table.title.upper(), formats["title"])
    page.write_string(1, 0, table.as_of, formats["plain"])
    if told := ". ".join(filter(None, (table.notice(MOST_ROWS).rstrip("."), *table.told))):
        page.write_string(2, 0, told, formats["plain"])


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


def _set_up(page: Any, table: Table) -> None:  # noqa: ANN401
    """A4 across, the head on every page, page numbers."""
    page.set_column(0, 0, len(ORDINAL) * 2)
    for place, column in enumerate(table.columns, start=1):
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
        page.write_string(*place, _fitting(cell), formats["text"])
    elif isinstance(cell, date):
        page.write_datetime(*place, cell, formats["day"])
    else:
        page.write_number(*place, cell, formats["number"])


def _fitting(text: str) -> str:
    """The text, or as much of it as a cell takes with a word that it goes on."""
    if len(text) <= LONGEST_CELL:
        return text
    return text[: LONGEST_CELL - len(CUT_SHORT)] + CUT_SHORT
