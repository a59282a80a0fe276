"""Words found in the rows of plans and in what units said, accent-blind.

Every word asked for must stand somewhere in the text. Printed rows are everybody's; what units
said is found only where the viewer may read it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    Integer,
    Select,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
    true,
)

from tracker import word_index
from tracker.db import read_snapshot
from tracker.extensions import db
from tracker.permissions import Viewer
from tracker.statements import holds
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.queries.visibility import fully_visible
from tracker.text import word_key

SHOWN = 10
WORDS_LOOKED_THROUGH = 200_000
"""The newest lines of all histories, read through one by one: a bound on the work."""
OLDER_LOOKED_AT = 20_000
"""Older lines with the words, of which those that the viewer may read are taken: another bound."""
OLDER_AT_ONCE = 2_000


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
    """The newest lines in which every word begins some word, and that the viewer may read.

    First the newest lines are read through: a word in everybody's mouth is found there. What is
    older is found by the index of words. Up to `most` lines.
    """
    keys = word_key(" ".join(words)).split()
    if not keys:
        return []
    said, before = literal(" ").concat(StatusUpdate.search_key), _before()
    newest = _select(viewer).where(
        StatusUpdate.id > before, *(said.contains(f" {word}") for word in keys)
    )
    found = [FoundWords(*row) for row in db.session.execute(newest.limit(most))]
    older = _older(keys, before) if len(found) < most else []
    for first in range(0, len(older), OLDER_AT_ONCE):
        if len(found) < most:
            part = StatusUpdate.id.in_(older[first : first + OLDER_AT_ONCE])
            rest = _select(viewer).where(part).limit(most - len(found))
            found += [FoundWords(*row) for row in db.session.execute(rest)]
    return found


def searched_all(words: Collection[str]) -> bool:
    """Whether `find_words` looked at every older line with the words, not at the cap of them."""
    keys = word_key(" ".join(words)).split()
    if not keys:
        return True
    return len(_older(keys, _before())) < OLDER_LOOKED_AT


def _before() -> int:
    """The last line that is not among the newest; nothing is older than that when it is below 1."""
    return (db.session.scalar(select(func.max(StatusUpdate.id))) or 0) - WORDS_LOOKED_THROUGH


def _older(keys: list[str], before: int) -> list[int]:
    """The ids of older lines in which every word begins some word, newest first, to the cap.

    PostgreSQL is held to the index: it would read the whole table through where it guesses that
    the words are frequent.
    """
    if before < 1:
        return []
    if db.engine.dialect.name == "sqlite":
        lines = table(word_index.NAME, column("rowid", Integer))
        question = literal_column(word_index.NAME).op("MATCH")(word_index.asked(keys, sqlite=True))
        found = select(lines.c.rowid).where(question, lines.c.rowid <= before)
        newest = found.order_by(lines.c.rowid.desc()).limit(OLDER_LOOKED_AT)
        return list(db.session.scalars(newest))
    found = select(StatusUpdate.id).where(word_index.matches(keys), StatusUpdate.id <= before)
    with read_snapshot() as session:
        session.execute(_BY_INDEX)
        return sorted(session.scalars(found.limit(OLDER_LOOKED_AT)), reverse=True)


_BY_INDEX = select(
    *(func.set_config(f"enable_{scan}", "off", true()) for scan in ("seqscan", "indexscan"))
)


def _select(viewer: Viewer) -> Select[Any]:
    return (
        select(
            StatusUpdate.obligation_id, Obligation.unit_id, Task.title, StatusUpdate.words,
            StatusUpdate.happened_on, StatusUpdate.actor_label,
        )
        .join(Obligation, Obligation.id == StatusUpdate.obligation_id)
        .join(Task, Task.id == Obligation.task_id)
        .where(Obligation.void.is_(False), fully_visible(viewer))
        .order_by(StatusUpdate.id.desc())
    )  # fmt: skip
