"""Lịch của tôi: a month of what a calendar would hold, as a grid, a list, and on A4."""

from flask import render_template, request

from tracker.feeds.blueprint import blueprint
from tracker.feeds.queries.entries import facts_for
from tracker.feeds.rules.month import WEEKDAYS, fitting
from tracker.feeds.rules.selection import Window
from tracker.feeds.rules.shown import Kind, Shown, Stand, by_day, shown_of
from tracker.feeds.views.asked import Asked, asked_by
from tracker.permissions import Permission
from tracker.tasks.rules.states import AssignmentRole
from tracker.web.gate import allow, current_viewer
from tracker.web.marks import Mark
from tracker.workdays.queries import days_off

LIST = "danh-sach"
MOST_IN_A_CELL = 4
"""Matters of one day in the grid of a page; the others fold."""
LETTERS_ON_PAPER = 40
"""Of a matter in the grid of a sheet: two lines of a cell."""

_STANDS = {
    Stand.LATE: Mark("Quá hạn", "alert-triangle-filled", "red"),
    Stand.SUBMITTED: Mark("Đã trình, chờ ban hành", "send", "violet"),
    Stand.DONE: Mark("Hoàn thành", "circle-check-filled", "green"),
    Stand.ENDED: Mark("Đã kết thúc trách nhiệm", "circle-x", "slate"),
    Stand.OPEN: Mark("Chưa hoàn thành", "circle", "blue"),
}
_OPEN = {
    Kind.INTERNAL: Mark("Hạn nội bộ, chưa hoàn thành", "clock", "amber"),
    Kind.ROUND_DATA: Mark("Ngày chốt số liệu", "calendar", "blue"),
    Kind.ROUND_DUE: Mark("Chưa gửi báo cáo", "report-analytics", "blue"),
}
_SIGNS = {Stand.DONE: "✓ ", Stand.LATE: "▲ ", Stand.ENDED: "[đã kết thúc] "}
_WHOLE = Mark("Mốc chung của các đơn vị", "calendar", "blue")
_SENT = Mark("Đã gửi báo cáo", "circle-check-filled", "green")


@blueprint.get("/lich")
@allow(Permission.READ_WORK)
def calendar() -> str:
    """The month of the address: a grid of weeks, or the same as a list."""
    asked = asked_by(current_viewer())
    listed = request.args.get("xem") == LIST
    shown = _shown(asked, asked.month.days if listed else asked.month.grid)
    inside = [one for one in shown if asked.month.holds(one.day)]
    return render_template(
        "feeds/calendar.html", asked=asked, days=by_day(shown), total=len(inside), listed=listed,
        weekdays=WEEKDAYS, most=MOST_IN_A_CELL, mark_of=mark_of,
    )  # fmt: skip


@blueprint.get("/lich/in")
@allow(Permission.READ_WORK)
def calendar_print() -> str:
    """The month on A4; days that hold more than their cell are told in full below."""
    asked = asked_by(current_viewer())
    days = by_day(_shown(asked, asked.month.days))
    crowded = [max(len(days.get(day, ())) for day in week) for week in asked.month.weeks]
    most = fitting(crowded)
    return render_template(
        "feeds/print.html", asked=asked, days=days, weekdays=WEEKDAYS, most=most,
        long=[day for day in sorted(days) if len(days[day]) > most],
        letters=LETTERS_ON_PAPER, line_of=line_of,
    )  # fmt: skip


def mark_of(shown: Shown) -> Mark:
    """How a matter is marked: word, shape and colour."""
    if shown.whole and shown.stand is Stand.OPEN:
        return _WHOLE
    if shown.stand is Stand.OPEN:
        return _OPEN.get(shown.kind, _STANDS[Stand.OPEN])
    if shown.stand is Stand.DONE and shown.of_a_round:
        return _SENT
    return _STANDS[shown.stand]


def line_of(shown: Shown) -> str:
    """A matter as a line on paper: signs instead of colours, then what, whose and which."""
    sign = _SIGNS.get(shown.stand, "")
    what = "" if shown.about == AssignmentRole.LEAD.label else f"{shown.about}: "
    return f"{sign}{what}{f'{shown.unit}: ' if shown.unit else ''}{' '.join(shown.title.split())}"


def _shown(asked: Asked, window: Window) -> list[Shown]:
    facts = facts_for(current_viewer(), asked.selection, window)
    return shown_of(facts, window, asked.today, days_off())
