"""The rows of plans for those who keep them, and what waits for their decision."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, selectinload

from tracker.extensions import db
from tracker.permissions import Viewer
from tracker.plans.models import Plan
from tracker.plans.queries import within_plans
from tracker.tasks.models.obligation import DueDay, Obligation
from tracker.tasks.models.printed import Assignment, ScheduleRule, Task, TriggerEvent
from tracker.tasks.rules.rows import Addressee, ProductLine, RowFacts, RowPrint, as_tree
from tracker.tasks.rules.states import AssigneeKind, AssignmentRole

UNREAD = ("unknown", "reference")
"""Kinds of a reading that gives no day: the phrase is blank, not understood, or cites a paper."""


def awaiting_deadline() -> ColumnElement[bool]:
    """The condition on `ScheduleRule` under which a person must still say when work is due."""
    return and_(ScheduleRule.kind.in_(UNREAD), ScheduleRule.confirmed_by == "")


def manageable_task(viewer: Viewer, task_id: int, *, lock: bool = False) -> Task | None:
    """The row, or None where its plan is not the viewer's to keep."""
    return next(iter(manageable_tasks(viewer, [task_id], lock=lock)), None)


def manageable_tasks(
    viewer: Viewer, task_ids: Collection[int], *, lock: bool = False
) -> list[Task]:
    """Those of the rows whose plans are the viewer's to keep, in printed order."""
    query = (
        select(Task)
        .join(Plan, Plan.id == Task.plan_id)
        .where(Task.id.in_(task_ids), within_plans(viewer))
        .order_by(Task.plan_id, Task.position, Task.id)
        .options(
            selectinload(Task.assignments), selectinload(Task.products),
            selectinload(Task.schedule), selectinload(Task.plan),
        )
    )  # fmt: skip
    return list(db.session.scalars(query.with_for_update(of=Task) if lock else query))


def manageable_obligation(
    viewer: Viewer, obligation_id: int, *, lock: bool = False
) -> Obligation | None:
    """The phần việc, or None where its plan is not the viewer's to keep."""
    query = (
        select(Obligation)
        .join(Plan, Plan.id == Obligation.plan_id)
        .where(Obligation.id == obligation_id, Obligation.void.is_(False), within_plans(viewer))
    )
    return db.session.scalars(query.with_for_update(of=Obligation) if lock else query).first()


@dataclass(frozen=True, slots=True)
class OpenShare:
    """A phần việc that is owed, with the kind of what last moved its day. No word of its unit."""

    id: int
    unit_id: int
    role: str
    period_key: str
    due_on: date | None
    original_due_on: date | None
    day_kind: str | None


