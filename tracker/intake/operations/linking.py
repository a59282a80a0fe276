"""Offer links to earlier rows for what was read of a file, take them, write them with its rows."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, update

from tracker import history
from tracker.criteria.operations import link_tasks
from tracker.extensions import db
from tracker.intake.models import IntakeLink, IntakeRow, PlanIntake
from tracker.intake.queries.likely import offers, offers_for
from tracker.intake.queries.links import links_of, links_of_rows
from tracker.intake.rules.lineage import Kind, Offered
from tracker.permissions import Actor
from tracker.plans.models import Plan
from tracker.refusals import Refused, Stale, check_version
from tracker.tasks.operations.lineage import Origin, write_lineage

NOT_OPEN = "Tệp này đã được xác nhận hoặc bỏ, không sửa được nữa."


def propose(intake: PlanIntake, rows: Sequence[IntakeRow]) -> int:
    """Offer for these rows of a file the earlier rows that they are like; how many links.

    Rows have their ids. What a person took stays; what was offered before and not taken is
    offered anew; what a row of the plan is or was linked to is not. Nothing is taken here. Part of
    the operation that keeps the rows.
    """
    offered = offers_for(intake.plan, rows)
    ids = [row.id for row in rows]
    db.session.execute(
        delete(IntakeLink).where(IntakeLink.row_id.in_(ids), IntakeLink.taken.is_(False))
    )
    kept = {_key(link) for link in links_of_rows(ids)}
    new = [_values(one) for one in offered if _offered_key(one) not in kept]
    if new:
        db.session.execute(insert(IntakeLink), new)
    return len(new)


def take_links(
    intake: PlanIntake, taken: Collection[int], version: int, *, actor: Actor, now: datetime
) -> None:
    """Take exactly these links of the file, by id. Raises Refused once it ended, and Stale.

    A link of the file that is not named is not taken.
    """
    if intake.state != "open":
        raise Refused({"": NOT_OPEN})
    check_version(intake.version, version)
    links = {link.id: link for link in links_of(intake.id)}
    if not set(taken) <= links.keys():
        raise Stale
    for link in links.values():
        link.taken = link.id in taken
    intake.version += 1
    db.session.flush()
    history.record(
        actor, "intake.links", at=now, subject=f"plan:{intake.plan.code}", ids=(intake.id,),
        detail={"taken": len(taken), "offered": len(links)},
    )  # fmt: skip


def write_links(
    intake: PlanIntake, task_of_row: Mapping[int, int], actor: Actor, now: datetime
) -> int:
    """Write the links that were taken for rows that entered the plan; how many are new.

    `task_of_row` gives the row of the plan for each row of the file. One entry of the history.
    """
    taken = [link for link in links_of(intake.id) if link.taken and link.row_id in task_of_row]
    origins = [
        Origin(task_of_row[link.row_id], link.task_id, link.kind, link.basis)
        for link in taken
        if link.kind != Kind.CRITERION and task_of_row[link.row_id] != link.task_id
    ]
    moved = [
        (link.criterion_id, task_of_row[link.row_id], link.basis)
        for link in taken
        if link.criterion_id is not None
    ]
    new = write_lineage(origins) + link_tasks(moved)
    if new:
        history.record(
            actor, "intake.link", at=now, subject=f"plan:{intake.plan.code}",
            ids=sorted({task_of_row[link.row_id] for link in taken}),
            detail={"lineage": len(origins), "criteria": len(moved)},
        )  # fmt: skip
    return new


def take_offers(plan: Plan, keys: Collection[str], actor: Actor, now: datetime) -> int:
    """Take links offered for a plan that is in, by their keys; how many are new.

    They are worked out anew: raises Stale where one of them is offered no more. One entry of the
    history.
    """
    there = {one.key: one for one in offers(plan)}
    if not keys or not set(keys) <= there.keys():
        raise Stale
    chosen = [there[key] for key in sorted(set(keys))]
    new = write_lineage([
        Origin(one.row, one.task, one.kind.value, one.basis)
        for one in chosen
        if one.criterion is None
    ])  # fmt: skip
    new += link_tasks((one.criterion, one.row, one.basis) for one in chosen if one.criterion)
    history.record(
        actor, "lineage.take", at=now, subject=f"plan:{plan.code}",
        ids=sorted({one.row for one in chosen}), detail={"links": len(chosen)},
    )  # fmt: skip
    return new


def forget_task(task_id: int) -> None:
    """Let a row of a plan go that is being deleted: what files say of it. The caller records that.

    A row of a file that became it became nothing; what is offered because of it is offered no more.
    """
    db.session.execute(update(IntakeRow).where(IntakeRow.task_id == task_id).values(task_id=None))
    db.session.execute(delete(IntakeLink).where(IntakeLink.task_id == task_id))


def _key(link: IntakeLink) -> tuple[int, str, int]:
    return link.row_id, link.kind, link.criterion_id or link.task_id


def _offered_key(one: Offered) -> tuple[int, str, int]:
    return one.row, one.kind.value, one.criterion or one.task


def _values(one: Offered) -> dict[str, object]:
    return {
        "row_id": one.row, "kind": one.kind.value, "task_id": one.task,
        "criterion_id": one.criterion, "likeness": one.likeness, "basis": one.basis,
        "taken": False,
    }  # fmt: skip
