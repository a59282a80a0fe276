"""How the obligations of plans stand, to tell what an edit does to them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select

from tracker.extensions import db
from tracker.permissions import Viewer
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.queries.visibility import fully_visible
from tracker.tasks.rules.effects import Change, Key, Stand
from tracker.units.queries import names_on

SHOWN = 30


def stands(plan_ids: Collection[int]) -> dict[Key, Stand]:
    """Every obligation of these plans by key."""
    spoken_of = exists().where(StatusUpdate.obligation_id == Obligation.id)
    query = select(
        Obligation.task_id, Obligation.role, Obligation.unit_id, Obligation.slot,
        Obligation.period_key, Obligation.id, Obligation.due_on, Obligation.ended_on,
        Obligation.void, spoken_of,
    ).where(Obligation.plan_id.in_(sorted(plan_ids)))  # fmt: skip
    return {
        (row[0], row[1], row[2], row[3], row[4]): Stand(*row[5:9], spoken_of=bool(row[9]))
        for row in db.session.execute(query)
    }


@dataclass(frozen=True, slots=True)
class Touched:
    """An obligation with words that an edit touches; `words` only where they may be read."""

    change: Change
    unit: str
    number: str
    title: str
    code: str
    words: str


def touched(viewer: Viewer, changes: Iterable[Change], today: date) -> list[Touched]:
    """The touched obligations by unit and task; the last words for those who may read them."""
    listed = list(changes)[:SHOWN]
    ids = [change.obligation_id for change in listed if change.obligation_id]
    query = (
        select(
            Obligation.id, Obligation.unit_id, Task.number, Task.title, Task.code,
            Obligation.last_words,
        )
        .join(Task, Task.id == Obligation.task_id)
        .where(Obligation.id.in_(ids))
    )  # fmt: skip
    rows = {row[0]: row for row in db.session.execute(query)}
    readable = select(Obligation.id).where(Obligation.id.in_(ids), fully_visible(viewer))
    may_read = set(db.session.scalars(readable))
    names = names_on(today, [row[1] for row in rows.values()]) if rows else {}
    return [
        Touched(
            change, names[row[1]].name, row[2], row[3], row[4],
            row[5] if row[0] in may_read else "",
        )
        for change in listed
        if (row := rows.get(change.obligation_id or 0)) is not None
    ]  # fmt: skip
