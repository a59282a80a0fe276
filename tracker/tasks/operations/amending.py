"""Amend a plan by its amending paper, or replace it by another plan.

The old print is kept, what was done stays, open obligations of an ended row end on the day from
which the paper holds.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import exists, insert, select, update
from sqlalchemy.orm import selectinload

from tracker import history
from tracker.documents.operations import Paper, record_paper
from tracker.extensions import db
from tracker.plans.models import Plan, PlanAmendment
from tracker.plans.rules import AmendKind
from tracker.refusals import Refused, check_version
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Assignment, FormerPrint, Task
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.operations.caching import refresh
from tracker.tasks.operations.editing_rows import (
    Saving,
    assignment,
    forget_settled,
    insert_row,
    settle,
    write_print,
    write_products,
)
from tracker.tasks.operations.inserting_rows import (
    insert_rows,
    number_rows,
    pair_products_of,
    place_rows,
)
from tracker.tasks.queries.planning import facts_of_row
from tracker.tasks.rules.rows import Addressee, RowFacts
from tracker.tasks.rules.states import AssigneeKind, AssignmentRole, EndKind, State

IN_FUTURE = "Ngày có hiệu lực ở sau ngày hôm nay. Hãy ghi nhận từ ngày văn bản có hiệu lực."
NOTHING = "Chưa có dòng nào được thêm, sửa hoặc kết thúc."
ENDED_ALREADY = "Dòng này đã kết thúc theo một văn bản trước."
ITSELF = "Kế hoạch không thể được thay thế bởi chính nó."
REPLACED_ALREADY = "Kế hoạch này đã được thay thế."
OUTSIDE = "Ngày có hiệu lực ở trước khi kế hoạch bắt đầu."


@dataclass(frozen=True, slots=True)
class RowVersion:
    """A row, and its version when the form was opened."""

    task_id: int
    version: int


@dataclass(frozen=True, slots=True)
class Amendment:
    """What an amending paper does to a plan's rows from its day on.

    Rows that come from a file carry `filed`: they stand under rows by the names that `refs` gives
    to those of the plan, also under rows that are only being added; `positions` are the places of
    all other rows, `source` says which file.
    """

    paper: Paper
    effective_on: date
    words: str = ""
    changed: tuple[tuple[RowVersion, RowFacts], ...] = ()
    added: tuple[RowFacts, ...] = ()
    ended: tuple[RowVersion, ...] = ()
    refs: tuple[tuple[str, int], ...] = ()
    positions: tuple[tuple[int, int], ...] = ()
    source: str = ""


def amend_plan(plan: Plan, draft: Amendment, version: int, saving: Saving) -> PlanAmendment:
    """Write the whole draft and lay the plan out. Raises Stale and Refused; then nothing stands."""
    check_version(plan.version, version)
    if not (draft.changed or draft.added or draft.ended):
        raise Refused({"": NOTHING})
    made = _record(plan, AmendKind.AMEND, draft, saving)
    _change_rows(_rows(plan, [opened for opened, _ in draft.changed]), draft, made)
    fresh = _add_rows(plan, draft, made)
    _end_rows(_rows(plan, draft.ended), made, EndKind.NO_LONGER_OWED, saving)
    history.record(
        saving.actor, "plan.amend", at=saving.now, subject=f"plan:{plan.code}", ids=(made.id,),
        detail={"changed": len(draft.changed), "added": len(fresh), "ended": len(draft.ended)},
    )  # fmt: skip
    settle(plan, saving)
    pair_products_of([opened.task_id for opened, _ in draft.changed] + fresh)
    return made


def _rows(plan: Plan, opened: Sequence[RowVersion]) -> list[Task]:
    """Running rows of the plan, read at once. Raises Stale and Refused."""
    query = select(Task).where(Task.id.in_([one.task_id for one in opened]))
    wanted = query.options(selectinload(Task.assignments), selectinload(Task.products))
    found = {row.id: row for row in db.session.scalars(wanted)}
    for one in opened:
        row = found.get(one.task_id)
        if row is None or row.plan_id != plan.id:
            raise Refused({"": "Dòng được chọn không thuộc kế hoạch này."})
        check_version(row.version, one.version)
        if row.ended_on is not None:
            raise Refused({"": ENDED_ALREADY})
    return [found[one.task_id] for one in opened]


def _change_rows(rows: Sequence[Task], draft: Amendment, made: PlanAmendment) -> None:
    """Write the rows anew and keep the old prints beside them.

    A deadline that a person set holds for the words it was set for.
    """
    former = [
        {"task_id": row.id, "amendment_id": made.id} | {name: getattr(row, name) for name in _KEPT}
        for row in rows
    ]
    if former:
        db.session.execute(insert(FormerPrint), former)
    changed = [(row, facts) for row, (_, facts) in zip(rows, draft.changed, strict=True)]
    forget_settled(
        *(row.id for row, facts in changed if facts.print.deadline_text != row.deadline_text)
    )
    for row, facts in changed:
        _change(row, facts, made)
    db.session.flush()


def _add_rows(plan: Plan, draft: Amendment, made: PlanAmendment) -> list[int]:
    """Add the new rows, put those of a file in their places; returns the ids of the new ones."""
    by_hand = [insert_row(plan, facts).id for facts in draft.added if facts.filed is None]
    db.session.flush()
    of_file = [facts for facts in draft.added if facts.filed is not None]
    refs = dict(draft.refs)
    refs |= insert_rows(plan, of_file, refs, draft.source)
    place_rows([facts.filed for _, facts in draft.changed if facts.filed], refs)
    number_rows(dict(draft.positions))
    fresh = [*by_hand, *(refs[facts.filed.ref] for facts in of_file if facts.filed)]
    if fresh:
        db.session.execute(update(Task).where(Task.id.in_(fresh)).values(amended_by_id=made.id))
    db.session.expire_all()
    return fresh


def replace_plan(
    plan: Plan, heir: Plan, draft: Amendment, version: int, saving: Saving
) -> PlanAmendment:
    """End the plan's open obligations as replaced from the day on; its print stays.

    Raises Stale, and Refused for a plan that is replaced already or would replace itself.
    """
    check_version(plan.version, version)
    if plan.id == heir.id:
        raise Refused({"heir": ITSELF})
    known = exists().where(
        PlanAmendment.plan_id == plan.id, PlanAmendment.kind == AmendKind.REPLACE.value
    )
    if db.session.scalar(select(known)):
        raise Refused({"": REPLACED_ALREADY})
    made = _record(plan, AmendKind.REPLACE, draft, saving)
    made.heir_plan_id = heir.id
    rows = db.session.scalars(select(Task).where(Task.plan_id == plan.id, Task.ended_on.is_(None)))
    _end_rows(rows.all(), made, EndKind.REPLACED, saving)
    history.record(
        saving.actor, "plan.replace", at=saving.now, subject=f"plan:{plan.code}", ids=(made.id,),
        detail={"heir": heir.code},
    )  # fmt: skip
    settle(plan, saving)
    return made


def _record(plan: Plan, kind: AmendKind, draft: Amendment, saving: Saving) -> PlanAmendment:
    if draft.effective_on > saving.today:
        raise Refused({"effective_on": IN_FUTURE})
    if draft.effective_on < plan.period_start:
        raise Refused({"effective_on": OUTSIDE})
    made = PlanAmendment(
        plan_id=plan.id, kind=kind.value, document_id=record_paper(draft.paper).id,
        effective_on=draft.effective_on, words=draft.words, recorded_at=saving.now,
        actor_label=saving.actor.label,
    )  # fmt: skip
    db.session.add(made)
    plan.version += 1
    db.session.flush()
    return made


_KEPT = ("number", "title", "product_text", "lead_text", "partners_text", "deadline_text")


def _change(row: Task, facts: RowFacts, made: PlanAmendment) -> None:
    """Write a row anew; other owners owe from the day of the amendment."""
    write_print(row, facts)
    if facts.filed is not None:
        row.position, row.note = facts.filed.position, facts.filed.note
        row.field_basis = facts.filed.field_basis
    _date_addressees(row, facts.addressees, made.effective_on)
    if facts_of_row(row).products != facts.products:
        write_products(row.id, facts.products)
    row.amended_by_id = made.id
    row.version += 1


def _date_addressees(row: Task, wanted: Sequence[Addressee], effective_on: date) -> None:
    """Those who stay, stay; those who leave owe until the day before; those who come, from it."""
    there = row.assignments
    current = {_told(one): one for one in there if one.valid_to is None}
    new = {_asked(one): one for one in wanted}
    for told in current.keys() - new.keys():
        _relieve(current[told], effective_on)
    last = {role: max((one.ordinal for one in there if one.role == role), default=0)
            for role in AssignmentRole}  # fmt: skip
    for told, one in new.items():
        if told in current:
            current[told].printed = one.printed
            continue
        last[one.role] += 1
        added = assignment(row.id, one, last[one.role])
        added.valid_from = effective_on
        db.session.add(added)


def _relieve(row: Assignment, effective_on: date) -> None:
    named = row.kind in {AssigneeKind.UNIT.value, AssigneeKind.GROUP.value}
    if named and (row.valid_from is None or row.valid_from < effective_on):
        row.valid_to = effective_on - timedelta(days=1)
    else:
        db.session.delete(row)


_Told = tuple[str, str, int | None, int | None, str]


def _told(row: Assignment) -> _Told:
    return _same(row.role, row.kind, row.unit_id, row.group_id, row.printed)


def _asked(one: Addressee) -> _Told:
    return _same(one.role.value, one.kind.value, one.unit_id, one.group_id, one.printed)


def _same(role: str, kind: str, unit_id: int | None, group_id: int | None, printed: str) -> _Told:
    """What makes an addressee the same: the body; of what is no body, the words."""
    return (role, kind, unit_id, group_id, "" if unit_id or group_id else printed)


def _end_rows(rows: Sequence[Task], made: PlanAmendment, kind: EndKind, saving: Saving) -> None:
    """End rows with everything below them; the print stays, done work stays."""
    ending = _with_children(rows)
    for row in ending:
        row.ended_on, row.amended_by_id = made.effective_on, made.id
        row.version += 1
    db.session.flush()
    end_open_work({row.id for row in ending}, made.effective_on, kind, saving)


def _with_children(rows: Sequence[Task]) -> list[Task]:
    found = {row.id: row for row in rows}
    layer = set(found)
    while layer:
        below = db.session.scalars(
            select(Task).where(Task.parent_id.in_(layer), Task.ended_on.is_(None))
        ).all()
        layer = {row.id for row in below} - found.keys()
        found |= {row.id: row for row in below}
    return list(found.values())


def end_open_work(
    task_ids: Collection[int], on: date, kind: EndKind, saving: Saving
) -> list[Obligation]:
    """End every open obligation of these rows from a day on; returns them.

    What had not begun by then and was not spoken of is withdrawn as if it never was.
    """
    query = select(Obligation).where(
        Obligation.task_id.in_(task_ids), Obligation.void.is_(False),
        Obligation.ended_on.is_(None), Obligation.state != State.DONE.value,
    )  # fmt: skip
    rows = list(db.session.scalars(query.order_by(Obligation.id).with_for_update()))
    spoken = set(
        db.session.scalars(
            select(StatusUpdate.obligation_id)
            .join(Obligation, Obligation.id == StatusUpdate.obligation_id)
            .where(Obligation.task_id.in_(task_ids))
        )
    )
    for row in rows:
        began = row.opened_on or row.start_on
        withdrawn = began >= on and row.id not in spoken
        row.withdrawn_at = saving.now if withdrawn else None
        row.ended_on = began if withdrawn else max(on, began)
        row.end_kind, row.ended_at = kind.value, saving.now
        row.version += 1
    refresh(rows)
    return rows
