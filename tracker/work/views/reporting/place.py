"""Which report an address names, for the person who asks; and what its pages show of it."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import abort, url_for

from tracker import clock
from tracker.reports.operations.unit_reports import Writing
from tracker.reports.queries.unit_reports import (
    Round,
    SeenReport,
    revisions_of,
    seen_report,
    texts_of,
)
from tracker.reports.queries.working import told_of
from tracker.reports.rules.prefilling import UnitTold
from tracker.reports.rules.unit_report import Side, written_lines
from tracker.rounds.queries.regimes import regime_lines, seen_by
from tracker.rounds.queries.rounds import round_by_code
from tracker.web.gate import current_actor, current_viewer
from tracker.work.reporting.shown import Shown
from tracker.workdays.queries import days_off


def the_round(regime_code: str, code: str) -> Round:
    """The round, where the viewer may see it; 404 otherwise."""
    viewer = current_viewer()
    line = round_by_code(viewer, regime_code, code)
    if line is None:
        abort(404)
    regimes = regime_lines(seen_by(viewer))
    return Round(line, next(one for one in regimes if one.id == line.regime_id))


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of the address of a report."""

    regime_code: str
    code: str
    unit_code: str

    def url(self, endpoint: str, **more: object) -> str:
        """The address of one of the report's pages."""
        return url_for(
            f"reporting.{endpoint}", regime_code=self.regime_code, code=self.code,
            unit_code=self.unit_code, **more,
        )  # fmt: skip

    def report(self, side: Side | None = None, *, lock: bool = False) -> SeenReport:
        """The report, where the viewer may know of it, and stands on that side of it; else 404."""
        one = the_round(self.regime_code, self.code)
        seen = seen_report(current_viewer(), one, self.unit_code, clock.today(), lock=lock)
        if seen is None or (side is not None and side not in seen.sides):
            abort(404)
        return seen


def writing() -> Writing:
    """The signed-in person, now."""
    return Writing(current_actor(), clock.now(), clock.today(), days_off())


def told(seen: SeenReport, known: datetime | None = None) -> UnitTold:
    """What is known of the unit's work at the window's end, by now or by an instant."""
    return told_of(seen.place(), known or clock.now(), days_off())


def shown_report(seen: SeenReport, today: date) -> Shown:
    """The report with what of it the viewer may read."""
    headings = seen.round.headings()
    sent = revisions_of([seen.row.id]).get(seen.row.id, []) if seen.row else []
    kept = texts_of(seen.row.id) if seen.row and seen.own else {}
    standing = seen.standing(today, days_off())
    return Shown(seen, standing, written_lines(headings), headings, tuple(sent), kept)
