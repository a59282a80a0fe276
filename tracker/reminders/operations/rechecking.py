"""Re-check lines that wait: end those that nobody should be told any more, pass others on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Row, Table, bindparam, or_

from tracker.extensions import db
from tracker.mail.rules import Channel
from tracker.reminders.models import Reminder
from tracker.reminders.operations.laying_down import lay_down
from tracker.reminders.queries.ladder import policies
from tracker.reminders.queries.ledger import WAITING, gathered_lines, waiting_lines
from tracker.reminders.queries.people import people_on
from tracker.reminders.queries.sources import standing_of
from tracker.reminders.queries.switch import switch
from tracker.reminders.rules.ladder import Level
from tracker.reminders.rules.lateness import Waiting, caught_up, policy_of
from tracker.reminders.rules.lines import Line
from tracker.reminders.rules.people import People
from tracker.reminders.rules.planning import channels_of
from tracker.reminders.rules.rechecking import NOT_THEIRS, Decided, refusal
from tracker.reminders.rules.recipients import recipients
from tracker.reminders.rules.states import LineState
from tracker.reminders.rules.subjects import Subject
from tracker.text import vn_date

FEW = 100
"""Owners up to which only the people who matter to them are read."""

_TABLE = cast("Table", Reminder.__table__)
_END = (
    _TABLE.update()
    .where(
        _TABLE.c.id == bindparam("row"),
        or_(*(_TABLE.c.state == state for state in (*WAITING, LineState.GATHERED.value))),
    )
    .values(state=bindparam("end"), reason=bindparam("why"), ended_at=bindparam("at"))
)


@dataclass(slots=True)
class Sifted:
    """What became of lines: those still to be told, and why others ended, by id."""

    alive: list[Row[Any]]
    cancelled: dict[int, str] = field(default_factory=dict)
    expired: dict[int, str] = field(default_factory=dict)


def recheck(now: datetime, today: date) -> int:
    """End the waiting lines of days up to today that are not to be told; how many ended.

    Cancelled with the reason: the matter is closed, its day moved, the person is not in charge any
    more (those who are get the line). Expired with the reason: folded, or too late, by its rung's
    policy. New lines of a moved day come from planning.
    """
    sifted = sift(waiting_lines(today), today, now)
    return len(sifted.cancelled) + len(sifted.expired)


def recheck_digests(messages: Collection[int], today: date, now: datetime) -> set[int]:
    """Re-check the lines of digests before their first attempt; those with any still to be told.

    Dead lines are cancelled. No late policy: they are on their way already.
    """
    return {row.message_id for row in sift(gathered_lines(messages), today, now, fold=False).alive}


def sift(rows: Sequence[Row[Any]], today: date, now: datetime, *, fold: bool = True) -> Sifted:
    """Decide about every row, write the ends, pass on what others are in charge of now."""
    if not rows:
        return Sifted([])
    standing = standing_of({row.subject for row in rows}, today)
    owners = {one.owner for one in standing.values()}
    people, row = people_on(today, owners if len(owners) <= FEW else None), switch()
    on_since, chat_on = (row.on_since, row.chat_on) if row else (None, False)
    sifted = Sifted([])
    for line in rows:
        why = refusal(_decided(line), standing.get(line.subject), people, today, chat_on=chat_on)
        if why:
            sifted.cancelled[line.id] = why
        else:
            sifted.alive.append(line)
    if fold:
        _fold(sifted, today, on_since or today)
    end_lines(sifted.cancelled, LineState.CANCELLED, now)
    end_lines(sifted.expired, LineState.EXPIRED, now)
    _pass_on([line for line in rows if sifted.cancelled.get(line.id) == NOT_THEIRS], standing,
             people, _When(today, now, chat_on))  # fmt: skip
    return sifted


def end_lines(reasons: Mapping[int, str], state: LineState, now: datetime) -> None:
    """Bring lines to a final state, each with its reason; those that have ended stay."""
    changes = [
        {"row": row, "end": state.value, "why": why, "at": now} for row, why in reasons.items()
    ]
    if changes:
        db.session.connection().execute(_END, changes)


def _decided(row: Row[Any]) -> Decided:
    return Decided(
        Level(row.level), row.rung, row.due_on, row.late_from, row.person_id, Channel(row.channel)
    )


def _fold(sifted: Sifted, today: date, on_since: date) -> None:
    """Late policies; of days before reminders were switched on (again) nothing is told."""
    known = policies()
    early = f"Ngày nhắc trước ngày bật nhắc việc {vn_date(on_since)}"
    sifted.expired = {row.id: early for row in sifted.alive if row.day < on_since} | caught_up(
        today,
        [
            Waiting(
                row.id, (row.subject, row.level, row.person_id, row.channel),
                LineState(row.state), row.day, policy_of(known, row.kind, row.rung),
                released=row.released_at is not None,
            )
            for row in sifted.alive
            if row.day >= on_since
        ],
    )  # fmt: skip
    sifted.alive = [row for row in sifted.alive if row.id not in sifted.expired]


@dataclass(frozen=True, slots=True)
class _When:
    today: date
    now: datetime
    chat_on: bool


def _pass_on(
    rows: Sequence[Row[Any]], standing: Mapping[str, Subject], people: People, when: _When
) -> None:
    """The same lines for those who are in charge now; what was released needs no release again."""
    for row in rows:
        subject, level = standing[row.subject], Level(row.level)
        lines = [
            Line(
                subject, row.rung, level, row.day, one.person_id, channel, LineState(row.state),
                one.for_person_id,
            )
            for one in recipients(subject.owner, level, people, when.today)
            for channel in channels_of(people.by_id[one.person_id], chat_on=when.chat_on)
        ]  # fmt: skip
        lay_down(lines, when.now)
