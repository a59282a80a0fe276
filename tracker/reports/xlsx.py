"""A compilation as an Excel workbook: one sheet a table, real numbers and days.

The sheet "Nhập cổng" holds the number form alone, in its order and without merged cells, for
copying into another portal. Text stays text: nothing that begins with "=" becomes a formula.
"""

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from tracker.reports.rules.compiled import (
    Compiled,
    Grid,
    GridBand,
    GridColumn,
    GridTotal,
    Kind,
    Value,
)
from tracker.text import vn_date

PORTAL = "Nhập cổng"
NUMBERS = "so-lieu"
"""The key of the number form among a compilation's grids."""
_OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False,
    "strings_to_urls": False,
}  # fmt: skip
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_PAGE = 130
"""Characters across a landscape page, shared out among the columns."""
_FORMATS = {
    Kind.TEXT: "@", Kind.INTEGER: "#,##0", Kind.DECIMAL: "#,##0.####", Kind.PERCENT: "0.00",
    Kind.DAY: "dd/mm/yyyy",
}  # fmt: skip


def write(compiled: Compiled) -> bytes:
    """The workbook."""
    import xlsxwriter  # noqa: PLC0415 - 2 MB that only a worker who writes a workbook needs

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"created": compiled.heading.known.replace(tzinfo=None)})
    formats, names = _formats(book), set[str]()
    for grid in _grids(compiled):
        page = book.add_worksheet(_sheet_name(grid.title, names))
        _write_grid(page, grid, _as_of(compiled), formats)
    numbers = next((one for one in _grids(compiled) if one.key == NUMBERS), None)
    if numbers is not None:
        _write_plain(book.add_worksheet(PORTAL), numbers, formats)
    if not names:
        book.add_worksheet("Không có bảng")
    book.close()
    return out.getvalue()


def _grids(compiled: Compiled) -> Iterator[Grid]:
    yield from (grid for _, grid in compiled.tables)
    yield from compiled.appendices


def _as_of(compiled: Compiled) -> str:
    head = compiled.heading
    return f"Số liệu từ {vn_date(head.first)} đến hết {vn_date(head.last)}"


def _sheet_name(title: str, taken: set[str]) -> str:
    """Excel's own limits: 31 characters, some signs not, no name twice in any case."""
    base = _NOT_IN_A_NAME.sub(" ", title)[:_LONGEST_NAME].strip()
    name, number = base, 1
    while name.casefold() in taken:
        number += 1
        name = f"{base[: _LONGEST_NAME - 3].strip()} {number}"
    taken.add(name.casefold())
    return name


def _formats(book: Any) -> dict[Any, Any]:  # noqa: ANN401 - xlsxwriter has no types
    base = {"valign": "top", "font_name": "Times New Roman", "font_size": 12}
    cell = {**base, "border": 1}
    made, total = (
        {
            kind: book.add_format(
                {**cell, "num_format": code, "text_wrap": kind is Kind.TEXT, "bold": bold}
            )
            for kind, code in _FORMATS.items()
        }
        for bold in (False, True)
    )
    head = {**cell, "bold": True, "text_wrap": True, "bg_color": "#E7ECF3", "align": "center"}
    return made | {
        GridTotal: total,
        "title": book.add_format({**base, "bold": True, "font_size": 14}),
        "plain": book.add_format({**base, "italic": True}),
        "head": book.add_format({**head, "valign": "vcenter"}),
        "band": book.add_format({**cell, "bold": True}),
    }


def _write_grid(page: Any, grid: Grid, as_of: str, formats: dict[Any, Any]) -> None:  # noqa: ANN401
    page.write_string(0, 0, grid.title.upper(), formats["title"])
    page.write_string(1, 0, ". ".join(filter(None, (as_of, grid.note))), formats["plain"])
    first = _write_heads(page, grid, formats)
    for place, row in enumerate(grid.rows, start=first):
        if isinstance(row, GridBand):
            page.merge_range(place, 0, place, len(grid.columns) - 1, "", formats["band"])
            page.write_string(place, 0, row.text, formats["band"])
            continue
        own = formats[GridTotal] if isinstance(row, GridTotal) else formats
        for column, (value, about) in enumerate(zip(row, grid.columns, strict=True)):
            _write(page, (place, column), value, about, own)
    page.freeze_panes(first, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(3, first - 1)
    page.set_footer("&CTrang &P/&N")


def _write_heads(page: Any, grid: Grid, formats: dict[Any, Any]) -> int:  # noqa: ANN401
    """The head in one row, or two where columns stand in groups; the first row after it."""
    grouped = any(one.group for one in grid.columns)
    whole = sum(one.share for one in grid.columns)
    for place, one in enumerate(grid.columns):
        page.set_column(place, place, max(6, round(_PAGE * one.share / whole)))
        if not grouped:
            page.write_string(3, place, one.title, formats["head"])
        elif one.group:
            page.write_string(4, place, one.title, formats["head"])
        else:
            page.merge_range(3, place, 4, place, one.title, formats["head"])
    for first, last, name in _groups(grid.columns):
        if first == last:
            page.write_string(3, first, name, formats["head"])
        else:
            page.merge_range(3, first, 3, last, name, formats["head"])
    return 5 if grouped else 4


def _groups(columns: tuple[GridColumn, ...]) -> Iterator[tuple[int, int, str]]:
    """Runs of neighbours of one group: first and last place, name."""
    start = 0
    for place in range(1, len(columns) + 1):
        if place == len(columns) or columns[place].group != columns[start].group:
            if columns[start].group:
                yield start, place - 1, columns[start].group
            start = place


def _write(
    page: Any,  # noqa: ANN401
    at: tuple[int, int],
    value: Value,
    column: GridColumn,
    formats: dict[Any, Any],
) -> None:
    """A figure nobody gave is an empty cell, not zero and not the paper's dash."""
    if value is None or value == "":
        page.write_blank(*at, None, formats[column.kind])
    elif isinstance(value, date):
        page.write_datetime(*at, value, formats[Kind.DAY])
    elif isinstance(value, str):
        page.write_string(*at, value, formats[Kind.TEXT])
    else:
        page.write_number(*at, value, formats[column.kind])


def _write_plain(page: Any, grid: Grid, formats: dict[Any, Any]) -> None:  # noqa: ANN401
    """One head row, no bands, no merged cells: what is pasted elsewhere keeps its order."""
    for place, one in enumerate(grid.columns):
        page.set_column(place, place, max(8, round(12 * one.share)))
        page.write_string(0, place, one.title, formats["head"])
    rows = (row for row in grid.rows if not isinstance(row, GridBand))
    for place, row in enumerate(rows, start=1):
        for column, (value, about) in enumerate(zip(row, grid.columns, strict=True)):
            _write(page, (place, column), value, about, formats)
    page.freeze_panes(1, 0)
