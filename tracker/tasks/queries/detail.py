"""One task as its paper prints it, and the typed reading of its deadline beside the print.

Printed plans are everybody's to read, so nothing here takes a viewer; what units said of the task
is in `queries.history`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, or_, select

from tracker.documents.models import Document
from tracker.kept import kept
from tracker.plans.models import Field, Plan
from tracker.statements import among, rows_of
from tracker.tasks.models.printed import Assignment, Product, ScheduleRule, Task, TriggerEvent

CELLS = ("product", "lead", "partners", "deadline")


@dataclass(frozen=True, slots=True)
class RelatedRow:
    """Another row of the plan: the heading above, a row below, or one that supplies a cell."""

    id: int
    parent_id: int | None
    code: str
    number: str
    title: str
    product_text: str
    lead_text: str
    partners_text: str
    deadline_text: str


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell's words and the row that prints them; `supplier` None when it is the row's own."""

    text: str
    supplier: RelatedRow | None


@dataclass(frozen=True, slots=True)
class PaperName:
    """A paper by number and day."""

    kind: str
    number: str
    issued_on: date | None
    issuer: str


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A printed addressee that is no body kept here, or that nobody has told yet."""

    role: str
    printed: str
    kind: str


@dataclass(frozen=True, slots=True)
class ReadRule:
    """One rule of the typed reading of the deadline."""

    id: int
    phrase: str
    phrase_task_id: int | None
    kind: str
    slot: int
    label: str
    source_rule: str
    event: str
    confidence: float
    question: str
    confirmed_by: str
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class RequiredProduct:
    """One required result; `by_other`: another authority than the lead issues it."""

    id: int
    title: str
    slot: int
    by_other: bool
    issuer_text: str
    form: str


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """One recorded event that started a relative deadline."""

    id: int
    happened_on: date
    document_text: str
    actor_label: str


@dataclass(frozen=True, slots=True)
class PrintedTask:
    """A task with everything its paper says of it."""

    id: int
    code: str
    plan_id: int
    field_id: int | None
    parent_id: int | None
    number: str
    title: str
    is_heading: bool
    owes: bool
    target: str
    note: str
    source: str
    field_basis: str
    plan_code: str
    plan_number: str
    plan_title: str
    plan_issued: bool
    plan_owner_id: int
    field_name: str
    paper: PaperName | None
    cells: dict[str, PrintedCell]
    parent: RelatedRow | None
    children: tuple[RelatedRow, ...]
    unsettled: tuple[Unsettled, ...]
    rules: tuple[ReadRule, ...]
    products: tuple[RequiredProduct, ...]
    events: tuple[RecordedEvent, ...]
    related: dict[int, RelatedRow]

    @property
    def awaits_event(self) -> bool:
        """Whether a recorded event starts one of its deadlines."""
        return any(rule.kind == "relative" for rule in self.rules)

    def phrase_row(self, rule: ReadRule) -> RelatedRow | None:
        """The row that prints the phrase of a rule; None when it is the task itself."""
        if rule.phrase_task_id == self.id:
            return None
        return self.related.get(rule.phrase_task_id or 0)


_ROW = (
    "id", "code", "plan_id", "field_id", "parent_id", "number", "title", "is_heading", "owes",
    "target", "note", "source", "field_basis",
)  # fmt: skip
_TEXTS = ("product_text", "lead_text", "partners_text", "deadline_text")
_FROM = ("product_from_id", "lead_from_id", "partners_from_id", "deadline_from_id")


def printed_task(code: str) -> PrintedTask | None:
    """The task of this code, or None."""
    return kept(("task", code), lambda: _printed(code))


def _printed(code: str) -> PrintedTask | None:
    row = _task_row(code)
    if row is None:
        return None
    related = _related(row)
    suppliers = dict(zip(CELLS, (getattr(row, name) for name in _FROM), strict=True))
    rules = _rules(row.id)
    return PrintedTask(
        **{name: getattr(row, name) for name in _ROW},
        plan_code=row.plan_code, plan_number=row.plan_number, plan_title=row.plan_title,
        plan_issued=row.standing == "issued", plan_owner_id=row.owner_unit_id,
        field_name=row.field_name or "",
        paper=PaperName(row.kind, row.paper_number, row.issued_on, row.issuer)
        if row.paper_number
        else None,
        cells={cell: _cell(cell, row, suppliers[cell], related) for cell in CELLS},
        parent=related.get(row.parent_id or 0),
        children=tuple(one for one in related.values() if one.parent_id == row.id),
        unsettled=_unsettled(suppliers["lead"], suppliers["partners"]),
        rules=rules, products=_products(suppliers["product"]),
        events=_events(row.id) if any(rule.kind == "relative" for rule in rules) else (),
        related=related,
    )  # fmt: skip


_TASK = (
        select(
            *(getattr(Task, name) for name in (*_ROW, *_TEXTS, *_FROM)),
            Plan.code.label("plan_code"), Plan.number.label("plan_number"),
            Plan.title.label("plan_title"), Plan.standing, Plan.owner_unit_id,
            Field.name.label("field_name"), Document.kind, Document.number.label("paper_number"),
            Document.issued_on, Document.issuer,
        )
        .join(Plan, Plan.id == Task.plan_id)
        .outerjoin(Field, Field.id == Task.field_id)
        .outerjoin(Document, Document.id == Plan.document_id)
        .where(Task.code == bindparam("code"))
    )  # fmt: skip


def _task_row(code: str) -> Row[Any] | None:
    return rows_of(_TASK, {"code": code}).first()


_RELATED = (
    select(
        Task.id, Task.parent_id, Task.code, Task.number, Task.title,
        *(getattr(Task, name) for name in _TEXTS),
    )
    .where(or_(among(Task.id, "ids"), Task.parent_id == bindparam("parent_id")))
    .order_by(Task.position, Task.id)
)  # fmt: skip


def _related(row: Row[Any]) -> dict[int, RelatedRow]:
    """The heading above, the rows below and the rows that supply cells, in printed order."""
    ids = {getattr(row, name) for name in _FROM} | {row.parent_id}
    given = {"ids": sorted(ids - {None, row.id}), "parent_id": row.id}
    return {found.id: RelatedRow(*found) for found in rows_of(_RELATED, given)}


def _cell(
    cell: str, row: Row[Any], supplier_id: int | None, related: dict[int, RelatedRow]
) -> PrintedCell:
    supplier = related.get(supplier_id or 0) if supplier_id != row.id else None
    return PrintedCell(getattr(supplier or row, f"{cell}_text"), supplier)


_UNSETTLED = (
    select(Assignment.role, Assignment.printed, Assignment.kind)
    .where(
        Assignment.kind.in_(("to_confirm", "outside")),
        or_(
            and_(Assignment.role == "lead", Assignment.task_id == bindparam("lead_id")),
            and_(Assignment.role == "partner", Assignment.task_id == bindparam("partners_id")),
        ),
    )
    .order_by(Assignment.role, Assignment.ordinal)
)


def _unsettled(lead_id: int | None, partners_id: int | None) -> tuple[Unsettled, ...]:
    """The addressees that no unit stands for, from the rows that print the two cells."""
    given = {"lead_id": lead_id, "partners_id": partners_id}
    return tuple(Unsettled(*row) for row in rows_of(_UNSETTLED, given))


_RULE = (
    "id", "phrase", "phrase_task_id", "kind", "slot", "label", "source_rule", "event",
    "confidence", "question", "confirmed_by", "confirmed_at",
)  # fmt: skip


_RULES = (
    select(*(getattr(ScheduleRule, name) for name in _RULE))
    .where(ScheduleRule.task_id == bindparam("task_id"))
    .order_by(ScheduleRule.position)
)
_PRODUCT = (
    Product.id, Product.title, Product.slot, Product.issuer, Product.issuer_text, Product.form
)  # fmt: skip
_PRODUCTS = (
    select(*_PRODUCT).where(Product.task_id == bindparam("task_id")).order_by(Product.ordinal)
)
_PRODUCTS_OF_SLOT = (
    select(*_PRODUCT)
    .join(Task, Task.product_from_id == Product.task_id)
    .where(Task.id == bindparam("task_id"), Product.slot == bindparam("slot"))
    .order_by(Product.ordinal)
)


def _rules(task_id: int) -> tuple[ReadRule, ...]:
    found = rows_of(_RULES, {"task_id": task_id})
    return tuple(ReadRule(*row) for row in found)


def _products(task_id: int | None) -> tuple[RequiredProduct, ...]:
    if task_id is None:
        return ()
    return tuple(map(_product, rows_of(_PRODUCTS, {"task_id": task_id})))


def _product(row: Row[Any]) -> RequiredProduct:
    return RequiredProduct(row.id, row.title, row.slot, row.issuer == "other", *row[4:])


def products_of_slot(task_id: int, slot: int) -> tuple[RequiredProduct, ...]:
    """The products that one obligation of the task must show."""
    given = {"task_id": task_id, "slot": slot}
    return kept(
        ("products", task_id, slot),
        lambda: tuple(map(_product, rows_of(_PRODUCTS_OF_SLOT, given))),
    )


def _events(task_id: int) -> tuple[RecordedEvent, ...]:
    query = select(
        TriggerEvent.id, TriggerEvent.happened_on, TriggerEvent.document_text,
        TriggerEvent.actor_label,
    ).where(TriggerEvent.task_id == task_id)  # fmt: skip
    found = rows_of(query.order_by(TriggerEvent.happened_on, TriggerEvent.id))
    return tuple(RecordedEvent(*row) for row in found)
