"""What a file changes in its plan: rows added, changed, the same, missing."""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import selectinload

from tracker.extensions import db
from tracker.tasks.models.printed import Task


def has_rows(plan_id: int) -> bool:
    """Whether the plan has rows that run, so that a file amends it."""
    running = exists().where(Task.plan_id == plan_id, Task.ended_on.is_(None))
    return bool(db.session.scalar(select(running)))


def running_rows(plan_id: int) -> Sequence[Task]:
    """The rows of a plan that run, with addressees and products, in printed order."""
    query = (
        select(Task)
        .where(Task.plan_id == plan_id, Task.ended_on.is_(None))
        .order_by(Task.position, Task.id)
        .options(selectinload(Task.assignments), selectinload(Task.products))
    )
    return db.session.scalars(query).all()
