"""What one digest tells, read as values for its letter or its page."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tracker.accounts.models import User
from tracker.extensions import db
from tracker.mail.models import Message
from tracker.reminders.models import Reminder
from tracker.reminders.rules.digest import Told
from tracker.reminders.rules.ladder import Level
from tracker.reminders.rules.states import LineState
from tracker.reminders.rules.subjects import SubjectKind
from tracker.statements import rows_of
from tracker.units.queries import names_on

_NOT_TOLD = [LineState.CANCELLED.value, LineState.EXPIRED.value]


@dataclass(frozen=True, slots=True)
class Digest:
    """One digest: its day, the person it is for, and its lines."""

    day: date
    person: str
    lines: list[Told]


def digests_of(messages: Collection[int]) -> dict[int, Digest]:
    """These digests by id, each with the lines that are still to be told (or were)."""
    query = select(Message.id, Message.day, User.name).join(User, User.id == Message.person_id)
    rows = rows_of(query.where(Message.id.in_(messages))).all()
    days: dict[date, list[int]] = {}
    for number, day, _ in rows:
        days.setdefault(day, []).append(number)
    told = {number: lines for day, some in days.items() for number, lines in
            told_of(some, day).items()}  # fmt: skip
    return {number: Digest(day, name, told.get(number, [])) for number, day, name in rows}


def told_of(message_ids: list[int], day: date) -> dict[int, list[Told]]:
    """The lines of these digests by digest, with the units' short names of a day."""
    query = (
        select(Reminder, User.name)
        .outerjoin(User, User.id == Reminder.for_person_id)
        .where(Reminder.message_id.in_(message_ids), Reminder.state.not_in(_NOT_TOLD))
        .order_by(Reminder.due_on, Reminder.id)
    )
    rows = db.session.execute(query).all()
    names = names_on(day, {row.unit_id for row, _ in rows})
    found: dict[int, list[Told]] = {}
    for row, in_place_of in rows:
        unit = names[row.unit_id].short_name if row.unit_id in names else ""
        if row.message_id is not None:
            found.setdefault(row.message_id, []).append(_told(row, unit, in_place_of or ""))
    return found


def _told(row: Reminder, unit: str, in_place_of: str) -> Told:
    return Told(
        SubjectKind(row.kind), Level(row.level), row.due_on, row.late_from, row.unit_id, unit,
        row.title, row.code, row.address, row.detail, bool(row.reason), in_place_of, row.subject,
    )  # fmt: skip
