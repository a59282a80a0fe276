"""Đơn vị: the register with what each unit owes, its people, and each unit's own page."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    render_template,
    request,
    url_for,
)

from tracker import clock
from tracker.accounts.queries import contacts
from tracker.documents.tables import Table
from tracker.documents.views import paper, printing, workbook
from tracker.handover.rules import MoveKind, MoveScope
from tracker.permissions import Permission, Role, can
from tracker.province.queries import tracking_from
from tracker.rounds.rules.windows import next_closing, previous_closing
from tracker.tasks.queries import unit_counts
from tracker.tasks.queries.counting import CountFilter
from tracker.tasks.queries.extensions import extended_by
from tracker.tasks.queries.rows import Scope, scope_of
from tracker.units.queries import (
    RegisterUnit,
    heirs_on,
    names_on,
    register,
    screen_names,
    successions_of,
)
from tracker.units.rules import UnitKind
from tracker.web.gate import allow, current_viewer
from tracker.work import filters, unit_board
from tracker.work.days import DayCount
from tracker.work.lines import lines
from tracker.work.links import STATE_OF_CELL
from tracker.work.unit_sheet import units_table
from tracker.workdays.queries import days_off

blueprint = Blueprint("units", __name__)

KINDS = {kind.value: kind.label for kind in UnitKind}
OTHER = "Cơ quan, đơn vị khác"
SHOWN = 50


@blueprint.get("/don-vi")
@allow(Permission.READ_PLANS)
def index() -> str:
    """All units; figures only where the viewer may see them."""
    if printing():
        return paper(_table(Permission.READ_WORK))
    viewer, today = current_viewer(), clock.today()
    scope, year = scope_of(viewer, Permission.READ_WORK), _year(today)
    units = register()
    names = {unit.id: unit.names[-1].name for unit in units if unit.names}
    rows = _lines(units, scope, year)
    return render_template(
        "units/index.html",
        groups=unit_board.by_kind(rows, KINDS, OTHER),
        parents=names,
        heirs={gone: [names[heir] for heir in heirs] for gone, heirs in heirs_on(today).items()},
        figures=any(row.cells is not None for row in rows),
        file="units.sheet" if can(viewer, Permission.EXPORT_WORK) else "",
        years=[*filters.years(filters.choices(today)), (filters.ALL_YEARS, "Tất cả các năm")],
        **_context(today, year),
    )


@blueprint.get("/don-vi.xlsx")
@allow(Permission.EXPORT_WORK)
def sheet() -> Response:
    """The table of the units in the viewer's scope as an Excel file."""
    return workbook(_table(Permission.EXPORT_WORK))


def _table(permission: Permission) -> Table:
    today = clock.today()
    year = _year(today)
    rows = _lines(register(), scope_of(current_viewer(), permission), year)
    ordered = [line for _, found in unit_board.by_kind(rows, KINDS, OTHER) for line in found]
    return units_table(ordered, today, year, KINDS, OTHER)


@blueprint.get("/don-vi/<path:unit_code>")
@allow(Permission.READ_PLANS)
def show(unit_code: str) -> str:
    """One unit: names over time, parent, divisions, hand-overs, people, figures."""
    viewer, today = current_viewer(), clock.today()
    units = register()
    unit = next((one for one in units if one.code == unit_code), None)
    if unit is None:
        abort(404)
    scope, year = scope_of(viewer, Permission.READ_WORK), _year(today)
    named = names_on(today)
    row = _lines([unit], scope, year)[0]
    return render_template(
        "units/show.html",
        row=row,
        unit=unit,
        parent=next((one for one in units if one.id == unit.parent_id), None),
        inside=[one for one in units if one.parent_id == unit.id and one.kind == UnitKind.DIVISION],
        names=screen_names(today, named),
        codes={one.id: one.code for one in units},
        kind=KINDS.get(unit.kind, OTHER),
        successions=successions_of(unit.id),
        move_kinds={kind.value: kind.label for kind in MoveKind},
        move_scopes={scope.value: scope.label for scope in MoveScope},
        roles={role: role.label for role in Role},
        waiting=_unanswered(scope, unit.id, today) if row.cells is not None else [],
        may_keep=can(viewer, Permission.MANAGE_UNITS, unit.id),
        **_context(today, year),
    )


def _lines(
    units: Sequence[RegisterUnit], scope: Scope, year: int | None
) -> list[unit_board.UnitLine]:
    """The rows of these units; a bounded number of statements."""
    today = clock.today()
    one = units[0].id if len(units) == 1 else None
    seen = frozenset(unit.id for unit in units if scope.holds_unit(unit.id))
    people = contacts([Role.FOCAL] if one is None else _WORKING, today, one)
    base = current_app.config["TRACKER"].base_url
    asked = unit_board.Asked(
        today, next_closing(today),
        {unit.id: f"{base}{url_for('units.show', unit_code=unit.code)}" for unit in units},
    )  # fmt: skip
    return unit_board.lines_of(units, _figures(scope, year, seen), people, asked)


_WORKING = (Role.FOCAL, Role.HEAD, Role.DIVISION)


def _figures(scope: Scope, year: int | None, seen: frozenset[int]) -> unit_board.Figures:
    if not seen:
        return unit_board.Figures()
    if len(seen) == 1 and scope.handed is None:
        scope = Scope(seen)
    today = clock.today()
    begun = tracking_from(current_app.config["TRACKER"].tracking_from)
    return unit_board.Figures(
        seen,
        unit_counts.cells_by_unit(scope, year, today),
        unit_counts.standing_by_unit(scope, filters.days_of(today, days_off())),
        unit_counts.longest_silence(scope, today, begun),
        extended_by("unit_id", scope, CountFilter(year=year), today),
    )


def _unanswered(scope: Scope, unit_id: int, today: date) -> list[Any]:
    rows = unit_counts.unanswered_rows(scope, unit_id, today, SHOWN)
    return lines(rows, filters.choices(today), DayCount(days_off(), today)) if rows else []


def _year(today: date) -> int | None:
    """The year asked for; this one without any."""
    asked = request.args.get("nam", "")
    if asked == filters.ALL_YEARS:
        return None
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today.year


def _context(today: date, year: int | None) -> dict[str, Any]:
    return {
        "today": today,
        "year": year,
        "year_argument": str(year or filters.ALL_YEARS),
        "cells": unit_board.CELLS,
        "states": {cell: STATE_OF_CELL[cell].value for cell in unit_board.CELLS},
        "closing": next_closing(today),
        "since": previous_closing(today),
        "shown": SHOWN,
    }
