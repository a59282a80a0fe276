"""What a person was told inside the program."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, func, select

from tracker.mail.models import Message
from tracker.mail.rules import Channel, MessageState
from tracker.reminders.queries.letters import told_of
from tracker.reminders.rules.digest import Told
from tracker.statements import rows_of

PAGE = 10
"""Digests on one page."""


def unread_of(person_id: ColumnElement[int]) -> ScalarSelect[int]:
    """How many digests a person has not opened yet, as a column beside the person's id."""
    return (
        select(func.count())
        .where(
            Message.person_id == person_id,
            Message.channel == Channel.IN_APP.value,
            Message.state == MessageState.SENT.value,
            Message.read_at.is_(None),
        )
        .scalar_subquery()
    )


@dataclass(frozen=True, slots=True)
class Notice:
    """One digest of a person: its day, whether it was opened, what it tells."""

    id: int
    day: date
    is_read: bool
    lines: list[Told]


def notices_of(person_id: int, before: date | None, today: date) -> tuple[list[Notice], bool]:
    """A person's digests before a day (None: all), newest first; whether there are older ones."""
    query = (
        select(Message.id, Message.day, Message.read_at)
        .where(
            Message.person_id == person_id,
            Message.channel == Channel.IN_APP.value,
            Message.state == MessageState.SENT.value,
        )
        .order_by(Message.day.desc())
        .limit(PAGE + 1)
    )
    found = rows_of(query if before is None else query.where(Message.day < before)).all()
    told = told_of([row.id for row in found[:PAGE]], today)
    notices = [
        Notice(row.id, row.day, row.read_at is not None, told.get(row.id, []))
        for row in found[:PAGE]
    ]
    return notices, len(found) > PAGE
