"""Paragraphs, drawn rules, tables without borders and the page number, on top of python-docx."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.reports import word
from tracker.reports.docx.styles import MM
from tracker.reports.docx.typography import tie
from tracker.reports.docx.values import Span, Text

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

POINT = 20
"""Twips in a point."""


def add(box: Any, style: str, text: Text = "") -> "Paragraph":  # noqa: ANN401 - a document or a cell
    """A paragraph of a style at the end of a document or a cell."""
    paragraph: Paragraph = box.add_paragraph()
    paragraph._p.style = style  # noqa: SLF001 - known by its id, not looked up by name
    for span in (Span(text),) if isinstance(text, str) else text:
        run = paragraph.add_run(tie(span.text) if isinstance(text, str) else _kept(span.text))
        if span.bold:
            run.bold = True
        if span.italic:
            run.italic = True
    return paragraph


def _kept(text: str) -> str:
    """A tied span with the spaces at its ends, which part it from its neighbours."""
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before and ' '}{tie(text)}{after and ' '}"


def add_rule(box: Any, length: float, room: float, above: int = 0) -> None:  # noqa: ANN401
    """A solid centred line of `length` points in `room` points: the border of a low paragraph."""
    paragraph = add(box, "Rule")
    side = max(round((room - length) / 2 * POINT), 0)
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = word.Twips(side)
    if above:
        shape.space_before = word.Twips(above)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - no API for borders
    border = (
        f'<w:pBdr {word.nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="0" w:color="auto"/>'
    )
    properties.insert_element_before(
        word.parse_xml(border + "</w:pBdr>"), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )


def narrow(paragraph: "Paragraph", used: float, room: float) -> None:
    """Let a centred paragraph break its lines within `used` of `room` points."""
    side = int((room - used) / 2 * POINT)
    if side > 0:
        shape = paragraph.paragraph_format
        shape.left_indent = shape.right_indent = word.Twips(side)


@dataclass(frozen=True, slots=True)
class Pair:
    """A table without borders of two columns; `rows` holds its cells, `rooms` their points."""

    rows: Sequence[tuple[Any, Any]]
    rooms: tuple[float, float]


def add_pair(document: Any, rows: int, widths: tuple[float, float]) -> Pair:  # noqa: ANN401
    """Two columns (widths in mm) for the head of the page or the signature; rows do not split."""
    table = document.add_table(rows, 2)
    table.autofit = False
    properties = table._tbl.tblPr  # noqa: SLF001 - no API for cell margins
    for margins in properties.xpath("w:tblCellMar"):
        properties.remove(margins)
    zero = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right"))
    properties.append(word.parse_xml(f"<w:tblCellMar {word.nsdecls('w')}>{zero}</w:tblCellMar>"))
    twips = [round(width * MM) for width in widths]
    cells = []
    for row in table.rows:
        pair = row.cells
        row._tr.get_or_add_trPr().append(word.OxmlElement("w:cantSplit"))  # noqa: SLF001
        for cell, width in zip(pair, twips, strict=True):
            cell.width = word.Twips(width)
            cell._tc.remove(cell.paragraphs[0]._p)  # noqa: SLF001 - its first, empty paragraph
        cells.append((pair[0], pair[1]))
    for column, width in zip(table.columns, twips, strict=True):
        column.width = word.Twips(width)
    return Pair(cells, (twips[0] / POINT, twips[1] / POINT))


def add_page_number(header: Any) -> None:  # noqa: ANN401 - a python-docx header
    """The number of the page, in the header's own paragraph."""
    paragraph = header.paragraphs[0]
    paragraph._p.style = "Header"  # noqa: SLF001
    field = (
        f'<w:fldSimple {word.nsdecls("w")} w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    )
    paragraph._p.append(word.parse_xml(field))  # noqa: SLF001 - no API for fields
