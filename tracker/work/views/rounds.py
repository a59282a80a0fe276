"""Kỳ báo cáo: the rounds of a year, and one round with its days, source and expected units."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, render_template, request

from tracker import clock
from tracker.accounts.queries import contacts
from tracker.documents.views import paper, printing, workbook
from tracker.permissions import Permission, Role, Viewer, can
from tracker.reports.queries.unit_reports import Round, may_read, sent_in, sides_of
from tracker.reports.rules.unit_report import Side
from tracker.rounds.queries.expected import expected_rows, expected_units
from tracker.rounds.queries.regimes import RegimeLine, regime_lines, seen_by
from tracker.rounds.queries.rounds import (
    RoundLine,
    moves_of,
    round_by_code,
    rounds_of_year,
    years_laid_out,
)
from tracker.rounds.rules.clocks import Clock, RoundState, late_from, locked_from
from tracker.units.queries import names_on
from tracker.web.gate import allow, current_viewer
from tracker.work.round_table import ExpectedLine, expected_lines, expected_table
from tracker.workdays.queries import days_off

blueprint = Blueprint("rounds", __name__)

FIRST, LAST = 2000, 2100
WRITERS = (Role.FOCAL, Role.DIVISION)
CLOCKS = {one.value: one.label for one in Clock}


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round as the list shows it."""

    line: RoundLine
    state: RoundState
    expected: int
    moved: bool


@blueprint.get("/ky-bao-cao")
@allow(Permission.READ_PLANS)
def index() -> str:
    """The rounds of a year, regime by regime."""
    viewer, today = current_viewer(), clock.today()
    laid_out = years_laid_out(viewer)
    year = _year(today)
    lines = rounds_of_year(viewer, year)
    regimes = regime_lines(seen_by(viewer))
    return render_template(
        "rounds/index.html",
        year=year,
        today=today,
        years=[(str(one), f"Năm {one}") for one in _years({*laid_out, today.year, year})],
        groups=_by_regime(regimes, _rows(lines, today)),
        names=names_on(date(year, 12, 31)),
        asking=_asking(viewer, regimes, today),
        may_manage=can(viewer, Permission.MANAGE_ROUNDS),
        may_lay_out=_may_lay_out(viewer) and year > max(laid_out, default=0),
    )  # fmt: skip


@blueprint.get("/ky-bao-cao/<regime_code>/<code>")
@allow(Permission.READ_PLANS)
def show(regime_code: str, code: str) -> str:
    """One round: clocks, legal source, who is expected, with whom to speak."""
    viewer, today, calendar = current_viewer(), clock.today(), days_off()
    line, regime = _seen(regime_code, code)
    rows = _expected(line, today)
    if printing():
        return paper(expected_table(line, regime.name, rows))
    return render_template(
        "rounds/show.html",
        line=line,
        regime=regime,
        names=names_on(line.clocks.last),
        state=line.state(today, calendar),
        late_from=late_from(line.clocks, calendar),
        locked_from=locked_from(line.clocks, calendar),
        rows=rows,
        counted=sum(one.unit.counted for one in rows),
        moves=moves_of([line.id]).get(line.id, []),
        clocks=CLOCKS,
        keeps=can(viewer, Permission.MANAGE_ROUNDS, regime.owner_unit_id),
        reads_compiled=can(viewer, Permission.READ_WORK, regime.owner_unit_id),
        today=today,
        reports=_reports(Round(line, regime), rows),
        compiles=Round(line, regime).compiled_by(viewer),
        sent=not line.kind.is_periodic and sent_in(line.id),
    )


def _reports(one: Round, rows: list[ExpectedLine]) -> dict[int, str]:
    """By unit, what the viewer does with its report; nothing where it is not theirs to see."""
    viewer = current_viewer()
    return {
        row.unit.unit_id: "Báo cáo của đơn vị"
        if Side.WRITER in sides_of(viewer, one, row.unit)
        else "Xem báo cáo"
        for row in rows
        if can(viewer, Permission.READ_WORK) and may_read(viewer, one, row.unit)
    }


@blueprint.get("/ky-bao-cao/<regime_code>/<code>.xlsx")
@allow(Permission.READ_PLANS)
def sheet(regime_code: str, code: str) -> Response:
    """Who reports in the round, with whom to speak, as an Excel file."""
    line, regime = _seen(regime_code, code)
    return workbook(expected_table(line, regime.name, _expected(line, clock.today())))


def _seen(regime_code: str, code: str) -> tuple[RoundLine, RegimeLine]:
    """The round and its regime, where the viewer may see them; 404 otherwise."""
    viewer = current_viewer()
    line = round_by_code(viewer, regime_code, code)
    if line is None:
        abort(404)
    regimes = regime_lines(seen_by(viewer))
    return line, next(one for one in regimes if one.id == line.regime_id)


def _expected(line: RoundLine, today: date) -> list[ExpectedLine]:
    known = contacts(WRITERS, today)
    return expected_lines(expected_units(line, today), known, called_off=line.called_off)


def _years(known: set[int]) -> list[int]:
    """Every year from the first to the one after the last: it may be laid out."""
    return list(range(min(known), min(max(known) + 1, LAST) + 1))


def _may_lay_out(viewer: Viewer) -> bool:
    """Who manages the rounds of the whole province."""
    return viewer.scope(Permission.MANAGE_ROUNDS) is None


def _rows(lines: list[RoundLine], today: date) -> list[RoundRow]:
    calendar, moves = days_off(), moves_of([one.id for one in lines])
    expected = expected_rows(lines, today)
    return [
        RoundRow(
            one,
            one.state(today, calendar),
            sum(row.counted for row in expected[one.id]),
            any(not move.by_regime for move in moves.get(one.id, ())),
        )
        for one in lines
    ]


def _by_regime(
    regimes: list[RegimeLine], rows: list[RoundRow]
) -> list[tuple[RegimeLine, list[RoundRow]]]:
    found = [
        (regime, [row for row in rows if row.line.regime_id == regime.id]) for regime in regimes
    ]
    return [(regime, own) for regime, own in found if own]


def _asking(viewer: Viewer, regimes: list[RegimeLine], today: date) -> set[int]:
    """Those of the regimes in force under which the viewer may ask for a report."""
    return {
        one.id
        for one in regimes
        if can(viewer, Permission.MANAGE_ROUNDS, one.owner_unit_id)
        and (one.valid_to is None or one.valid_to >= today)
    }


def _year(today: date) -> int:
    asked: Any = request.args.get("nam", type=int) or today.year
    if not FIRST <= asked <= LAST:
        abort(404)
    return int(asked)
