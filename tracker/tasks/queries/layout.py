"""What laying out needs to know: rows, readings, owners, moves, and what is there already."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import selectinload

from tracker.calendar.schedule import Due, Rule, RuleKind
from tracker.extensions import db
from tracker.plans.models import Field, Plan, PlanAmendment, PlanOpening
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Assignment, ScheduleRule, Task, TriggerEvent
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.rules.ownership import Member, Move, Validity
from tracker.tasks.rules.states import AssignmentRole
from tracker.units.models import Succession, Unit, UnitGroupMember


@dataclass(frozen=True, slots=True)
class OwingTask:
    """A row that asks for work, with the rows that supply its owners and its days."""

    id: int
    code: str
    plan_id: int
    field_id: int | None
    field_code: str
    rules: tuple[tuple[int, Rule], ...]
    members: dict[AssignmentRole, tuple[Member, ...]]
    events: tuple[tuple[int, date], ...]
    amended_on: date | None = None


@dataclass(frozen=True, slots=True)
class ExistingRow:
    """An obligation that is there, as far as reconciling needs it."""

    id: int
    start_on: date
    opened_on: date | None
    ended_on: date | None
    end_kind: str
    successor_id: int | None
    void: bool
    done_on: date | None
    spoken_of: bool
    due_on: date | None
    late_from: date | None
    original_due_on: date | None
    field_id: int | None
    amended_on: date | None = None
    original_late_from: date | None = None


ObligationKey = tuple[int, str, int, int, str]
"""task id, role, unit id, slot, period key"""


def opened_years(plan_id: int) -> list[int]:
    """The years of a plan that have been opened, in order."""
    query = select(PlanOpening.year).where(PlanOpening.plan_id == plan_id)
    return sorted(db.session.scalars(query))


def issued_plans(year: int) -> list[Plan]:
    """The issued plans whose period reaches into the year, in official order."""
    query = select(Plan).where(
        Plan.standing == "issued",
        Plan.period_start <= date(year, 12, 31),
        Plan.period_end >= date(year, 1, 1),
    )
    return list(db.session.scalars(query.order_by(Plan.sort_order, Plan.id)))


def world() -> dict[int, Validity]:
    """Every unit's validity."""
    rows = db.session.execute(select(Unit.id, Unit.valid_from, Unit.valid_to))
    return {unit: Validity(first, last) for unit, first, last in rows}


def moves() -> list[Move]:
    """Every recorded succession, in the order of the day."""
    rows = db.session.scalars(select(Succession).order_by(Succession.effective_on, Succession.id))
    return [
        Move(
            row.effective_on, row.from_unit_id, row.to_unit_id,
            row.scope, row.field_code, row.task_code,
        )
        for row in rows
    ]  # fmt: skip


def owing_tasks(plan_id: int) -> list[OwingTask]:
    """The rows of a plan that ask for work, in printed order; none that an amendment ended."""
    tasks = db.session.scalars(
        select(Task)
        .where(Task.plan_id == plan_id)
        .order_by(Task.position, Task.id)
        .options(selectinload(Task.assignments), selectinload(Task.schedule))
    ).all()
    by_id = {task.id: task for task in tasks}
    fields = dict(db.session.execute(select(Field.id, Field.code)).all())
    groups = _group_members()
    events = _events(plan_id)
    amended = _amended(plan_id)
    return [
        OwingTask(
            id=task.id, code=task.code, plan_id=task.plan_id, field_id=task.field_id,
            field_code=fields.get(task.field_id or 0, ""),
            rules=tuple((rule.id, as_rule(rule)) for rule in task.schedule),
            members=_members(task, by_id, groups),
            events=tuple(events.get(task.id, ())),
            amended_on=amended.get(task.amended_by_id or 0),
        )
        for task in tasks
        if task.owes and task.ended_on is None
    ]  # fmt: skip


def _amended(plan_id: int) -> dict[int, date]:
    """From when each amendment of the plan holds."""
    query = select(PlanAmendment.id, PlanAmendment.effective_on)
    return dict(db.session.execute(query.where(PlanAmendment.plan_id == plan_id)).all())


def as_rule(row: ScheduleRule) -> Rule:
    """A stored reading as the pure rules take it."""
    return Rule(
        kind=RuleKind(row.kind), slot=row.slot, label=row.label, source_rule=row.source_rule,
        start=row.start, dues=tuple(_due(*due) for due in row.dues),
        event=row.event or None, amount=row.amount, unit=row.unit or None,
    )  # fmt: skip


