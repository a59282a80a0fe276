"""The earlier rows that rows of a plan may go on with, and what those are linked to."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, extract, or_, select

from tracker.criteria.models import CriterionLink
from tracker.intake.models import IntakeRow
from tracker.intake.rules.likeness import Line
from tracker.intake.rules.lineage import (
    Cells,
    Known,
    Moved,
    Offered,
    as_lines,
    offer,
    plan_name,
)
from tracker.plans.models import Field, Plan
from tracker.plans.rules import PlanKind, Standing
from tracker.statements import rows_of
from tracker.tasks.models.printed import Assignment, Task, TaskLineage
from tracker.tasks.queries.lineage import pairs_ever_linked
from tracker.tasks.rules.inheritance import PrintedRow, read_rows
from tracker.units.models import Unit, UnitGroupMember
from tracker.units.queries import heirs_on

YEARLY = (PlanKind.ANNUAL.value, PlanKind.DEPARTMENT.value)
Leads = Mapping[int, frozenset[str]]
"""Who is told to lead in each row that prints it: "unit:3", "group:2"."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The earlier rows for a plan: of the year before, and the duties of longer programmes."""

    before: tuple[Line, ...]
    duties: tuple[Line, ...]
    known: Known


def candidates(plan: Plan) -> Candidates:
    """What rows of this plan may follow or carry out.

    Rows of the same owner's yearly plans of the year before; duties of programmes that reach into
    the plan's time, of the same owner, or of its superior where they address the owner.
    """
    before = as_lines(cells_of(_year_before(plan), plan.period_start)) if plan.year else []
    own = and_(_programmes(plan), Plan.owner_unit_id == plan.owner_unit_id)
    duties = as_lines(cells_of(own, plan.period_start))
    return Candidates(
        tuple(before), (*duties, *_from_above(plan)), _known([int(line.key) for line in before])
    )


def _year_before(plan: Plan) -> ColumnElement[bool]:
    return and_(
        Plan.owner_unit_id == plan.owner_unit_id, Plan.year == (plan.year or 0) - 1,
        Plan.kind.in_(YEARLY), Plan.standing == Standing.ISSUED.value,
    )  # fmt: skip


def _programmes(plan: Plan) -> ColumnElement[bool]:
    """Issued plans of several years that reach into the plan's time."""
    return and_(
        Plan.id != plan.id, Plan.year.is_(None), Plan.standing == Standing.ISSUED.value,
        extract("year", Plan.period_end) > extract("year", Plan.period_start),
        Plan.period_start <= plan.period_end, Plan.period_end >= plan.period_start,
    )  # fmt: skip


def _from_above(plan: Plan) -> Sequence[Line]:
    """The duties of the superior's programmes that address the plan's owner."""
    superior = select(Unit.parent_id).where(Unit.id == plan.owner_unit_id).scalar_subquery()
    cells = cells_of(and_(_programmes(plan), Plan.owner_unit_id == superior), plan.period_start)
    mine = _names_for(plan.owner_unit_id)
    return [line for line in as_lines(cells) if line.leads & mine]


def _names_for(unit_id: int) -> frozenset[str]:
    """By what a unit may be addressed: itself, and its groups."""
    query = select(UnitGroupMember.group_id).where(UnitGroupMember.unit_id == unit_id)
    return frozenset((f"unit:{unit_id}", *(f"group:{group}" for (group,) in rows_of(query))))


def cells_of(which: ColumnElement[bool], day: date) -> list[Cells]:
    """The rows of the plans of a condition on `Plan`; bodies that ended by `day` with heirs."""
    query = (
        select(
            Task.id, Task.parent_id, Task.number, Task.title, Task.owes, Task.ended_on, Field.code,
            Task.product_text, Task.product_from_id, Task.lead_from_id, Plan.kind, Plan.number,
            Plan.title,
        )
        .join(Plan, Plan.id == Task.plan_id)
        .outerjoin(Field, Field.id == Task.field_id)
        .where(which)
        .order_by(Plan.sort_order, Plan.id, Task.position, Task.id)
    )  # fmt: skip
    rows = rows_of(query).all()
    products, leads = {row[0]: row[7] for row in rows}, _leads(which, day)
    return [
        Cells(
            row[0], row[1], row[2], row[3], row[4] and row[5] is None, row[6] or "",
            products.get(row[8], ""), leads.get(row[9], frozenset()), plan_name(*row[10:13]),
        )
        for row in rows
    ]  # fmt: skip


def _leads(which: ColumnElement[bool], day: date) -> Leads:
    query = (
        select(Assignment.task_id, Assignment.unit_id, Assignment.group_id)
        .join(Task, Task.id == Assignment.task_id)
        .join(Plan, Plan.id == Task.plan_id)
        .where(
            which, Assignment.role == "lead",
            or_(Assignment.unit_id.is_not(None), Assignment.group_id.is_not(None)),
        )
    )  # fmt: skip
    heirs = heirs_on(day)
    found: dict[int, set[str]] = defaultdict(set)
    for task_id, unit_id, group_id in rows_of(query):
        found[task_id] |= _keys(unit_id, group_id, heirs)
    return {task_id: frozenset(keys) for task_id, keys in found.items()}


