"""To whom units handed their work inside the house, and what is handed to nobody yet."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from tracker.extensions import db
from tracker.permissions import Permission, Viewer
from tracker.tasks.models.delegation import Delegation
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.queries.rows import BASE, WorkRow, fetch, one_of

PAGE = 200


@dataclass(frozen=True, slots=True)
class HandedOn:
    """One line of the history of an obligation's delegation; open while `ended_at` is empty."""

    division_id: int | None
    holder_id: int | None
    holder_label: str
    internal_due_on: date | None
    note: str
    given_on: date
    recorded_at: datetime
    actor_label: str
    ended_at: datetime | None
    ended_label: str


def delegations_of(obligation_id: int) -> list[HandedOn]:
    """Newest first. The caller names an obligation that its viewer may see fully."""
    columns = (getattr(Delegation, name) for name in HandedOn.__dataclass_fields__)
    query = select(*columns).where(Delegation.obligation_id == obligation_id)
    return [HandedOn(*row) for row in db.session.execute(query.order_by(Delegation.id.desc()))]


def to_hand_on(viewer: Viewer, obligation_ids: Collection[int]) -> list[Obligation]:
    """Those of the rows that the viewer may hand on, locked for writing, with their tasks."""
    query = (
        select(Obligation)
        .options(joinedload(Obligation.task, innerjoin=True))
        .where(
            Obligation.id.in_(sorted(obligation_ids)), Obligation.void.is_(False),
            Obligation.ended_on.is_(None), *_may_hand_on(viewer),
        )
        .order_by(Obligation.id)
        .with_for_update(of=Obligation)
    )  # fmt: skip
    return list(db.session.scalars(query))


def _may_hand_on(viewer: Viewer) -> list[ColumnElement[bool]]:
    units = viewer.scope(Permission.DELEGATE)
    return [] if units is None else [one_of(Obligation.unit_id, units)]


@dataclass(frozen=True, slots=True)
class HandFilter:
    """What the page of many rows is cut by.

    `holder_id`, `division_id`: what this officer or division holds; neither: what nobody holds.
    """

    unit_id: int
    role: str = "lead"
    plan_id: int | None = None
    field_id: int | None = None
    holder_id: int | None = None
    division_id: int | None = None


def open_rows(viewer: Viewer, cut: HandFilter, limit: int = PAGE + 1) -> list[WorkRow]:
    """At most `limit` open rows of the unit, by due day: held by nobody, or by the one named."""
    bounds = (
        (Obligation.plan_id, cut.plan_id), (Obligation.field_id, cut.field_id),
        (Obligation.holder_id, cut.holder_id), (Obligation.division_id, cut.division_id),
    )  # fmt: skip
    query = BASE.where(
        Obligation.unit_id == cut.unit_id, Obligation.open.is_(True), Obligation.void.is_(False),
        Obligation.before_tracking.is_(False), *_may_hand_on(viewer),
        *(column == value for column, value in bounds if value is not None),
    )  # fmt: skip
    if cut.holder_id is None and cut.division_id is None:
        nobody = (Obligation.division_id.is_(None), Obligation.holder_id.is_(None))
        query = query.where(Obligation.role == cut.role, *nobody)
    return fetch(query.order_by(Obligation.sort_on, Obligation.id).limit(limit))


@dataclass(frozen=True, slots=True)
class Holding:
    """How many open rows of a unit are with a division or an officer."""

    unit_id: int
    division_id: int | None
    holder_id: int | None
    holder_label: str
    number: int


def holdings(units: Collection[int]) -> list[Holding]:
    """Who holds open work of these units, by unit, division and officer."""
    whom = (Obligation.unit_id, Delegation.division_id, Delegation.holder_id)
    query = (
        select(*whom, func.max(Delegation.holder_label), func.count())
        .join(Delegation, Delegation.obligation_id == Obligation.id)
        .where(
            one_of(Obligation.unit_id, units), Obligation.open.is_(True),
            Obligation.void.is_(False), Delegation.ended_at.is_(None),
        )
        .group_by(*whom)
        .order_by(*whom)
    )  # fmt: skip
    return [Holding(*row) for row in db.session.execute(query)]
