"""Gather what a person is to be told today into one digest for each channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Row, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite

from tracker.calendar.zone import VIETNAM
from tracker.extensions import db
from tracker.mail.models import Message
from tracker.mail.rules import Channel, MessageState
from tracker.reminders.models import Reminder
from tracker.reminders.operations.rechecking import sift
from tracker.reminders.queries.ledger import hours_of, lines_due, readers_due
from tracker.reminders.queries.switch import switch
from tracker.reminders.rules.gathering import digest_name, hour_on
from tracker.reminders.rules.lateness import lateness_words
from tracker.reminders.rules.states import LineState

AT_ONCE = 200
"""Persons whose digests are made in one transaction."""

_MESSAGES = cast("Table", Message.__table__)
_LINES = cast("Table", Reminder.__table__)
_TAKE = (
    _LINES.update()
    .where(_LINES.c.id == bindparam("row"), _LINES.c.state == LineState.QUEUED.value)
    .values(
        state=bindparam("new_state"), message_id=bindparam("message"), reason=bindparam("why"),
        ended_at=bindparam("ended"),
    )
)  # fmt: skip
Reader = tuple[int, str]


@dataclass(frozen=True, slots=True)
class _Moment:
    """Now, the day it is, and since when a letter may be tried (the real clock)."""

    now: datetime
    today: date
    ready_at: datetime


def gather(now: datetime, *, ready_at: datetime | None = None, most: int = AT_ONCE) -> int:
    """Make the digests of up to `most` persons whose hour has come; how many were made.

    One for a person, day and channel: where today's stands already, lines wait for tomorrow's.
    Lines are re-checked and folded first. Those shown inside the program count as told at once;
    letters wait in the outbox from `ready_at` (the real instant, `now` without it). None is made
    only when nobody is left whose digest is due, or while reminders are off.
    """
    today, row = now.astimezone(VIETNAM).date(), switch()
    if row is None or row.on_since is None:
        return 0
    moment = _Moment(now, today, ready_at or now)
    while people := readers_due(today, now.astimezone(VIETNAM).hour, most):
        alive = sift(lines_due(people, today), today, now).alive
        made = _make({(row.person_id, row.channel) for row in alive}, moment)
        _take([row for row in alive if (row.person_id, row.channel) in made], made, moment)
        if made:
            return len(made)
    return 0


def _make(readers: set[Reader], moment: _Moment) -> dict[Reader, int]:
    """The digests that did not stand yet, by reader."""
    if not readers:
        return {}
    dialect = db.session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    hours = hours_of({person for person, _ in readers})
    statement = (
        insert(_MESSAGES)
        .on_conflict_do_nothing()
        .returning(_MESSAGES.c.id, _MESSAGES.c.person_id, _MESSAGES.c.channel)
    )
    rows = [_digest(reader, hours[reader[0]], moment) for reader in sorted(readers)]
    found = db.session.connection().execute(statement, rows)
    return {(person, channel): row for row, person, channel in found}


def _digest(reader: Reader, hour: int, moment: _Moment) -> dict[str, Any]:
    person_id, channel = reader
    inside = channel == Channel.IN_APP.value
    return {
        "person_id": person_id, "day": moment.today, "channel": channel,
        "message_id": digest_name(person_id, moment.today, Channel(channel)),
        "address": "", "reason": "", "letter": {}, "last_error": "", "lease_owner": "",
        "attempt": 0, "perhaps_sent": False, "created_at": moment.now,
        "state": MessageState.SENT.value if inside else MessageState.QUEUED.value,
        "due_at": hour_on(moment.today, hour, VIETNAM), "next_at": moment.ready_at,
        "ended_at": moment.now if inside else None,
    }  # fmt: skip


def _take(rows: Sequence[Row[Any]], made: Mapping[Reader, int], moment: _Moment) -> None:
    """Put the lines into their digests."""
    changes = [
        {
            "row": row.id, "message": made[row.person_id, row.channel],
            "why": lateness_words(row.day, moment.today, released=row.released_at is not None),
            **_told(row.channel == Channel.IN_APP.value, moment),
        }
        for row in rows
    ]  # fmt: skip
    if changes:
        db.session.connection().execute(_TAKE, changes)


def _told(inside: bool, moment: _Moment) -> dict[str, Any]:
    if inside:
        return {"new_state": LineState.SENT.value, "ended": moment.now}
    return {"new_state": LineState.GATHERED.value, "ended": None}
