"""What a .docx says, as plain text: a line a paragraph, headings marked, a line a table row."""

import io

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph


def plain_text(content):
    """The body in order; `#` stands before a heading's words, `|` between the cells of a row."""
    document = Document(io.BytesIO(content))
    lines = []
    for element in document.element.body.iterchildren():
        if element.tag.endswith("}p"):
            lines += _paragraph(Paragraph(element, document))
        elif element.tag.endswith("}tbl"):
            lines += _table(Table(element, document))
    return "\n".join(lines) + "\n"


def _paragraph(paragraph):
    text = " ".join(paragraph.text.split())
    if not text:
        return []
    return [f"# {text}" if paragraph.style.name.startswith("Heading") else text]


def _table(table):
    lines = []
    for row in table._tbl.tr_lst:  # through the library each cell costs thousands of times more
        cells = [
            " ".join("".join(node.text or "" for node in cell.iter() if node.tag.endswith("}t"))
                     .split())
            for cell in row.tc_lst
        ]  # fmt: skip
        lines.append(" | ".join(cells))
    return lines
