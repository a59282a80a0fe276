"""A table that was copied from Word or Excel and pasted as text: tabs between cells.

Excel puts a cell of several lines between quotes; Word leaves its lines bare, so a row goes on
until it has as many cells as the first one.
"""

import csv
import io

from tracker.documents.rules import FileRefused
from tracker.intake.rules.raw import (
    LONGEST_TEXT,
    MOST_CELLS,
    MOST_COLUMNS,
    Cell,
    Paragraph,
    Place,
    RawFile,
    Row,
    Table,
    too_large,
)

NAME = "Bảng đã dán"
LARGEST = 4 * 1024 * 1024
"""Bytes of a pasted table."""
_NO_TABLE = "Phần đã dán không có bảng: hãy chọn cả bảng trong Word hoặc Excel, chép rồi dán lại."
_NO_TEXT = "Phần đã dán không phải chữ đọc được: hãy chép lại bảng từ Word hoặc Excel rồi dán."


def read(content: bytes) -> RawFile:
    """The pasted table, after the lines that stand before it. Raises FileRefused (Vietnamese)."""
    if len(content) > LARGEST:
        raise FileRefused(too_large(NAME))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused(_NO_TEXT) from error
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((at for at, line in enumerate(lines) if "\t" in line), None)
    if first is None:
        raise FileRefused(_NO_TABLE)
    before = [line.strip() for line in lines[:first] if line.strip()]
    body = "\n".join(lines[first:])
    rows = _quoted(body) if '\t"' in body or body.startswith('"') else _bare(body)
    paragraphs = tuple(Paragraph(number, line) for number, line in enumerate(before, start=1))
    return RawFile(NAME, (*paragraphs, _table(rows)))


def _quoted(body: str) -> list[list[str]]:
    """Rows as Excel copies them."""
    csv.field_size_limit(LARGEST)
    try:
        return list(csv.reader(io.StringIO(body), delimiter="\t"))
    except csv.Error:
        return _bare(body)


def _bare(body: str) -> list[list[str]]:
    """Rows as Word copies them: a line that completes no row belongs to its last cell."""
    lines = body.split("\n")
    width = lines[0].count("\t")
    rows: list[str] = []
    for line in lines:
        if rows and (rows[-1].count("\t") < width or "\t" not in line):
            rows[-1] += f"\n{line}"
        else:
            rows.append(line)
    return [row.split("\t") for row in rows]


def _table(rows: list[list[str]]) -> Table:
    width = max(map(len, rows))
    texts = sum(map(len, rows))
    longest = max(len(text) for row in rows for text in row)
    if width > MOST_COLUMNS or texts > MOST_CELLS or longest > LONGEST_TEXT:
        raise FileRefused(too_large(NAME))
    made = tuple(
        Row(
            number,
            tuple(
                Cell(text.strip(), Place(1, number, column))
                for column, text in enumerate(row, start=1)
            ),
        )
        for number, row in enumerate(rows, start=1)
    )
    return Table(1, made, width)
