"""A plan with everything that its file says; every signed-in person may read a plan's print."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, or_, select

from tracker.calendar.schedule import PlanContext
from tracker.documents.models import Document
from tracker.intake.queries.directory import directory
from tracker.intake.rules.appendix import PlanPaper
from tracker.intake.rules.directory import Directory
from tracker.intake.rules.heads import Meaning
from tracker.intake.rules.outgoing import GoingAddressee, GoingProduct, GoingRow
from tracker.plans.models import Field, Plan
from tracker.statements import rows_of
from tracker.tasks.models.printed import Assignment, Product, Task
from tracker.tasks.rules.rows import as_tree
from tracker.tasks.rules.states import AssigneeKind, AssignmentRole
from tracker.units.models import Unit, UnitGroup
from tracker.units.queries import names_on

_TEXTS = {
    Meaning.NUMBER: Task.number, Meaning.TITLE: Task.title, Meaning.PRODUCT: Task.product_text,
    Meaning.LEAD: Task.lead_text, Meaning.PARTNERS: Task.partners_text,
    Meaning.DEADLINE: Task.deadline_text, Meaning.TARGET: Task.target,
    Meaning.NOTE: case((Task.seed_digest == "", Task.note), else_=""),
}  # fmt: skip
"""The note of an official row is an editor's remark on its print, and no part of the paper."""
_ROWS = (
    select(
        Task.id, Task.parent_id, Task.cells_from_id, Task.is_heading, Task.owes, Task.ended_on,
        Field.code, Field.name, *_TEXTS.values(),
    )
    .outerjoin(Field, Field.id == Task.field_id)
    .order_by(Task.position, Task.id)
)  # fmt: skip


def plan_paper(code: str, today: date) -> PlanPaper | None:
    """The plan of this code with its paper; the issuer by the name it has today."""
    query = (
        select(
            Plan.id, Plan.code, Plan.title, Plan.kind, Document.kind, Plan.number,
            Document.issued_on, Plan.owner_unit_id,
        )
        .outerjoin(Document, Document.id == Plan.document_id)
        .where(Plan.code == code)
    )  # fmt: skip
    found = rows_of(query).first()
    if found is None:
        return None
    *told, owner = found
    told[4] = told[4] or ""
    return PlanPaper(*told, names_on(today, [owner])[owner].name)


def reading_of(plan_id: int, today: date) -> tuple[Directory, PlanContext]:
    """With whom and within which days a plan is read: the bodies of its paper's day, or today."""
    query = select(
        Plan.period_start, Plan.period_end, Plan.year, Plan.owner_unit_id, Document.issued_on
    ).outerjoin(Document, Document.id == Plan.document_id)
    start, end, year, owner, issued = rows_of(query.where(Plan.id == plan_id)).one()
    return directory(issued or today, divisions_of=owner), PlanContext(start, end, year)


def going_rows(plan_id: int, today: date) -> list[GoingRow]:
    """Every row of a plan in its place, those that have ended too: three statements."""
    products, addressees = _products(plan_id), _addressees(plan_id, today)
    made = []
    for row in rows_of(_ROWS.where(Task.plan_id == plan_id)):
        task, parent, cells_from, is_heading, owes, ended_on, field, name, *texts = row
        made.append(GoingRow(
            task, parent, cells_from, dict(zip(_TEXTS, texts, strict=True)), is_heading, owes,
            has_ended=ended_on is not None and ended_on <= today,
            field=field or "", field_name=name or "",
            products=tuple(products.get(task, ())), addressees=tuple(addressees.get(task, ())),
        ))  # fmt: skip
    return as_tree_of(made)


def as_tree_of(rows: list[GoingRow]) -> list[GoingRow]:
    """The rows, each under its heading."""
    known = {row.id: row for row in rows}
    return [known[one.id] for one in as_tree([_Placed(row.id, row.parent) for row in rows])]


@dataclass(frozen=True, slots=True)
class _Placed:
    id: int
    parent_id: int | None


def _products(plan_id: int) -> dict[int, list[GoingProduct]]:
    query = (
        select(Product.task_id, Product.title, Product.issuer_text, Product.slot)
        .join(Task, Task.id == Product.task_id)
        .where(Task.plan_id == plan_id)
        .order_by(Product.task_id, Product.ordinal)
    )
    found: dict[int, list[GoingProduct]] = defaultdict(list)
    for task, *rest in rows_of(query):
        found[task].append(GoingProduct(*rest))
    return found


def _addressees(plan_id: int, today: date) -> dict[int, list[GoingAddressee]]:
    """Those of today that are printed; who is only missing is not."""
    query = (
        select(
            Assignment.task_id, Assignment.role, Assignment.printed, Assignment.kind,
            Unit.code, UnitGroup.code,
        )
        .join(Task, Task.id == Assignment.task_id)
        .outerjoin(Unit, Unit.id == Assignment.unit_id)
        .outerjoin(UnitGroup, UnitGroup.id == Assignment.group_id)
        .where(
            Task.plan_id == plan_id, Assignment.printed != "",
            or_(Assignment.valid_to.is_(None), Assignment.valid_to >= today),
            or_(Assignment.valid_from.is_(None), Assignment.valid_from <= today),
        )
        .order_by(Assignment.task_id, Assignment.role, Assignment.ordinal)
    )  # fmt: skip
    found: dict[int, list[GoingAddressee]] = defaultdict(list)
    for task, role, printed, kind, unit, group in rows_of(query):
        code = f"unit:{unit}" if unit else f"group:{group}" if group else ""
        addressee = GoingAddressee(AssignmentRole(role), printed, AssigneeKind(kind), code)
        found[task].append(addressee)
    return found
