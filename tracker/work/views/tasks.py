"""Nhiệm vụ: the flat list of phần việc."""

from dataclasses import replace

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from tracker import clock
from tracker.config import Settings
from tracker.documents.tables import MOST_ROWS, Table, in_batches
from tracker.documents.views import calendar, paper, printing, workbook
from tracker.feeds.queries.entries import entries_of_shares
from tracker.permissions import Permission, can
from tracker.tasks.queries import listing
from tracker.tasks.rules.listing import ListState
from tracker.tasks.rules.states import AssignmentRole
from tracker.text import vn_number
from tracker.web.gate import allow, current_viewer
from tracker.work import filters
from tracker.work.blueprint import blueprint
from tracker.work.days import DayCount
from tracker.work.filter_words import told_list
from tracker.work.lines import Line, lines
from tracker.work.sheets import tasks_table
from tracker.work.views.overdue import scope_asked
from tracker.workdays.queries import days_off

MOST_ENTRIES = 5_000
"""Phần việc of one calendar file."""


@blueprint.get("/nhiem-vu")
@allow(Permission.READ_PLANS)
def tasks() -> str:
    """One page of the list; the address holds the view."""
    if printing():
        return paper(_table(Permission.READ_WORK))
    viewer, today = current_viewer(), clock.today()
    scope = scope_asked(Permission.READ_WORK)
    offered, off = filters.choices(today), days_off()
    cut, days = filters.list_filter(request.args, offered), filters.days_of(today, off)
    place = filters.list_key(request.args.get("after", ""))
    rows = listing.page(scope, cut, days, place)
    shown = rows[: listing.PAGE]
    last = shown[-1] if len(rows) > len(shown) else None
    return render_template(
        "work/tasks.html",
        lines=lines(shown, offered, DayCount(off, today)),
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


@blueprint.get("/nhiem-vu.ics")
@allow(Permission.EXPORT_WORK)
def tasks_ics() -> BaseResponse:
    """The days of the list with the filter of the address; a list too long is to be narrowed."""
    today = clock.today()
    scope, offered = scope_asked(Permission.EXPORT_WORK), filters.choices(today)
    cut = filters.list_filter(request.args, offered)
    days = filters.days_of(today, days_off())
    if listing.count(scope, cut, days, MOST_ENTRIES + 1) > MOST_ENTRIES:
        flash(f"Danh sách có hơn {vn_number(MOST_ENTRIES)} phần việc: hãy lọc bớt rồi tải lịch.")
        return redirect(url_for("work.tasks", **request.args.to_dict()))
    settings: Settings = current_app.config["TRACKER"]
    entries = entries_of_shares(
        current_viewer(), listing.ids_of(scope, cut, days), settings.base_url,
        named=not scope.single_unit,
    )  # fmt: skip
    return calendar(entries, f"nhiem-vu-{today:%Y-%m-%d}.ics", "Thời hạn nhiệm vụ")


def _table(permission: Permission) -> Table:
    today = clock.today()
    scope, offered, off = scope_asked(permission), filters.choices(today), days_off()
    cut, days = filters.list_filter(request.args, offered), filters.days_of(today, off)
    count = DayCount(off, today)

    def read(last: Line | None, size: int) -> list[Line]:
        key = (last.row.sort_on, last.row.id) if last else None
        return lines(listing.rows(scope, cut, days, limit=size, after=key), offered, count)

    told = told_list(cut, offered, by_field=request.args.get("phamvi") == filters.BY_FIELD)
    total = listing.count(scope, cut, days, MOST_ROWS + 1)
    return tasks_table(in_batches(read), total, today, told)
