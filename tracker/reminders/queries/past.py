"""Matters of a past span, closed ones too, each with the day on which it was done with.

Obligations by the day they were done, submitted or ended; reports to rounds by the day they were
first sent.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import func, or_, select

from tracker.reminders.queries.subjects.owed import UNNAMED, Beside, alike
from tracker.reminders.queries.subjects.rounds import first_late_day, parts_of, rounds_where
from tracker.reminders.rules.local import local_day
from tracker.reminders.rules.subjects import SubjectKind
from tracker.reminders.rules.weighing import Alike
from tracker.reports.models.unit_report import ReportEvent, UnitReport
from tracker.reports.rules.contributions import ReportState
from tracker.rounds.models import ReportRound
from tracker.statements import rows_of
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.rules.states import AssignmentRole
from tracker.workdays.queries import days_off

KINDS = (SubjectKind.OBLIGATION, SubjectKind.ROUND_ON_TIME, SubjectKind.ROUND_DATA)
_AHEAD = timedelta(days=150)
"""More than the calendar days of any rung before its day."""
_SENT = [ReportState.SENT.value, ReportState.ACCEPTED.value]
_O = Obligation


def past_matters(first: date, last: date, today: date) -> list[Alike]:
    """Everything of `KINDS` that was open on some day of the span."""
    return [*_obligations(first, last), *_reports(first, last, today)]


def _obligations(first: date, last: date) -> Iterator[Alike]:
    query = select(_O.id).where(
        _O.role == AssignmentRole.LEAD.value, _O.void.is_(False), _O.before_tracking.is_(False),
        _O.due_on <= last + _AHEAD,
        or_(_O.stopped_on.is_(None), _O.stopped_on >= first),
        or_(_O.ended_on.is_(None), _O.ended_on >= first),
    )  # fmt: skip
    for row, number, ends in alike(query, _O.stopped_on.expression, _O.ended_on.expression):
        if row.due_on is not None:
            beside = Beside(late_from=row.late_from)
            subject = UNNAMED.subject(SubjectKind.OBLIGATION, row, row.due_on, beside)
            yield Alike(subject, number, min((day for day in ends if day), default=None))


def _reports(first: date, last: date, today: date) -> Iterator[Alike]:
    year = ReportRound.year.between(first.year - 1, last.year + 1)
    near = ReportRound.on_time.between(first - _AHEAD, last + _AHEAD)
    rounds = rounds_where(year & near, first, issued=True)
    sent, calendar = _sent_on([one.line.id for one in rounds]), days_off()
    for part in parts_of(rounds, today):
        line = part.round.line
        subject = part.subject(SubjectKind.ROUND_ON_TIME, line.clocks.on_time)
        late, closed = first_late_day(part.round, calendar), sent.get((line.id, part.unit.id))
        yield Alike(replace(subject, late_from=late), closed_on=closed)
        if line.clocks.last != line.clocks.on_time:
            data = part.subject(SubjectKind.ROUND_DATA, line.clocks.last)
            yield Alike(data, closed_on=closed)


def _sent_on(round_ids: list[int]) -> dict[tuple[int, int], date]:
    """By round and unit, the local day on which the report was first sent."""
    query = (
        select(UnitReport.round_id, UnitReport.unit_id, func.min(ReportEvent.at))
        .join(ReportEvent, ReportEvent.report_id == UnitReport.id)
        .where(UnitReport.round_id.in_(round_ids), ReportEvent.state.in_(_SENT))
        .group_by(UnitReport.round_id, UnitReport.unit_id)
    )
    return {(one, unit): local_day(at) for one, unit, at in rows_of(query)}
