"""Take decisions of a year's end back: the work is open again, what was carried is withdrawn.

Nothing that was told is deleted: the decision keeps its line with the reason, the obligations of
the later plan are withdrawn, so that who asks what was known before is answered as before.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from tracker import history
from tracker.extensions import db
from tracker.plans.models import Plan
from tracker.refusals import Refused, Stale
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Assignment, Task
from tracker.tasks.operations.batching import batches
from tracker.tasks.operations.caching import refresh
from tracker.tasks.operations.editing_rows import Saving
from tracker.tasks.operations.laying_out import lay_out_plan
from tracker.tasks.queries import layout
from tracker.tasks.queries.reopening import Decision, Heirs, decisions, heirs_of, obstacles
from tracker.tasks.rules.reopening import KEPT, check_reason
from tracker.tasks.rules.states import AssignmentRole, EndKind
from tracker.text import vn_date


@dataclass(frozen=True, slots=True)
class Reopened:
    """What was taken back: obligations open again; obligations of the later plans withdrawn."""

    rows: int
    withdrawn: int


def take_back(plan: Plan, ids: Sequence[int], why: str, saving: Saving) -> Reopened:
    """Take these decisions on obligations of the plan back, all or none.

    Raises Stale when one of them is no longer in force or another one has come to share its heir;
    Refused with Vietnamese problems per field, also where somebody spoke of the carried work.
    """
    check_reason(why, ids)
    chosen = decisions(plan.id, ids, lock=True)
    if {one.closing.id for one in chosen} != set(ids):
        raise Stale
    targets = _later_plans(chosen)
    for target in targets:
        layout.lock_plan(target.id)
    heirs = heirs_of(chosen, lock=True)
    if obstacles(chosen, heirs):
        raise Refused({"": KEPT})
    _withdraw(chosen, heirs, why, saving)
    for one in chosen:
        _reopen(one, why, saving)
    db.session.flush()
    _refresh([one.row.id for one in chosen] + [row.id for row in heirs.rows])
    for touched in (plan, *targets):
        lay_out_plan(touched, saving.settings, saving.actor, saving.now)
    _note(plan, chosen, heirs, saving)
    return Reopened(len(chosen), len(heirs.rows))


def _later_plans(chosen: Sequence[Decision]) -> list[Plan]:
    query = (
        select(Plan)
        .join(Task, Task.plan_id == Plan.id)
        .where(Task.id.in_({one.closing.heir_task_id for one in chosen} - {None}))
    )
    return list(db.session.scalars(query.distinct().order_by(Plan.id)))


def _refresh(ids: Collection[int]) -> None:
    for batch in batches(sorted(ids)):
        refresh(db.session.scalars(select(Obligation).where(Obligation.id.in_(batch))).all())


def _reopen(one: Decision, why: str, saving: Saving) -> None:
    row, closing = one.row, one.closing
    row.ended_on, row.end_kind, row.ended_at, row.successor_id = None, "", None, None
    row.version += 1
    closing.taken_back_at, closing.taken_back_label = saving.now, saving.actor.label
    closing.taken_back_why = why


def _withdraw(chosen: Sequence[Decision], heirs: Heirs, why: str, saving: Saving) -> None:
    for row in heirs.rows:
        row.withdrawn_at = saving.now
        row.ended_on, row.ended_at = row.opened_on or row.start_on, saving.now
        row.end_kind = EndKind.NO_LONGER_OWED.value
        row.version += 1
    units: dict[int, set[int]] = {}
    for one in chosen:
        if one.heir is not None:
            units.setdefault(one.heir[0], set()).add(one.heir[1])
    for task_id, gone in units.items():
        task = db.session.get_one(Task, task_id)
        if task_id in heirs.whole:
            _end_task(task, [o for o in chosen if o.closing.heir_task_id == task_id], why, saving)
        else:
            _relieve(task, gone)
        task.version += 1


def _end_task(task: Task, given: Sequence[Decision], why: str, saving: Saving) -> None:
    """The row keeps its print and owes nothing; its note tells why."""
    task.ended_on = min(one.closing.ended_on for one in given)
    task.note = f"{task.note}. Đã hoàn tác ngày {vn_date(saving.today)}: {why}"


def _relieve(task: Task, gone: Collection[int]) -> None:
    """The other leads of the row stay."""
    query = select(Assignment).where(
        Assignment.task_id == task.id, Assignment.role == AssignmentRole.LEAD.value
    )
    leads = db.session.scalars(query.order_by(Assignment.ordinal)).all()
    for one in leads:
        if one.unit_id in gone:
            db.session.delete(one)
    task.lead_text = "; ".join(one.printed for one in leads if one.unit_id not in gone)
    db.session.flush()
    db.session.expire(task, ["assignments"])


def _note(plan: Plan, chosen: Sequence[Decision], heirs: Heirs, saving: Saving) -> None:
    history.record(
        saving.actor, "year.undo", at=saving.now, subject=f"plan:{plan.code}",
        ids=[one.row.id for one in chosen],
        detail={"year": chosen[0].closing.year, "withdrawn": len(heirs.rows)},
    )  # fmt: skip
