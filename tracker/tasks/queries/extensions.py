"""Requests for a later day, who decides them, and what both counts are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, or_, select, true
from sqlalchemy.orm import aliased

from tracker.documents.models import Document
from tracker.extensions import db
from tracker.permissions import Permission, Viewer, can
from tracker.plans.models import Plan
from tracker.statements import rows_of
from tracker.tasks.models.asking import Extension
from tracker.tasks.models.obligation import FIRST_DAY, NO_DAY, Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.queries.counting import CountFilter, equal_to
from tracker.tasks.queries.rows import Scope
from tracker.tasks.queries.visibility import fully_visible
from tracker.tasks.rules.extending import Extended
from tracker.tasks.rules.states import AssignmentRole, Cell, ExtensionStatus, State

PAGE = 25


@dataclass(frozen=True, slots=True)
class ExtensionLine:
    """One request with its obligation; `decidable`: the plan's issuer is on the viewer's side."""

    id: int
    obligation_id: int
    unit_id: int
    plan_id: int
    code: str
    number: str
    title: str
    due_on: date | None
    original_due_on: date | None
    status: str
    asked_on: date
    paper: str
    reason: str
    requested_until: date
    recorded_at: datetime
    actor_label: str
    decided_on: date | None
    granted_until: date | None
    decision_words: str
    decided_label: str
    version: int
    document: str | None
    issuer: str | None
    decidable: bool


_E = Extension
_COLUMNS = (
    _E.id, _E.obligation_id, Obligation.unit_id, Obligation.plan_id, Task.code, Task.number,
    Task.title, Obligation.due_on, Obligation.original_due_on, _E.status, _E.asked_on, _E.paper,
    _E.reason, _E.requested_until, _E.recorded_at, _E.actor_label, _E.decided_on,
    _E.granted_until, _E.decision_words, _E.decided_label, _E.version, Document.number,
    Document.issuer,
)  # fmt: skip


def decides(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on `Plan` under which the viewer writes down what its issuer decides."""
    units = viewer.scope(Permission.DECIDE_EXTENSION)
    if units is None:
        return true()
    return Plan.owner_unit_id.in_(sorted(units)) if units else false()


def decides_on(viewer: Viewer, obligation_id: int) -> bool:
    """Whether the viewer writes down what the issuer of this obligation's plan decides."""
    if not can(viewer, Permission.DECIDE_EXTENSION):
        return False
    query = select(Plan.id).join(Obligation, Obligation.plan_id == Plan.id)
    found = query.where(Obligation.id == obligation_id, decides(viewer))
    return db.session.scalar(found) is not None


def _lines(viewer: Viewer) -> Select[Any]:
    return (
        select(*_COLUMNS, decides(viewer).label("decidable"))
        .join(Obligation, Obligation.id == _E.obligation_id)
        .join(Task, Task.id == Obligation.task_id)
        .join(Plan, Plan.id == Obligation.plan_id)
        .outerjoin(Document, Document.id == _E.document_id)
        .where(Obligation.void.is_(False))
    )


def _line(row: Any) -> ExtensionLine:  # noqa: ANN401 - a row
    *values, decidable = row
    return ExtensionLine(*values, decidable=bool(decidable))


def requests(
    viewer: Viewer,
    status: ExtensionStatus | None,
    before: int | None = None,
    *,
    limit: int = PAGE + 1,
) -> list[ExtensionLine]:
    """At most `limit` requests that the viewer may read, the latest first."""
    query = _lines(viewer).where(or_(fully_visible(viewer), decides(viewer)))
    if status is not None:
        query = query.where(_E.status == status.value)
    if before is not None:
        query = query.where(_E.id < before)
    rows = rows_of(query.order_by(_E.id.desc()).limit(limit))
    return [_line(row) for row in rows]


def waiting(viewer: Viewer) -> int:
    """How many requests wait for a decision that the viewer writes down."""
    query = (
        select(func.count())
        .select_from(_E)
        .join(Obligation, Obligation.id == _E.obligation_id)
        .join(Plan, Plan.id == Obligation.plan_id)
        .where(
            _E.status == ExtensionStatus.ASKED.value, Obligation.void.is_(False), decides(viewer)
        )
    )
    return db.session.scalar(query) or 0


def of_share(viewer: Viewer, obligation_id: int) -> list[ExtensionLine]:
    """Every request of one obligation, the latest first; its viewer may read it fully."""
    query = _lines(viewer).where(_E.obligation_id == obligation_id).order_by(_E.id.desc())
    return [_line(row) for row in rows_of(query)]


def withdrawable(viewer: Viewer, request_id: int) -> Extension | None:
    """The request, locked, or None where the viewer's unit did not send it."""
    units = viewer.scope(Permission.ASK_OTHERS)
    mine = true() if units is None else Obligation.unit_id.in_(sorted(units))
    query = (
        select(_E)
        .join(Obligation, Obligation.id == _E.obligation_id)
        .where(_E.id == request_id, mine)
        .with_for_update(of=_E)
    )
    return db.session.scalars(query).first()


@dataclass(frozen=True, slots=True)
class DecidableShare:
    """What is owed, as printed, and its first day: what one sees of work that is decided on.

    The unit's own words and files are no part of it: who decides need not be one of their readers.
    """

    id: int
    unit_id: int
    code: str
    number: str
    title: str
    product: str
    original_due_on: date | None


