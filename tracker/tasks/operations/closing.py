"""Close a year: carry open work into a later plan, stop it, or have it replaced.

Nothing is closed by silence: only the obligations that are named here end.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from tracker import history
from tracker.documents.operations import Paper, record_paper
from tracker.extensions import db
from tracker.plans.models import Plan
from tracker.refusals import Stale
from tracker.tasks.models.closing import YearClosing
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.operations.batching import batches
from tracker.tasks.operations.caching import refresh
from tracker.tasks.operations.carrying_year import Heirs, open_heirs, tell_heirs
from tracker.tasks.operations.editing_rows import Saving
from tracker.tasks.queries.closing import open_at_end
from tracker.tasks.rules.closing import Choice, check_choice
from tracker.tasks.rules.states import ClosingDecision, EndKind

ENDS = {
    ClosingDecision.CARRIED: EndKind.CARRIED,
    ClosingDecision.STOPPED: EndKind.STOPPED,
    ClosingDecision.REPLACED: EndKind.REPLACED,
}


@dataclass(frozen=True, slots=True)
class Closed:
    """What one batch of decisions changed: obligations, tasks; tasks and obligations opened."""

    rows: int
    tasks: int
    new_tasks: int = 0
    heirs: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The year of a plan that is being closed."""

    plan: Plan
    year: int


def close_rows(
    sheet: Sheet, ids: Sequence[int], choice: Choice, paper: Paper | None, saving: Saving
) -> Closed:
    """Write one decision for these obligations of the sheet, all or none.

    Raises Stale when one of them was decided, finished or ended meanwhile, Refused with
    Vietnamese problems per field.
    """
    check_choice(choice, ids, sheet.year, saving.today)
    rows = _locked(sheet, ids)
    if len(rows) != len(set(ids)):
        raise Stale
    heirs = None
    if choice.decision is ClosingDecision.CARRIED:
        heirs = open_heirs(sheet.plan, sheet.year, rows, choice, saving)
    document_id = record_paper(paper).id if paper else None
    for row in rows:
        _end(row, choice, saving, heirs)
        db.session.add(_closing(row, sheet, choice, saving, (document_id, heirs)))
    db.session.flush()
    if heirs is not None:
        tell_heirs(rows, heirs, sheet.plan, saving)
    for batch in batches(row.id for row in rows):
        refresh(db.session.scalars(select(Obligation).where(Obligation.id.in_(batch))).all())
    _note(sheet, rows, choice, saving)
    tasks = len({row.task_id for row in rows})
    return Closed(len(rows), tasks, heirs.new_tasks if heirs else 0, heirs.number if heirs else 0)


def _locked(sheet: Sheet, ids: Sequence[int]) -> list[Obligation]:
    found: list[Obligation] = []
    for batch in batches(sorted(set(ids))):
        query = select(Obligation).where(
            Obligation.id.in_(batch), *open_at_end(sheet.plan.id, sheet.year)
        )
        found += db.session.scalars(query.order_by(Obligation.id).with_for_update())
    return found


def _end(row: Obligation, choice: Choice, saving: Saving, heirs: Heirs | None) -> None:
    """End the obligation: carried from the new year on, else on the day of the paper."""
    began = row.opened_on or row.start_on
    if heirs is not None:
        row.ended_on, row.successor_id = heirs.from_day, heirs.of[row.id]
    else:
        row.ended_on = max(choice.decided_on or saving.today, began)
    row.end_kind = ENDS[choice.decision].value
    row.ended_at = saving.now
    row.version += 1


def _closing(
    row: Obligation, sheet: Sheet, choice: Choice, saving: Saving,
    basis: tuple[int | None, Heirs | None],
) -> YearClosing:  # fmt: skip
    document_id, heirs = basis
    return YearClosing(
        obligation_id=row.id, year=sheet.year, decision=choice.decision.value,
        heir_task_id=heirs.tasks[row.id] if heirs else None,
        heir_id=heirs.of[row.id] if heirs else None, document_id=document_id,
        decided_on=choice.decided_on or saving.today, ended_on=row.ended_on, words=choice.words,
        recorded_at=saving.now, actor_label=saving.actor.label,
    )  # fmt: skip


def _note(sheet: Sheet, rows: Sequence[Obligation], choice: Choice, saving: Saving) -> None:
    history.record(
        saving.actor, f"year.{choice.decision}", at=saving.now,
        subject=f"plan:{sheet.plan.code}", ids=[row.id for row in rows],
        detail={"year": sheet.year},
    )  # fmt: skip
