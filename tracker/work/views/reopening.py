"""Taking decisions of a year's end back: what is withdrawn, what stays and why, the reason."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import write_transaction
from tracker.permissions import Permission
from tracker.plans.models import Plan
from tracker.refusals import Refused, Stale
from tracker.tasks.jobs import layout_settings
from tracker.tasks.operations.editing_rows import Saving
from tracker.tasks.operations.reopening import Reopened, take_back
from tracker.tasks.queries.closing import closable_plan
from tracker.tasks.queries.reopening import decisions
from tracker.tasks.rules.reopening import NOTHING
from tracker.web.gate import allow, current_actor, current_viewer
from tracker.work import filters
from tracker.work.blueprint import blueprint
from tracker.work.closing.forms import ReopeningForm
from tracker.work.closing.page import PAGE
from tracker.work.closing.taking_back import Shown, taking_back
from tracker.work.days import DayCount
from tracker.workdays.queries import days_off

CHANGED = (
    "Có quyết định vừa được hoàn tác, hoặc có thêm phần việc được chuyển tiếp cùng. Chưa thay đổi "
    "gì; xem lại danh sách dưới đây."
)


@blueprint.route("/ket-thuc-nam/<code>/<int:year>/hoan-tac", methods=["GET", "POST"])
@allow(Permission.CLOSE_YEAR)
def take_closings_back(code: str, year: int) -> str | tuple[str, int] | Response:
    """Show what taking these decisions back does; with a reason, do it."""
    plan, form = _plan(code, year), ReopeningForm()
    if request.method != "POST":
        form.rows.data = request.args.getlist("rows", type=int)[:PAGE]
        return _page(plan, year, form)
    ids = form.rows.data or []
    if not ids:
        form.form_errors.append(NOTHING)
    if not form.validate() or form.form_errors:
        return _page(plan, year, form), 422
    try:
        done = _take_back(code, year, ids, form.why.data or "")
    except Refused as refused:
        form.show(refused)
        return _page(_plan(code, year), year, form), 422
    except Stale:
        form.form_errors.append(CHANGED)
        return _page(_plan(code, year), year, form), 409
    told = f"Đã hoàn tác {len(ids):02d} quyết định; phần việc trở lại “chưa quyết định”."
    if done.withdrawn:
        told += f" Đã rút {done.withdrawn:02d} phần việc đã mở ở kế hoạch sau."
    flash(told, "success")
    return redirect(url_for("work.closing_sheet", code=code, year=year))


def _plan(code: str, year: int) -> Plan:
    plan = closable_plan(current_viewer(), code)
    if plan is None or not plan.period_start.year <= year <= plan.period_end.year:
        abort(404)
    return plan


def _take_back(code: str, year: int, ids: Sequence[int], why: str) -> Reopened:
    saving = Saving(layout_settings(), current_actor(), clock.now())
    with write_transaction():
        return take_back(_plan(code, year), ids, why, saving)


def _page(plan: Plan, year: int, form: ReopeningForm) -> str:
    today, ids = clock.today(), form.rows.data or []
    chosen = decisions(plan.id, ids)
    shown = Shown(current_viewer(), ids)
    page = taking_back(chosen, shown, filters.choices(today), DayCount(days_off(), today))
    return render_template(
        "work/closing_take_back.html", plan=plan, year=year, form=form, page=page, today=today
    )
