"""Words found in the rows of plans and in what units said, accent-blind.

Every word asked for must stand somewhere in the text. Printed rows are everybody's; what units
said is found only where the viewer may read it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from tracker.db import holds
from tracker.extensions import db
from tracker.permissions import Viewer
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.queries.visibility import fully_visible

SHOWN = 10
WORDS_LOOKED_THROUGH = 200_000
"""The newest lines of all histories in which words are looked for: a bound on the work."""


@dataclass(frozen=True, slots=True)
class FoundTask:
    """A plan row whose print holds the words."""

    code: str
    number: str
    title: str
    plan_id: int
    field_id: int | None


@dataclass(frozen=True, slots=True)
class FoundWords:
    """A line of a history that holds the words."""

    obligation_id: int
    unit_id: int
    title: str
    words: str
    happened_on: date
    actor_label: str


def find_tasks(words: Collection[str], most: int = SHOWN) -> tuple[int, list[FoundTask]]:
    """How many rows of plans hold the words, and the first of them: rows in force first."""
    found = select(Task).where(*holds(Task.search_key, words)).subquery()
    number = db.session.scalar(select(func.count()).select_from(found)) or 0
    query = (
        select(Task.code, Task.number, Task.title, Task.plan_id, Task.field_id)
        .where(*holds(Task.search_key, words))
        .order_by(Task.ended_on.is_not(None), Task.owes.desc(), Task.plan_id.desc(), Task.position)
        .limit(most)
    )
    return number, [FoundTask(*row) for row in db.session.execute(query)]


def find_words(viewer: Viewer, words: Collection[str], most: int = SHOWN + 1) -> list[FoundWords]:
    """The newest lines that hold the words and that the viewer may read, up to `most`."""
    return [FoundWords(*row) for row in db.session.execute(_words(viewer, words).limit(most))]


def _words(viewer: Viewer, words: Collection[str]) -> Select[Any]:
    newest = select(func.coalesce(func.max(StatusUpdate.id), 0)).scalar_subquery()
    return (
        select(
            StatusUpdate.obligation_id, Obligation.unit_id, Task.title, StatusUpdate.words,
            StatusUpdate.happened_on, StatusUpdate.actor_label,
        )
        .join(Obligation, Obligation.id == StatusUpdate.obligation_id)
        .join(Task, Task.id == Obligation.task_id)
        .where(
            StatusUpdate.id > newest - WORDS_LOOKED_THROUGH, Obligation.void.is_(False),
            fully_visible(viewer), *holds(StatusUpdate.search_key, words),
        )
        .order_by(StatusUpdate.id.desc())
    )  # fmt: skip
