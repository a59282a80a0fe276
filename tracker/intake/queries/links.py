"""The links offered for the rows of a file: for the operations, and as a page shows them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select

from tracker.criteria.models import Criterion
from tracker.extensions import db
from tracker.intake.models import IntakeLink, IntakeRow
from tracker.plans.models import Plan
from tracker.statements import rows_of
from tracker.tasks.models.printed import Task


@dataclass(frozen=True, slots=True)
class ShownLink:
    """An offered link of the row `row_id`, with the earlier row and the criterion by name."""

    id: int
    row_id: int
    kind: str
    likeness: float
    basis: str
    taken: bool
    task_code: str
    task_number: str
    task_title: str
    plan_number: str
    criterion_code: str | None
    criterion_name: str | None


_IN_ORDER = (IntakeRow.position, IntakeLink.likeness.desc(), IntakeLink.id)


def links_of(intake_id: int) -> Sequence[IntakeLink]:
    """Every link that was offered for the rows of a file, row by row, the likeliest first."""
    query = select(IntakeLink).join(IntakeRow, IntakeRow.id == IntakeLink.row_id)
    query = query.where(IntakeRow.intake_id == intake_id).order_by(*_IN_ORDER)
    return db.session.scalars(query).all()


def links_of_rows(row_ids: Collection[int]) -> Sequence[IntakeLink]:
    """The links that are kept for these rows."""
    return db.session.scalars(select(IntakeLink).where(IntakeLink.row_id.in_(row_ids))).all()


def shown_links(intake_id: int) -> dict[int, list[ShownLink]]:
    """The links of a file as a page shows them, by row. The caller checks the file."""
    found: dict[int, list[ShownLink]] = defaultdict(list)
    for row in rows_of(_shown().where(IntakeRow.intake_id == intake_id).order_by(*_IN_ORDER)):
        found[row.row_id].append(ShownLink(*row))
    return found


def _shown() -> Select[tuple[object, ...]]:
    return (
        select(
            IntakeLink.id, IntakeLink.row_id, IntakeLink.kind, IntakeLink.likeness,
            IntakeLink.basis, IntakeLink.taken, Task.code, Task.number, Task.title, Plan.number,
            Criterion.code, Criterion.name,
        )
        .join(IntakeRow, IntakeRow.id == IntakeLink.row_id)
        .join(Task, Task.id == IntakeLink.task_id)
        .join(Plan, Plan.id == Task.plan_id)
        .outerjoin(Criterion, Criterion.id == IntakeLink.criterion_id)
    )  # fmt: skip
