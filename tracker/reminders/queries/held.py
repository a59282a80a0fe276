"""Lines for heads and leadership that wait for the compiler's release."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import ColumnElement, case, func, select, true

from tracker.accounts.models import User
from tracker.extensions import db
from tracker.mail.rules import Channel
from tracker.reminders.models import Reminder
from tracker.reminders.rules.ladder import Level
from tracker.reminders.rules.releasing import DROPPED
from tracker.reminders.rules.states import LineState
from tracker.reminders.rules.subjects import SubjectKind
from tracker.reminders.rules.wording import rung_words
from tracker.statements import rows_of

MOST = 600
"""Matters on one page; the rest follow once these were decided."""
RECENT = 30
"""Decisions shown below."""
Scope = frozenset[int] | None
_INSIDE_THE_PROGRAM = Reminder.channel == Channel.IN_APP.value
"""Everybody is told there: one such line for each matter and person."""


@dataclass(frozen=True, slots=True)
class HeldMatter:
    """One matter for one person; `ids` are its lines, one for each channel."""

    ids: tuple[int, ...]
    kind: SubjectKind
    unit_id: int
    person: str
    level: Level
    rung: str
    day: date
    due_on: date
    late_from: date | None
    title: str
    address: str
    code: str

    @property
    def value(self) -> str:
        """What the box of the form carries."""
        return "-".join(map(str, self.ids))

    @property
    def words(self) -> str:
        """Its rung in words."""
        return rung_words(self.rung)


@dataclass(frozen=True, slots=True)
class Decided:
    """Matters that one person released or dropped in one act."""

    at: datetime
    label: str
    released: int
    dropped: int


def held_matters(scope: Scope, today: date) -> tuple[list[HeldMatter], bool]:
    """What waits on `today`, by unit and person; whether there is more than a page."""
    query = (
        select(
            Reminder.id, Reminder.unit_id, Reminder.person_id, User.name, Reminder.level,
            Reminder.subject, Reminder.rung, Reminder.day, Reminder.due_on, Reminder.title,
            Reminder.address, Reminder.code, Reminder.late_from, Reminder.kind,
        )
        .join(User, User.id == Reminder.person_id)
        .where(Reminder.state == LineState.HELD.value, Reminder.day <= today, _inside(scope))
        .order_by(
            Reminder.unit_id, User.name, Reminder.person_id, Reminder.due_on, Reminder.subject,
            Reminder.rung, Reminder.id,
        )
        .limit(3 * MOST + 1)
    )  # fmt: skip
    matters = []
    rows = rows_of(query).all()
    for _, same in groupby(
        rows, key=lambda r: (r.unit_id, r.person_id, r.due_on, r.subject, r.rung)
    ):
        lines = list(same)
        one = lines[0]
        matters.append(
            HeldMatter(
                tuple(line.id for line in lines), SubjectKind(one.kind), one.unit_id, one.name,
                Level(one.level), one.rung, one.day, one.due_on, one.late_from, one.title,
                one.address, one.code,
            )
        )  # fmt: skip
    return matters[:MOST], len(matters) > MOST


def count_held(scope: Scope, today: date) -> int:
    """How many matters wait for release, each once for a person whatever the channels."""
    query = select(func.count()).where(
        Reminder.state == LineState.HELD.value, Reminder.day <= today, _INSIDE_THE_PROGRAM,
        _inside(scope),
    )  # fmt: skip
    return int(rows_of(query).scalar_one())


def locked_lines(scope: Scope, ids: Collection[int]) -> Sequence[Reminder]:
    """These lines, locked, as far as the scope goes, whatever their state."""
    query = select(Reminder).where(Reminder.id.in_(sorted(ids)), _inside(scope))
    return db.session.scalars(query.order_by(Reminder.id).with_for_update()).all()


def decided_lines(scope: Scope, since: date) -> list[Decided]:
    """The newest acts of release or dropping of what was told since a day, with their numbers."""
    dropped = case((Reminder.reason.startswith(DROPPED, autoescape=True), 1), else_=0)
    query = (
        select(Reminder.released_at, Reminder.released_label, func.count(), func.sum(dropped))
        .where(
            Reminder.released_at.is_not(None),
            Reminder.day >= since,
            _INSIDE_THE_PROGRAM,
            _inside(scope),
        )
        .group_by(Reminder.released_at, Reminder.released_label)
        .order_by(Reminder.released_at.desc())
        .limit(RECENT)
    )
    return [Decided(at, label, number - gone, gone) for at, label, number, gone in rows_of(query)]


def _inside(scope: Scope) -> ColumnElement[bool]:
    return true() if scope is None else Reminder.unit_id.in_(sorted(scope))
