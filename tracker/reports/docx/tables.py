"""Tables as text of WordprocessingML: large ones cost about what their XML costs.

Addressing cells one by one through a library takes thousands of times longer; here a column's
opening and closing tags are prepared once and the rows are joined (checklist B13).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from xml.sax.saxutils import escape

from tracker.reports.docx.metrics import text_width
from tracker.reports.docx.styles import TABLE_SIZES
from tracker.reports.docx.typography import WIDEST, loosened, tie, tie_all
from tracker.reports.docx.values import Band, Begins, Column, Covered, Row, Strong, Table, Total

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGIN = 70
_MARGINS = f'<w:left w:w="{_MARGIN}" w:type="dxa"/><w:right w:w="{_MARGIN}" w:type="dxa"/>'
_HEAD_ROW = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
_ROW = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
_ROW_END = "</w:tr>"
_STYLED, _STAYS = '"/></w:pPr>', '"/><w:keepNext/></w:pPr>'
_BOLD = "<w:rPr><w:b/></w:rPr>"
_MERGES = {Begins: '<w:vMerge w:val="restart"/>', Covered: "<w:vMerge/>"}
_BATCH = 200
_Tags = tuple[str, str, str]


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
    opening, closing, between = _tags(width, style, merged)
    return f"{opening}{_lines(escape(tie(text)), between)}{closing}"


def _tags(
    width: int, style: str, merged: str = "", look: str = "", stands: str = "center"
) -> tuple[str, str, str]:
    """What stands before and after a cell's text, and between two lines of it."""
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>{look}<w:t>'
    opening = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}<w:vAlign w:val="{stands}"/>'
        f"</w:tcPr>{paragraph}"
    )
    ending = "</w:t></w:r></w:p>"
    return opening, f"{ending}</w:tc>", f"{ending}{paragraph}"


def _kept(tags: list[_Tags]) -> list[_Tags]:
    """The tags of cells whose row stays on the page of the next one."""
    return [
        (opening.replace(_STYLED, _STAYS), closing, between.replace(_STYLED, _STAYS))
        for opening, closing, between in tags
    ]


def _lines(text: str, between: str) -> str:
    return between.join(text.split("\n")) if "\n" in text else text


def _rows(table: Table, widths: list[int], tag: str) -> Iterator[str]:
    styles = [f"Cell{column.align.value.title()}{tag}" for column in table.columns]
    cells = list(zip(widths, styles, strict=True))
    stands = "top" if table.top else "center"

    def tags(merged: str = "", look: str = "") -> list[_Tags]:
        return [_tags(*one, merged, look, stands) for one in cells]

    span = f'<w:gridSpan w:val="{len(widths)}"/>'
    shapes = _Shapes(
        tags(), {Band: [_tags(sum(widths), f"Band{tag}", span)], Total: tags(look=_BOLD)},
        {Strong: _kept(tags(look=_BOLD))}
        | {kind: tags(merged) for kind, merged in _MERGES.items()},
        _narrow(widths, table.size),
    )  # fmt: skip
    rows = iter(table.rows)
    while batch := list(islice(rows, _BATCH)):
        yield from _batch(batch, shapes)


@dataclass(frozen=True, slots=True)
class _Shapes:
    """The tags of cells, of rows and of cells that are marked by their type; narrow columns.

    A day does not fit in a narrow one.
    """

    plain: list[_Tags]
    marked: Mapping[type, list[_Tags]]
    typed: Mapping[type, list[_Tags]]
    narrow: frozenset[int]


def _narrow(widths: list[int], size: float) -> frozenset[int]:
    """The columns in which the widest piece that is held together does not fit."""
    room = (text_width(WIDEST, size) or 0) * 20 + 2 * _MARGIN
    return frozenset(place for place, width in enumerate(widths) if width < room)


def _batch(batch: list[Row], shapes: _Shapes) -> Iterator[str]:
    """The rows of a batch; their texts are tied and escaped together."""
    cells = [(row.text,) if isinstance(row, Band) else row for row in batch]
    tied = tie_all([text for row in cells for text in row])
    if any(mark in "".join(tied) for mark in "&<>"):
        tied = list(map(escape, tied))
    texts, parted = iter(tied), iter(loosened(tied) if shapes.narrow else tied)
    for row, own in zip(batch, cells, strict=True):
        tags = shapes.marked.get(type(row), shapes.plain)
        if len(own) != len(tags):
            raise ValueError(f"Dòng có {len(own)} ô, bảng có {len(tags)} cột.")
        shown, loose = list(islice(texts, len(tags))), list(islice(parted, len(tags)))
        if len(tags) == len(shapes.plain):
            for place in shapes.narrow:
                shown[place] = loose[place]
        if any(type(text) in shapes.typed for text in own):
            tags = [shapes.typed.get(type(text), tags)[place] for place, text in enumerate(own)]
        whole = [
            f"{opening}{_lines(text, between)}{closing}"
            for (opening, closing, between), text in zip(tags, shown, strict=True)
        ]
        yield f"{_ROW}{''.join(whole)}{_ROW_END}"
