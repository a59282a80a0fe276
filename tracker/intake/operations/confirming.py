"""Let the rows of a file enter its plan: all of them or none, and only once."""

from dataclasses import dataclass
from datetime import date

from tracker.documents.operations import Paper
from tracker.intake.models import PlanIntake
from tracker.tasks.operations.editing_rows import Saving


@dataclass(frozen=True, slots=True)
class AmendingPaper:
    """The paper by which the rows of a plan change, and from which day."""

    paper: Paper
    effective_on: date
    words: str = ""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What confirming did: rows of the plan by the id of the file's row, and counts."""

    rows: dict[int, int]
    added: int
    changed: int
    ended: int


def confirm_intake(
    intake: PlanIntake, version: int, saving: Saving, *, amending: AmendingPaper | None = None,
    last_year: int | None = None,
) -> Confirmed:  # fmt: skip
    """Write the taken rows into the plan and lay it out.

    `amending` is needed where the plan has rows already; `last_year` opens the plan's years up to
    it. Confirming again what is confirmed changes nothing. Raises Stale, and Refused while a
    question is left or a row cannot be kept as it is.
    """
    raise NotImplementedError
