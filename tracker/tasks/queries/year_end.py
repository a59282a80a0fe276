"""The year's end: standing work not answered yet, open work to be estimated, and what was said."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select, tuple_
from sqlalchemy.orm import aliased

from tracker.extensions import db
from tracker.tasks.models.closing import YearEstimate
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.status import Evidence, StatusUpdate
from tracker.tasks.queries.listing import PAGE, Key
from tracker.tasks.queries.rows import BASE, Scope, WorkRow, fetch
from tracker.tasks.rules.states import AssignmentRole, UpdateKind

_YEAR_END = StatusUpdate.kind == UpdateKind.YEAR_END.value
_ANSWERED = exists().where(StatusUpdate.obligation_id == Obligation.id, _YEAR_END)


def _lead(scope: Scope, *bounds: ColumnElement[bool]) -> Select[Any]:
    return BASE.where(
        *scope.conditions(), Obligation.role == AssignmentRole.LEAD.value,
        Obligation.void.is_(False), Obligation.ended_on.is_(None),
        Obligation.before_tracking.is_(False), *bounds,
    )  # fmt: skip


def _standing(scope: Scope, year: int) -> Select[Any]:
    return _lead(scope, Obligation.standing.is_(True), Obligation.year == year)


def unanswered(scope: Scope, year: int, after: Key | None = None) -> list[WorkRow]:
    """At most PAGE + 1 standing rows of a year without a result, after the key."""
    return _page(_standing(scope, year).where(~_ANSWERED), after)


def count_results(scope: Scope, year: int) -> tuple[int, int]:
    """How many standing rows of a year have no result, and how many have one."""
    standing = _standing(scope, year).with_only_columns(Obligation.id)
    waiting = standing.where(~_ANSWERED).subquery()
    told = standing.where(_ANSWERED).subquery()
    found = db.session.execute(
        select(
            select(func.count()).select_from(waiting).scalar_subquery(),
            select(func.count()).select_from(told).scalar_subquery(),
        )
    ).one()
    return found[0], found[1]


def to_estimate(scope: Scope, year: int, after: Key | None = None) -> list[WorkRow]:
    """At most PAGE + 1 open rows with a day, of the year or left over from before it."""
    return _page(_open(scope, year), after)


def count_to_estimate(scope: Scope, year: int) -> int:
    """How many rows there are to estimate."""
    ids = _open(scope, year).with_only_columns(Obligation.id).subquery()
    return db.session.scalar(select(func.count()).select_from(ids)) or 0


def _open(scope: Scope, year: int) -> Select[Any]:
    return _lead(
        scope, Obligation.open.is_(True), Obligation.standing.is_(False), Obligation.year <= year
    )


def _page(query: Select[Any], after: Key | None) -> list[WorkRow]:
    place = tuple_(Obligation.sort_on, Obligation.id)
    if after is not None:
        query = query.where(place > after)
    return fetch(query.order_by(Obligation.sort_on, Obligation.id).limit(PAGE + 1))


@dataclass(frozen=True, slots=True)
class Result:
    """What was answered last of a year of standing work."""

    state: str
    words: str
    happened_on: date
    recorded_at: datetime
    actor_label: str


def results_of(obligation_ids: Collection[int]) -> dict[int, Result]:
    """The last result of each of these obligations that has one."""
    of = StatusUpdate.obligation_id
    last = (
        select(func.max(StatusUpdate.id))
        .where(of.in_(list(obligation_ids)), _YEAR_END)
        .group_by(of)
    )
    query = select(
        of, StatusUpdate.state, StatusUpdate.words, StatusUpdate.happened_on,
        StatusUpdate.recorded_at, StatusUpdate.actor_label,
    ).where(StatusUpdate.id.in_(last))  # fmt: skip
    return {number: Result(*told) for number, *told in db.session.execute(query)}


_CORRECTION = aliased(StatusUpdate)


def evidence_counts(obligation_ids: Collection[int]) -> dict[int, int]:
    """How many pieces of evidence were shown of each of these; those put right are left out."""
    query = (
        select(StatusUpdate.obligation_id, func.count(Evidence.id))
        .join(Evidence, Evidence.update_id == StatusUpdate.id)
        .where(
            StatusUpdate.obligation_id.in_(list(obligation_ids)),
            ~exists().where(_CORRECTION.corrects_id == StatusUpdate.id),
        )
        .group_by(StatusUpdate.obligation_id)
    )
    return dict(db.session.execute(query).all())


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a unit expects of an obligation by 31/12; `id` tells one estimate from a later one."""

    id: int
    outlook: str
    words: str
    recorded_at: datetime
    actor_label: str


def estimates_of(
    obligation_ids: Collection[int], year: int, known: datetime | None = None
) -> dict[int, Estimate]:
    """The last estimate of each of these obligations, as recorded by `known` (None: so far)."""
    ids = list(obligation_ids)
    last = select(func.max(YearEstimate.id)).where(
        YearEstimate.obligation_id.in_(ids), YearEstimate.year == year
    )
    if known is not None:
        last = last.where(YearEstimate.recorded_at <= known)
    query = select(
        YearEstimate.obligation_id, YearEstimate.id, YearEstimate.outlook, YearEstimate.words,
        YearEstimate.recorded_at, YearEstimate.actor_label,
    ).where(YearEstimate.id.in_(last.group_by(YearEstimate.obligation_id)))  # fmt: skip
    return {number: Estimate(*told) for number, *told in db.session.execute(query)}
