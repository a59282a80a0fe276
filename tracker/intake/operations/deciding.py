"""What a person decides about the rows that were read; nothing enters the plan yet.

Every decision moves the version of the whole reading, so that nobody confirms what has changed
since it was seen.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from tracker import history
from tracker.extensions import db
from tracker.intake.models import IntakeRow, PlanIntake
from tracker.intake.operations.comparing import check_open
from tracker.permissions import Actor
from tracker.tasks.rules.rows import RowFacts
from tracker.tasks.rules.states import AssignmentRole

Versions = Mapping[int, int]
"""Versions of rows by id, as they were when the page was opened."""


def correct_row(
    row: IntakeRow, facts: RowFacts, version: int, actor: Actor, now: datetime, *,
    taken: bool | None = None,
) -> None:  # fmt: skip
    """Write what the form of a row says; its questions are answered. Raises Stale and Refused.

    The heading of `facts` is a row of the same reading. `taken` takes the row in or leaves it out.
    """
    raise NotImplementedError


def keep_rows(intake: PlanIntake, versions: Versions, actor: Actor, now: datetime) -> None:
    """Say of rows that they are read rightly. Raises Stale and Refused."""
    raise NotImplementedError


def set_taken(
    intake: PlanIntake, versions: Versions, taken: bool, actor: Actor, now: datetime
) -> None:
    """Take rows into the plan or leave them out. Raises Stale and Refused."""
    raise NotImplementedError


def set_field(
    intake: PlanIntake, field_id: int | None, versions: Versions, actor: Actor, now: datetime
) -> None:
    """Give rows one field; only the question about the field is answered. Raises Stale, Refused."""
    raise NotImplementedError


def answer_addressees(
    intake: PlanIntake, answers: Mapping[tuple[AssignmentRole, str], str], versions: Versions,
    actor: Actor, now: datetime,
) -> None:  # fmt: skip
    """Say whom printed names mean, in every row of `versions` that has them in that role.

    An answer is "unit:3", "group:2", "outside" or "to_confirm". Raises Stale and Refused.
    """
    raise NotImplementedError


def match_row(
    row: IntakeRow, task_id: int | None, version: int, actor: Actor, now: datetime
) -> None:
    """Say which row of the plan a row is, or that it is a new one. Raises Stale and Refused."""
    raise NotImplementedError


def choose_missing(
    intake: PlanIntake, staying: Collection[int], version: int, actor: Actor, now: datetime, *,
    whole: bool,
) -> None:  # fmt: skip
    """Say which rows of the plan stay although the file leaves them out; all, unless `whole`.

    Raises Stale and Refused.
    """
    raise NotImplementedError


def drop_intake(intake: PlanIntake, version: int, actor: Actor, now: datetime) -> None:
    """Give a reading up; the file is kept. Raises Stale and Refused."""
    check_open(intake, version)
    intake.state, intake.ended_at, intake.ended_label = "dropped", now, actor.label
    intake.version += 1
    history.record(
        actor, "intake.drop", at=now, subject=f"plan:{intake.plan.code}", ids=(intake.id,)
    )
    db.session.flush()
