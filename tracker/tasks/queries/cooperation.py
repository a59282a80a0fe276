"""Requests between a lead and its partners: who may read them, and what each side sees.

The partner sees what was asked and the lead's state and last word, never evidence or files. A unit
that took another's place stands where that unit stood.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, literal, or_, select, true, tuple_
from sqlalchemy.orm import aliased

from tracker.extensions import db
from tracker.permissions import Permission, Viewer
from tracker.tasks.models.asking import CooperationRequest
from tracker.tasks.models.obligation import NO_DAY, Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.queries.rows import one_of
from tracker.tasks.queries.visibility import fully_visible
from tracker.tasks.rules.cooperating import RequestState, Side, state_of
from tracker.tasks.rules.states import AssignmentRole
from tracker.units.models import Succession, Unit

PAGE = 25
COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Request:
    """One request with what both sides may read of it; `sides`: where the viewer stands."""

    id: int
    obligation_id: int
    lead_unit_id: int
    partner_unit_id: int
    paper: str
    asked_on: date
    answer_by: date | None
    words: str
    recorded_at: datetime
    actor_label: str
    answered_on: date | None
    answer_paper: str
    answer_words: str
    answer_label: str
    answer_by_lead: bool
    answered_at: datetime | None
    withdrawn_at: datetime | None
    version: int
    plan_id: int
    code: str
    number: str
    title: str
    due_on: date | None
    late_from: date | None
    lead_state: str
    lead_words: str
    lead_words_on: date | None
    open: bool

    @property
    def withdrawn(self) -> bool:
        """Whether the lead took it back."""
        return self.withdrawn_at is not None

    def state(self, today: date) -> RequestState:
        """Where it stands on a day."""
        return state_of(self.answered_on, self.answer_by, today, withdrawn=self.withdrawn)

    @property
    def place(self) -> tuple[date, int]:
        """Its place in a list: by the day of answer, then by entry."""
        return self.answer_by or NO_DAY, self.id


_R = CooperationRequest
_COLUMNS = (
    _R.id, _R.obligation_id, Obligation.unit_id.label("lead_unit_id"), _R.partner_unit_id,
    _R.paper, _R.asked_on, _R.answer_by, _R.words, _R.recorded_at, _R.actor_label,
    _R.answered_on, _R.answer_paper, _R.answer_words, _R.answer_label, _R.answer_by_lead,
    _R.answered_at, _R.withdrawn_at, _R.version, Obligation.plan_id, Task.code, Task.number,
    Task.title, Obligation.due_on, Obligation.late_from, Obligation.state,
    Obligation.last_words, Obligation.last_words_on, Obligation.open,
)  # fmt: skip
_FROM = (
    select(*_COLUMNS)
    .join(Obligation, Obligation.id == _R.obligation_id)
    .join(Task, Task.id == Obligation.task_id)
    .where(Obligation.void.is_(False))
)
_WAITING = and_(_R.answered_on.is_(None), _R.withdrawn_at.is_(None))
_ANSWER_DAY = func.coalesce(_R.answer_by, NO_DAY)


def standing_for(units: Collection[int], today: date) -> Select[tuple[int]]:
    """These units and every unit whose whole place one of them took by today, step by step."""
    own = select(Unit.id).where(one_of(Unit.id, units)).cte("standing_for", recursive=True)
    gone = (
        select(Succession.from_unit_id)
        .join(own, own.c.id == Succession.to_unit_id)
        .join(Unit, Unit.id == Succession.from_unit_id)
        .where(Succession.scope == "whole", Succession.effective_on <= today, Unit.valid_to < today)
    )
    every = own.union(gone)
    return select(every.c.id)


_GIVER, _TAKER = aliased(Obligation), aliased(Obligation)


def _as_partner(units: Collection[int], today: date) -> ColumnElement[bool]:
    """Asked of one of these units, or of one whose part in the task was handed to them."""
    every = standing_for(units, today)
    handed = (
        select(_GIVER.id)
        .join(_TAKER, _TAKER.id == _GIVER.successor_id)
        .where(
            _GIVER.task_id == Obligation.task_id, _GIVER.unit_id == _R.partner_unit_id,
            _GIVER.role == AssignmentRole.PARTNER.value, _TAKER.unit_id.in_(every),
        )
        .exists()
    )  # fmt: skip
    return or_(_R.partner_unit_id.in_(every), handed)


def received_by(viewer: Viewer, permission: Permission, today: date) -> ColumnElement[bool]:
    """The condition under which a request was put to the viewer's own units."""
    units = viewer.scope(permission)
    return true() if units is None else _as_partner(units, today)


def sent_by(viewer: Viewer, permission: Permission) -> ColumnElement[bool]:
    """The condition under which a request is of a share whose words are the viewer's to read."""
    return fully_visible(viewer, permission)


