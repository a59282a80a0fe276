"""Where rows come from, and what goes on with them. The print is everybody's to read."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, case, or_, select
from sqlalchemy.orm import aliased

from tracker.kept import kept
from tracker.plans.models import Plan
from tracker.statements import rows_of
from tracker.tasks.models.printed import Assignment, ScheduleRule, Task, TaskLineage


@dataclass(frozen=True, slots=True)
class Relative:
    """A row at the other end of a link; `earlier` where the asked row goes on with it."""

    link_id: int
    version: int
    kind: str
    basis: str
    earlier: bool
    code: str
    number: str
    title: str
    plan_kind: str
    plan_number: str
    plan_title: str
    plan_year: int | None
    heading: str | None


_heading = aliased(Task)
_ID = bindparam("task_id")
_RELATIVES = (
    select(
        TaskLineage.id, TaskLineage.version, TaskLineage.kind, TaskLineage.basis,
        TaskLineage.task_id == _ID, Task.code, Task.number, Task.title, Plan.kind, Plan.number,
        Plan.title, Plan.year, _heading.title,
    )
    .join(
        Task,
        Task.id == case((TaskLineage.task_id == _ID, TaskLineage.origin_id),
                        else_=TaskLineage.task_id),
    )
    .join(Plan, Plan.id == Task.plan_id)
    .outerjoin(_heading, _heading.id == Task.parent_id)
    .where(
        or_(TaskLineage.task_id == _ID, TaskLineage.origin_id == _ID),
        TaskLineage.removed.is_(False),
    )
    .order_by(Plan.period_start, Plan.sort_order, Task.position, Task.id)
)  # fmt: skip


def relatives_of(task_id: int) -> list[Relative]:
    """The rows that a row is linked with, both ways, the earlier plans first."""
    return kept(("relatives", task_id), lambda: _relatives(task_id))


def _relatives(task_id: int) -> list[Relative]:
    return [
        Relative(*row[:4], bool(row[4]), *row[5:])
        for row in rows_of(_RELATIVES, {"task_id": task_id})
    ]


@dataclass(frozen=True, slots=True)
class LinkOfPlan:
    """A link of a row of a plan to an earlier row, both by id."""

    id: int
    version: int
    kind: str
    basis: str
    task_id: int
    origin_id: int


def links_of_plan(plan_id: int) -> list[LinkOfPlan]:
    """The links of a plan's rows to earlier rows, in the order of the rows."""
    query = (
        select(
            TaskLineage.id, TaskLineage.version, TaskLineage.kind, TaskLineage.basis,
            TaskLineage.task_id, TaskLineage.origin_id,
        )
        .join(Task, Task.id == TaskLineage.task_id)
        .where(Task.plan_id == plan_id, TaskLineage.removed.is_(False))
        .order_by(Task.position, Task.id, TaskLineage.kind.desc(), TaskLineage.id)
    )  # fmt: skip
    return [LinkOfPlan(*row) for row in rows_of(query)]


def pairs_ever_linked(plan_id: int) -> set[tuple[int, int]]:
    """(row, earlier row) of every link of a plan's rows, also of those that were taken away."""
    query = select(TaskLineage.task_id, TaskLineage.origin_id)
    query = query.join(Task, Task.id == TaskLineage.task_id).where(Task.plan_id == plan_id)
    return {(task_id, origin_id) for task_id, origin_id in rows_of(query)}


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row as lists of lineage show it; lead and deadline may be another row's, borrowed.

    `unit_id` is the one unit that leads it, None for a group, several, or nobody.
    """

    id: int
    code: str
    number: str
    title: str
    heading: str
    lead_text: str
    deadline_text: str
    plan_kind: str
    plan_number: str
    plan_title: str
    unit_id: int | None
    dues: tuple[tuple[date | None, date], ...]


_lead, _deadline = aliased(Task), aliased(Task)


def named_rows(task_ids: Collection[int]) -> dict[int, NamedRow]:
    """These rows by id, in the order of plans and rows: three statements."""
    query = (
        select(
            Task.id, Task.code, Task.number, Task.title, _heading.title, _lead.lead_text,
            _deadline.deadline_text, Plan.kind, Plan.number, Plan.title, Task.lead_from_id,
        )
        .join(Plan, Plan.id == Task.plan_id)
        .outerjoin(_heading, _heading.id == Task.parent_id)
        .outerjoin(_lead, _lead.id == Task.lead_from_id)
        .outerjoin(_deadline, _deadline.id == Task.deadline_from_id)
        .where(Task.id.in_(task_ids))
        .order_by(Plan.sort_order, Plan.id, Task.position, Task.id)
    )  # fmt: skip
    rows = rows_of(query).all()
    units, dues = _leading({row[10] for row in rows if row[10]}), _dues(task_ids)
    return {
        row[0]: NamedRow(
            *row[:4], row[4] or "", row[5] or "", row[6] or "", *row[7:10],
            units.get(row[10]), tuple(dues.get(row[0], ())),
        )
        for row in rows
    }  # fmt: skip


def _leading(task_ids: Iterable[int]) -> dict[int, int | None]:
    """The one unit that each of these rows names as lead; None where there is not just one."""
    query = select(Assignment.task_id, Assignment.unit_id).where(
        Assignment.task_id.in_(list(task_ids)), Assignment.role == "lead",
        Assignment.valid_to.is_(None),
    )  # fmt: skip
    found: dict[int, list[int | None]] = defaultdict(list)
    for task_id, unit_id in rows_of(query):
        found[task_id].append(unit_id)
    return {task_id: ids[0] if len(ids) == 1 else None for task_id, ids in found.items()}


def _dues(task_ids: Collection[int]) -> dict[int, list[tuple[date | None, date]]]:
    query = select(ScheduleRule.task_id, ScheduleRule.dues)
    found: dict[int, list[tuple[date | None, date]]] = defaultdict(list)
    for task_id, dues in rows_of(query.where(ScheduleRule.task_id.in_(task_ids))):
        found[task_id] += [
            (date.fromisoformat(start) if start else None, date.fromisoformat(due))
            for _, start, due in dues
        ]
    return found
