"""Việc của tôi: what waits for the person who signed in, by seriousness."""

from collections.abc import Callable

from flask import Response, render_template, url_for

from tracker import clock
from tracker.accounts.queries import has_people
from tracker.documents.tables import MOST_ROWS, Table
from tracker.documents.views import paper, printing, workbook
from tracker.permissions import Permission, Viewer, can, may_act_on
from tracker.province.queries import kept_steps
from tracker.province.rules import Step, steps_done, steps_left
from tracker.tasks.queries import mine as queries
from tracker.tasks.queries.counting import CountFilter
from tracker.tasks.queries.extensions import extended_by
from tracker.tasks.queries.matters import matters_of
from tracker.tasks.queries.rows import Scope, WorkRow, scope_of
from tracker.tasks.rules.listing import ListState
from tracker.text import vn_list
from tracker.web.gate import allow, current_viewer
from tracker.work import filters
from tracker.work.asking.beside import asked_of_own, extended_in, to_decide, total
from tracker.work.beside import inside, reasons, to_confirm
from tracker.work.blueprint import blueprint
from tracker.work.closing.beside import years_to_close
from tracker.work.days import DayCount
from tracker.work.grid.notes import unanswered_now
from tracker.work.lines import lines
from tracker.work.links import tasks_in
from tracker.work.mine_table import drawn, mine_table
from tracker.workdays.queries import days_off

STRIP = (
    (ListState.ASKED, "arrow-back-up", "Đề nghị bổ sung, hoàn thiện", "red"),
    (ListState.OVERDUE, "alert-triangle", "Quá hạn", "red"),
    (ListState.MONTH, "clock", "Đến hạn trong 30 ngày", "amber"),
    (ListState.SILENT, "infinity", "Thường xuyên, chưa cập nhật trong kỳ", ""),
    (ListState.UNDETERMINED, "help-circle", "Chờ xác định thời hạn, chờ sự kiện", ""),
    (ListState.SUBMITTED, "send", "Đã trình, chờ ban hành", "violet"),
)
WHEN_THERE = {ListState.ASKED}
"""Figures of the strip that are shown only when they are not zero."""
HEADINGS = {
    ListState.ASKED: "Đề nghị bổ sung, hoàn thiện",
    ListState.OVERDUE: "Quá hạn",
    ListState.INTERNAL_LATE: "Đã giao trong đơn vị, quá hạn nội bộ",
    ListState.ENTERED: "Đã được nhập thay, đề nghị kiểm tra",
    ListState.INTERNAL_SOON: "Hạn nội bộ trong 30 ngày",
    ListState.MONTH: "Đến hạn trong 30 ngày",
    ListState.SILENT: "Thường xuyên, chưa cập nhật trong kỳ",
    ListState.UNCHANGED: "Thường xuyên, không thay đổi trong kỳ",
    ListState.UNDETERMINED: "Chờ xác định thời hạn, chờ sự kiện phát sinh",
    ListState.SUBMITTED: "Đã trình, chờ ban hành",
    ListState.PLAN_OVER: "Chờ kết thúc kế hoạch",
}
UNITS_SHOWN = 15
PARTNER = "Phối hợp"


@blueprint.get("/")
@allow(Permission.MANAGE_OWN_ACCOUNT)
def mine() -> str:
    """The first page after signing in, for every role."""
    if printing():
        return paper(_table())
    viewer, today = current_viewer(), clock.today()
    calendar, offered = days_off(), filters.choices(today)
    own, whole = _own_units(viewer), _whole_part(viewer, offered)
    return render_template(
        "work/mine.html",
        today=today,
        may_update=_may_update(viewer),
        writes=viewer.scope(Permission.UPDATE_WORK) != frozenset(),
        unanswered=unanswered_now(viewer, today),
        inside=inside(viewer, today),
        to_confirm=to_confirm(viewer, today),
        asked=asked_of_own(viewer, today),
        extensions_to_decide=to_decide(viewer),
        unit_names=offered.unit_names,
        own=_own_part(own, offered, DayCount(calendar, today)) if own else None,
        whole=whole,
        keeps_only=not own and not whole and can(viewer, Permission.MANAGE_PLANS),
        follows=_followed(viewer, offered),
        setup_left=_set_up(viewer),
        years_to_close=years_to_close(viewer, today),
    )


@blueprint.get("/viec-cua-toi.xlsx")
@allow(Permission.EXPORT_WORK)
def mine_xlsx() -> Response:
    """Every group with all its rows, as a file."""
    return workbook(_table())


