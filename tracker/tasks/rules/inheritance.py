"""Which printed rows owe work, and whose cells a blank cell stands for (design invariant 3).

A row with children owes only if it prints its own product and its own deadline; otherwise
its cells are inherited by its blank children. A vertically merged cell is told by `cells_from`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

CELLS = ("product", "lead", "partners", "deadline")


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One row of a plan as printed; blank cells are empty strings."""

    code: str
    parent: str | None = None
    is_heading: bool = False
    product: str = ""
    lead: str = ""
    partners: str = ""
    deadline: str = ""
    cells_from: str | None = None


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row with the code of the row that supplies each cell (None where no row does)."""

    code: str
    owes: bool
    product: str | None
    lead: str | None
    partners: str | None
    deadline: str | None


def read_rows(rows: Iterable[PrintedRow]) -> dict[str, ReadRow]:
    """Every row's reading by code. Raises KeyError for a parent or `cells_from` that is no row."""
    by_code = {row.code: row for row in rows}
    parents = {row.parent for row in by_code.values() if row.parent is not None}
    owing = {code: _owes(row, code in parents) for code, row in by_code.items()}
    return {
        code: ReadRow(
            code,
            owing[code],
            *(_supplier(code, cell, by_code, owing) for cell in CELLS),
        )
        for code in by_code
    }


def _owes(row: PrintedRow, has_children: bool) -> bool:
    if has_children:
        return bool(row.product and row.deadline)
    return not row.is_heading


def _supplier(
    code: str, cell: str, rows: Mapping[str, PrintedRow], owing: Mapping[str, bool]
) -> str | None:
    """The row that prints `cell` for `code`: itself, the merged cell's row, or an ancestor."""
    seen: set[str] = set()
    current: str | None = code
    while current is not None and current not in seen:
        seen.add(current)
        row = rows[current]
        if getattr(row, cell):
            return current
        current = row.cells_from or _heading_above(row, owing)
    return None


def _heading_above(row: PrintedRow, owing: Mapping[str, bool]) -> str | None:
    """The parent, unless it owes work of its own: then its cells are its own."""
    if row.parent is None or owing[row.parent]:
        return None
    return row.parent