def open_shares(task_id: int) -> list[OpenShare]:
    """The shares of a row that are owed and not done, leads first. The caller checked the plan."""
    moved = (
        select(DueDay.kind)
        .where(DueDay.obligation_id == Obligation.id)
        .order_by(DueDay.ordinal.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(
            Obligation.id, Obligation.unit_id, Obligation.role, Obligation.period_key,
            Obligation.due_on, Obligation.original_due_on, moved,
        )
        .where(
            Obligation.task_id == task_id, Obligation.void.is_(False), Obligation.open.is_(True)
        )
        .order_by(Obligation.role, Obligation.sort_on, Obligation.unit_id, Obligation.id)
    )  # fmt: skip
    return [OpenShare(*row) for row in db.session.execute(query)]


def facts_of_row(row: Task) -> RowFacts:
    """A stored row as its form takes it; addressees that were relieved are left out."""
    printed = {name: getattr(row, name) for name in RowPrint.__dataclass_fields__}
    addressees = tuple(
        Addressee(
            AssignmentRole(one.role), one.printed, AssigneeKind(one.kind), one.unit_id, one.group_id
        )
        for one in row.assignments
        if one.valid_to is None
    )
    products = tuple(
        ProductLine(one.title, one.issuer == "other", one.issuer_text) for one in row.products
    )
    return RowFacts(
        RowPrint(**printed), row.parent_id, row.field_id, row.is_heading, addressees, products
    )


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """A row as a choice of what another stands under."""

    id: int
    parent_id: int | None
    number: str
    title: str


def rows_to_stand_under(plan_id: int) -> list[HeadingLine]:
    """The rows of a plan that run, in printed order."""
    query = (
        select(Task.id, Task.parent_id, Task.number, Task.title)
        .where(Task.plan_id == plan_id, Task.ended_on.is_(None))
        .order_by(Task.position, Task.id)
    )
    return as_tree([HeadingLine(*row) for row in db.session.execute(query)])


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """A row whose deadline a person must settle, with the grammar's question."""

    id: int
    plan_id: int
    code: str
    number: str
    title: str
    heading_id: int | None
    heading: str
    phrase: str
    question: str
    version: int


@dataclass(frozen=True, slots=True)
class UnreadGroup:
    """Rows of one plan and heading with the same phrase: one decision may serve them all."""

    plan_id: int
    heading: str
    phrase: str
    rows: tuple[UnreadRow, ...]


_heading = aliased(Task)


def unread_rows(viewer: Viewer) -> list[UnreadGroup]:
    """The rows whose deadline is not determined, grouped for one decision each."""
    query = (
        select(
            Task.id, Task.plan_id, Task.code, Task.number, Task.title, Task.parent_id,
            _heading.number, _heading.title, ScheduleRule.phrase, ScheduleRule.question,
            Task.version,
        )
        .join(ScheduleRule, ScheduleRule.task_id == Task.id)
        .join(Plan, Plan.id == Task.plan_id)
        .outerjoin(_heading, _heading.id == Task.parent_id)
        .where(
            Task.owes.is_(True), Task.ended_on.is_(None), awaiting_deadline(), within_plans(viewer)
        )
        .order_by(Plan.sort_order, Plan.id, Task.position, Task.id, ScheduleRule.position)
    )  # fmt: skip
    grouped: dict[tuple[int, int | None, str], dict[int, UnreadRow]] = defaultdict(dict)
    for row in db.session.execute(query):
        heading = ". ".join(filter(None, (row[6], row[7])))
        one = UnreadRow(*row[:6], heading, row[8], row[9], row[10])
        grouped[one.plan_id, one.heading_id, one.phrase].setdefault(one.id, one)
    return [
        UnreadGroup(plan_id, next(iter(rows.values())).heading, phrase, tuple(rows.values()))
        for (plan_id, _, phrase), rows in grouped.items()
    ]


@dataclass(frozen=True, slots=True)
class UnnamedRow:
    """A printed addressee that no body is known for; `borrowers` rows take their owner from it."""

    task_id: int
    plan_id: int
    number: str
    title: str
    role: AssignmentRole
    printed: str
    borrowers: int


def unnamed_rows(viewer: Viewer) -> list[UnnamedRow]:
    """The addressees that wait to be told, leads first, in printed order."""
    borrower = aliased(Task)
    borrowed = or_(
        and_(Assignment.role == "lead", borrower.lead_from_id == Task.id),
        and_(Assignment.role == "partner", borrower.partners_from_id == Task.id),
    )
    number = select(func.count(borrower.id)).where(borrowed, borrower.owes.is_(True))
    query = (
        select(
            Task.id, Task.plan_id, Task.number, Task.title, Assignment.role, Assignment.printed,
            number.correlate(Task, Assignment).scalar_subquery(),
        )
        .join(Assignment, Assignment.task_id == Task.id)
        .join(Plan, Plan.id == Task.plan_id)
        .where(
            Assignment.kind == AssigneeKind.TO_CONFIRM.value, Assignment.valid_to.is_(None),
            Task.ended_on.is_(None), within_plans(viewer),
        )
        .order_by(
            Assignment.role, Plan.sort_order, Plan.id, Task.position, Task.id, Assignment.ordinal
        )
    )  # fmt: skip
    rows = [
        UnnamedRow(*row[:4], AssignmentRole(row[4]), row[5], row[6])
        for row in db.session.execute(query)
    ]
    return [row for row in rows if row.borrowers]


@dataclass(frozen=True, slots=True)
class EventlessRow:
    """A row whose deadline runs from an event that was not recorded this year."""

    task_id: int
    plan_id: int
    code: str
    number: str
    title: str
    label: str
    event: str
    last_event: date | None


def eventless_rows(viewer: Viewer, year: int) -> list[EventlessRow]:
    """The rows of issued plans with a relative deadline and no event in the year."""
    last = select(func.max(TriggerEvent.happened_on)).where(TriggerEvent.task_id == Task.id)
    first, end = date(year, 1, 1), date(year, 12, 31)
    recorded = exists().where(
        TriggerEvent.task_id == Task.id, TriggerEvent.happened_on.between(first, end)
    )
    query = (
        select(
            Task.id, Task.plan_id, Task.code, Task.number, Task.title, ScheduleRule.label,
            ScheduleRule.event, last.scalar_subquery(),
        )
        .join(ScheduleRule, ScheduleRule.task_id == Task.id)
        .join(Plan, Plan.id == Task.plan_id)
        .where(
            ScheduleRule.kind == "relative", ScheduleRule.start.is_(None), Task.owes.is_(True),
            Task.ended_on.is_(None), Plan.standing == "issued", Plan.period_start <= end,
            Plan.period_end >= first, ~recorded, within_plans(viewer),
        )
        .order_by(Plan.sort_order, Plan.id, Task.position, Task.id)
    )  # fmt: skip
    return [EventlessRow(*row) for row in db.session.execute(query)]


def plan_of_rows(rows: Sequence[Task]) -> int | None:
    """The one plan that all these rows stand in; None where they do not share one."""
    plans = {row.plan_id for row in rows}
    return plans.pop() if len(plans) == 1 else None
