"""Let the rows of a file enter its plan: all of them or none, and only once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select, update

from tracker import history
from tracker.documents.operations import Paper
from tracker.extensions import db
from tracker.intake.models import IntakeRow, PlanIntake
from tracker.intake.operations.linking import write_links
from tracker.intake.queries.changes import Changes, changes, running_rows
from tracker.intake.queries.intakes import facts_of, rows_of
from tracker.intake.queries.review import review
from tracker.intake.rules.keeping import key_in
from tracker.intake.rules.matching import merged_order
from tracker.plans.queries import plan_fields
from tracker.refusals import Refused, check_version
from tracker.tasks.models.printed import Task
from tracker.tasks.operations.amending import Amendment, RowVersion, amend_plan
from tracker.tasks.operations.editing_rows import Saving, settle
from tracker.tasks.operations.inserting_rows import insert_rows, pair_products_of
from tracker.tasks.operations.planning import open_plan
from tracker.tasks.queries import layout
from tracker.tasks.rules.rows import Filed, RowFacts

DROPPED = "Tệp này đã bỏ, không xác nhận được nữa."
LEFT = "Còn {} chỗ cần xem trước khi xác nhận."
NOTHING = "Chưa có dòng nào được đưa vào kế hoạch."
NO_PAPER = "Kế hoạch đã có nhiệm vụ: hãy ghi văn bản sửa đổi, bổ sung và ngày có hiệu lực."
MOVED = "Kế hoạch đã thay đổi sau khi đọc tệp: hãy đối chiếu lại tệp với kế hoạch."
NO_CHANGE = "Tệp không thêm, sửa hay bớt dòng nào của kế hoạch."
SOURCE = "Nhập từ tệp “{}”"


@dataclass(frozen=True, slots=True)
class AmendingPaper:
    """The paper by which the rows of a plan change, and from which day."""

    paper: Paper
    effective_on: date
    words: str = ""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What confirming did: rows of the plan by the id of the file's row, and counts."""

    rows: Mapping[int, int]
    added: int = 0
    changed: int = 0
    ended: int = 0


def confirm_intake(
    intake: PlanIntake, version: int, saving: Saving, *, amending: AmendingPaper | None = None,
    last_year: int | None = None,
) -> Confirmed:  # fmt: skip
    """Write the taken rows into the plan and lay it out.

    `amending` is needed where the plan has rows already; `last_year` opens the plan's years up to
    it. Confirming again what is confirmed changes nothing. Raises Stale, and Refused while a
    question is left or a row cannot be kept as it is.
    """
    locked = _locked(intake.id)
    if locked.state == "confirmed":
        return Confirmed({row.id: row.task_id for row in rows_of(locked.id) if row.task_id})
    check_version(locked.version, version)
    plan = locked.plan
    layout.lock_plan(plan.id)
    found = changes(locked)
    _check(locked, found, amending)
    if amending is not None and found.is_amendment:
        done = _amend(locked, found, amending, saving)
    else:
        done = _fill(locked, found, saving)
    if last_year is not None:
        open_plan(plan, last_year, plan.version, saving)
    _finish(locked, done, saving)
    return done


def _locked(intake_id: int) -> PlanIntake:
    query = select(PlanIntake).where(PlanIntake.id == intake_id)
    held = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(held).one()


def _check(intake: PlanIntake, found: Changes, amending: AmendingPaper | None) -> None:
    """Raises Refused unless every row may enter the plan as the plan is now."""
    seen = review(intake)
    there = {task.id: task.version for task in running_rows(intake.plan_id)}
    problems = (
        (intake.state == "dropped", DROPPED),
        (seen.left > 0, LEFT.format(seen.left)),
        (seen.taken == 0, NOTHING),
        (there != dict(intake.compared), MOVED),
        (bool(there) and amending is None, NO_PAPER),
        (found.is_amendment and not _does_something(found), NO_CHANGE),
    )
    words = next((words for holds, words in problems if holds), "")
    if words:
        raise Refused({"": words})


def _does_something(found: Changes) -> bool:
    ended = any(not one.staying for one in found.missing)
    return bool(found.added or found.changed or ended)


