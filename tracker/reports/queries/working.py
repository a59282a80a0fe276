"""What one unit did in a round's window: its own duties, what it did for others, late news."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from tracker.calendar.workdays import DaysOff
from tracker.extensions import db
from tracker.plans.models import Plan
from tracker.plans.queries import plan_fields
from tracker.plans.rules import Standing
from tracker.reports.queries.collecting import Told, collect
from tracker.reports.queries.standing import Scope, held_by
from tracker.reports.rules.compiled import Heading
from tracker.reports.rules.prefilling import Shared, UnitTold
from tracker.rounds.queries.rounds import RoundLine
from tracker.rounds.rules.windows import RoundKind, Window
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.queries.asof import Moment, counting, obligations_as_of, read
from tracker.tasks.rules.states import OF_FOLLOWERS, AssignmentRole, UpdateKind


@dataclass(frozen=True, slots=True)
class Place:
    """Whose report to which round: the unit, and the units whose work it tells."""

    line: RoundLine
    unit_code: str
    unit_name: str
    receiver: str
    outline: str
    units: frozenset[int]


def told_of(place: Place, known: datetime, days_off: DaysOff) -> UnitTold:
    """All that the report may say of the unit's work, as of the window's end."""
    line = place.line
    heading = Heading(
        line.regime_code, line.code, line.title, place.unit_code, place.unit_name, place.receiver,
        line.year, line.window.first, line.window.last, known, internal=False,
    )  # fmt: skip
    until = date(line.year, 12, 31) if line.kind is RoundKind.YEAR else None
    scope = Scope(line.year, place.units)
    collected = collect(heading, place.outline, scope, Told(until=until, criteria=False), days_off)
    return UnitTold(collected, tuple(shared_by(place.units, line.year, line.window, known)))


def shared_by(units: Collection[int], year: int, window: Window, known: datetime) -> list[Shared]:
    """What these units do for nhiệm vụ that others lead, as it stood at the window's end."""
    moment = Moment(window.last, known)
    query = (
        obligations_as_of(moment)
        .join(Plan, Plan.id == Obligation.plan_id)
        .where(
            Obligation.role == AssignmentRole.PARTNER.value, held_by(units, moment),
            Obligation.year == year, Plan.standing == Standing.ISSUED.value,
        )
        .order_by(Obligation.id)
    )  # fmt: skip
    rows = [row for row in read(query, moment) if row.ended_on is None]
    words, tasks = _words([row.id for row in rows], moment), _tasks({row.task_id for row in rows})
    fields = {number: one.code for number, one in plan_fields().items()}
    return [
        Shared(
            row.id, fields.get(tasks[row.task_id][0] or 0, ""), *tasks[row.task_id][1:],
            row.status.state, *words.get(row.id, ("", None)),
        )
        for row in rows
    ]  # fmt: skip


def _words(ids: Collection[int], moment: Moment) -> dict[int, tuple[str, date | None]]:
    query = (
        select(StatusUpdate.obligation_id, StatusUpdate.words, StatusUpdate.happened_on)
        .where(
            StatusUpdate.obligation_id.in_(ids), StatusUpdate.words != "",
            StatusUpdate.kind.not_in(OF_FOLLOWERS), *counting(moment),
        )
        .order_by(StatusUpdate.happened_on, StatusUpdate.recorded_at, StatusUpdate.id)
    )  # fmt: skip
    return {owner: (words, day) for owner, words, day in db.session.execute(query)}


def _tasks(ids: Collection[int]) -> dict[int, tuple[int | None, str, str]]:
    query = select(Task.id, Task.field_id, Task.title, Task.lead_text).where(Task.id.in_(ids))
    return {
        number: (field, title, lead) for number, field, title, lead in db.session.execute(query)
    }


@dataclass(frozen=True, slots=True)
class Arisen:
    """A word about the window that was recorded after the report was sent."""

    task_code: str
    title: str
    words: str
    happened_on: date
    recorded_at: datetime


def arisen_since(
    units: Collection[int], window: Window, sent_at: datetime, known: datetime
) -> list[Arisen]:
    """What happened in the window and was recorded after `sent_at`, by the day it happened."""
    moment = Moment(window.last, known)
    query = (
        select(
            Task.code, Task.title, StatusUpdate.words, StatusUpdate.happened_on,
            StatusUpdate.recorded_at,
        )
        .join(Obligation, Obligation.id == StatusUpdate.obligation_id)
        .join(Task, Task.id == Obligation.task_id)
        .where(
            held_by(units, moment), Obligation.void.is_(False),
            StatusUpdate.happened_on >= window.first, StatusUpdate.recorded_at > sent_at,
            StatusUpdate.kind.not_in((*OF_FOLLOWERS, UpdateKind.NO_CHANGE.value)),
            *counting(moment),
        )
        .order_by(StatusUpdate.happened_on, StatusUpdate.id)
    )  # fmt: skip
    return [Arisen(*row) for row in db.session.execute(query)]
