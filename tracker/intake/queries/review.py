"""What is left to look at in a reading, from its rows and the heads of its tables."""

from collections.abc import Iterable

from tracker.intake.models import IntakeRow, PlanIntake
from tracker.intake.queries.intakes import given_of, raw_of, rows_of
from tracker.intake.rules.review import Asked, Review, RowState, review_of
from tracker.intake.rules.understanding import heads_of, tables_of


def review(intake: PlanIntake) -> Review:
    """What a person still has to do; the caller checked the reading."""
    tables = heads_of(tables_of(raw_of(intake), given_of(intake)))
    return review_of([state_of(row) for row in rows_of(intake.id)], tables)


def state_of(row: IntakeRow) -> RowState:
    """A row as the rules of a review take it."""
    return RowState(
        row.id, row.origin, row.taken, row.settled, row.number, row.title, row.parent_id,
        row.cells_from_id, tuple(asked_of(row.questions)),
    )  # fmt: skip


def asked_of(questions: Iterable[list[object]]) -> list[Asked]:
    """The stored questions of a row."""
    return [Asked(about, words, tuple(offered)) for about, words, offered in questions]  # type: ignore[arg-type]
