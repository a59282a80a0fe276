"""Reports that the body that compiles gave back: to be completed, or opened again to be sent."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select

from tracker.reminders.queries.subjects.owed import batches
from tracker.reminders.queries.subjects.rounds import Part, parts_of, rounds_where
from tracker.reminders.rules.lines import Sought
from tracker.reminders.rules.local import local_day
from tracker.reminders.rules.subjects import Subject, SubjectKind
from tracker.reports.models.unit_report import ReportEvent, UnitReport
from tracker.reports.rules.contributions import ReportState
from tracker.reports.rules.unit_report import Step
from tracker.rounds.models import ReportRound
from tracker.statements import rows_of

_ASKING = (Step.ASK.value, Step.REOPEN.value)
_GIVEN_BACK = or_(
    UnitReport.state == ReportState.ASKED.value,
    and_(UnitReport.reopened.is_(True), UnitReport.state == ReportState.DRAFTING.value),
)


def found(sought: Sought, today: date) -> list[Subject]:
    """The reports that were last asked for on one of the days."""
    if not sought.opened:
        return []
    asked = {key: on for key, on in _asked(_GIVEN_BACK).items() if on[1] in sought.opened}
    return list(_subjects(asked, today))


def standing(refs: Collection[tuple[int, int]], today: date) -> dict[str, Subject]:
    """Those that still wait for the unit."""
    asked: dict[tuple[int, int], tuple[int, date]] = {}
    for batch in batches(ref for ref, _ in refs):
        asked |= _asked(and_(UnitReport.id.in_(batch), _GIVEN_BACK))
    return {one.key: one for one in _subjects(asked, today)}


def _asked(condition: ColumnElement[bool]) -> dict[tuple[int, int], tuple[int, date]]:
    """By round and unit: the report's id, and the local day on which it was last asked for."""
    query = (
        select(
            UnitReport.round_id, UnitReport.unit_id, UnitReport.id, func.max(ReportEvent.at)
        )
        .join(ReportEvent, ReportEvent.report_id == UnitReport.id)
        .where(condition, ReportEvent.step.in_(_ASKING))
        .group_by(UnitReport.round_id, UnitReport.unit_id, UnitReport.id)
    )  # fmt: skip
    return {(one, unit): (number, local_day(at)) for one, unit, number, at in rows_of(query)}


def _subjects(asked: dict[tuple[int, int], tuple[int, date]], today: date) -> Iterator[Subject]:
    for part in _parts({number for number, _ in asked}, today):
        told = asked.get((part.round.line.id, part.unit.id))
        if told is not None:
            number, on = told
            one = part.subject(SubjectKind.COMPLETION, on)
            yield replace(one, ref=number, part=0, opened_on=on)


def _parts(round_ids: Iterable[int], today: date) -> Iterator[Part]:
    for batch in batches(round_ids):
        yield from parts_of(rounds_where(ReportRound.id.in_(batch), today), today)
