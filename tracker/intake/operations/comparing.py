"""Lay a file beside the rows that its plan has: which of them each row is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from tracker import history
from tracker.extensions import db
from tracker.intake.models import IntakeRow, PlanIntake
from tracker.intake.queries.changes import (
    absent_cells,
    content_of_row,
    content_of_task,
    ids_of,
    running_rows,
)
from tracker.intake.queries.intakes import rows_of
from tracker.intake.rules.changes import TEXTS, Content, adopted
from tracker.intake.rules.keeping import TASK, as_addressee, as_product, without
from tracker.intake.rules.matching import Match, Side, matches
from tracker.intake.rules.words import shortened
from tracker.permissions import Actor
from tracker.refusals import Refused, check_version
from tracker.tasks.models.printed import Task
from tracker.text import word_key

NOT_OPEN = "Tệp này đã được xác nhận hoặc bỏ, không sửa được nữa."
IS_IT = "Đây có phải dòng {} của kế hoạch, “{}”, được sửa lại không?"


def locked_open(intake_id: int) -> PlanIntake:
    """The reading, held until the transaction ends. Raises Refused once it has ended."""
    query = select(PlanIntake).where(PlanIntake.id == intake_id)
    held = query.with_for_update().execution_options(populate_existing=True)
    intake = db.session.scalars(held).one()
    if intake.state != "open":
        raise Refused({"": NOT_OPEN})
    return intake


def compare_again(intake: PlanIntake, version: int, actor: Actor, now: datetime) -> None:
    """Lay the file beside the plan as it is now; what a person settled of rows stays.

    Raises Stale and Refused.
    """
    locked = locked_open(intake.id)
    check_version(locked.version, version)
    compare(locked)
    locked.version += 1
    history.record(
        actor, "intake.compare", at=now, subject=f"plan:{locked.plan.code}", ids=(locked.id,)
    )


def compare(intake: PlanIntake) -> None:
    """Find each row of the file in the plan; what the plan says of unchanged cells is kept.

    A person is asked where a row was reworded. Rows that paragraphs of the file still print stay.
    """
    there = {task.id: task for task in running_rows(intake.plan_id)}
    every = rows_of(intake.id)
    rows = [row for row in every if row.origin == "table" or row.taken]
    told = {row.id: row.task_id for row in rows if row.settled and (intake.compared or row.task_id)}
    found = _matched(rows, there.values(), told)
    for row in rows:
        match = found.get(row.id)
        row.task_id = match.task if match else None
        row.questions = without(row.questions, TASK)
        if match and not match.sure:
            task = there[match.task]
            asked = IS_IT.format(task.number, shortened(task.title))
            row.questions = [[TASK, asked, [task.id]], *row.questions]
    fresh = {row: there[row.task_id] for row in rows if row.task_id and not row.settled}
    if fresh:
        adopt_from(intake, fresh)
    intake.compared = [[task.id, task.version] for task in there.values()]
    left = there.keys() - {row.task_id for row in rows}
    texts = {word_key(row.title) for row in every if row.origin == "passage" and not row.taken}
    printed = {task_id for task_id in left if word_key(there[task_id].title) in texts}
    intake.staying = sorted(left & ({*intake.staying} | printed))
    db.session.flush()


def adopt_from(intake: PlanIntake, pairs: Mapping[IntakeRow, Task]) -> None:
    """Give rows of the file what the plan says of cells that did not change."""
    ids, absent = ids_of(rows_of(intake.id)), absent_cells(intake)
    for row, task in pairs.items():
        made, about = adopted(content_of_row(row, ids), content_of_task(task), absent)
        _write(row, made, {row_id: mine for mine, row_id in ids.items()})
        row.questions = [one for one in row.questions if one[0] not in about]


def _matched(
    rows: Sequence[IntakeRow], tasks: Iterable[Task], told: Mapping[int, int | None]
) -> dict[int, Match]:
    file = [_side(row.id, row.parent_id, content_of_row(row, {})) for row in rows]
    plan = [_side(task.id, task.parent_id, content_of_task(task)) for task in tasks]
    return matches(plan, file, told) if plan else {}


def _side(row_id: int, parent: int | None, row: Content) -> Side:
    product, lead, partners, deadline = (row.text(name) for name in TEXTS[2:6])
    leads = {
        f"{one.kind}:{one.unit_id or one.group_id}"
        for one in row.addressees
        if one.role == "lead" and (one.unit_id or one.group_id)
    }
    return Side(
        row_id, parent, row.print.number, row.print.title, (product, lead, partners, deadline),
        frozenset(leads), str(row.field_id or ""),
    )  # fmt: skip


def _write(row: IntakeRow, made: Content, rows: Mapping[int, int]) -> None:
    """`rows` are the rows of the file by what `ids_of` calls them."""
    for name in TEXTS:
        setattr(row, name, made.text(name))
    row.note, row.is_heading = made.note, made.is_heading
    row.field_id, row.field_basis = made.field_id, made.field_basis
    row.cells_from_id = rows.get(made.cells_from or 0)
    row.addressees = [as_addressee(one) for one in made.addressees]
    row.products = [as_product(one) for one in made.products]
