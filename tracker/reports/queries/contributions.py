"""What the units had sent to a round by an instant, in official order; for compilations."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select

from tracker.calendar.workdays import DaysOff
from tracker.extensions import db
from tracker.reports.models.unit_report import ReportEvent, UnitReport
from tracker.reports.queries.unit_reports import SentLine, last_events, reports_of, revisions_of
from tracker.reports.rules.contributions import Contribution, ReportState
from tracker.reports.rules.unit_report import timeliness
from tracker.rounds.queries.expected import ExpectedUnit, expected_rows, expected_units
from tracker.rounds.queries.rounds import RoundLine, all_rounds_of_year
from tracker.rounds.rules.clocks import Clocks
from tracker.workdays.queries import days_off


def contributions(one: RoundLine, today: date, known: datetime | None = None) -> list[Contribution]:
    """The newest content that every expected unit had sent by `known` (None: so far).

    A unit that ended and is told by its successor stands with its own row.
    """
    rows = {row.unit_id: row.id for row in reports_of(one.id).values()}
    steps, sent = last_events(list(rows.values()), known), revisions_of(list(rows.values()), known)
    calendar = days_off()
    return [
        _contribution(
            unit, rows.get(unit.unit_id), steps=steps, sent=sent, clocks=one.clocks,
            calendar=calendar,
        )
        for unit in expected_units(one, today)
    ]  # fmt: skip


def _contribution(
    unit: ExpectedUnit,
    report_id: int | None,
    *,
    steps: Mapping[int, ReportEvent],
    sent: Mapping[int, list[SentLine]],
    clocks: Clocks,
    calendar: DaysOff,
) -> Contribution:
    step = steps.get(report_id or 0)
    if report_id is None or step is None:
        return Contribution(
            unit.unit_id, unit.code, unit.full_name, unit.counted, ReportState.MISSING
        )
    lines = sent.get(report_id, [])
    came = timeliness([line.sending for line in lines], clocks, calendar)
    last = lines[-1] if lines else None
    return Contribution(
        unit.unit_id, unit.code, unit.full_name, unit.counted, ReportState(step.state), report_id,
        sent_on=came.sent_on, sent_at=last.revision.sent_at if last else None,
        on_time=came.on_time, empty=came.empty, sections=last.sections if last else (),
        entered_from=last.revision.entered_from if last else "",
    )  # fmt: skip


def rounds_sent(
    regime_code: str, year: int, day: date, known: datetime | None = None
) -> dict[int, tuple[int, int]]:
    """In how many of the year's periodic rounds each unit sent a report that says something.

    Of how many: those whose figures closed by `day`.
    """
    rounds = [
        one
        for one in all_rounds_of_year(year)
        if one.regime_code == regime_code and one.kind.is_periodic and one.ended_on is None
        and one.window.last <= day
    ]  # fmt: skip
    expected = expected_rows(rounds, day)
    query = select(UnitReport.round_id, UnitReport.unit_id, UnitReport.id)
    query = query.where(UnitReport.round_id.in_([one.id for one in rounds]))
    ids = {(of, unit): number for of, unit, number in db.session.execute(query)}
    lines = revisions_of(list(ids.values()), known)
    sent = {number for number, found in lines.items() if not found[-1].revision.empty}
    found: dict[int, tuple[int, int]] = {}
    for one in rounds:
        for row in expected[one.id]:
            told, due = found.get(row.unit_id, (0, 0))
            told += ids.get((one.id, row.unit_id)) in sent
            found[row.unit_id] = (told, due + 1)
    return found
