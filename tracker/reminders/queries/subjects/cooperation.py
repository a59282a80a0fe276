"""Requests of a lead that wait for a partner's answer, while the lead's work goes on."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from tracker.calendar.workdays import ONE_DAY
from tracker.reminders.queries.subjects.owed import batches
from tracker.reminders.rules.lines import Sought
from tracker.reminders.rules.local import local_day, spans_of
from tracker.reminders.rules.subjects import Owner, Subject, SubjectKind
from tracker.reminders.rules.titles import title_of
from tracker.rounds.rules.audience import living_heirs
from tracker.statements import rows_of
from tracker.tasks.models.asking import CooperationRequest
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.rules.states import AssignmentRole
from tracker.units.queries import heirs_on, names_on

_R = CooperationRequest
_WAITING = and_(_R.answered_on.is_(None), _R.withdrawn_at.is_(None))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request that waits; `lead_id` is who asked."""

    id: int
    task_id: int
    lead_id: int
    partner_id: int
    paper: str
    asked_on: date
    answer_by: date | None
    recorded_at: datetime
    code: str
    number: str
    title: str


_QUERY = (
    select(
        _R.id, Obligation.task_id, Obligation.unit_id, _R.partner_unit_id, _R.paper, _R.asked_on,
        _R.answer_by, _R.recorded_at, Task.code, Task.number, Task.title,
    )
    .join(Obligation, Obligation.id == _R.obligation_id)
    .join(Task, Task.id == Obligation.task_id)
    .where(
        _WAITING, Obligation.void.is_(False),
        or_(Obligation.open.is_(True), Obligation.successor_id.is_not(None)),
    )
    .order_by(_R.id)
)  # fmt: skip


def found(sought: Sought, today: date) -> list[Subject]:
    """Those to be answered by one of the days, late from one, or recorded on one of them."""
    days = sought.days | {day - ONE_DAY for day in sought.late}
    conditions: list[ColumnElement[bool]] = [
        and_(_R.recorded_at >= first, _R.recorded_at < after)
        for first, after in spans_of(sought.opened)
    ]
    conditions += [_R.answer_by.in_(sorted(days))] if days else []
    if not conditions:
        return []
    return list(_subjects(_read(or_(*conditions)), today))


def standing(refs: Collection[tuple[int, int]], today: date) -> dict[str, Subject]:
    """Those that still wait."""
    asked = [
        one for batch in batches(ref for ref, _ in refs) for one in _read(_R.id.in_(batch))
    ]  # fmt: skip
    return {one.key: one for one in _subjects(asked, today)}


def _read(condition: Any) -> list[_Asked]:  # noqa: ANN401 - a condition
    return [_Asked(*row) for row in rows_of(_QUERY.where(condition))]


def _subjects(asked: list[_Asked], today: date) -> Iterator[Subject]:
    if not asked:
        return
    heirs, takers = heirs_on(today), _takers(asked)
    names = names_on(today, {one.lead_id for one in asked})
    for one in asked:
        note = f"{names[one.lead_id].name} đề nghị phối hợp"
        yield Subject(
            SubjectKind.COOPERATION, one.id, one.answer_by or one.asked_on,
            local_day(one.recorded_at), Owner(_answerer(one, takers, heirs)),
            title_of(one.number, one.title, note), one.code, f"/phoi-hop/{one.id}",
            late_from=one.answer_by + ONE_DAY if one.answer_by else None, detail=one.paper,
        )  # fmt: skip


def _answerer(
    one: _Asked, takers: Mapping[tuple[int, int], int], heirs: Mapping[int, Collection[int]]
) -> int:
    """Who answers: the unit asked, else who took its part in the task, else its whole place."""
    taker, seen = one.partner_id, set()
    while (one.task_id, taker) in takers and taker not in seen:
        seen.add(taker)
        taker = takers[one.task_id, taker]
    return (*living_heirs(taker, heirs), taker)[0]


_TAKER = aliased(Obligation)


def _takers(asked: Collection[_Asked]) -> dict[tuple[int, int], int]:
    """Who took a partner's part over, by task and the partner that gave it up."""
    query = (
        select(Obligation.task_id, Obligation.unit_id, _TAKER.unit_id)
        .join(_TAKER, _TAKER.id == Obligation.successor_id)
        .where(
            Obligation.role == AssignmentRole.PARTNER.value,
            _TAKER.unit_id != Obligation.unit_id,
        )
        .order_by(Obligation.id)
    )
    return {
        (task, giver): taker
        for batch in batches(one.task_id for one in asked)
        for task, giver, taker in rows_of(query.where(Obligation.task_id.in_(batch)))
    }