def _table() -> Table:
    """The groups of the own units; without a row for those who steer the whole."""
    today, scope = clock.today(), _own_units(current_viewer())
    offered, count = filters.choices(today), DayCount(days_off(), today)
    if scope is None:
        return mine_table([], 0, today, [])
    found = queries.waiting(scope, filters.days_of(today, count.days_off), MOST_ROWS)
    parts = [(_heading(one.state, scope), one.rows) for one in found.groups]
    parts.append((PARTNER, found.partner_rows))
    total = sum(one.count for one in found.groups) + found.partner_count
    told = [vn_list([offered.unit_names[unit] for unit in sorted(scope.units or ())])]
    return mine_table(drawn(parts, offered, count), total, today, told)


def _may_update(viewer: Viewer) -> Callable[[WorkRow], bool]:
    return lambda row: may_act_on(
        viewer, Permission.UPDATE_WORK, row.unit_id, (row.division_id, row.holder_id)
    )


def _own_units(viewer: Viewer) -> Scope | None:
    """The units whose work the person follows closely; none for those who steer the whole."""
    units, handed = viewer.scope(Permission.READ_WORK), viewer.handed(Permission.READ_WORK)
    if units is None:
        units = viewer.scope(Permission.UPDATE_WORK)
    return Scope(units, handed=handed) if units else None


def _own_part(scope: Scope, offered: filters.Choices, count: DayCount) -> dict[str, object]:
    days = filters.days_of(count.today, count.days_off)
    found = queries.waiting(scope, days)
    names = offered.unit_names
    strip = [
        {
            "icon": icon, "label": label, "count": found.counts[state], "tone": tone,
            "url": tasks_in(state),
        }
        for state, icon, label, tone in STRIP
        if found.counts[state] or state not in WHEN_THERE
    ]  # fmt: skip
    shown = [row.id for group in found.groups for row in group.rows]
    matters = matters_of([*shown, *(row.id for row in found.partner_rows)])
    groups = [
        {
            "key": group.state.value, "heading": _heading(group.state, scope), "count": group.count,
            "lines": lines(group.rows, offered, count, matters), "url": tasks_in(group.state),
        }
        for group in found.groups
    ]  # fmt: skip
    return {
        "strip": strip,
        "overdue": found.counts[ListState.OVERDUE],
        "extended": extended_in(scope, count.today),
        "groups": groups,
        "reasons": reasons(matters),
        "single_unit": scope.single_unit,
        "unit": names[min(scope.units)] if scope.units and len(scope.units) == 1 else "",
        "open": found.counts[ListState.UNFINISHED],
        "open_url": tasks_in(ListState.UNFINISHED),
        "partner_count": found.partner_count,
        "partner_lines": lines(found.partner_rows, offered, count, matters),
        "partner_url": tasks_in(ListState.UNFINISHED, vaitro=filters.PARTNER),
    }


def _heading(state: ListState, scope: Scope) -> str:
    """For an officer to whom work was handed, the internal day is simply the day."""
    plain = scope.handed is not None and state is ListState.INTERNAL_LATE
    return state.label if plain else HEADINGS[state]


def _whole_part(viewer: Viewer, offered: filters.Choices) -> dict[str, object] | None:
    """For those who steer the whole province: where it is late, what waits for a decision."""
    if not scope_of(viewer, Permission.READ_OVERDUE).everything:
        return None
    counted = queries.overdue_by_unit(Scope(None), offered.today)
    extended = extended_by("unit_id", Scope(None), CountFilter(), offered.today)
    reviews = queries.review_by_plan()
    issued = [one for one in offered.plans.values() if one.standing == "issued"]
    review = [reviews[plan.id] for plan in issued if plan.id in reviews]
    names = offered.unit_names
    units = [
        {
            "name": names[unit], "count": count,
            "beside": extended[unit].beside(count) if unit in extended else "",
            "url": url_for("work.overdue", donvi=offered.units[unit].code, nam=filters.ALL_YEARS),
        }
        for unit, count in counted[:UNITS_SHOWN]
    ]  # fmt: skip
    return {
        "units": units,
        "more_units": max(len(counted) - UNITS_SHOWN, 0),
        "extended": total(extended),
        "late_units": len(counted),
        "late_rows": sum(count for _, count in counted),
        "deadlines": sum(plan.deadlines for plan in review),
        "owners": sum(plan.owners for plan in review),
    }


def _followed(viewer: Viewer, offered: filters.Choices) -> list[str]:
    """The names of the fields that the person's body follows."""
    if not filters.may_switch(viewer, Permission.READ_OVERDUE):
        return []
    return [
        field.name for field in offered.fields.values() if field.id in viewer.followed_field_ids
    ]


def _set_up(viewer: Viewer) -> list[Step] | None:
    """The steps left of the first run, for those who may go through it; None once it has ended."""
    if not can(viewer, Permission.SET_UP):
        return None
    kept = kept_steps()
    return None if kept is None else steps_left(steps_done(kept, has_people=has_people()))
