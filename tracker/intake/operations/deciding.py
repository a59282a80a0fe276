"""What a person decides about the rows that were read; nothing enters the plan yet.

Every decision moves the version of the whole reading, so that nobody confirms what has changed
since it was seen.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from tracker import history
from tracker.extensions import db
from tracker.intake.models import IntakeRow, PlanIntake
from tracker.intake.operations.comparing import adopt_from, locked_open
from tracker.intake.queries.changes import running_rows
from tracker.intake.queries.intakes import rows_of
from tracker.intake.rules.keeping import (
    FIELD,
    ROW,
    TASK,
    as_addressee,
    as_product,
    named_anew,
    without,
)
from tracker.intake.rules.review import FieldPlace, below, following
from tracker.permissions import Actor
from tracker.refusals import Refused, check_version, check_versions
from tracker.tasks.rules.rows import RowFacts
from tracker.tasks.rules.states import AssignmentRole

UNKNOWN_ROW = "Dòng được chọn không thuộc tệp này."
UNDER_ITSELF = "Dòng không thể thuộc chính mình hoặc thuộc dòng con của mình."
OWN_CELLS = "Dòng không thể dùng chung ô với chính mình."
ALREADY_ROW = "Dòng đó của kế hoạch đã là dòng {} trong tệp: hãy bỏ chọn ở đó trước."
NOT_OF_PLAN = "Dòng được chọn không thuộc kế hoạch này hoặc đã kết thúc."
CHOSEN = "Người nhập tệp chọn"
"""The basis of a field that a person gave."""
Versions = Mapping[int, int]
"""Versions of rows by id, as they were when the page was opened."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a form may say beside a row's facts; the row whose cells it shares is of its reading."""

    note: str
    cells_from_id: int | None


def correct_row(
    row: IntakeRow, facts: RowFacts, version: int, actor: Actor, now: datetime, *,
    taken: bool | None = None, beside: Beside | None = None,
) -> None:  # fmt: skip
    """Write what the form of a row says; its questions are answered. Raises Stale and Refused.

    The heading of `facts` is a row of the same reading. `taken` takes the row in or leaves it out;
    what is not handed in stays as it is.
    """
    intake = locked_open(row.intake_id)
    check_version(row.version, version)
    rows = rows_of(intake.id)
    _check_above(row, "parent_id", facts.parent_id, {one.id: one.parent_id for one in rows})
    if beside is not None:
        shared = {one.id: one.cells_from_id for one in rows}
        _check_above(row, "cells_from_id", beside.cells_from_id, shared)
        row.cells_from_id, row.note = beside.cells_from_id, beside.note
    if facts.field_id != row.field_id:
        _file(rows, {row.id}, facts.field_id)
    for name in facts.print.__dataclass_fields__:
        setattr(row, name, getattr(facts.print, name))
    row.parent_id, row.is_heading = facts.parent_id, facts.is_heading
    slots = [one[3] for one in row.products]
    row.addressees = [as_addressee(one) for one in facts.addressees]
    row.products = [
        as_product(one, slots[n] if n < len(slots) else 1) for n, one in enumerate(facts.products)
    ]
    row.taken = row.taken if taken is None else taken
    row.settled = True
    _decided(intake, [row], "intake.correct", actor, now)


def keep_rows(intake: PlanIntake, versions: Versions, actor: Actor, now: datetime) -> None:
    """Say of rows that they are read rightly. Raises Stale and Refused."""
    locked, rows = _opened(intake, versions)
    for row in rows:
        row.settled = True
    _decided(locked, rows, "intake.keep", actor, now)


def set_taken(
    intake: PlanIntake, versions: Versions, actor: Actor, now: datetime, *, taken: bool
) -> None:
    """Take rows into the plan or leave them out. Raises Stale and Refused.

    Whether a row belongs to the plan is answered by it; what else is asked of a taken row stays.
    """
    locked, rows = _opened(intake, versions)
    for row in rows:
        row.taken = taken
        row.questions = without(row.questions, ROW) if taken else row.questions
        row.settled = not row.questions if taken else True
    _decided(locked, rows, "intake.take" if taken else "intake.leave_out", actor, now)


def set_field(
    intake: PlanIntake, field_id: int | None, versions: Versions, actor: Actor, now: datetime
) -> None:
    """Give rows one field; only the question about the field is answered. Raises Stale, Refused.

    What stands below them, and the rows that go on without a field of their own, follow.
    """
    locked, rows = _opened(intake, versions)
    changed = _file(rows_of(intake.id), {row.id for row in rows}, field_id)
    _decided(locked, changed, "intake.file", actor, now)