def _readable(viewer: Viewer, today: date) -> ColumnElement[bool]:
    permission = Permission.READ_WORK
    return or_(sent_by(viewer, permission), received_by(viewer, permission, today))


def readable_request(viewer: Viewer, request_id: int, today: date) -> Request | None:
    """The request, or None where it is not the viewer's to read."""
    query = _FROM.where(_R.id == request_id, _readable(viewer, today))
    row = db.session.execute(query).first()
    return Request(*row) if row else None


def sides_of(viewer: Viewer, request: Request, today: date) -> frozenset[Side]:
    """On which sides the viewer may write; nobody stands on a side without units of their own."""
    units = viewer.scope(Permission.ASK_OTHERS)
    if units is None:
        return frozenset(Side)
    if not units:
        return frozenset()
    query = select(_R.id).join(Obligation, Obligation.id == _R.obligation_id)
    asked = query.where(_R.id == request.id, _as_partner(units, today))
    sides = {Side.LEAD} if request.lead_unit_id in units else set()
    if db.session.scalar(asked) is not None:
        sides.add(Side.PARTNER)
    return frozenset(sides)


def locked_request(request_id: int) -> CooperationRequest | None:
    """The stored row, locked for writing."""
    query = select(_R).where(_R.id == request_id).with_for_update()
    return db.session.scalars(query).first()


@dataclass(frozen=True, slots=True)
class RequestCut:
    """By what a list of requests is cut; `received`: put to own units, else sent by them."""

    received: bool = True
    state: RequestState | None = RequestState.WAITING
    unit_id: int | None = None


def requests(
    viewer: Viewer, cut: RequestCut, today: date, after: tuple[date, int] | None = None,
    limit: int = PAGE + 1,
) -> list[Request]:  # fmt: skip
    """At most `limit` requests after the key, the earliest day of answer first."""
    query = _cut(_FROM, viewer, cut, today)
    if after is not None:
        query = query.where(tuple_(_ANSWER_DAY, _R.id) > tuple_(*map(literal, after)))
    rows: list[Row[Any]] = list(db.session.execute(query.order_by(_ANSWER_DAY, _R.id).limit(limit)))
    return [Request(*row) for row in rows]


def count(viewer: Viewer, cut: RequestCut, today: date) -> int:
    """How many requests the list has, up to one more than COUNTED."""
    some = _cut(_FROM, viewer, cut, today).with_only_columns(_R.id).limit(COUNTED + 1)
    return db.session.scalar(select(func.count()).select_from(some.subquery())) or 0


def _cut(query: Select[Any], viewer: Viewer, cut: RequestCut, today: date) -> Select[Any]:
    permission = Permission.READ_WORK
    whose = received_by(viewer, permission, today) if cut.received else sent_by(viewer, permission)
    query = query.where(whose, *_of_state(cut.state, today))
    if cut.unit_id is None:
        return query
    other = Obligation.unit_id if cut.received else _R.partner_unit_id
    return query.where(other == cut.unit_id)


def _of_state(state: RequestState | None, today: date) -> list[ColumnElement[bool]]:
    if state is None:
        return []
    if state is RequestState.WITHDRAWN:
        return [_R.withdrawn_at.is_not(None)]
    if state is RequestState.ANSWERED:
        return [_R.answered_on.is_not(None), _R.withdrawn_at.is_(None)]
    late = [_R.answer_by < today] if state is RequestState.LATE else []
    return [_WAITING, *late]


def waiting_for(units: Collection[int], today: date, limit: int) -> list[Request]:
    """What others still wait for from these units, at most `limit`, the earliest day first."""
    query = _FROM.where(_WAITING, _as_partner(units, today))
    rows = db.session.execute(query.order_by(_ANSWER_DAY, _R.id).limit(limit))
    return [Request(*row) for row in rows]


def of_share(obligation_id: int) -> list[Request]:
    """Every request of one obligation, the latest first; its viewer may read it fully."""
    query = _FROM.where(_R.obligation_id == obligation_id).order_by(_R.id.desc())
    return [Request(*row) for row in db.session.execute(query)]


def partners_of(task_id: int, own_unit_id: int) -> list[int]:
    """The units that have a part in the task beside the lead's own, partners first."""
    query = (
        select(Obligation.unit_id, func.max(Obligation.role))
        .where(
            Obligation.task_id == task_id, Obligation.void.is_(False),
            Obligation.ended_on.is_(None), Obligation.unit_id != own_unit_id,
        )
        .group_by(Obligation.unit_id)
    )  # fmt: skip
    found = db.session.execute(query).all()
    return [unit for unit, _ in sorted(found, key=lambda row: row[1], reverse=True)]
