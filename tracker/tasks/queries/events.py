"""Tasks whose deadlines run from events, for those who may record one."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, exists, select

from tracker.calendar.workdays import DaysOff
from tracker.extensions import db
from tracker.permissions import Permission, Viewer
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import ScheduleRule, Task
from tracker.tasks.queries.layout import as_rule
from tracker.tasks.rules.duties import duties_of_events
from tracker.tasks.rules.states import AssignmentRole

RELATIVE = "relative"


def _recordable(viewer: Viewer, code: str) -> Select[tuple[Task]]:
    """The task of this code with a relative deadline, led by a unit of the viewer's."""
    units = viewer.scope(Permission.RECORD_EVENT)
    led = exists().where(
        Obligation.task_id == Task.id,
        Obligation.role == AssignmentRole.LEAD.value,
        Obligation.void.is_(False),
        Obligation.ended_on.is_(None),
        *([Obligation.unit_id.in_(units)] if units is not None else []),
    )
    relative = exists().where(ScheduleRule.task_id == Task.id, ScheduleRule.kind == RELATIVE)
    return select(Task).where(Task.code == code, led, relative)


def task_for_event(viewer: Viewer, code: str, *, lock: bool = False) -> Task | None:
    """The task, or None where the viewer may not record an event of it.

    `lock` keeps other events of the task out, not the updates that point at its row.
    """
    query = _recordable(viewer, code)
    return db.session.scalars(query.with_for_update(key_share=True) if lock else query).first()


@dataclass(frozen=True, slots=True)
class StartedDay:
    """A day that an event would start: the rule in words, and when the work is due."""

    label: str
    event: str
    due_on: date


def days_started(task_id: int, happened_on: date, days_off: DaysOff) -> list[StartedDay]:
    """What an event of this day makes due, without recording it."""
    query = select(ScheduleRule).where(ScheduleRule.task_id == task_id)
    stored = list(db.session.scalars(query.order_by(ScheduleRule.position)))
    duties = duties_of_events([as_rule(row) for row in stored], [(0, happened_on)], days_off)
    return [
        StartedDay(stored[duty.rule_position].label, stored[duty.rule_position].event, duty.due_on)
        for duty in duties
        if duty.due_on
    ]
