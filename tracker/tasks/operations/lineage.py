"""Write where a row comes from: the row of the year before, the duty that it carries out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tracker import history
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.plans.models import Plan
from tracker.refusals import Refused, Stale, check_version
from tracker.tasks.models.printed import Task, TaskLineage

ALREADY = "Hai dòng này đã được gắn với nhau."
NO_BASIS = "Hãy ghi căn cứ gắn."


@dataclass(frozen=True, slots=True)
class Origin:
    """That a row goes on with an earlier one, as `TaskLineage` keeps it."""

    task_id: int
    origin_id: int
    kind: str
    basis: str

    @property
    def key(self) -> tuple[int, int, str]:
        """What a link is known by."""
        return self.task_id, self.origin_id, self.kind


def write_lineage(wanted: Sequence[Origin]) -> int:
    """Keep these links; how many are new. What stands stays, what was removed is taken up again.

    The caller records what it is part of.
    """
    query = select(TaskLineage).where(TaskLineage.task_id.in_([one.task_id for one in wanted]))
    there = {(row.task_id, row.origin_id, row.kind): row for row in db.session.scalars(query)}
    new = 0
    for one in {each.key: each for each in wanted}.values():
        row = there.get(one.key)
        if row is None:
            row = TaskLineage(
                task_id=one.task_id, origin_id=one.origin_id, kind=one.kind, removed=True, version=0
            )
            db.session.add(row)
        if row.removed:
            row.basis, row.removed = one.basis, False
            row.version += 1
            new += 1
    db.session.flush()
    return new


def link_by_hand(plan: Plan, one: Origin, actor: Actor, now: datetime) -> None:
    """Link a row of the plan, for a reason in words. Raises Refused where it is linked already."""
    if not one.basis:
        raise Refused({"basis": NO_BASIS})
    if not write_lineage([one]):
        raise Refused({"origin": ALREADY})
    _record(plan, "lineage.link", [one.task_id, one.origin_id], actor, now)


def unlink(plan: Plan, link_id: int, version: int, actor: Actor, now: datetime) -> None:
    """Take a link of a row of the plan away; it stays, marked. Raises Stale."""
    query = (
        select(TaskLineage)
        .join(Task, Task.id == TaskLineage.task_id)
        .where(TaskLineage.id == link_id, Task.plan_id == plan.id)
        .with_for_update(of=TaskLineage)
    )
    link = db.session.scalars(query).first()
    if link is None or link.removed:
        raise Stale
    check_version(link.version, version)
    link.removed = True
    link.version += 1
    _record(plan, "lineage.unlink", [link.task_id, link.origin_id], actor, now)


def _record(plan: Plan, action: str, ids: Sequence[int], actor: Actor, now: datetime) -> None:
    db.session.flush()
    history.record(actor, action, at=now, subject=f"plan:{plan.code}", ids=ids)
