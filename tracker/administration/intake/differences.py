"""What an amended file says anew of a row: both texts, cell by cell, as words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.intake.models import IntakeRow
from tracker.intake.queries.changes import Changed
from tracker.intake.queries.intakes import facts_of
from tracker.tasks.models.printed import Task
from tracker.tasks.queries.planning import facts_of_row
from tracker.tasks.rules.rows import Addressee, ProductLine, RowFacts

LABELS = {
    "number": "Mục", "title": "Nhiệm vụ", "product_text": "Sản phẩm",
    "lead_text": "Cơ quan chủ trì", "partners_text": "Cơ quan phối hợp",
    "deadline_text": "Thời hạn", "target": "Chỉ tiêu", "note": "Ghi chú",
    "addressees": "Cơ quan được phân công", "products": "Sản phẩm phải có", "field_id": "Lĩnh vực",
    "parent_id": "Thuộc mục", "cells_from_id": "Ô trống dùng chung với",
    "is_heading": "Dòng tiêu đề",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell of a row as the plan has it and as the file says."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Names:
    """How ids are told: bodies and groups by kind and id, fields, rows of the file and the plan."""

    bodies: Mapping[tuple[str, int], str]
    fields: Mapping[int, str]
    rows: Mapping[int, IntakeRow]
    tasks: Mapping[int, Task]


def differences_of(one: Changed, names: Names) -> list[Difference]:
    """Both texts of everything that differs, in the order of the form."""
    before = _words(facts_of_row(one.task), one.task, names.tasks, names)
    after = _words(facts_of(one.row), one.row, names.rows, names)
    return [Difference(LABELS[name], before[name], after[name]) for name in one.names]


def _words(
    facts: RowFacts, row: Task | IntakeRow, others: Mapping[int, Task] | Mapping[int, IntakeRow],
    names: Names,
) -> dict[str, str]:  # fmt: skip
    texts = ("number", "title", "product_text", "lead_text", "partners_text", "deadline_text",
             "target", "note")  # fmt: skip
    told = {name: str(getattr(row, name)) for name in texts}
    return told | {
        "addressees": _addressees(facts.addressees, names), "products": _products(facts.products),
        "field_id": names.fields.get(row.field_id or 0, ""),
        "parent_id": _line(others.get(row.parent_id or 0)),
        "cells_from_id": _line(others.get(row.cells_from_id or 0)),
        "is_heading": "là dòng tiêu đề" if row.is_heading else "là nhiệm vụ",
    }  # fmt: skip


def _addressees(addressees: Iterable[Addressee], names: Names) -> str:
    return "\n".join(
        f"{one.role.label}: {_body(one, names) or f'{one.printed} ({one.kind.label.lower()})'}"
        for one in addressees
    )


def _body(one: Addressee, names: Names) -> str:
    key = ("unit", one.unit_id) if one.unit_id else ("group", one.group_id or 0)
    return names.bodies.get(key, "")


def _products(products: Iterable[ProductLine]) -> str:
    return "\n".join(
        f"{one.title} ({one.issuer_text} ban hành)" if one.issuer_text else one.title
        for one in products
    )


def _line(row: Task | IntakeRow | None) -> str:
    return " ".join(filter(None, (row.number, row.title))) if row else ""
