"""Raw values as JSON lines of plain lists and back, for the process that reads what is foreign."""

import json
from typing import Any

from tracker.intake.rules.raw import Cell, Paragraph, Place, RawFile, Row, Table


def packed(raw: RawFile) -> bytes:
    """A file as bytes."""
    blocks = [_block(block) for block in raw.blocks]
    return json.dumps([raw.name, list(raw.told), blocks, raw.carried], ensure_ascii=False).encode(
        "utf-8", "surrogatepass"
    )


def unpacked(content: bytes) -> RawFile:
    """The file again. Raises ValueError, KeyError or TypeError for bytes that are none."""
    name, told, blocks, carried = json.loads(content.decode("utf-8", "replace"))
    return RawFile(name, tuple(map(_made, blocks)), tuple(told), str(carried))


def _block(block: Table | Paragraph) -> list[Any]:
    if isinstance(block, Paragraph):
        return ["p", block.number, block.text]
    hidden = sorted(block.hidden_columns)
    rows = [
        [row.number, row.repeats, row.hidden, [_cell(cell) for cell in row.cells]]
        for row in block.rows
    ]
    return ["t", block.number, block.width, block.name, block.hidden, hidden, rows]


def _cell(cell: Cell) -> list[Any]:
    return [cell.place.column, cell.text, cell.columns, cell.rows, cell.covered, cell.is_day]


def _made(block: list[Any]) -> Table | Paragraph:
    if block[0] == "p":
        return Paragraph(block[1], block[2])
    _, number, width, name, hidden, columns, rows = block
    made = tuple(
        Row(
            row,
            tuple(
                Cell(text, Place(number, row, column, name), *rest) for column, text, *rest in cells
            ),
            repeats,
            is_hidden,
        )
        for row, repeats, is_hidden, cells in rows
    )
    return Table(number, made, width, name, hidden, frozenset(columns))
