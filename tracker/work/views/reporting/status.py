"""Theo dõi tình hình gửi báo cáo: how far each unit is, whom to press, with which words."""

from flask import Response, current_app, render_template, request, url_for

from tracker import clock
from tracker.accounts.queries import contacts
from tracker.documents.views import paper, printing, workbook
from tracker.permissions import Permission, Role, can
from tracker.reports.queries.contributions import contributions
from tracker.reports.queries.unit_reports import Round, may_read
from tracker.rounds.queries.expected import expected_units
from tracker.rounds.rules.clocks import late_from
from tracker.web.gate import allow, current_viewer
from tracker.work.reporting.blueprint import blueprint
from tracker.work.reporting.status import (
    StatusLine,
    figures,
    message_to_all,
    status_lines,
    status_table,
)
from tracker.work.round_table import expected_lines
from tracker.work.views.reporting.place import the_round
from tracker.workdays.queries import days_off

STATUS = "/ky-bao-cao/<regime_code>/<code>/theo-doi"
WRITERS = (Role.FOCAL, Role.DIVISION)
TO_PRESS = "can-don-doc"


@blueprint.get(STATUS)
@allow(Permission.READ_WORK)
def status(regime_code: str, code: str) -> str:
    """A row per expected unit that the viewer may know of; `?loc=can-don-doc`: whom to press."""
    one = the_round(regime_code, code)
    every = _lines(one)
    if printing():
        return paper(status_table(one.line, one.regime.name, _asked(every), clock.today()))
    return render_template(
        "reporting/status.html",
        line=one.line, regime=one.regime, rows=_asked(every), every=every,
        pressing=request.args.get("loc") == TO_PRESS, figures=figures(every),
        to_press=sum(row.pressed for row in every), TO_PRESS=TO_PRESS, today=clock.today(),
        compiles=one.compiled_by(current_viewer()),
        state=one.line.state(clock.today(), days_off()),
        late_from=late_from(one.line.clocks, days_off()),
        message=message_to_all(one.line, every, _address(one)),
        file="reporting.status_sheet" if can(current_viewer(), Permission.EXPORT_WORK) else "",
    )  # fmt: skip


@blueprint.get(f"{STATUS}.xlsx")
@allow(Permission.EXPORT_WORK)
def status_sheet(regime_code: str, code: str) -> Response:
    """The same rows as an Excel file."""
    one = the_round(regime_code, code)
    return workbook(status_table(one.line, one.regime.name, _asked(_lines(one)), clock.today()))


def _asked(rows: list[StatusLine]) -> list[StatusLine]:
    if request.args.get("loc") != TO_PRESS:
        return rows
    return [row for row in rows if row.pressed]


def _lines(one: Round) -> list[StatusLine]:
    """The units that the viewer may know of, in official order."""
    viewer, today = current_viewer(), clock.today()
    units = expected_units(one.line, today)
    seen = {unit.unit_id for unit in units if may_read(viewer, one, unit)}
    expected = {row.unit.unit_id: row for row in expected_lines(units, contacts(WRITERS, today))}
    rows = [
        (given, expected[given.unit_id])
        for given in contributions(one.line, today)
        if given.unit_id in seen
    ]
    base = current_app.config["TRACKER"].base_url
    addresses = {
        unit.unit_id: base + url_for(
            "reporting.show", regime_code=one.line.regime_code, code=one.line.code,
            unit_code=unit.code,
        )
        for unit in units
    }  # fmt: skip
    return status_lines(one.line, rows, addresses, late_from(one.line.clocks, days_off()))


def _address(one: Round) -> str:
    base: str = current_app.config["TRACKER"].base_url
    return base + url_for("rounds.show", regime_code=one.line.regime_code, code=one.line.code)
