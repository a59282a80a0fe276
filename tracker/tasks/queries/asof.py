"""Obligations as of (day, known): who owed what, until when, and how far it was.

One flat statement: a correlated scalar subquery per column takes the latest line that counts, so
that the cost does not depend on the day asked for and is alike on SQLite and PostgreSQL
(`rules.asof` states the rule). The day on which the clock stopped is folded by the pure rule,
and only for histories that end in two or more lines of submitted or finished work.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Row,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from tracker.db import UTCDateTime
from tracker.extensions import db
from tracker.statements import streamed
from tracker.tasks.models.closing import YearClosing
from tracker.tasks.models.obligation import DueDay, FormerEnd, Obligation
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.rules.asof import Line, Standing, status_as_of
from tracker.tasks.rules.cells import Counted, cell_on
from tracker.tasks.rules.states import AssignmentRole, Cell, State, UpdateKind

BATCH = 500
_STOPPED = frozenset({State.SUBMITTED.value, State.DONE.value})


@dataclass(frozen=True, slots=True)
class Moment:
    """What held on `day` as known at the instant `known`; None: everything known so far."""

    day: date
    known: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Named:
    """The place of a moment in a statement, which gets its values when it is sent."""

    day: BindParameter[date]
    known: BindParameter[datetime] | None = None


_SOME = _Named(bindparam("as_of_day", type_=Date))
_BOTH = _Named(_SOME.day, bindparam("as_of_known", type_=UTCDateTime))
_When = Moment | _Named


@dataclass(frozen=True, slots=True)
class ObligationAsOf:
    """One obligation as it stood at a moment."""

    id: int
    task_id: int
    role: AssignmentRole
    unit_id: int
    slot: int
    period_key: str
    year: int
    rule_id: int | None
    due_on: date | None
    original_due_on: date | None
    late_from: date | None
    ended_on: date | None
    end_kind: str
    status: Standing
    cell: Cell | None


def obligations_as_of(moment: Moment) -> Select[*tuple[Any, ...]]:
    """The rows that were there at the moment; add conditions and an order, then `read` them.

    Withdrawn (void) rows never were, save for who asks what was known before the withdrawal.
    A row opened by a hand-over is there from its day on; the row it came from is there, open,
    until that day. An end at the year's end that was taken back held until then, and so did the
    end, or the withdrawal, of a row that was owed again.
    """
    return _rows_at(_SOME if moment.known is None else _BOTH)


@lru_cache
def _rows_at(moment: _Named) -> Select[*tuple[Any, ...]]:
    """The statement without its moment, which `read` gives: it is put together only once."""
    ended_on, end_kind = _end(moment)
    query = select(
        Obligation.id, Obligation.task_id, Obligation.role, Obligation.unit_id, Obligation.slot,
        Obligation.period_key, Obligation.year, Obligation.rule_id, Obligation.original_due_on,
        Obligation.standing, Obligation.before_tracking,
        ended_on.label("ended_on"), end_kind.label("end_kind"),
        _due_day(moment, DueDay.due_on).label("due_on"),
        _due_day(moment, DueDay.late_from).label("late_from"),
        _line(moment, StatusUpdate.id).label("line_id"),
        _line(moment, StatusUpdate.state).label("state"),
        _line(moment, StatusUpdate.happened_on).label("state_on"),
        _line(moment, StatusUpdate.state, skip=1).label("state_before"),
    ).where(
        _real(moment),
        or_(Obligation.opened_on.is_(None), Obligation.opened_on <= moment.day),
    )  # fmt: skip
    if moment.known is not None:
        query = query.outerjoin(FormerEnd, _replaced_since(moment.known))
        query = query.where(Obligation.opened_at <= moment.known)
    return query


def read(query: Select[*tuple[Any, ...]], moment: Moment) -> Iterator[ObligationAsOf]:
    """The rows of a statement made by `obligations_as_of`, in its order."""
    values = {"as_of_day": moment.day, "as_of_known": moment.known}
    rows = streamed(query, BATCH, values)
    while batch := list(islice(rows, BATCH)):
        runs = {row.id for row in batch if _STOPPED.issuperset((row.state, row.state_before))}
        folded = _folded(runs, moment)
        yield from (_as_of(row, folded.get(row.id), moment.day) for row in batch)


def _real(moment: _When) -> ColumnElement[bool]:
    if moment.known is None:
        return Obligation.void.is_(False)
    return and_(
        or_(Obligation.void.is_(False), Obligation.withdrawn_at > moment.known),
        or_(FormerEnd.withdrawn_at.is_(None), FormerEnd.withdrawn_at > moment.known),
    )


def _replaced_since(known: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Joins the one end, if any, that held at the instant and was replaced since."""
    former = aliased(FormerEnd)
    held = select(func.max(former.id)).where(
        former.obligation_id == Obligation.id, former.ended_at <= known, former.replaced_at > known
    )
    return FormerEnd.id == held.correlate(Obligation).scalar_subquery()