def answer_addressees(
    intake: PlanIntake, answers: Mapping[tuple[AssignmentRole, str], str], versions: Versions,
    actor: Actor, now: datetime,
) -> None:  # fmt: skip
    """Say whom printed names mean, in every row of `versions` that has them in that role.

    An answer is "unit:3", "group:2", "outside" or "to_confirm". Raises Stale and Refused.
    """
    locked, rows = _opened(intake, versions)
    told = {(role.value, printed): key for (role, printed), key in answers.items()}
    for row in rows:
        row.addressees, row.questions = named_anew(row.addressees, row.questions, told)
        row.settled = row.settled or not row.questions
    _decided(locked, rows, "intake.name", actor, now)


def match_row(
    row: IntakeRow, task_id: int | None, version: int, actor: Actor, now: datetime
) -> None:
    """Say which row of the plan a row is, or that it is a new one. Raises Stale and Refused."""
    intake = locked_open(row.intake_id)
    check_version(row.version, version)
    other = next(
        (one for one in rows_of(intake.id) if task_id and one.task_id == task_id and one != row),
        None,
    )
    if other is not None:
        raise Refused({"task_id": ALREADY_ROW.format(other.number or other.title)})
    task = next((one for one in running_rows(intake.plan_id) if one.id == task_id), None)
    if task is None and task_id is not None:
        raise Refused({"task_id": NOT_OF_PLAN})
    row.task_id = task_id
    row.questions = without(row.questions, TASK)
    if task is not None:
        adopt_from(intake, {row: task})
    row.settled = True
    _decided(intake, [row], "intake.match", actor, now)


def choose_missing(
    intake: PlanIntake, staying: Collection[int], version: int, actor: Actor, now: datetime, *,
    whole: bool,
) -> None:  # fmt: skip
    """Say which rows of the plan stay although the file leaves them out; all, unless `whole`.

    Raises Stale and Refused.
    """
    locked = locked_open(intake.id)
    check_version(locked.version, version)
    if not set(staying) <= {task_id for task_id, _ in locked.compared}:
        raise Refused({"": NOT_OF_PLAN})
    locked.whole, locked.staying = whole, sorted(staying)
    _decided(locked, [], "intake.missing", actor, now)


def drop_intake(intake: PlanIntake, version: int, actor: Actor, now: datetime) -> None:
    """Give a reading up; the file is kept. Raises Stale and Refused."""
    locked = locked_open(intake.id)
    check_version(locked.version, version)
    locked.state, locked.ended_at, locked.ended_label = "dropped", now, actor.label
    _decided(locked, [], "intake.drop", actor, now)


def _opened(intake: PlanIntake, versions: Versions) -> tuple[PlanIntake, list[IntakeRow]]:
    """The rows by ids and versions. Raises Stale, and Refused where one is of another file."""
    locked = locked_open(intake.id)
    rows = [row for row in rows_of(intake.id) if row.id in versions]
    if len(rows) != len(versions):
        raise Refused({"": UNKNOWN_ROW})
    check_versions({row.id: row.version for row in rows}, versions)
    return locked, rows


def _file(rows: Iterable[IntakeRow], ids: Collection[int], field_id: int | None) -> list[IntakeRow]:
    """Give a field to rows and to those that follow them; returns all of them."""
    by_id = {row.id: row for row in rows}
    places = [
        FieldPlace(row.id, row.parent_id, row.field_id, _asks_field(row), row.origin == "table")
        for row in by_id.values()
    ]
    changed = [by_id[row_id] for row_id in sorted(following(places, ids))]
    for row in changed:
        if row.field_id != field_id:
            row.field_id, row.field_basis = field_id, CHOSEN
        row.questions = without(row.questions, FIELD)
    return changed


def _asks_field(row: IntakeRow) -> bool:
    return any(question[0] == FIELD for question in row.questions)


def _check_above(
    row: IntakeRow, name: str, above: int | None, parents: Mapping[int, int | None]
) -> None:
    if above is not None and above not in parents:
        raise Refused({name: UNKNOWN_ROW})
    if above in below(parents, row.id):
        raise Refused({name: UNDER_ITSELF if name == "parent_id" else OWN_CELLS})


def _decided(
    intake: PlanIntake, rows: Collection[IntakeRow], action: str, actor: Actor, now: datetime
) -> None:
    for row in rows:
        row.version += 1
    intake.version += 1
    db.session.flush()
    history.record(
        actor, action, at=now, subject=f"plan:{intake.plan.code}", ids=[row.id for row in rows],
        detail={"intake": intake.id},
    )  # fmt: skip
