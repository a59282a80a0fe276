"""Grids as tables of a Word document: every value becomes the text that papers print (pure)."""

from collections.abc import Iterator
from datetime import date

from tracker.reports.docx.values import Align, Band, Column, Row, Table, Total
from tracker.reports.rules.compiled import Grid, GridBand, GridColumn, GridTotal, Kind, Value
from tracker.text import vn_date, vn_number

_ALIGNED = {
    Kind.TEXT: Align.LEFT, Kind.INTEGER: Align.RIGHT, Kind.DECIMAL: Align.RIGHT,
    Kind.PERCENT: Align.RIGHT, Kind.DAY: Align.CENTRE,
}  # fmt: skip
_ORDINALS = ("TT", "STT")
_PLACES = 2


def table_of(grid: Grid, size: float = 12, *, captioned: bool = False) -> Table:
    """The grid with `size` points of text; with `captioned` its title stands above it."""
    columns = tuple(
        Column(one.title, one.share, _align(one), one.group) for one in grid.columns
    )  # fmt: skip
    return Table(columns, tuple(_rows(grid)), size, grid.title if captioned else "")


def printed(value: Value, column: GridColumn) -> str:
    """One value: "1.234,5", "56,07", "05/6/2025"; the column's `blank` where there is none."""
    if value is None:
        return column.blank
    if isinstance(value, date):
        return vn_date(value)
    if isinstance(value, str):
        return value
    if column.kind is Kind.PERCENT:
        return vn_number(value, _PLACES)
    whole = isinstance(value, int) or float(value).is_integer()
    return vn_number(int(value) if whole else round(value, 4))


def _align(column: GridColumn) -> Align:
    return Align.CENTRE if column.title in _ORDINALS else _ALIGNED[column.kind]


def _rows(grid: Grid) -> Iterator[Row]:
    for row in grid.rows:
        if isinstance(row, GridBand):
            yield Band(row.text)
            continue
        cells = (printed(value, one) for value, one in zip(row, grid.columns, strict=True))
        yield Total(cells) if isinstance(row, GridTotal) else list(cells)
