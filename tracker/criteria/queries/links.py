"""What moves a criterion: tasks and fields of plans, with the basis of every link in words.

The print of a plan and of a criterion is everybody's to read, and so is that a body leads a task.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, distinct, func, or_, select
from sqlalchemy.orm import aliased

from tracker.criteria.models import Criterion, CriterionLink
from tracker.extensions import db
from tracker.kept import kept
from tracker.plans.models import Field, Plan
from tracker.statements import rows_of
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.rules.states import AssignmentRole


@dataclass(frozen=True, slots=True)
class LinkedTask:
    """A task that moves a criterion; `lead_text` is printed in the row or borrowed by it."""

    link_id: int
    version: int
    criterion_id: int
    basis: str
    source: str
    task_id: int
    code: str
    number: str
    title: str
    plan_id: int
    plan_number: str
    ended_on: date | None
    heading: str | None
    lead_text: str | None


@dataclass(frozen=True, slots=True)
class LinkedField:
    """A field of plans that is a field of the index."""

    link_id: int
    version: int
    criterion_id: int
    basis: str
    source: str
    field_id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Owners:
    """Who leads a task now: how many units, and which, where it is one."""

    units: int
    unit_id: int


@dataclass(frozen=True, slots=True)
class MovedCriterion:
    """A criterion that a task moves, by itself or (`by_field`) through its field."""

    code: str
    kind: str
    number: str
    name: str
    maximum: Decimal | None
    basis: str
    source: str
    by_field: bool


_LINK = (
    CriterionLink.id, CriterionLink.version, CriterionLink.criterion_id, CriterionLink.basis,
    CriterionLink.source,
)  # fmt: skip
_heading, _lead = aliased(Task), aliased(Task)


def tasks_of(criterion_ids: Collection[int]) -> dict[int, list[LinkedTask]]:
    """The tasks that move each of these criteria, in the order of plans and rows."""
    query = (
        select(
            *_LINK, Task.id, Task.code, Task.number, Task.title, Plan.id, Plan.number,
            Task.ended_on, _heading.title, _lead.lead_text,
        )
        .join(Task, Task.id == CriterionLink.task_id)
        .join(Plan, Plan.id == Task.plan_id)
        .outerjoin(_heading, _heading.id == Task.parent_id)
        .outerjoin(_lead, _lead.id == Task.lead_from_id)
        .where(CriterionLink.criterion_id.in_(list(criterion_ids)), *_kept())
        .order_by(Plan.sort_order.desc(), Plan.id, Task.position, Task.id)
    )  # fmt: skip
    found: dict[int, list[LinkedTask]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row.criterion_id].append(LinkedTask(*row))
    return found


def fields_of(criterion_ids: Collection[int]) -> dict[int, list[LinkedField]]:
    """The fields of plans that each of these index fields is."""
    query = (
        select(*_LINK, Field.id, Field.code, Field.name)
        .join(Field, Field.id == CriterionLink.field_id)
        .where(CriterionLink.criterion_id.in_(list(criterion_ids)), *_kept())
        .order_by(Field.sort_order, Field.id)
    )
    found: dict[int, list[LinkedField]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row.criterion_id].append(LinkedField(*row))
    return found


def tasks_of_fields(field_ids: Collection[int], today: date) -> dict[int, int]:
    """How many nhiệm vụ of issued, running plans each of these fields has."""
    query = (
        select(Task.field_id, func.count())
        .join(Plan, Plan.id == Task.plan_id)
        .where(
            Task.field_id.in_(list(field_ids)), Task.owes.is_(True), Task.ended_on.is_(None),
            Plan.standing == "issued", Plan.period_start <= today, Plan.period_end >= today,
        )
        .group_by(Task.field_id)
    )  # fmt: skip
    return dict(db.session.execute(query).all())


def owners_of(task_ids: Collection[int]) -> dict[int, Owners]:
    """Who leads each of these tasks now, by task id."""
    units = func.count(distinct(Obligation.unit_id))
    query = (
        select(Obligation.task_id, units, func.min(Obligation.unit_id))
        .where(
            Obligation.task_id.in_(list(task_ids)), Obligation.void.is_(False),
            Obligation.role == AssignmentRole.LEAD.value, Obligation.ended_on.is_(None),
        )
        .group_by(Obligation.task_id)
    )  # fmt: skip
    return {task: Owners(*row) for task, *row in db.session.execute(query)}


def _kept() -> list[Any]:
    return [CriterionLink.removed.is_(False)]


_MOVED_BY = (
    select(
        Criterion.code, Criterion.kind, Criterion.number, Criterion.name, Criterion.maximum,
        CriterionLink.basis, CriterionLink.source, CriterionLink.field_id.is_not(None),
    )
    .join(Criterion, Criterion.id == CriterionLink.criterion_id)
    .where(
        *_kept(),
        or_(
            CriterionLink.task_id == bindparam("task_id"),
            CriterionLink.field_id == bindparam("field_id"),
        ),
    )
    .order_by(CriterionLink.field_id.is_not(None), Criterion.position, Criterion.id)
)  # fmt: skip


def moved_by(task_id: int, field_id: int | None) -> list[MovedCriterion]:
    """The criteria that a task moves, those of its own links first, then its index field."""
    return kept(("moved_by", task_id, field_id), lambda: _moved_by(task_id, field_id))


def _moved_by(task_id: int, field_id: int | None) -> list[MovedCriterion]:
    found = rows_of(_MOVED_BY, {"task_id": task_id, "field_id": field_id})
    return [MovedCriterion(*row[:7], bool(row[7])) for row in found]


@dataclass(frozen=True, slots=True)
class LinkableTask:
    """A row that may be linked, as a choice names it."""

    id: int
    plan_number: str
    number: str
    title: str


def linkable_tasks(today: date) -> list[LinkableTask]:
    """The rows that owe work, of issued plans that are not over."""
    query = (
        select(Task.id, Plan.number, Task.number, Task.title)
        .join(Plan, Plan.id == Task.plan_id)
        .where(
            Task.owes.is_(True), Task.ended_on.is_(None), Plan.standing == "issued",
            Plan.period_end >= today,
        )
        .order_by(Plan.sort_order.desc(), Plan.id, Task.position, Task.id)
    )  # fmt: skip
    return [LinkableTask(*row) for row in db.session.execute(query)]


def criterion_names(ids: Collection[int]) -> dict[int, str]:
    """What these criteria are called."""
    query = select(Criterion.id, Criterion.name).where(Criterion.id.in_(list(ids)))
    return dict(rows_of(query).all()) if ids else {}
