"""Lead phần việc as they stood at a moment, with what their units said and showed by then."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from tracker.calendar.workdays import DaysOff
from tracker.calendar.zone import VIETNAM
from tracker.extensions import db
from tracker.plans.models import Plan
from tracker.plans.rules import PlanKind, Standing
from tracker.reports.rules.collected import Duty, IssuedPaper
from tracker.rounds.rules.windows import Window
from tracker.statements import streamed
from tracker.tasks.models.closing import YearEstimate
from tracker.tasks.models.delegation import Delegation
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.status import Evidence, StatusUpdate
from tracker.tasks.queries.asof import Moment, ObligationAsOf, counting, obligations_as_of, read
from tracker.tasks.rules.cells import Counted, cell_on
from tracker.tasks.rules.states import OF_FOLLOWERS, AssignmentRole, Cell, State, UpdateKind

LEFT_OUT = frozenset({None, Cell.CLOSED, Cell.BEFORE_TRACKING})
"""Rows that a report does not count."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose lead work of a year a report tells: of these units, None for the whole province.

    With `by_division` a phần việc that was handed to a division bears the division's name.
    """

    year: int
    units: frozenset[int] | None
    by_division: bool = False

    def conditions(self, moment: Moment) -> list[ColumnElement[bool]]:
        """On `Obligation` and `Plan`: this year's rows of issued plans, any that runs of a Đề án.

        What was handed to a division is told by who held it at the moment.
        """
        found = [
            Obligation.role == AssignmentRole.LEAD.value,
            Plan.standing == Standing.ISSUED.value,
            or_(
                Obligation.year == self.year,
                (Plan.kind == PlanKind.PROGRAMME.value)
                & (Obligation.start_on <= date(self.year, 12, 31)),
            ),
        ]
        if self.units is None:  # a department's plan for its own divisions is its own matter
            return [*found, Plan.kind != PlanKind.DEPARTMENT.value]
        return [*found, held_by(self.units, moment)]

    def narrow(self, query: Select[Any], moment: Moment) -> Select[Any]:
        """A query over `Obligation`, cut to the scope."""
        return query.join(Plan, Plan.id == Obligation.plan_id).where(*self.conditions(moment))


def held_by(units: Collection[int], moment: Moment) -> ColumnElement[bool]:
    """The condition on `Obligation` of work that these units owe, or that they held then."""
    handed = select(Delegation.obligation_id).where(
        Delegation.division_id.in_(units), *handed_on(moment)
    )
    return or_(Obligation.unit_id.in_(units), Obligation.id.in_(handed))


def handed_on(moment: Moment) -> list[ColumnElement[bool]]:
    """The conditions under which a handing on inside a unit held at the end of the day.

    One that ended later, or of which nobody knew yet that it ended, held still.
    """
    over = datetime.combine(moment.day + timedelta(days=1), time(), VIETNAM)
    found = [Delegation.given_on <= moment.day]
    if moment.known is not None:
        over = min(over, moment.known)
        found.append(Delegation.recorded_at <= moment.known)
    return [*found, or_(Delegation.ended_at.is_(None), Delegation.ended_at > over)]


@dataclass(slots=True)
class _Said:
    """What was told of one obligation up to the moment, folded line by line in order."""

    words: str = ""
    words_id: int | None = None
    words_on: date | None = None
    cause: str = ""
    heard_on: date | None = None


def duties_as_of(
    scope: Scope, window: Window, known: datetime, names: Mapping[int, str], days_off: DaysOff
) -> list[Duty]:
    """The lead phần việc on the closing day; older rows of a Đề án only while they are open."""
    moment = Moment(window.last, known)
    said, expected = _said(scope, moment), _expected(scope, known)
    facts = _facts(scope, moment)
    divisions = _divisions(scope, moment) if scope.by_division else {}
    query = scope.narrow(obligations_as_of(moment), moment).order_by(Obligation.id)
    found = []
    for row in read(query, moment):
        kept = facts[row.id]
        if not _counts(row, scope):
            continue
        name = names[divisions.get(row.id, row.unit_id)]
        told = said.get(row.id, _Said())
        found.append(
            _duty(
                row, kept, told, window=window, unit=name, expected=expected.get(row.id, ""),
                days_off=days_off,
            )
        )  # fmt: skip
    return found


@dataclass(frozen=True, slots=True)
class _Facts:
    standing: bool
    original_late_from: date | None


def _facts(scope: Scope, moment: Moment) -> dict[int, _Facts]:
    query = select(Obligation.id, Obligation.standing, Obligation.original_late_from)
    rows = db.session.execute(scope.narrow(query, moment))
    return {number: _Facts(*rest) for number, *rest in rows}


def _counts(row: ObligationAsOf, scope: Scope) -> bool:
    """Whether a report tells it; older rows of a Đề án only while they are open."""
    return row.cell not in LEFT_OUT and (
        row.year >= scope.year or row.status.state is not State.DONE
    )


def yearly_cells(scope: Scope, window: Window, known: datetime) -> dict[int, list[Cell]]:
    """The cells of the lead phần việc of yearly plans on the closing day, by nhiệm vụ.

    What the headline of a round counts, without what was said of it.
    """
    moment = Moment(window.last, known)
    query = scope.narrow(obligations_as_of(moment), moment)
    query = query.where(Plan.kind != PlanKind.PROGRAMME.value).order_by(Obligation.id)
    found: dict[int, list[Cell]] = {}
    for row in read(query, moment):
        if row.cell is not None and _counts(row, scope):
            found.setdefault(row.task_id, []).append(row.cell)
    return found


def _divisions(scope: Scope, moment: Moment) -> dict[int, int]:
    """The division that held each obligation then, by the last handing on."""
    query = (
        select(Delegation.obligation_id, Delegation.division_id)
        .join(Obligation, Obligation.id == Delegation.obligation_id)
        .where(Delegation.division_id.is_not(None), *handed_on(moment))
        .order_by(Delegation.id)
    )
    return dict(db.session.execute(scope.narrow(query, moment)).all())


def _duty(
    row: ObligationAsOf,
    kept: _Facts,
    said: _Said,
    *,
    window: Window,
    unit: str,
    expected: str,
    days_off: DaysOff,
) -> Duty:
    if row.cell is None:
        raise ValueError(f"obligation {row.id} enters no cell")
    return Duty(
        id=row.id, task_id=row.task_id, unit_id=row.unit_id, unit=unit, cell=row.cell,
        first_cell=_first_cell(row, kept, window.last, days_off), state=row.status.state,
        standing=kept.standing, year=row.year, due_on=row.due_on,
        original_due_on=row.original_due_on, late_from=row.late_from,
        stopped_on=row.status.stopped_on, words=said.words, words_id=said.words_id,
        words_on=said.words_on,
        in_window=said.words_on is not None and window.holds(said.words_on),
        heard_in_window=said.heard_on is not None and window.holds(said.heard_on),
        cause=said.cause, expected=expected,
    )  # fmt: skip


def _first_cell(row: ObligationAsOf, kept: _Facts, day: date, days_off: DaysOff) -> Cell:
    """The cell by the day that held before an extension; the same where there was none."""
    if row.cell is None or row.original_due_on is None or kept.original_late_from is None:
        return row.cell or Cell.CLOSED
    if row.due_on is None or row.due_on <= row.original_due_on:
        return row.cell
    facts = Counted(
        AssignmentRole.LEAD, kept.standing, False, row.ended_on is not None,
        row.original_due_on, days_off.late_from(row.original_due_on), row.status.state,
        row.status.stopped_on,
    )  # fmt: skip
    return cell_on(facts, day) or row.cell


def _said(scope: Scope, moment: Moment) -> dict[int, _Said]:
    """The newest words, cause and answer of each obligation, by the lines that count then."""
    query = (
        select(
            StatusUpdate.obligation_id, StatusUpdate.id, StatusUpdate.kind, StatusUpdate.words,
            StatusUpdate.cause, StatusUpdate.happened_on,
        )
        .join(Obligation, Obligation.id == StatusUpdate.obligation_id)
        .where(StatusUpdate.kind.not_in(OF_FOLLOWERS), *counting(moment))
        .order_by(StatusUpdate.happened_on, StatusUpdate.recorded_at, StatusUpdate.id)
    )  # fmt: skip
    found: dict[int, _Said] = {}
    for owner, number, kind, words, cause, happened_on in streamed(
        scope.narrow(query, moment), 1000
    ):
        said = found.setdefault(owner, _Said())
        if words:
            said.words, said.words_id, said.words_on = words, number, happened_on
        if words or kind == UpdateKind.NO_CHANGE.value:
            said.heard_on = happened_on
        said.cause = cause or said.cause
    return found


def _expected(scope: Scope, known: datetime) -> dict[int, str]:
    """The last estimate to 31/12 of each obligation, an `Outlook`."""
    last = (
        select(func.max(YearEstimate.id))
        .where(YearEstimate.year == scope.year, YearEstimate.recorded_at <= known)
        .group_by(YearEstimate.obligation_id)
    )
    query = select(YearEstimate.obligation_id, YearEstimate.outlook).where(
        YearEstimate.id.in_(last)
    )
    return dict(db.session.execute(query).all())


def papers_of(scope: Scope, window: Window, known: datetime) -> list[IssuedPaper]:
    """Documents given as evidence that were issued inside the window, by day and number.

    `unit` and `field` are left to the caller: the obligation tells them.
    """
    moment = Moment(window.last, known)
    query = (
        select(
            StatusUpdate.id, Obligation.id, Evidence.number, Evidence.result_on, Evidence.issuer,
            Evidence.subject,
        )
        .join(StatusUpdate, StatusUpdate.id == Evidence.update_id)
        .join(Obligation, Obligation.id == StatusUpdate.obligation_id)
        .where(
            Evidence.kind == "document", Evidence.result_on.between(window.first, window.last),
            *counting(moment),
        )
        .order_by(Evidence.result_on, Evidence.number, Evidence.id)
    )  # fmt: skip
    return [
        IssuedPaper(update, duty, "", "", number, issued, issuer, subject)
        for update, duty, number, issued, issuer, subject in db.session.execute(
            scope.narrow(query, moment)
        )
    ]
