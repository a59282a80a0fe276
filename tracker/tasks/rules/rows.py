"""A plan row as a person types it: print, addressees, products. Values only."""

import re
from dataclasses import dataclass

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
class RowFacts:
    """Everything that the form of a row says."""

    print: RowPrint
    parent_id: int | None = None
    field_id: int | None = None
    is_heading: bool = False
    addressees: tuple[Addressee, ...] = ()
    products: tuple[ProductLine, ...] = ()


def listed(text: str) -> list[str]:
    """The items of a printed list: lines, "- " points, parts between semicolons.

    "- Kế hoạch - Báo cáo" gives two; "Kế hoạch của UBND tỉnh" gives one.
    """
    return [part.strip(" .;") for part in _LISTED.split(text) if part.strip(" .;-")]
