"""Tables as text of WordprocessingML: large ones cost about what their XML costs.

Addressing cells one by one through a library takes thousands of times longer; here a column's
opening and closing tags are prepared once and the rows are joined (checklist B13).
"""

from collections.abc import Callable, Iterator
from itertools import groupby
from xml.sax.saxutils import escape

from tracker.reports.docx.styles import TABLE_SIZES
from tracker.reports.docx.typography import tie
from tracker.reports.docx.values import Band, Column, Row, Table

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
_HEAD_ROW = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
_ROW = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
_ROW_END = "</w:tr>"


def table_xml(table: Table, width: int) -> str:
    """The whole `w:tbl` in `width` twips. Raises ValueError for a row of another length.

    The namespace prefix `w` is that of the document the text is put into.
    """
    if table.size not in TABLE_SIZES:
        raise ValueError(
            f"Cỡ chữ của bảng phải là một trong {TABLE_SIZES}, không phải {table.size}."
        )
    widths = _widths(table.columns, width)
    tag = f"{table.size:g}".replace(".", "_")
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    opening = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{_BORDERS}'
        f'</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{_MARGINS}</w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )
    head, rows = _head(table.columns, widths, f"Head{tag}"), _rows(table, widths, tag)
    return "".join([opening, *head, *rows, "</w:tbl>"])


def _widths(columns: tuple[Column, ...], width: int) -> list[int]:
    whole = sum(column.share for column in columns)
    widths = [int(width * column.share / whole) for column in columns]
    widths[-1] += width - sum(widths)
    return widths


def _head(columns: tuple[Column, ...], widths: list[int], style: str) -> Iterator[str]:
    """One head row, or two where columns stand in groups."""
    if not any(column.group for column in columns):
        cells = "".join(
            _cell(column.head, one, style) for column, one in zip(columns, widths, strict=True)
        )
        yield f"{_HEAD_ROW}{cells}{_ROW_END}"
        return
    upper: list[str] = []
    lower: list[str] = []
    placed = list(zip(columns, widths, strict=True))
    for (group, _), run in groupby(
        enumerate(placed), key=lambda one: (one[1][0].group, one[1][0].group or one[0])
    ):
        members = [one for _, one in run]
        if not group:
            column, one = members[0]
            upper.append(_cell(column.head, one, style, '<w:vMerge w:val="restart"/>'))
            lower.append(_cell("", one, style, "<w:vMerge/>"))
        else:
            span = f'<w:gridSpan w:val="{len(members)}"/>'
            upper.append(_cell(group, sum(one for _, one in members), style, span))
            lower += [_cell(column.head, one, style) for column, one in members]
    for row in (upper, lower):
        yield f"{_HEAD_ROW}{''.join(row)}{_ROW_END}"


def _cell(text: str, width: int, style: str, merged: str = "") -> str:
    opening, closing = _tags(width, style, merged)
    return f"{opening}{_text(text, closing_of(style))}{closing}"


def _tags(width: int, style: str, merged: str = "") -> tuple[str, str]:
    opening = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}<w:vAlign w:val="center"/>'
        f'</w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>'
    )
    return opening, "</w:t></w:r></w:p></w:tc>"


def closing_of(style: str) -> str:
    """What parts two lines of one cell: the end of a paragraph and the beginning of the next."""
    return f'</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>'


def _text(text: str, between: str) -> str:
    shown = escape(tie(text))
    return shown if "\n" not in shown else between.join(shown.split("\n"))


def _rows(table: Table, widths: list[int], tag: str) -> Iterator[str]:
    styles = [f"Cell{column.align.value.title()}{tag}" for column in table.columns]
    columns = [
        (*_tags(width, style), closing_of(style))
        for width, style in zip(widths, styles, strict=True)
    ]
    band = _band(sum(widths), len(widths), f"Band{tag}")
    return (_row(row, columns, band) for row in table.rows)


def _row(row: Row, columns: list[tuple[str, str, str]], band: Callable[[str], str]) -> str:
    if isinstance(row, Band):
        return band(row.text)
    cells = [
        f"{opening}{_text(text, between)}{closing}"
        for text, (opening, closing, between) in zip(row, columns, strict=True)
    ]
    return f"{_ROW}{''.join(cells)}{_ROW_END}"


def _band(width: int, count: int, style: str) -> Callable[[str], str]:
    span = f'<w:gridSpan w:val="{count}"/>'
    return lambda text: f"{_ROW}{_cell(text, width, style, span)}{_ROW_END}"
