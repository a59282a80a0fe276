"""Record an event from which a relative deadline runs, and lay out what it makes due."""

from datetime import date, datetime

from sqlalchemy import select

from tracker import history
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.plans.models import Plan
from tracker.tasks.models.printed import Task, TriggerEvent
from tracker.tasks.operations.desired import Settings
from tracker.tasks.operations.laying_out import Counts, lay_out_plan


def record_event(
    task: Task,
    happened_on: date,
    document_text: str,
    *,
    settings: Settings,
    actor: Actor,
    now: datetime,
) -> Counts:
    """Add the event and open the obligations that it starts; returns what was laid out.

    The same event (day and paper) a second time changes nothing. `task` must be locked by the
    caller's transaction.
    """
    known = select(TriggerEvent.id).where(
        TriggerEvent.task_id == task.id,
        TriggerEvent.happened_on == happened_on,
        TriggerEvent.document_text == document_text,
    )
    if db.session.scalars(known).first() is not None:
        return Counts()
    event = TriggerEvent(
        task_id=task.id, happened_on=happened_on, document_text=document_text, recorded_at=now,
        actor_label=actor.label,
    )  # fmt: skip
    db.session.add(event)
    db.session.flush()
    history.record(
        actor, "event.record", at=now, subject=f"task:{task.code}", ids=(event.id,),
        detail={"happened_on": happened_on.isoformat(), "document": document_text},
    )  # fmt: skip
    return lay_out_plan(db.session.get_one(Plan, task.plan_id), settings, actor, now)
