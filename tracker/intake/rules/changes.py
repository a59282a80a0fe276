"""What an amended file says anew of a row, and what of the plan it leaves alone (pure).

A cell whose words are those of the plan brings nothing: whom it names, what must result, whatever
a person settled of it, stays.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from tracker.intake.rules.keeping import FIELD, ROW
from tracker.tasks.rules.rows import Addressee, ProductLine, RowPrint
from tracker.tasks.rules.states import AssignmentRole

TEXTS = tuple(RowPrint.__dataclass_fields__)
OPTIONAL = ("product_text", "lead_text", "partners_text", "deadline_text", "target", "note")
"""Cells that a file may have no column for."""
_SHARED = ("product_text", "lead_text", "partners_text", "deadline_text")


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that a row says, on either side.

    `parent` and `cells_from` are ids of rows of the plan, or minus the id of a row of the file that
    the plan does not have yet.
    """

    print: RowPrint
    note: str = ""
    parent: int | None = None
    cells_from: int | None = None
    is_heading: bool = False
    field_id: int | None = None
    field_basis: str = ""
    addressees: tuple[Addressee, ...] = ()
    products: tuple[ProductLine, ...] = ()

    def text(self, name: str) -> str:
        """A cell by its name, the note too."""
        return self.note if name == "note" else str(getattr(self.print, name))


def adopted(file: Content, plan: Content, absent: Collection[str]) -> tuple[Content, set[str]]:
    """The row of the file with what the plan says of unchanged cells; about what nothing is asked.

    `absent` are cells that the file has no column for: what the plan says of them stays.
    """
    same = {
        name
        for name in (*TEXTS, "note")
        if _flat(file.text(name)) == _flat(plan.text(name))
        or (name in absent and not file.text(name))
    }
    made = replace(
        file,
        print=replace(file.print, **{name: plan.text(name) for name in same - {"note"}}),
        note=plan.note if "note" in same else file.note,
        addressees=tuple(_addressees(file, plan, same)),
        products=plan.products if "product_text" in same else file.products,
    )
    if same.issuperset(_SHARED) and file.cells_from is None:
        made = replace(made, cells_from=plan.cells_from)
    if same.issuperset(("title", "product_text", "deadline_text")):
        made = replace(made, is_heading=plan.is_heading)
    about = set(same)
    if file.field_id is None or (file.parent == plan.parent and "number" in same):
        made = replace(made, field_id=plan.field_id, field_basis=plan.field_basis)
        about.add(FIELD)
    return made, about | ({ROW} if same.issuperset(TEXTS) else set())


def _addressees(file: Content, plan: Content, same: Collection[str]) -> Iterable[Addressee]:
    for role, name in (
        (AssignmentRole.LEAD, "lead_text"), (AssignmentRole.PARTNER, "partners_text"),
    ):  # fmt: skip
        side = plan if name in same else file
        yield from (one for one in side.addressees if one.role is role)


def differing(file: Content, plan: Content) -> tuple[str, ...]:
    """The names of what the file says anew of a row, in the order of the form; none: the same."""
    names = [name for name in (*TEXTS, "note") if file.text(name) != plan.text(name)]
    others = {
        "addressees": _bodies(file) != _bodies(plan), "products": file.products != plan.products,
        "field_id": file.field_id != plan.field_id, "parent_id": file.parent != plan.parent,
        "cells_from_id": file.cells_from != plan.cells_from,
        "is_heading": file.is_heading != plan.is_heading,
    }  # fmt: skip
    return (*names, *(name for name, differs in others.items() if differs))


def _bodies(row: Content) -> set[tuple[str, str, int | None, int | None, str]]:
    return {
        (one.role.value, one.kind.value, one.unit_id, one.group_id,
         "" if one.unit_id or one.group_id else one.printed)
        for one in row.addressees
    }  # fmt: skip


def _flat(text: str) -> str:
    """A text as it is compared: how lines and spaces stand is no difference."""
    return " ".join(text.split())
