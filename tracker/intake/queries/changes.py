"""What a file changes in its plan: rows added, changed, the same, missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import selectinload

from tracker.extensions import db
from tracker.intake.models import IntakeRow, PlanIntake
from tracker.intake.queries.intakes import facts_of, given_of, raw_of, rows_of
from tracker.intake.rules.changes import OPTIONAL, Content, differing
from tracker.intake.rules.heads import Meaning
from tracker.intake.rules.understanding import tables_of
from tracker.tasks.models.printed import Task
from tracker.tasks.queries.planning import facts_of_row

_CELL = {
    Meaning.PRODUCT: "product_text", Meaning.LEAD: "lead_text", Meaning.PARTNERS: "partners_text",
    Meaning.DEADLINE: "deadline_text", Meaning.TARGET: "target", Meaning.NOTE: "note",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Changed:
    """A row of the file that is one of the plan; `names` say what differs, none for the same."""

    row: IntakeRow
    task: Task
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A row of the plan that the file leaves out; it ends, unless it stays."""

    task: Task
    staying: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """Every taken row of the file and every running row of the plan, each once."""

    is_amendment: bool
    added: tuple[IntakeRow, ...]
    changed: tuple[Changed, ...]
    same: tuple[Changed, ...]
    missing: tuple[Missing, ...]


def changes(intake: PlanIntake) -> Changes:
    """What confirming would do to the rows of the plan; the caller checked the reading."""
    rows = [row for row in rows_of(intake.id) if row.taken]
    tasks = {task.id: task for task in running_rows(intake.plan_id)}
    ids = ids_of(rows)
    found = [
        Changed(row, task, differing(content_of_row(row, ids), content_of_task(task)))
        for row in rows
        if (task := tasks.get(row.task_id or 0)) is not None
    ]
    matched = {one.task.id for one in found}
    staying = _with_headings(intake.staying, tasks)
    return Changes(
        is_amendment=bool(tasks),
        added=tuple(row for row in rows if row.task_id not in tasks),
        changed=tuple(one for one in found if one.names),
        same=tuple(one for one in found if not one.names),
        missing=tuple(
            Missing(task, not intake.whole or task.id in staying)
            for task in tasks.values()
            if task.id not in matched
        ),
    )


def _with_headings(staying: Iterable[int], tasks: Mapping[int, Task]) -> set[int]:
    """Rows that stay, and the headings above them: what stands under an ended row ends with it."""
    found: set[int] = set()
    for task_id in staying:
        above: int | None = task_id
        while above in tasks and above not in found:
            found.add(above)
            above = tasks[above].parent_id
    return found


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


def absent_cells(intake: PlanIntake) -> frozenset[str]:
    """The cells of a row that no table of the file has a column for."""
    meant = {
        column.meaning for table in tables_of(raw_of(intake), given_of(intake))
        for column in table.columns
    }  # fmt: skip
    return frozenset(OPTIONAL) - {_CELL[one] for one in meant if one in _CELL}


def ids_of(rows: Iterable[IntakeRow]) -> dict[int, int]:
    """For rows of the file the id of the row of the plan, or minus their own for a new one."""
    return {row.id: row.task_id or -row.id for row in rows}


def content_of_row(row: IntakeRow, ids: Mapping[int, int]) -> Content:
    """A row of the file as it is compared; `ids` as of `ids_of`."""
    facts = facts_of(row)
    return Content(
        facts.print, row.note, ids.get(row.parent_id or 0), ids.get(row.cells_from_id or 0),
        row.is_heading, row.field_id, row.field_basis, facts.addressees, facts.products,
    )  # fmt: skip


def content_of_task(task: Task) -> Content:
    """A row of the plan as it is compared; those relieved of it are left out."""
    facts = facts_of_row(task)
    return Content(
        facts.print, task.note, task.parent_id, task.cells_from_id, task.is_heading, task.field_id,
        task.field_basis, facts.addressees, facts.products,
    )  # fmt: skip
