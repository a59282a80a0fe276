"""A plan row as a person types it: print, addressees, products. Values only."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from tracker.tasks.rules.states import AssigneeKind, AssignmentRole

_LISTED = re.compile(r"(?:^|\n)\s*[-+•]\s*|\s[-•]\s(?=[A-ZĐÀ-Ỹ])|\n|;")


@dataclass(frozen=True, slots=True)
class RowPrint:
    """The cells of a row, verbatim; a blank cell is an empty string."""

    number: str
    title: str
    product_text: str = ""
    lead_text: str = ""
    partners_text: str = ""
    deadline_text: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """One printed addressee and what a person takes it for."""

    role: AssignmentRole
    printed: str
    kind: AssigneeKind
    unit_id: int | None = None
    group_id: int | None = None


@dataclass(frozen=True, slots=True)
class ProductLine:
    """One required result; `issuer_text` names the other authority that issues it, if any."""

    title: str
    by_other: bool = False
    issuer_text: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """What a file tells of a row beside its print: where it stands, on what basis, what it notes.

    `ref` names the row among those of the file; `above` and `cells_from` are such names too, empty
    for none. `key` is its place in the plan ("CDDH/3.4"), of which a new row gets its code;
    `position` counts the rows of the plan from 1.
    """

    ref: str
    position: int
    key: str = ""
    above: str = ""
    cells_from: str = ""
    field_basis: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RowFacts:
    """Everything that the form of a row says, and what a file says beyond it.

    A row with `filed` takes its heading from there; `parent_id` is not looked at.
    """

    print: RowPrint
    parent_id: int | None = None
    field_id: int | None = None
    is_heading: bool = False
    addressees: tuple[Addressee, ...] = ()
    products: tuple[ProductLine, ...] = ()
    filed: Filed | None = None


def listed(text: str) -> list[str]:
    """The items of a printed list: lines, "- " points, parts between semicolons.

    "- Kế hoạch - Báo cáo" gives two; "Kế hoạch của UBND tỉnh" gives one.
    """
    return [part.strip(" .;") for part in _LISTED.split(text) if part.strip(" .;-")]


class InTree(Protocol):
    """A row that knows its id and the heading above."""

    @property
    def id(self) -> int:
        """Its id."""

    @property
    def parent_id(self) -> int | None:
        """The heading's id, if any."""


Row = TypeVar("Row", bound=InTree)


def as_tree(rows: Sequence[Row]) -> list[Row]:
    """Rows in their given order, but each right after its heading's earlier rows.

    A row entered later stands at the end of its heading, wherever that is.
    """
    known = {row.id for row in rows}
    below: dict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        below[row.parent_id if row.parent_id in known else None].append(row)

    def walk(parent: int | None) -> Iterator[Row]:
        for row in below[parent]:
            yield row
            yield from walk(row.id)

    return list(walk(None))