def decidable_share(viewer: Viewer, obligation_id: int) -> DecidableShare | None:
    """The obligation whose request the viewer decides on; None where it is not theirs to decide.

    From outside the unit only what a request was recorded of is there.
    """
    supplier = aliased(Task)
    asked = exists().where(_E.obligation_id == Obligation.id)
    query = (
        select(
            Obligation.id, Obligation.unit_id, Task.code, Task.number, Task.title,
            func.coalesce(supplier.product_text, ""), Obligation.original_due_on,
        )
        .join(Task, Task.id == Obligation.task_id)
        .join(Plan, Plan.id == Obligation.plan_id)
        .outerjoin(supplier, supplier.id == Task.product_from_id)
        .where(
            Obligation.id == obligation_id, Obligation.void.is_(False), decides(viewer),
            or_(asked, fully_visible(viewer)),
        )
    )  # fmt: skip
    row = db.session.execute(query).first()
    return DecidableShare(*row) if row else None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A lead's open obligation of the task, which one decision may cover too."""

    id: int
    unit_id: int
    plan_id: int
    period_key: str
    due_on: date
    asked_until: date | None
    reason: str | None
    request_version: int | None
    asked_on: date | None = None
    paper: str | None = None


_OPEN_REQUEST = and_(
    _E.obligation_id == Obligation.id, _E.status == ExtensionStatus.ASKED.value
)  # fmt: skip
_FIRST = aliased(Obligation)


def candidates(viewer: Viewer, obligation_id: int) -> list[Candidate]:
    """The obligation first, then the other units' open ones of the same task and day.

    Empty where the viewer does not write down what the plan's issuer decides.
    """
    query = (
        select(
            Obligation.id, Obligation.unit_id, Obligation.plan_id, Obligation.period_key,
            Obligation.due_on, _E.requested_until, _E.reason, _E.version, _E.asked_on, _E.paper,
        )
        .join(_FIRST, and_(_FIRST.task_id == Obligation.task_id, _FIRST.id == obligation_id))
        .join(Plan, Plan.id == Obligation.plan_id)
        .outerjoin(_E, _OPEN_REQUEST)
        .where(
            or_(
                Obligation.id == _FIRST.id,
                and_(Obligation.slot == _FIRST.slot, Obligation.period_key == _FIRST.period_key),
            ),
            *_extendable(), decides(viewer),
        )
        .order_by(Obligation.id != obligation_id, Obligation.unit_id, Obligation.id)
    )  # fmt: skip
    return [Candidate(*row) for row in rows_of(query)]


def _extendable() -> list[ColumnElement[bool]]:
    return [
        Obligation.role == AssignmentRole.LEAD.value, Obligation.void.is_(False),
        Obligation.ended_on.is_(None), Obligation.due_on.is_not(None),
        Obligation.state != State.DONE.value,
    ]  # fmt: skip


def to_decide(viewer: Viewer, ids: Collection[int]) -> list[Obligation]:
    """These obligations, locked, as far as the viewer writes down their plan's decisions."""
    query = (
        select(Obligation)
        .join(Plan, Plan.id == Obligation.plan_id)
        .where(Obligation.id.in_(sorted(ids)), Obligation.void.is_(False), decides(viewer))
        .order_by(Obligation.id)
        .with_for_update(of=Obligation)
    )
    return list(db.session.scalars(query))


def issuer_of(plan_id: int) -> str:
    """The issuer of the plan's own paper; empty where no paper is recorded."""
    query = select(Document.issuer).join(Plan, Plan.document_id == Document.id)
    return db.session.scalar(query.where(Plan.id == plan_id)) or ""


def extended_rows() -> list[ColumnElement[bool]]:
    """Lead rows whose day was extended, still counted; a range leads the partial index."""
    return [
        Obligation.original_late_from >= FIRST_DAY,
        Obligation.role.concat("") == AssignmentRole.LEAD.value, Obligation.void.is_(False),
    ]  # fmt: skip


def late_at_first(today: date) -> ColumnElement[bool]:
    """Late by the day before the extension: the clock ran beyond it."""
    return and_(
        Obligation.original_late_from <= today,
        or_(
            Obligation.stopped_on.is_(None),
            Obligation.stopped_on >= Obligation.original_late_from,
        ),
    )


def spared(today: date) -> ColumnElement[bool]:
    """Open and in time by the extended day, late by the first one."""
    in_time = func.coalesce(Obligation.overdue_from, NO_DAY) > today
    is_open = Obligation.outcome == Cell.OPEN_IN_TIME.value
    return and_(is_open, in_time, late_at_first(today))


def done_spared(today: date) -> ColumnElement[bool]:
    """Done in time by the extended day, late by the first one."""
    return and_(Obligation.outcome == Cell.DONE_ON_TIME.value, late_at_first(today))


def extended_by(
    name: Literal["unit_id", "field_id", "year"], scope: Scope, cut: CountFilter, today: date
) -> dict[int | None, Extended]:
    """What was extended, by unit, field or year, in one statement."""
    column = getattr(Obligation, name)
    is_open = Obligation.outcome == Cell.OPEN_IN_TIME.value
    is_done = Obligation.outcome.in_((Cell.DONE_ON_TIME.value, Cell.DONE_LATE.value))
    overdue = and_(is_open, Obligation.overdue_from <= today)
    sums = [
        func.sum(case((condition, 1), else_=0))
        for condition in (is_open, is_done, overdue, spared(today), done_spared(today))
    ]
    query = (
        select(column, *sums)
        .where(*extended_rows(), *scope.conditions(), *equal_to(Obligation, cut))
        .group_by(column)
    )
    return {row[0]: Extended(*map(int, row[1:])) for row in rows_of(query)}
