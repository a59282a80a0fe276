"""Name an heir for work that ended without one: a decision of its own, effective the same day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from tracker.documents.operations import Paper, record_paper
from tracker.extensions import db
from tracker.handover.heirs.queries import waiting_tasks
from tracker.handover.operations import Applied, apply_succession
from tracker.handover.reading import FileMove, NewUnit, SuccessionFile
from tracker.handover.rules import MoveKind, MoveScope
from tracker.permissions import Actor
from tracker.refusals import Stale
from tracker.tasks.operations.desired import Settings
from tracker.units.models import Succession, Unit


@dataclass(frozen=True, slots=True)
class Decision:
    """Who takes what over: these tasks, or with none named everything that is left.

    `basis` is the code of a paper on record; `paper` one that has no row yet. `begun` is the heir
    where it is a body that begins with this decision. `seen` are the tasks that waited when the
    decision was taken.
    """

    from_unit: str
    ended_on: date
    tasks: Sequence[str]
    to_unit: str
    basis: str
    note: str
    seen: frozenset[str]
    paper: Paper | None = None
    begun: NewUnit | None = None


def name_heir(
    decision: Decision, settings: Settings, actor: Actor, now: datetime
) -> tuple[str, Applied]:
    """Record the decision and open the heir's shares, with state and words; its code.

    Raises Stale where somebody else decided meanwhile, SuccessionFileError.
    """
    giver = db.session.scalars(
        select(Unit).where(Unit.code == decision.from_unit).with_for_update()
    ).one()
    waiting = waiting_tasks(giver.id, decision.ended_on)
    whole = not decision.tasks
    if not set(decision.tasks) <= waiting or (whole and waiting != decision.seen) or not waiting:
        raise Stale
    paper = record_paper(decision.paper) if decision.paper else None
    begun = (decision.begun,) if decision.begun else ()
    file = SuccessionFile(
        code=_code(decision), effective_on=decision.ended_on,
        basis=paper.code if paper else decision.basis, title=decision.note, new_units=begun,
        moves=tuple(_move(decision, task) for task in decision.tasks or ("",)),
    )  # fmt: skip
    return file.code, apply_succession(file, settings, actor, now)


def _move(decision: Decision, task: str) -> FileMove:
    scope = MoveScope.TASK if task else MoveScope.WHOLE
    return FileMove(
        decision.from_unit, decision.to_unit, MoveKind.DUTY, scope, "", task, decision.note
    )


def _code(decision: Decision) -> str:
    """The unit, the day and the first number that is free, as in BG-H-KS-2025-07-01-1."""
    unit = re.sub(r"[^A-Za-z0-9._-]", "-", decision.from_unit)[:30]
    base, number = f"BG-{unit}-{decision.ended_on.isoformat()}", 1
    query = select(Succession.file_code).where(Succession.file_code.startswith(f"{base}-"))
    taken = set(db.session.scalars(query))
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"
