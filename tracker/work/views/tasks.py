"""Nhiệm vụ: the flat list of phần việc."""

from dataclasses import replace

from flask import Response, render_template, request

from tracker import clock
from tracker.documents.tables import MOST_ROWS, Table, in_batches
from tracker.documents.views import paper, printing, workbook
from tracker.permissions import Permission, can
from tracker.tasks.queries import listing
from tracker.tasks.rules.listing import ListState
from tracker.tasks.rules.states import AssignmentRole
from tracker.web.gate import allow, current_viewer
from tracker.work import filters
from tracker.work.blueprint import blueprint
from tracker.work.days import DayCount
from tracker.work.filter_words import told_list
from tracker.work.lines import Line, lines
from tracker.work.sheets import tasks_table
from tracker.work.views.overdue import scope_asked
from tracker.workdays.queries import days_off


@blueprint.get("/nhiem-vu")
@allow(Permission.READ_PLANS)
def tasks() -> str:
    """One page of the list; the address holds the view."""
    if printing():
        return paper(_table(Permission.READ_WORK))
    viewer, today = current_viewer(), clock.today()
    scope = scope_asked(Permission.READ_WORK)
    offered, calendar = filters.choices(today), days_off()
    cut, days = filters.list_filter(request.args, offered), filters.days_of(today, calendar)
    place = filters.list_key(request.args.get("after", ""))
    rows = listing.page(scope, cut, days, place)
    shown = rows[: listing.PAGE]
    last = shown[-1] if len(rows) > len(shown) else None
    return render_template(
        "work/tasks.html",
        lines=lines(shown, offered, DayCount(calendar, today)),
        total=listing.count(scope, cut, days),
        after=filters.list_place(last.sort_on, last.id) if last else None,
        cut=cut,
        scope=scope,
        offered=offered,
        units=offered.offered_units(scope),
        states=[(state.value, state.label) for state in ListState],
        years=filters.years(offered),
        follows=filters.may_switch(viewer, Permission.READ_WORK),
        partner=cut.role is AssignmentRole.PARTNER,
        active=cut != replace(listing.ListFilter(), latest_first=cut.latest_first),
        file="work.tasks_xlsx" if can(viewer, Permission.EXPORT_WORK) else "",
        today=today,
    )


@blueprint.get("/nhiem-vu.xlsx")
@allow(Permission.EXPORT_WORK)
def tasks_xlsx() -> Response:
    """The list with the filter of the address."""
    return workbook(_table(Permission.EXPORT_WORK))


def _table(permission: Permission) -> Table:
    today = clock.today()
    scope, offered, calendar = scope_asked(permission), filters.choices(today), days_off()
    cut, days = filters.list_filter(request.args, offered), filters.days_of(today, calendar)
    count = DayCount(calendar, today)

    def read(last: Line | None, size: int) -> list[Line]:
        key = (last.row.sort_on, last.row.id) if last else None
        return lines(listing.rows(scope, cut, days, limit=size, after=key), offered, count)

    told = told_list(cut, offered, by_field=request.args.get("phamvi") == filters.BY_FIELD)
    total = listing.count(scope, cut, days, MOST_ROWS + 1)
    return tasks_table(in_batches(read), total, today, told)