def _due(period_key: str | None, start: str | None, due_on: str | None) -> Due:
    return Due(
        period_key or "",
        date.fromisoformat(start) if start else None,
        date.fromisoformat(due_on or ""),
    )


def _members(
    task: Task, by_id: dict[int, Task], groups: dict[int, list[Member]]
) -> dict[AssignmentRole, tuple[Member, ...]]:
    suppliers = {
        AssignmentRole.LEAD: task.lead_from_id,
        AssignmentRole.PARTNER: task.partners_from_id,
    }
    return {
        role: tuple(_named(by_id[supplier].assignments, role, groups)) if supplier else ()
        for role, supplier in suppliers.items()
    }


def _named(
    assignments: Iterable[Assignment], role: AssignmentRole, groups: dict[int, list[Member]]
) -> Iterable[Member]:
    for assignment in assignments:
        if assignment.role != role.value:
            continue
        dated = Validity(assignment.valid_from, assignment.valid_to)
        if assignment.unit_id is not None:
            yield Member(assignment.unit_id, dated, by_group=dated != Validity())
        for member in groups.get(assignment.group_id or 0, ()):
            within = member.validity.overlap(dated.first or date.min, dated.last or date.max)
            if dated == Validity():
                yield member
            elif within:
                yield Member(member.unit, Validity(*within), by_group=True)


def _group_members() -> dict[int, list[Member]]:
    found: dict[int, list[Member]] = defaultdict(list)
    query = (
        select(UnitGroupMember)
        .join(Unit, Unit.id == UnitGroupMember.unit_id)
        .order_by(Unit.sort_order, Unit.id)
    )
    for row in db.session.scalars(query):
        validity = Validity(row.valid_from, row.valid_to)
        found[row.group_id].append(Member(row.unit_id, validity, by_group=True))
    return found


def _events(plan_id: int) -> dict[int, list[tuple[int, date]]]:
    found: dict[int, list[tuple[int, date]]] = defaultdict(list)
    query = (
        select(TriggerEvent.task_id, TriggerEvent.id, TriggerEvent.happened_on)
        .join(Task, Task.id == TriggerEvent.task_id)
        .where(Task.plan_id == plan_id)
        .order_by(TriggerEvent.id)
    )
    for task_id, event_id, happened_on in db.session.execute(query):
        found[task_id].append((event_id, happened_on))
    return found


def lock_plan(plan_id: int) -> None:
    """Wait for, and keep out, whoever else lays the plan out (PostgreSQL).

    The row alone, and not its key: updates of the plan's obligations go on.
    """
    row = select(Plan.id).where(Plan.id == plan_id)
    db.session.execute(row.with_for_update(key_share=True))


def lock_rows_of(task_ids: Collection[int]) -> None:
    """Keep out other writers of these tasks' obligations (PostgreSQL)."""
    rows = select(Obligation.id).where(Obligation.task_id.in_(task_ids)).order_by(Obligation.id)
    db.session.execute(rows.with_for_update())


def existing_rows(plan_id: int) -> dict[ObligationKey, ExistingRow]:
    """The obligations of a plan by key; of rows that an amendment ended, nothing moves any more."""
    spoken_of = exists().where(StatusUpdate.obligation_id == Obligation.id)
    query = select(
        Obligation.task_id, Obligation.role, Obligation.unit_id, Obligation.slot,
        Obligation.period_key, Obligation.id, Obligation.start_on, Obligation.opened_on,
        Obligation.ended_on, Obligation.end_kind, Obligation.successor_id, Obligation.void,
        Obligation.state, Obligation.state_on, spoken_of, Obligation.due_on, Obligation.late_from,
        Obligation.original_due_on, Obligation.field_id, PlanAmendment.effective_on,
        Obligation.original_late_from,
    ).join(Task, Task.id == Obligation.task_id).outerjoin(
        PlanAmendment, PlanAmendment.id == Task.amended_by_id
    ).where(Obligation.plan_id == plan_id, Task.ended_on.is_(None))  # fmt: skip
    return {
        (row[0], row[1], row[2], row[3], row[4]): ExistingRow(
            *row[5:12],
            done_on=row[13] if row[12] == "done" else None,
            spoken_of=bool(row[14]),
            due_on=row[15],
            late_from=row[16],
            original_due_on=row[17],
            field_id=row[18],
            amended_on=row[19],
            original_late_from=row[20],
        )
        for row in db.session.execute(query)
    }
