"""Quá hạn: who, what, since when, the last word and its age, the cause; as of today."""

from dataclasses import dataclass, replace
from typing import Literal

from flask import Response, render_template, request

from tracker import clock
from tracker.documents.tables import MOST_ROWS, Table, in_batches
from tracker.documents.views import paper, printing, workbook
from tracker.permissions import Permission
from tracker.tasks.queries import overdue as queries
from tracker.tasks.queries.counting import COUNTED, Headline, headline
from tracker.tasks.queries.extensions import extended_by
from tracker.tasks.queries.first_day import headline_by_first_day
from tracker.tasks.queries.rows import Scope, scope_of
from tracker.tasks.rules.extending import Extended
from tracker.tasks.rules.states import Cell
from tracker.web.gate import allow, current_viewer
from tracker.work import filters
from tracker.work.asking.beside import total
from tracker.work.blueprint import blueprint
from tracker.work.days import DayCount
from tracker.work.filter_words import told_count
from tracker.work.lines import Line, lines
from tracker.work.links import STATE_OF_CELL, kept_arguments, same_view, tasks_in
from tracker.work.sheets import tasks_table
from tracker.workdays.queries import days_off

NO_FIELD = "Không thuộc lĩnh vực nào"


@blueprint.get("/qua-han")
@allow(Permission.READ_OVERDUE)
def overdue() -> str:
    """One page of the overdue list under its headline."""
    if printing():
        return paper(_table(Permission.READ_OVERDUE))
    today = clock.today()
    offered = filters.choices(today)
    wanted = wanted_list(scope_asked(), offered)
    after = filters.overdue_key(request.args.get("after", ""), offered, wanted.grouping)
    size = _size()
    rows = queries.page(wanted, after, size)
    shown = rows[:size]
    ready = lines(shown, offered, DayCount(days_off(), today))
    extended = extended_by_group(wanted)
    return render_template(
        "work/overdue.html",
        groups=_groups(ready, wanted, offered),
        extended=total(extended),
        extended_by=extended,
        kept={key: value for key, value in kept_arguments().items() if value} | _year(wanted),
        figures=_figures(wanted, total(extended)),
        elsewhere=queries.of_other_years(wanted),
        after=filters.key_of(shown[-1], wanted.grouping) if len(rows) > len(shown) else None,
        wanted=wanted,
        by_field=wanted.grouping is queries.BY_FIELD,
        long_page=size == queries.LONG_PAGE,
        offered=offered,
        units=offered.offered_units(wanted.scope),
        follows=filters.may_switch(current_viewer(), Permission.READ_OVERDUE),
        years=[*filters.years(offered), (filters.ALL_YEARS, "Tất cả các năm")],
        today=today,
    )


@blueprint.get("/qua-han.xlsx")
@allow(Permission.EXPORT_WORK)
def overdue_xlsx() -> Response:
    """The list with the filter of the address, in the same order as on screen."""
    return workbook(_table(Permission.EXPORT_WORK))


def _table(permission: Permission) -> Table:
    today = clock.today()
    offered = filters.choices(today)
    wanted = wanted_list(scope_asked(permission), offered)
    count = DayCount(days_off(), today)

    def read(last: Line | None, size: int) -> list[Line]:
        place = filters.key_of(last.row, wanted.grouping) if last else ""
        key = filters.overdue_key(place, offered, wanted.grouping)
        return lines(queries.rows(wanted, size, key), offered, count)

    number = queries.count(wanted, MOST_ROWS + 1)
    by_field = request.args.get("phamvi") == filters.BY_FIELD
    told = [*told_count(wanted.cut, offered, by_field=by_field), *_both(number, wanted)]
    table = tasks_table(in_batches(read), number, today, told)
    return replace(
        table, name="Quá hạn", title="Danh sách nhiệm vụ quá hạn",
        group=_field_of if wanted.grouping is queries.BY_FIELD else _unit_of,
    )  # fmt: skip


def _unit_of(line: Line) -> str:
    return line.unit


def _field_of(line: Line) -> str:
    return line.field or NO_FIELD