def _end(moment: _When) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """The day and the kind of the end that held; no day and '' of what was open."""
    ended = Obligation.ended_on <= moment.day
    if moment.known is not None:
        ended &= Obligation.ended_at <= moment.known
    day = case((ended, Obligation.ended_on))
    kind = case((ended, Obligation.end_kind), else_="")
    if moment.known is None:
        return day, kind
    before = FormerEnd.ended_on <= moment.day
    return (
        func.coalesce(day, _taken_back_since(moment, YearClosing.ended_on),
                      case((before, FormerEnd.ended_on))),
        func.coalesce(case((ended, Obligation.end_kind)),
                      _taken_back_since(moment, YearClosing.decision),
                      case((before, FormerEnd.end_kind)), ""),
    )  # fmt: skip


def _taken_back_since(moment: _When, column: InstrumentedAttribute[Any]) -> ScalarSelect[Any]:
    """Of the decision that held then and was taken back later; it is called as its end is."""
    query = select(column).where(
        YearClosing.obligation_id == Obligation.id, YearClosing.ended_on <= moment.day,
        YearClosing.recorded_at <= moment.known, YearClosing.taken_back_at > moment.known,
    )  # fmt: skip
    return query.limit(1).correlate(Obligation).scalar_subquery()


def _due_day(moment: _When, column: InstrumentedAttribute[Any]) -> ScalarSelect[Any]:
    """The day that held: the last one decided by then; the original stands from the first."""
    query = select(column).where(
        DueDay.obligation_id == Obligation.id,
        or_(DueDay.ordinal == 1, DueDay.decided_on <= moment.day),
    )
    if moment.known is not None:
        query = query.where(DueDay.recorded_at <= moment.known)
    latest = query.order_by(DueDay.ordinal.desc()).limit(1)
    return latest.correlate(Obligation).scalar_subquery()


def _line(moment: _When, column: InstrumentedAttribute[Any], *, skip: int = 0) -> ScalarSelect[Any]:
    """A column of the latest line that counts, or of the one before it."""
    query = select(column).where(StatusUpdate.obligation_id == Obligation.id, *counting(moment))
    latest = query.order_by(
        StatusUpdate.happened_on.desc(), StatusUpdate.recorded_at.desc(), StatusUpdate.id.desc()
    )
    return latest.limit(1).offset(skip).correlate(Obligation).scalar_subquery()


def counting(moment: _When) -> list[ColumnElement[bool]]:
    """The conditions under which a line of the history counts at the moment."""
    correction = aliased(StatusUpdate)
    corrected = exists().where(correction.corrects_id == StatusUpdate.id)
    conditions = [StatusUpdate.happened_on <= moment.day]
    if moment.known is not None:
        corrected = corrected.where(correction.recorded_at <= moment.known)
        conditions.append(StatusUpdate.recorded_at <= moment.known)
    return [*conditions, ~corrected]


def _folded(ids: Collection[int], moment: Moment) -> dict[int, Standing]:
    """The exact fold of the histories that end in a run of stopped lines."""
    if not ids:
        return {}
    query = select(
        StatusUpdate.obligation_id, StatusUpdate.id, StatusUpdate.kind, StatusUpdate.state,
        StatusUpdate.happened_on, StatusUpdate.recorded_at, StatusUpdate.corrects_id,
    ).where(StatusUpdate.obligation_id.in_(ids))  # fmt: skip
    lines: dict[int, list[Line]] = defaultdict(list)
    for row in db.session.execute(query):
        kind, state = UpdateKind(row.kind), State(row.state)
        line = Line(row.id, kind, state, row.happened_on, row.recorded_at, row.corrects_id)
        lines[row.obligation_id].append(line)
    return {owner: _fold(found, moment) for owner, found in lines.items()}


def _fold(lines: Iterable[Line], moment: Moment) -> Standing:
    return status_as_of(lines, moment.day, moment.known)


def _as_of(row: Row[*tuple[Any, ...]], folded: Standing | None, day: date) -> ObligationAsOf:
    state = State(row.state or State.NOT_STARTED)
    stopped_on = row.state_on if row.state in _STOPPED else None
    status = folded or Standing(state, row.state_on, row.line_id, stopped_on)
    facts = Counted(
        role=AssignmentRole(row.role), standing=row.standing,
        before_tracking=row.before_tracking, ended=row.ended_on is not None, due_on=row.due_on,
        late_from=row.late_from, state=status.state, stopped_on=status.stopped_on,
    )  # fmt: skip
    return ObligationAsOf(
        row.id, row.task_id, facts.role, row.unit_id, row.slot, row.period_key, row.year,
        row.rule_id, row.due_on, row.original_due_on, row.late_from, row.ended_on, row.end_kind,
        status, cell_on(facts, day),
    )  # fmt: skip