def _fill(intake: PlanIntake, found: Changes, saving: Saving) -> Confirmed:
    """Write the rows of a plan that has none."""
    places = {row.id: place for place, row in enumerate(found.added, 1)}
    facts = list(_facts(found.added, places).values())
    made = insert_rows(intake.plan, facts, {}, SOURCE.format(intake.file_name))
    settle(intake.plan, saving)
    pair_products_of(list(made.values()))
    return Confirmed({int(ref): task_id for ref, task_id in made.items()}, added=len(made))


def _amend(
    intake: PlanIntake, found: Changes, amending: AmendingPaper, saving: Saving
) -> Confirmed:
    """Write what the file changes by its paper; rows that it leaves out and nobody keeps end."""
    places, moved = _places(intake.plan_id, found)
    changed = _facts([one.row for one in found.changed], places)
    added = _facts(found.added, places)
    refs = {one.row.id: one.task.id for one in (*found.changed, *found.same)}
    ended = [_version(one.task) for one in found.missing if not one.staying]
    draft = Amendment(
        amending.paper, amending.effective_on, amending.words,
        changed=tuple((_version(one.task), changed[one.row.id]) for one in found.changed),
        added=tuple(added.values()), ended=tuple(ended),
        refs=tuple((str(row_id), task_id) for row_id, task_id in refs.items()),
        positions=tuple(moved.items()), source=SOURCE.format(intake.file_name),
    )  # fmt: skip
    made = amend_plan(intake.plan, draft, intake.plan.version, saving)
    intake.amendment_id = made.id
    new = select(Task.position, Task.id).where(Task.amended_by_id == made.id)
    at = dict(db.session.execute(new).all())
    rows = refs | {row_id: at[places[row_id]] for row_id in added}
    return Confirmed(rows, len(added), len(changed), len(ended))


def _version(task: Task) -> RowVersion:
    return RowVersion(task.id, task.version)


def _places(plan_id: int, found: Changes) -> tuple[dict[int, int], dict[int, int]]:
    """Where each row of the file stands in the plan, and each other row that has to move."""
    query = select(Task.id, Task.position).where(Task.plan_id == plan_id)
    before = dict(db.session.execute(query.order_by(Task.position, Task.id)).all())
    file = [(row.id, None) for row in found.added]
    file += [(one.row.id, one.task.id) for one in (*found.changed, *found.same)]
    order = {row.id: row.position for row in found.added}
    order |= {one.row.id: one.row.position for one in (*found.changed, *found.same)}
    file.sort(key=lambda pair: order[pair[0]])
    places = {one: place for place, one in enumerate(merged_order(list(before), file), 1)}
    rows = {row: places[-row if task is None else task] for row, task in file}
    return rows, {task: places[task] for task, was in before.items() if places[task] != was}


def _facts(rows: Sequence[IntakeRow], places: Mapping[int, int]) -> dict[int, RowFacts]:
    """Rows as the plan takes them, by their ids; they name each other by these."""
    codes = {field.id: field.code for field in plan_fields().values()}
    return {
        row.id: replace(
            facts_of(row), parent_id=None,
            filed=Filed(
                str(row.id), places[row.id], key_in(row.key, codes.get(row.field_id or 0, "")),
                str(row.parent_id or ""), str(row.cells_from_id or ""), row.field_basis, row.note,
            ),
        )
        for row in rows
    }  # fmt: skip


def _finish(intake: PlanIntake, done: Confirmed, saving: Saving) -> None:
    """Close the reading: its rows know theirs in the plan, links that were taken are written."""
    named = [{"id": row_id, "task_id": task_id} for row_id, task_id in done.rows.items()]
    db.session.execute(update(IntakeRow), named)
    held = db.session.get_one(PlanIntake, intake.id)
    held.state, held.ended_at, held.ended_label = "confirmed", saving.now, saving.actor.label
    held.version += 1
    write_links(held, done.rows, saving.actor, saving.now)
    history.record(
        saving.actor, "intake.confirm", at=saving.now, subject=f"plan:{held.plan.code}",
        ids=(held.id,),
        detail={"added": done.added, "changed": done.changed, "ended": done.ended},
    )  # fmt: skip
    db.session.flush()
