"""Word and Excel files of plans as an office makes them: merges, repeated heads, odd spaces."""

import io
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape

import xlsxwriter

from tracker.intake.rules.raw import Cell, Place, RawFile, Row, Table

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006"
_OOXML = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="{_P}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{_OOXML}.wordprocessingml.document.main+xml"/>
</Types>"""
RELATIONS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="{_P}/relationships">
<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/>
</Relationships>"""

UP, LEFT = object(), object()
"""A place that the cell above, or the cell to the left, covers."""


@dataclass(frozen=True)
class Grid:
    """A table as its rows of texts, UP and LEFT; the first `heads` rows repeat on each page."""

    rows: list
    heads: int = 1


def package(parts):
    """A zip of the parts (name -> text or bytes), deflated."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def docx(*blocks, **more):
    """A .docx of paragraphs (text) and tables (Grid); `more` are parts as in `word/NAME.xml`."""
    body = "".join(_table(one) if isinstance(one, Grid) else _paragraph(one) for one in blocks)
    return docx_of(body, **more)


def docx_of(body, **more):
    """A .docx of a body that is XML already."""
    head = f'<?xml version="1.0" encoding="UTF-8"?><w:document {_W}>'
    whole = f"{head}<w:body>{body}</w:body></w:document>"
    parts = {"[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": RELATIONS}
    parts["word/document.xml"] = whole
    return package(parts | {f"word/{name}.xml": text for name, text in more.items()})


def _paragraph(text):
    """Runs cut in the middle of words, as Word leaves them after edits and spell checks."""
    half = len(text) // 2
    runs = "".join(
        f'<w:r w:rsidR="00A1"><w:rPr><w:sz w:val="26"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(part)}</w:t></w:r><w:proofErr w:type="spellEnd"/>'
        for part in (text[:half], text[half:])
        if part
    )
    return f'<w:p w:rsidR="00A1"><w:pPr><w:spacing w:before="60"/></w:pPr>{runs}</w:p>'


def _table(grid):
    rows = "".join(_row(grid, number) for number in range(len(grid.rows)))
    columns = "<w:gridCol/>" * max(map(len, grid.rows))
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _row(grid, number):
    head = "<w:trPr><w:tblHeader/></w:trPr>" if number < grid.heads else ""
    row = grid.rows[number]
    cells = []
    for column, text in enumerate(row):
        if text is LEFT:
            continue
        span = 1
        while column + span < len(row) and row[column + span] is LEFT:
            span += 1
        begins = number + 1 < len(grid.rows) and _at(grid.rows[number + 1], column) is UP
        cells.append(_cell(text, span, begins))
    return f"<w:tr>{head}{''.join(cells)}</w:tr>"


def _at(row, column):
    return row[column] if column < len(row) else None


def _cell(text, span, begins):
    merge = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    if text is UP:
        merge += "<w:vMerge/>"
    elif begins:
        merge += '<w:vMerge w:val="restart"/>'
    lines = [""] if text is UP else text.split("\n")
    return f"<w:tc><w:tcPr>{merge}</w:tcPr>{''.join(map(_paragraph, lines))}</w:tc>"


def xlsx(*grids, names=()):
    """An .xlsx of one sheet for each table, merged as the Word file would be."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for place, grid in enumerate(grids):
        sheet = book.add_worksheet(names[place] if place < len(names) else None)
        for number, row in enumerate(grid.rows):
            for column, text in enumerate(row):
                if text not in (UP, LEFT, ""):
                    _write(sheet, grid, (number, column), text)
    book.close()
    return out.getvalue()


def _write(sheet, grid, at, text):
    down, right = at
    while down + 1 < len(grid.rows) and _at(grid.rows[down + 1], at[1]) is UP:
        down += 1
    while _at(grid.rows[at[0]], right + 1) is LEFT:
        right += 1
    if (down, right) == at:
        sheet.write(*at, text) if not isinstance(text, str) else sheet.write_string(*at, text)
    else:
        sheet.merge_range(*at, down, right, text)


def pasted(grid):
    """What Word puts on the clipboard as text: merged places empty, lines of a cell bare."""
    return "\n".join(
        "\t".join("" if text in (UP, LEFT) else text.replace("\n", " ") for text in row)
        for row in grid.rows
    )


def raw_of(*grids):
    """The values that the Word file of these tables reads to, without the file."""
    tables = tuple(_raw_table(grid, number) for number, grid in enumerate(grids, start=1))
    return RawFile("a.docx", tables)


def _raw_table(grid, number):
    rows = []
    for place, row in enumerate(grid.rows):
        cells = []
        for column, text in enumerate(row):
            if text in (UP, LEFT):
                continue
            right, down = column, place
            while _at(row, right + 1) is LEFT:
                right += 1
            while down + 1 < len(grid.rows) and _at(grid.rows[down + 1], column) is UP:
                down += 1
            at = Place(number, place + 1, column + 1)
            cells.append(Cell(text, at, right - column + 1, down - place + 1))
        rows.append(Row(place + 1, tuple(cells), place < grid.heads))
    return Table(number, tuple(rows), max(map(len, grid.rows)))
