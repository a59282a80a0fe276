"""A plan's rows as printed, for everyone; beside them the states in the viewer's scope."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import distinct, func, select

from tracker.extensions import db
from tracker.permissions import Viewer
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Assignment, ScheduleRule, Task
from tracker.tasks.queries.counting import CountFilter, TaskState, states_by_task
from tracker.tasks.queries.planning import UNREAD
from tracker.tasks.rules.rows import as_tree
from tracker.tasks.rules.states import AssigneeKind, AssignmentRole


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One printed row; the `*_from_id` columns name the row that supplies a blank cell."""

    id: int
    parent_id: int | None
    code: str
    number: str
    title: str
    product_text: str
    lead_text: str
    partners_text: str
    deadline_text: str
    target: str
    is_heading: bool
    owes: bool
    field_id: int | None
    product_from_id: int | None
    lead_from_id: int | None
    partners_from_id: int | None
    deadline_from_id: int | None
    amended_by_id: int | None
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the typed reading of a row's deadline says."""

    kind: str
    label: str
    question: str
    confirmed: bool
    due_days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A printed row in its place in the tree, with what is known of it."""

    printed: PrintedRow
    depth: int
    readings: tuple[Reading, ...]
    units: int
    owner_to_confirm: bool
    state: TaskState | None
    borrowed: dict[str, str]
    """Cell name to the number of the row that prints the cell this row leaves blank."""


_COLUMNS = tuple(getattr(Task, name) for name in PrintedRow.__dataclass_fields__)


def plan_rows(viewer: Viewer, plan_id: int, today: date) -> list[PlanRow]:
    """The rows in printed order: four statements, however many rows."""
    query = select(*_COLUMNS).where(Task.plan_id == plan_id).order_by(Task.position, Task.id)
    printed = as_tree([PrintedRow(*row) for row in db.session.execute(query)])
    by_id = {row.id: row for row in printed}
    readings, units = _readings(plan_id), _units(plan_id)
    unnamed = _owners_to_confirm(plan_id)
    states = states_by_task(viewer, CountFilter(plan_id=plan_id), today)
    return [
        PlanRow(
            row, _depth(row, by_id), tuple(readings.get(row.id, ())), units.get(row.id, 0),
            row.owes and (row.lead_from_id is None or row.lead_from_id in unnamed),
            states.get(row.id), _borrowed(row, by_id),
        )
        for row in printed
    ]  # fmt: skip


def _depth(row: PrintedRow, by_id: dict[int, PrintedRow]) -> int:
    depth = 0
    while row.parent_id in by_id and depth < len(by_id):
        row, depth = by_id[row.parent_id], depth + 1
    return depth


def _borrowed(row: PrintedRow, by_id: dict[int, PrintedRow]) -> dict[str, str]:
    found = {}
    for cell in ("product", "lead", "partners", "deadline"):
        source = by_id.get(getattr(row, f"{cell}_from_id") or 0)
        if row.owes and source is not None and source.id != row.id:
            found[cell] = source.number or source.title
    return found


def _readings(plan_id: int) -> dict[int, list[Reading]]:
    query = (
        select(
            ScheduleRule.task_id, ScheduleRule.kind, ScheduleRule.label, ScheduleRule.question,
            ScheduleRule.confirmed_by, ScheduleRule.dues,
        )
        .join(Task, Task.id == ScheduleRule.task_id)
        .where(Task.plan_id == plan_id)
        .order_by(ScheduleRule.task_id, ScheduleRule.position)
    )  # fmt: skip
    found: dict[int, list[Reading]] = defaultdict(list)
    for task, kind, label, question, confirmed_by, dues in db.session.execute(query):
        days = tuple(date.fromisoformat(due[2]) for due in dues)
        found[task].append(Reading(kind, label, question, bool(confirmed_by), days))
    return found


def _units(plan_id: int) -> dict[int, int]:
    """How many units lead each row; that a unit is addressed is part of the print."""
    query = (
        select(Obligation.task_id, func.count(distinct(Obligation.unit_id)))
        .where(
            Obligation.plan_id == plan_id, Obligation.role == AssignmentRole.LEAD.value,
            Obligation.void.is_(False), Obligation.ended_on.is_(None),
        )
        .group_by(Obligation.task_id)
    )  # fmt: skip
    return dict(db.session.execute(query).all())


def _owners_to_confirm(plan_id: int) -> set[int]:
    query = (
        select(Assignment.task_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(
            Task.plan_id == plan_id, Assignment.role == AssignmentRole.LEAD.value,
            Assignment.kind == AssigneeKind.TO_CONFIRM.value, Assignment.valid_to.is_(None),
        )
    )  # fmt: skip
    return set(db.session.scalars(query))


def rows_per_plan() -> dict[int, int]:
    """How many nhiệm vụ each plan has: the rows that ask for work."""
    query = select(Task.plan_id, func.count()).where(Task.owes.is_(True)).group_by(Task.plan_id)
    return dict(db.session.execute(query).all())


def awaits_deadline(readings: Iterable[Reading]) -> bool:
    """Whether a row's deadline could not be read and nobody has set it."""
    return any(reading.kind in UNREAD and not reading.confirmed for reading in readings)
