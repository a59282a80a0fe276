"""The ledger as the clock's operations read it: rows of columns, in the order of their ids."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, exists, func, select, text

from tracker.accounts.models import User
from tracker.extensions import db
from tracker.mail.models import Message
from tracker.reminders.models import Alarm, PersonSettings, PlannedDay, Reminder
from tracker.reminders.rules.lines import Line
from tracker.reminders.rules.people import Person
from tracker.reminders.rules.states import LineState
from tracker.statements import rows_of

BATCH = 500
FEW_RUNGS = 8
Key = tuple[str, str, date, int, str]
"""(subject, rung, due day, person, channel): what the database keeps unique."""

# Written out, not bound: a partial index serves only what names its condition.
_OPEN = text("reminder.state IN ('held', 'queued', 'gathered')")
# Every state named, so that the index over state and day serves.
_ANY_STATE = Reminder.state.in_([state.value for state in LineState])
_USUAL_HOUR = Person.__dataclass_fields__["hour"].default
WAITING = (LineState.HELD.value, LineState.QUEUED.value)
_COLUMNS = (
    Reminder.id, Reminder.subject, Reminder.kind, Reminder.rung, Reminder.level, Reminder.due_on,
    Reminder.late_from, Reminder.person_id, Reminder.channel, Reminder.day, Reminder.state,
    Reminder.released_at, Reminder.released_label,
)  # fmt: skip

_One = TypeVar("_One")


def batches(many: Sequence[_One]) -> Iterator[Sequence[_One]]:
    """The same in slices of `BATCH`."""
    for start in range(0, len(many), BATCH):
        yield many[start : start + BATCH]


def key_of(line: Line) -> Key:
    """What the database keeps unique of a line."""
    subject = line.subject
    return subject.key, line.rung, subject.day, line.person_id, line.channel.value


def _together(named: Collection[tuple[str, str]]) -> Iterator[Sequence[tuple[str, str]]]:
    """Rungs with their subjects in slices: each is looked up with each, so that rungs are few."""
    some: list[tuple[str, str]] = []
    rungs = 0
    for _, same in groupby(sorted(named), itemgetter(0)):
        if rungs == FEW_RUNGS:
            yield from batches(some)
            some, rungs = [], 0
        some += same
        rungs += 1
    yield from batches(some)


def standing_lines(lines: Collection[Line]) -> Iterator[tuple[Key, Row[Any]]]:
    """Those of these lines that the ledger holds by their keys: id, state, released_label, day."""
    for some in _together({(line.rung, line.subject.key) for line in lines}):
        rungs, subjects = {rung for rung, _ in some}, [subject for _, subject in some]
        query = select(
            Reminder.subject, Reminder.rung, Reminder.due_on, Reminder.person_id, Reminder.channel,
            Reminder.id, Reminder.state, Reminder.released_label, Reminder.day,
        ).where(Reminder.subject.in_(subjects), Reminder.rung.in_(rungs))  # fmt: skip
        for row in rows_of(query):
            yield (row.subject, row.rung, row.due_on, row.person_id, row.channel), row


def waiting_lines(today: date) -> Sequence[Row[Any]]:
    """The lines of days up to today that nobody was told yet, held and queued ones, locked."""
    query = _open_until(today).where(Reminder.state.in_(WAITING))
    return rows_of(query.with_for_update()).all()


def _open_until(today: date) -> Select[Any]:
    return select(*_COLUMNS).where(_OPEN, Reminder.day <= today).order_by(Reminder.id)


def gathered_lines(messages: Collection[int]) -> Sequence[Row[Any]]:
    """The lines of digests that are on their way, each with its message, locked."""
    query = select(*_COLUMNS, Reminder.message_id).where(
        Reminder.message_id.in_(messages), Reminder.state == LineState.GATHERED.value
    )
    return rows_of(query.order_by(Reminder.id).with_for_update()).all()


def _has_message(today: date) -> ColumnElement[bool]:
    return exists().where(
        Message.person_id == Reminder.person_id, Message.day == today,
        Message.channel == Reminder.channel,
    )  # fmt: skip


def readers_due(today: date, hour: int, most: int) -> list[int]:
    """Persons whose hour has come and who have lines waiting for a digest of today.

    By a channel on which today's digest stands already, lines wait for tomorrow's.
    """
    query = (
        select(Reminder.person_id)
        .outerjoin(PersonSettings, PersonSettings.user_id == Reminder.person_id)
        .where(
            _OPEN, Reminder.state == LineState.QUEUED.value, Reminder.day <= today,
            func.coalesce(PersonSettings.hour, _USUAL_HOUR) <= hour, ~_has_message(today),
        )
        .distinct()
        .order_by(Reminder.person_id)
        .limit(most)
    )  # fmt: skip
    return list(rows_of(query).scalars())


def lines_due(people: Collection[int], today: date) -> Sequence[Row[Any]]:
    """The queued lines of these persons that go into a digest of today."""
    query = _open_until(today).where(
        Reminder.state == LineState.QUEUED.value, Reminder.person_id.in_(people),
        ~_has_message(today),
    )  # fmt: skip
    return rows_of(query.with_for_update(of=Reminder)).all()


def hours_of(people: Collection[int]) -> dict[int, int]:
    """The hour at which each of these persons is told."""
    query = select(User.id, func.coalesce(PersonSettings.hour, _USUAL_HOUR)).outerjoin(
        PersonSettings, PersonSettings.user_id == User.id
    )
    return {row[0]: row[1] for row in rows_of(query.where(User.id.in_(people)))}


def last_planned(before: date) -> date | None:
    """The last day before this one whose lines were laid out."""
    query = select(func.max(PlannedDay.day)).where(PlannedDay.day < before)
    return db.session.scalar(query)


def counts_by_day(first: date, last: date) -> dict[date, tuple[int, int]]:
    """Of each day laid out: how many lines were ever added, and how many stand."""
    standing = (
        select(Reminder.day, func.count().label("lines"))
        .where(_ANY_STATE, Reminder.day.between(first, last))
        .group_by(Reminder.day)
        .subquery()
    )
    query = (
        select(PlannedDay.day, PlannedDay.lines, func.coalesce(standing.c.lines, 0))
        .outerjoin(standing, standing.c.day == PlannedDay.day)
        .where(PlannedDay.day.between(first, last))
        .order_by(PlannedDay.day)
    )
    return {day: (added, stand) for day, added, stand in rows_of(query)}


def spoken_on(day: date) -> set[tuple[str, str]]:
    """Which rungs, by kind and name, spoke of anything on a day."""
    query = select(Reminder.kind, Reminder.rung).where(_ANY_STATE, Reminder.day == day).distinct()
    return {(kind, rung) for kind, rung in rows_of(query)}


def told_of(subjects: Collection[str]) -> set[tuple[str, str, date]]:
    """Of these subjects, which rungs spoke for which day, to whomever."""
    found: set[tuple[str, str, date]] = set()
    for some in batches(sorted(subjects)):
        query = select(Reminder.subject, Reminder.rung, Reminder.due_on).distinct()
        rows = rows_of(query.where(Reminder.subject.in_(some)))
        found.update((subject, rung, due_on) for subject, rung, due_on in rows)
    return found


def open_alarms(*kinds: str) -> Sequence[Alarm]:
    """The alarms of these kinds that did not end."""
    query = select(Alarm).where(Alarm.kind.in_(kinds), Alarm.ended_at.is_(None))
    return db.session.scalars(query.order_by(Alarm.id)).all()
