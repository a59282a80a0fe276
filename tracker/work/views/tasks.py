"""Nhiệm vụ: the flat list of phần việc."""

from dataclasses import replace

from flask import render_template, request, url_for

from tracker import clock
from tracker.permissions import Permission, can
from tracker.tasks.queries import listing
from tracker.tasks.queries.rows import scope_of
from tracker.tasks.rules.listing import ListState
from tracker.tasks.rules.states import AssignmentRole
from tracker.web.gate import allow, current_viewer
from tracker.work import filters
from tracker.work.blueprint import blueprint
from tracker.work.days import DayCount
from tracker.work.lines import lines
from tracker.work.links import same_view
from tracker.workdays.queries import days_off


@blueprint.get("/nhiem-vu")
@allow(Permission.READ_PLANS)
def tasks() -> str:
    """One page of the list; the address holds the view."""
    viewer, today = current_viewer(), clock.today()
    by_field = request.args.get("phamvi") == filters.BY_FIELD
    scope = scope_of(viewer, Permission.READ_WORK, by_field=by_field)
    offered, calendar = filters.choices(today), days_off()
    cut, days = filters.list_filter(request.args, offered), filters.days_of(today, calendar)
    size = filters.PRINT_ROWS if filters.printing(request.args) else listing.PAGE
    place = filters.list_key(request.args.get("after", ""))
    rows = listing.rows(scope, cut, days, limit=size + 1, after=place)
    shown = rows[:size]
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
        xlsx_url=same_view("work.tasks_xlsx") if can(viewer, Permission.EXPORT_WORK) else None,
        reads_work=can(viewer, Permission.READ_WORK),
        queue_url=url_for("administration.queue") if can(viewer, Permission.MANAGE_PLANS) else "",
        today=today,
    )
