"""Headings, paragraphs and lists of the body (checklist B01-B12)."""

from collections.abc import Callable
from typing import Any

from tracker.reports import word
from tracker.reports.docx.pieces import add
from tracker.reports.docx.template import BULLET, INNER_BULLET
from tracker.reports.docx.typography import ended, letter
from tracker.reports.docx.values import (
    Block,
    Bullets,
    Heading,
    Level,
    Numbered,
    Numbering,
    Paragraph,
    Span,
    Table,
    Text,
)
from tracker.text import clean

_OWN_LINES = (Level.PART, Level.SECTION)
_STYLES = {
    Level.ROMAN: "Heading1", Level.CLAUSE: "Heading2", Level.ARTICLE: "Heading2",
    Level.SUBCLAUSE: "Heading3", Level.POINT: "Heading4",
}  # fmt: skip


def write_bases(document: Any, bases: tuple[str, ...]) -> None:  # noqa: ANN401 - python-docx
    """The "Căn cứ ..." paragraphs, each with ";" and the last with "."."""
    for basis in ended(bases):
        add(document, "Basis", basis)


def write_blocks(
    document: Any,  # noqa: ANN401
    blocks: tuple[Block, ...],
    write_table: Callable[[Table, bool], None],
    *,
    closing: bool,
) -> None:
    """The blocks in order; `closing` ends the last paragraph with "./." (B12).

    `write_table` is told whether more follows the table.
    """
    for place, block in enumerate(blocks, 1):
        last = place == len(blocks)
        if isinstance(block, Table):
            write_table(block, not last or closing)
        elif isinstance(block, Heading):
            _write_heading(document, block)
        elif isinstance(block, Paragraph):
            _write_text(document, block.text, closing=last and closing)
        else:
            _write_list(document, block, closing=last and closing)


def _write_text(document: Any, text: Text, *, closing: bool) -> None:  # noqa: ANN401
    """One paragraph; the closing one stays on the page of the signature."""
    paragraph = add(document, "BodyText", _closed(text) if closing else text)
    if closing:
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.keep_together = True


def _write_heading(document: Any, heading: Heading) -> None:  # noqa: ANN401
    number, title = clean(heading.number), clean(heading.title)
    if heading.level in _OWN_LINES:
        add(document, "Part", number)
        add(document, "PartTitle", title.upper())
        return
    mark = ")" if heading.level is Level.POINT else "."
    shown = title.upper() if heading.level is Level.ROMAN else title
    add(document, _STYLES[heading.level], f"{number}{mark} {shown}")


def _write_list(document: Any, block: Bullets | Numbered, *, closing: bool) -> None:  # noqa: ANN401
    for place, item in enumerate(block.items):
        text = _closed(item) if closing and place == len(block.items) - 1 else item
        if isinstance(block, Bullets):
            paragraph = add(document, "ListBullet", text)
            _number(paragraph, INNER_BULLET if block.inner else BULLET)
        elif block.numbering is Numbering.LETTERS:
            add(document, "ListNumber", _after(f"{letter(place)}) ", text))
        else:
            add(document, "ListNumber", _after(f"{place + 1}. ", text))


def _number(paragraph: Any, number: int) -> None:  # noqa: ANN401
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - no API for lists
    mark = f'<w:ilvl w:val="0"/><w:numId w:val="{number}"/>'
    properties.insert_element_before(
        word.parse_xml(f"<w:numPr {word.nsdecls('w')}>{mark}</w:numPr>"),
        "w:spacing",
        "w:ind",
        "w:jc",
    )


def _after(mark: str, text: Text) -> Text:
    return f"{mark}{text}" if isinstance(text, str) else (Span(mark), *text)


def _closed(text: Text) -> Text:
    if isinstance(text, str):
        return f"{clean(text).rstrip(' ./;')}./."
    last = text[-1]
    return (*text[:-1], Span(f"{last.text.rstrip(' ./;')}./.", last.bold, last.italic))
