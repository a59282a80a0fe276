"""Ngày nghỉ, ngày làm bù: year by year; what a change moves is listed before it is saved."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.planning.forms.base import DraftForm
from tracker.administration.planning.stale import last_saved
from tracker.administration.register.calendar import Moves, save_when_seen
from tracker.administration.register.forms.days import (
    ConfirmForm,
    DayForm,
    NewDaysForm,
    confirmed_of,
    day_facts,
    offer_projected,
    stored_day,
)
from tracker.administration.register.tables import days_table
from tracker.administration.views.keeping import Answer, require_whole
from tracker.calendar.periods import label as period_label
from tracker.calendar.periods import month_key
from tracker.documents.tables import Table
from tracker.documents.views import paper, printing, workbook
from tracker.permissions import Permission
from tracker.refusals import Refused, Stale
from tracker.text import vn_number, vn_weekday_date
from tracker.web.gate import allow, current_actor
from tracker.workdays.models import CalendarDay
from tracker.workdays.operations import add_days, change_day, confirm_days
from tracker.workdays.queries import (
    calendar_day,
    days_of_year,
    days_off,
    projected_days,
    state_of,
    years_known,
)
from tracker.workdays.rules import DayKind, DayStatus

NEEDED = Permission.MANAGE_CALENDAR
FIRST, LAST = 2000, 2100


@dataclass(frozen=True, slots=True)
class _Tried:
    """What came of a post."""

    saved: bool = False
    status: int = 200
    moves: Moves | None = None
    stale: bool = False


@blueprint.get("/ngay-nghi")
@allow(NEEDED)
def days_off_index() -> str:
    """The special days of a year, month by month."""
    require_whole(NEEDED)
    if printing():
        return paper(_days())
    today = clock.today()
    year = _asked_year(today)
    rows = days_of_year(year)
    months = [
        (period_label(month_key(year, month)), list(found))
        for month, found in groupby(rows, key=lambda row: row.day.month)
    ]
    return render_template(
        "administration/days_off.html", year=year, months=months, rows=rows,
        years=sorted({*years_known(), today.year, today.year + 1, year}),
        working=_working_days(year), **_words(), today=today,
        projected=sum(row.status == DayStatus.PROJECTED for row in rows),
    )  # fmt: skip


@blueprint.get("/ngay-nghi.xlsx")
@allow(NEEDED)
def days_off_xlsx() -> Response:
    """The days of the same year as a file."""
    require_whole(NEEDED)
    return workbook(_days())


def _days() -> Table:
    today = clock.today()
    year = _asked_year(today)
    return days_table(days_of_year(year), year, _working_days(year), today)


def _asked_year(today: date) -> int:
    return _year(request.args.get("nam", type=int) or today.year)


def _working_days(year: int) -> int:
    return days_off().working_days_between(date(year - 1, 12, 31), date(year, 12, 31))


@blueprint.route("/ngay-nghi/them", methods=["GET", "POST"])
@allow(NEEDED)
def days_off_add() -> Answer:
    """Add a day or a run of days."""
    require_whole(NEEDED)
    form = NewDaysForm(data={"enabled": True, "status": DayStatus.ANNOUNCED.value})
    template = "administration/days_off_form.html"
    if not form.is_submitted():
        return _page(template, form, _Tried(), row=None)
    if not form.validate():
        return _page(template, form, _Tried(status=422), row=None)
    first, facts = form.first.data, day_facts(form)
    last = form.last.data or first
    added: list[date] = []

    def act() -> None:
        added[:] = add_days(first, last, facts, current_actor(), clock.now())

    tried = _save(form, (first, last, facts), act)
    if not tried.saved:
        return _page(template, form, tried, row=None)
    return _done(f"Đã thêm {len(added):02d} ngày.", tried, first.year)


@blueprint.route("/ngay-nghi/<day>", methods=["GET", "POST"])
@allow(NEEDED)
def day_off(day: str) -> Answer:
    """Change or disable one day."""
    require_whole(NEEDED)
    row = _kept(day)
    form = DayForm(data=stored_day(row))
    template = "administration/days_off_form.html"
    if not form.is_submitted():
        return _page(template, form, _Tried(), row=row)
    if not form.validate():
        return _page(template, form, _Tried(status=422), row=row)
    facts = day_facts(form)

    def act() -> None:
        locked = _kept(day, lock=True)
        change_day(locked, facts, form.opened_version, current_actor(), clock.now())

    tried = _save(form, (day, facts), act)
    row = _kept(day)
    if tried.saved:
        return _done("Đã lưu ngày.", tried, row.day.year)
    if tried.stale:
        form.version.data = str(row.version)
    return _page(template, form, tried, row=row)


@blueprint.route("/ngay-nghi/cong-bo/<int:year>", methods=["GET", "POST"])
@allow(NEEDED)
def days_off_confirm(year: int) -> Answer:
    """Confirm the projected days of a year as announced, with the paper."""
    require_whole(NEEDED)
    _year(year)
    rows = projected_days(year)
    form: Any = ConfirmForm(data={"version": state_of(rows)})
    offer_projected(form, rows)
    template = "administration/days_off_confirm.html"
    more: dict[str, Any] = {"year": year, "rows": rows}
    if not form.is_submitted():
        return _page(template, form, _Tried(), **more)
    seen = form.version.raw_data[0] if form.version.raw_data else ""
    if seen != state_of(rows):
        return _confirm_again(form, _Tried(status=409, stale=True), more)
    if not form.validate():
        return _page(template, form, _Tried(status=422), **more)
    confirmed = confirmed_of(form)

    def act() -> None:
        confirm_days(year, confirmed, seen, current_actor(), clock.now())

    tried = _save(form, confirmed_key(confirmed), act)
    if tried.saved:
        words = f"Đã ghi nhận thông báo ngày nghỉ năm {year}."
        return _done(words, tried, year)
    return _confirm_again(form, tried, more)


def _confirm_again(form: Any, tried: _Tried, more: dict[str, Any]) -> Answer:  # noqa: ANN401
    """The page with what was typed; with the days that are projected now, when it was stale."""
    if tried.stale:
        rows = projected_days(more["year"])
        form.version.data, form.confirmed.data = state_of(rows), ""
        offer_projected(form, rows)
        saved = [(vn_weekday_date(row.day), row.name) for row in rows]
        more |= {"rows": rows, "theirs": saved or [("Ngày dự kiến", "không còn ngày nào")]}
    return _page("administration/days_off_confirm.html", form, tried, **more)


def confirmed_key(confirmed: Any) -> tuple[object, ...]:  # noqa: ANN401 - Confirmed
    """What the form says, in an order of its own: a set has none."""
    return sorted(confirmed.days), confirmed.paper_number, confirmed.paper_day


def _save(form: DraftForm, about: object, act: Callable[[], object]) -> _Tried:
    """Save what was previewed; else say what it would move, or why it cannot be saved."""
    confirmed = form.confirmed.data or ""
    try:
        moves = save_when_seen(act, about, confirmed, current_actor(), clock.now())
    except Refused as refused:
        form.show(refused.problems)
        return _Tried(status=422)
    except Stale:
        form.confirmed.data = ""
        return _Tried(status=409, stale=True)
    if not moves.saved:
        form.confirmed.data = moves.mark
    return _Tried(saved=moves.saved, moves=moves)


def _done(words: str, tried: _Tried, year: int) -> Answer:
    moved = len(tried.moves.all) if tried.moves else 0
    if moved:
        words += f" Đã tính lại thời hạn của {vn_number(moved)} phần việc."
    flash(words, "success")
    return redirect(url_for("administration.days_off_index", nam=year))


def _kept(day: str, *, lock: bool = False) -> CalendarDay:
    try:
        row = calendar_day(date.fromisoformat(day), lock=lock)
    except ValueError:
        row = None
    if row is None:
        abort(404)
    return row


def _year(year: int) -> int:
    if not FIRST <= year <= LAST:
        abort(404)
    return year


def _words() -> dict[str, dict[str, str]]:
    return {
        "kinds": {one.value: one.label for one in DayKind},
        "statuses": {one.value: one.label for one in DayStatus},
    }


def _page(template: str, form: Any, tried: _Tried, **more: Any) -> Answer:  # noqa: ANN401
    today = clock.today()
    row = more.get("row")
    context: dict[str, Any] = {"theirs": None, "who": None}
    if tried.stale:
        year = row.day.year if row is not None else more["year"]
        theirs = _saved_words(row) if row is not None else []
        context = {"theirs": theirs, "who": last_saved(f"calendar:{year}")}
    page = render_template(
        template, form=form, today=today, moves=tried.moves,
        shown=tried.moves.shown(today) if tried.moves else [], **(context | more),
    )  # fmt: skip
    return page, tried.status


def _saved_words(row: CalendarDay) -> list[tuple[str, str]]:
    words = _words()
    return [
        ("Loại", words["kinds"][row.kind]), ("Tên", row.name),
        ("Thông báo", words["statuses"][row.status]),
        ("Áp dụng khi tính thời hạn", "có" if row.enabled else "không"), ("Căn cứ", row.source),
    ]  # fmt: skip
