"""Who was told what, when, by which rung and to what end."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Select, func, select, tuple_

from tracker.accounts.models import User
from tracker.mail.rules import Channel
from tracker.reminders.models import Reminder
from tracker.reminders.rules.releasing import DROPPED
from tracker.reminders.rules.states import LineState
from tracker.reminders.rules.subjects import SubjectKind
from tracker.reminders.rules.wording import rung_words
from tracker.statements import rows_of
from tracker.tasks.models.delegation import Delegation
from tracker.tasks.models.obligation import DueDay, Obligation
from tracker.text import fold

PAGE = 50
"""Lines on one page of the record."""
SHOWN = 30
"""Tellings that the page of one phần việc shows."""
_ABOUT_ONE = (SubjectKind.OBLIGATION, SubjectKind.STANDING, SubjectKind.DEADLINE_SET)
"""Kinds whose subject is one phần việc."""


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One line of the ledger with the name of the person; `in_place_of` the one away."""

    id: int
    day: date
    kind: SubjectKind
    rung: str
    due_on: date
    unit_id: int
    title: str
    code: str
    channel: Channel
    state: LineState
    reason: str
    released_label: str
    person: str
    in_place_of: str

    @property
    def words(self) -> str:
        """Its rung in words."""
        return rung_words(self.rung)


@dataclass(frozen=True, slots=True)
class Telling:
    """What one person was told of one phần việc on one day, whatever the channels."""

    lines: tuple[ToldLine, ...]

    @property
    def first(self) -> ToldLine:
        """The line inside the program."""
        return self.lines[0]

    @property
    def ways(self) -> list[tuple[str, str, str]]:
        """Each channel with what became of it and why."""
        return [(one.channel.label, one.state.label, one.reason) for one in self.lines]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines are asked for; `unit_ids` is the scope (None: all), days are inclusive."""

    unit_ids: frozenset[int] | None
    first: date | None = None
    last: date | None = None
    person_ids: Collection[int] | None = None
    kinds: Collection[SubjectKind] = field(default_factory=lambda: tuple(SubjectKind))


def told_of_share(obligation_id: int) -> tuple[list[Telling], bool]:
    """What was told of one phần việc, newest first; whether there is more.

    What waits for release, or was dropped there, is the compiler's own.
    """
    query = _lines().where(
        Reminder.subject.in_(_keys_of(obligation_id)), Reminder.state != LineState.HELD.value,
        ~Reminder.reason.startswith(DROPPED, autoescape=True),
    )  # fmt: skip
    order = (Reminder.day.desc(), Reminder.person_id, Reminder.rung, Reminder.id)
    found = _read(query.order_by(*order).limit(3 * SHOWN + 1))
    tellings = [
        Telling(tuple(same))
        for _, same in groupby(found, key=lambda one: (one.day, one.person, one.kind, one.rung))
    ]
    return tellings[:SHOWN], len(tellings) > SHOWN


def _keys_of(obligation_id: int) -> list[str]:
    """The names of a phần việc in the ledger.

    Its internal days bear the division's id, a day that was set the number of the move.
    """
    own = [f"{kind.value}:{obligation_id}" for kind in _ABOUT_ONE]
    handed = select(Delegation.division_id).where(Delegation.obligation_id == obligation_id)
    unit = select(Obligation.unit_id).where(Obligation.id == obligation_id)
    parts = {row[0] for row in rows_of(handed.union(unit)) if row[0]}
    moves = rows_of(select(DueDay.ordinal).where(DueDay.obligation_id == obligation_id)).scalars()
    return [
        *own, *(f"{SubjectKind.OBLIGATION.value}:{obligation_id}:{one}" for one in parts),
        *(f"{SubjectKind.DEADLINE_SET.value}:{obligation_id}:{one}" for one in moves),
    ]  # fmt: skip


def page_of(
    asked: Asked, after: tuple[date, int] | None = None, size: int = PAGE
) -> Sequence[ToldLine]:
    """The lines after one of this day and id, newest first; at most `size`."""
    query = _cut(_lines(), asked)
    if after is not None:
        query = query.where(tuple_(Reminder.day, Reminder.id) < after)
    return _read(query.order_by(Reminder.day.desc(), Reminder.id.desc()).limit(size))


def count_of(asked: Asked) -> int:
    """How many lines there are."""
    return int(rows_of(_cut(select(func.count()).select_from(Reminder), asked)).scalar_one())


def people_named(words: str) -> list[int]:
    """The ids of those whose name holds every word, with or without marks."""
    wanted = fold(words).split()
    return [
        row.id
        for row in rows_of(select(User.id, User.name))
        if all(word in fold(row.name) for word in wanted)
    ]


_AWAY = User.__table__.alias("away")


def _lines() -> Select[Any]:
    return (
        select(
            Reminder.id, Reminder.day, Reminder.kind, Reminder.rung, Reminder.due_on,
            Reminder.unit_id, Reminder.title, Reminder.code, Reminder.channel, Reminder.state,
            Reminder.reason, Reminder.released_label, User.name,
            func.coalesce(_AWAY.c.name, "").label("away"),
        )
        .join(User, User.id == Reminder.person_id)
        .outerjoin(_AWAY, _AWAY.c.id == Reminder.for_person_id)
    )  # fmt: skip


def _cut(query: Select[Any], asked: Asked) -> Select[Any]:
    if asked.unit_ids is not None:
        query = query.where(Reminder.unit_id.in_(sorted(asked.unit_ids)))
    if asked.first is not None:
        query = query.where(Reminder.day >= asked.first)
    if asked.last is not None:
        query = query.where(Reminder.day <= asked.last)
    if asked.person_ids is not None:
        query = query.where(Reminder.person_id.in_(sorted(asked.person_ids)))
    else:  # every state: so that the index by state and day serves the span of days
        query = query.where(Reminder.state.in_([state.value for state in LineState]))
    return query.where(Reminder.kind.in_([kind.value for kind in asked.kinds]))


def _read(query: Select[Any]) -> list[ToldLine]:
    return list(_typed(rows_of(query).all()))


def _typed(rows: Sequence[Any]) -> Iterator[ToldLine]:
    for row in rows:
        yield ToldLine(
            row.id, row.day, SubjectKind(row.kind), row.rung, row.due_on, row.unit_id, row.title,
            row.code, Channel(row.channel), LineState(row.state), row.reason, row.released_label,
            row.name, row.away,
        )  # fmt: skip