def _both(overdue: int, wanted: queries.OverdueList) -> list[str]:
    """Both counts in words; nothing where nothing was extended."""
    beside = total(extended_by_group(wanted)).beside(overdue)
    return [f"Quá hạn {overdue:02d} phần việc ({beside})"] if beside else []


def _size() -> int:
    """Rows on the page."""
    return queries.LONG_PAGE if request.args.get("dong") == filters.LONG else queries.PAGE


def scope_asked(permission: Permission = Permission.READ_OVERDUE) -> Scope:
    """The viewer's own rows, or with `phamvi=linh-vuc` the fields their body follows."""
    by_field = request.args.get("phamvi") == filters.BY_FIELD
    return scope_of(current_viewer(), permission, by_field=by_field)


def wanted_list(scope: Scope, offered: filters.Choices) -> queries.OverdueList:
    """The list that the address asks for."""
    grouped_by_field = request.args.get("nhom") == filters.BY_FIELD
    return queries.OverdueList(
        scope,
        filters.count_filter(request.args, offered),
        offered.today,
        queries.BY_FIELD if grouped_by_field else queries.BY_UNIT,
    )


def _groups(
    ready: list[Line], wanted: queries.OverdueList, offered: filters.Choices
) -> list[tuple[int, str, int, list[Line]]]:
    """Id, name, number of all its overdue rows, and the lines of it on this page."""
    by_field = wanted.grouping is queries.BY_FIELD
    found: dict[int, list[Line]] = {}
    for line in ready:
        found.setdefault(filters.group_of(line.row, wanted.grouping), []).append(line)
    totals = queries.subtotals(wanted, set(found))
    fields = {field.id: field.name for field in offered.fields.values()}
    labels = fields if by_field else offered.unit_names
    return [
        (group, labels.get(group, NO_FIELD), totals.get(group, 0), group_lines)
        for group, group_lines in found.items()
    ]


def extended_by_group(wanted: queries.OverdueList) -> dict[int | None, Extended]:
    """What was extended within the list's filter, by the id of its groups; 0 for none."""
    by_field = wanted.grouping is queries.BY_FIELD
    name: Literal["unit_id", "field_id"] = "field_id" if by_field else "unit_id"
    found = extended_by(name, wanted.scope, wanted.cut, wanted.today)
    return {group or 0: parts for group, parts in found.items()}


def _year(wanted: queries.OverdueList) -> dict[str, str]:
    return {"nam": str(wanted.cut.year)} if wanted.cut.year else {}


@dataclass(frozen=True, slots=True)
class Figures:
    """The headline: cells in nhiệm vụ, the same in phần việc, overdue phần việc."""

    cells: list[dict[str, object]]
    beside: list[dict[str, object]]
    overdue: int


def _figures(wanted: queries.OverdueList, extended: Extended) -> Figures | None:
    """The figures of one year or one plan; all years of all plans together would say nothing."""
    if wanted.cut.year is None and wanted.cut.plan_id is None:
        return None
    bounds = wanted.scope, wanted.cut, wanted.today
    count = headline(*bounds)
    moved = extended.spared or extended.done_spared
    first = headline_by_first_day(*bounds, count) if moved else count
    return Figures(
        _cells(count, first), _beside(count, wanted), count.obligations[Cell.OPEN_OVERDUE]
    )


def _cells(count: Headline, first: Headline) -> list[dict[str, object]]:
    """The headline's figures in nhiệm vụ, each with the address of its rows.

    `first` counts by the days before extensions; it is told where it differs.
    """
    return [
        {
            "key": cell.value, "label": cell.label, "count": count.tasks[cell],
            "first": first.tasks[cell] if first.tasks[cell] != count.tasks[cell] else None,
            "url": same_view("work.counted", state=STATE_OF_CELL[cell].value),
        }
        for cell in COUNTED
    ]  # fmt: skip


def _beside(count: Headline, wanted: queries.OverdueList) -> list[dict[str, object]]:
    """The same cells in phần việc, the work of one unit in one period."""
    kept = kept_arguments()
    return [
        {
            "label": cell.label.lower(), "count": count.obligations[cell],
            "url": tasks_in(STATE_OF_CELL[cell], nam=wanted.cut.year, **kept),
        }
        for cell in COUNTED
        if count.obligations[cell]
    ]  # fmt: skip