def _keys(
    unit_id: int | None, group_id: int | None, heirs: Mapping[int, Sequence[int]]
) -> set[str]:
    if unit_id is None:
        return {f"group:{group_id}"}
    return {f"unit:{unit_id}", *(f"unit:{heir}" for heir in heirs.get(unit_id, ()))}


def _known(task_ids: Collection[int]) -> Known:
    """The duties that earlier rows carry out, and the criteria that they move."""
    duties: dict[int, list[int]] = defaultdict(list)
    criteria: dict[int, list[Moved]] = defaultdict(list)
    for task_id, origin_id in rows_of(
        select(TaskLineage.task_id, TaskLineage.origin_id)
        .where(
            TaskLineage.task_id.in_(task_ids), TaskLineage.kind == "carries_out",
            TaskLineage.removed.is_(False),
        )
        .order_by(TaskLineage.id)
    ):  # fmt: skip
        duties[task_id].append(origin_id)
    for task_id, *moved in rows_of(
        select(CriterionLink.task_id, CriterionLink.criterion_id, CriterionLink.basis)
        .where(CriterionLink.task_id.in_(task_ids), CriterionLink.removed.is_(False))
        .order_by(CriterionLink.id)
    ):
        criteria[task_id].append(Moved(*moved))
    return Known(duties, criteria)


def lines_of_rows(rows: Sequence[IntakeRow]) -> list[Line]:
    """Rows of a file, as read and corrected, as they are compared; none that was set aside."""
    kept = {str(row.id): row for row in rows if row.origin != "aside"}
    read = read_rows(_as_printed(row, kept) for row in kept.values())
    fields = dict(rows_of(select(Field.id, Field.code)).all())

    def product(row: IntakeRow) -> str:
        supplier = read[str(row.id)].product
        return kept[supplier].product_text if supplier else ""

    def leads(row: IntakeRow) -> frozenset[str]:
        supplier = read[str(row.id)].lead
        return _lead_keys(kept[supplier]) if supplier else frozenset()

    return as_lines([
        Cells(
            row.id, row.parent_id, row.number, row.title, read[key].owes,
            fields.get(row.field_id or 0, ""), product(row), leads(row),
        )
        for key, row in kept.items()
    ])  # fmt: skip


def _as_printed(row: IntakeRow, kept: Mapping[str, IntakeRow]) -> PrintedRow:
    def known(row_id: int | None) -> str | None:
        return str(row_id) if str(row_id) in kept else None

    return PrintedRow(
        str(row.id), known(row.parent_id), row.is_heading, row.product_text, row.lead_text,
        row.partners_text, row.deadline_text, known(row.cells_from_id),
    )  # fmt: skip


def _lead_keys(row: IntakeRow) -> frozenset[str]:
    """Whom a row addresses as lead: [role, printed, kind, unit id, group id]."""
    return frozenset(
        f"unit:{unit_id}" if unit_id else f"group:{group_id}"
        for role, _, _, unit_id, group_id in row.addressees
        if role == "lead" and (unit_id or group_id)
    )


def lines_of_plan(plan: Plan) -> list[Line]:
    """The rows of a plan that is in, that ask for work, as they are compared."""
    return as_lines(cells_of(Plan.id == plan.id, plan.period_start))


def offers(plan: Plan) -> list[Offered]:
    """What may be offered for the rows of a plan that is in; nothing that was linked once.

    A link that a person took away is not offered again.
    """
    lines = lines_of_plan(plan)
    return _new_to(plan, lines, {int(line.key): int(line.key) for line in lines})


def offers_for(plan: Plan, rows: Sequence[IntakeRow]) -> list[Offered]:
    """The same for rows of a file, some of which are rows of the plan already."""
    return _new_to(plan, lines_of_rows(rows), {row.id: row.task_id for row in rows})


def _new_to(plan: Plan, lines: Sequence[Line], task_of: Mapping[int, int | None]) -> list[Offered]:
    found = candidates(plan)
    linked = pairs_ever_linked(plan.id)
    query = select(CriterionLink.task_id, CriterionLink.criterion_id)
    query = query.join(Task, Task.id == CriterionLink.task_id).where(Task.plan_id == plan.id)
    moving = {(task_id, criterion_id) for task_id, criterion_id in rows_of(query)}
    return [
        one
        for one in offer(lines, found.before, found.duties, found.known)
        if (task_of[one.row], one.criterion) not in moving
        and (one.criterion or (task_of[one.row], one.task) not in linked)
    ]
