"""The rows of the file as they stand in it, each beside the rows of the plan that it gives."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.intake.models import IntakeRow
from tracker.intake.rules.raw import Paragraph, RawFile, Row, Table


@dataclass(frozen=True, slots=True)
class OriginalCell:
    """A cell with the printed head of its column; `reach` says how far it is merged, in words."""

    head: str
    text: str
    reach: str = ""
    covered: str = ""


@dataclass(frozen=True, slots=True)
class OriginalLine:
    """A row of a table, or a paragraph: where it stands, its cells, what it gives.

    `goes_on` are rows of the plan that began above; a line of nothing is the head of its table.
    """

    table: str
    number: int
    cells: tuple[OriginalCell, ...]
    begins: tuple[IntakeRow, ...]
    goes_on: tuple[IntakeRow, ...]
    is_head: bool = False


def lines_of(
    raw: RawFile, rows: Sequence[IntakeRow], heads: Mapping[tuple[int, int], str]
) -> list[OriginalLine]:
    """Every row of the tables that says something, and the paragraphs that give rows, in order.

    `heads` are the printed heads of columns by table and column.
    """
    by_line: dict[tuple[int, int], list[IntakeRow]] = {}
    for row in rows:
        for block, number in dict.fromkeys((place[0], place[1]) for place in row.places):
            by_line.setdefault((block, number), []).append(row)
    seen: set[int] = set()
    found: list[OriginalLine] = []
    for block in raw.blocks:
        for line in _lines(block, by_line, heads, seen):
            found.append(line)
            seen.update(row.id for row in line.begins)
    return found


def _lines(
    block: Table | Paragraph, by_line: Mapping[tuple[int, int], list[IntakeRow]],
    heads: Mapping[tuple[int, int], str], seen: set[int],
) -> Iterator[OriginalLine]:  # fmt: skip
    if isinstance(block, Paragraph):
        here = by_line.get((block.number, 0), [])
        if here:
            yield _line("", block.number, (OriginalCell("", block.text),), here, seen)
        return
    for row in block.rows:
        cells = tuple(_cells(block, row, heads))
        if cells:
            here = by_line.get((block.number, row.number), [])
            yield _line(_table_name(block), row.number, cells, here, seen)


def _line(
    table: str, number: int, cells: tuple[OriginalCell, ...], here: Iterable[IntakeRow],
    seen: set[int],
) -> OriginalLine:  # fmt: skip
    begins = tuple(row for row in here if row.id not in seen)
    goes_on = tuple(row for row in here if row.id in seen)
    return OriginalLine(table, number, cells, begins, goes_on, is_head=not (begins or goes_on))


def _cells(table: Table, row: Row, heads: Mapping[tuple[int, int], str]) -> Iterator[OriginalCell]:
    for cell in row.cells:
        if cell.text or cell.covered:
            head = heads.get((table.number, cell.place.column), "")
            yield OriginalCell(head, cell.text, _reach(cell.rows, cell.columns), cell.covered)


def _reach(rows: int, columns: int) -> str:
    told = [f"{rows} dòng" if rows > 1 else "", f"{columns} cột" if columns > 1 else ""]
    words = ", ".join(filter(None, told))
    return f"gộp {words}" if words else ""


def _table_name(table: Table) -> str:
    return f"Trang tính “{table.name}”" if table.name else f"Bảng {table.number}"
