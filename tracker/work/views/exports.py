"""The two lists as Excel files: all rows of the filter, up to MOST_ROWS."""

from collections.abc import Iterator
from datetime import date

from flask import Response, abort, request, send_file

from tracker import clock
from tracker.documents import xlsx
from tracker.permissions import Permission
from tracker.tasks.queries import counted as counts
from tracker.tasks.queries import listing
from tracker.tasks.queries import overdue as late
from tracker.tasks.queries.counting import COUNTED
from tracker.tasks.rules.extending import Extended
from tracker.tasks.rules.states import Cell
from tracker.web.gate import allow
from tracker.work import filters, sheets
from tracker.work.asking.beside import total as extended_total
from tracker.work.blueprint import blueprint
from tracker.work.days import DayCount
from tracker.work.lines import Line, lines
from tracker.work.views.counted import CELLS
from tracker.work.views.overdue import extended_by_group, scope_asked, wanted_list
from tracker.workdays.queries import days_off


@blueprint.get("/nhiem-vu.xlsx")
@allow(Permission.EXPORT_WORK)
def tasks_xlsx() -> Response:
    """The list of phần việc with the filter of the address."""
    today = clock.today()
    scope = scope_asked(Permission.EXPORT_WORK)
    offered, calendar = filters.choices(today), days_off()
    cut, days = filters.list_filter(request.args, offered), filters.days_of(today, calendar)
    count = DayCount(calendar, today)

    def read(last: Line | None) -> list[Line]:
        key = (last.row.sort_on, last.row.id) if last else None
        rows = listing.rows(scope, cut, days, limit=sheets.BATCH, after=key)
        return lines(rows, offered, count)

    total = listing.count(scope, cut, days, sheets.MOST_ROWS + 1)
    return _send(sheets.tasks_sheet(today), sheets.in_batches(read), total, today)


@blueprint.get("/qua-han.xlsx")
@allow(Permission.EXPORT_WORK)
def overdue_xlsx() -> Response:
    """The overdue list with the filter of the address, in the same order as on screen."""
    today = clock.today()
    offered = filters.choices(today)
    wanted = wanted_list(scope_asked(Permission.EXPORT_WORK), offered)
    count = DayCount(days_off(), today)

    def read(last: Line | None) -> list[Line]:
        place = filters.key_of(last.row, wanted.grouping) if last else ""
        key = filters.overdue_key(place, offered, wanted.grouping)
        return lines(late.rows(wanted, sheets.BATCH, key), offered, count)

    total = late.count(wanted, sheets.MOST_ROWS + 1)
    both = _both(total, extended_total(extended_by_group(wanted)))
    return _send(sheets.overdue_sheet(today, both), sheets.in_batches(read), total, today)


@blueprint.get("/ket-qua/<state>.xlsx")
@allow(Permission.EXPORT_WORK)
def counted_xlsx(state: str) -> Response:
    """The nhiệm vụ of one cell, with the filter of the address."""
    cell = CELLS.get(state)
    if cell is None:
        abort(404)
    today = clock.today()
    offered = filters.choices(today)
    cut = filters.count_filter(request.args, offered)
    scope, most = scope_asked(Permission.EXPORT_WORK), sheets.MOST_ROWS
    found = counts.tasks_in_cell(scope, cut, today, cell, size=most)
    sheet = sheets.counted_sheet(cell.label, today)
    file = xlsx.write(sheet, _counted(found[:most], offered), sheets.cut_notice(len(found)))
    name = f"{cell.label} {today:%Y-%m-%d}.xlsx"
    return send_file(file, xlsx.MEDIA_TYPE, as_attachment=True, download_name=name)


def _counted(
    found: list[counts.CountedTask], offered: filters.Choices
) -> Iterator[list[xlsx.Cell]]:
    for number, row in enumerate(found, start=1):
        field = offered.fields.get(row.field_id or 0)
        yield [
            number, offered.plans[row.plan_id].label, field.name if field else "", row.number,
            row.title, row.number_in(Cell.DONE_ON_TIME, Cell.DONE_LATE),
            row.number_in(Cell.OPEN_OVERDUE), row.number_in(*COUNTED),
        ]  # fmt: skip


def _both(overdue: int, extended: Extended) -> str:
    """Both counts in words; empty where nothing was extended."""
    beside = extended.beside(overdue)
    return f"Quá hạn {overdue:02d} phần việc ({beside})" if beside else ""


def _send(sheet: xlsx.Sheet, ready: Iterator[Line], total: int, today: date) -> Response:
    file = xlsx.write(sheet, sheets.cells(ready), sheets.cut_notice(total))
    name = f"{sheet.name} {today:%Y-%m-%d}.xlsx"
    return send_file(file, xlsx.MEDIA_TYPE, as_attachment=True, download_name=name)
