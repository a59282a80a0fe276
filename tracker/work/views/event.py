"""Record an event from which a deadline of a task runs: first see the day, then confirm."""

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import write_transaction
from tracker.permissions import Permission
from tracker.tasks.jobs import layout_settings
from tracker.tasks.operations.events import record_event
from tracker.tasks.queries.events import days_started, task_for_event
from tracker.text import vn_date
from tracker.web.gate import allow, current_actor, current_viewer
from tracker.web.paths import safe_next
from tracker.work.blueprint import blueprint
from tracker.work.forms import EventForm, add_errors
from tracker.workdays.queries import days_off

Answer = str | tuple[str, int] | Response


@blueprint.route("/nhiem-vu/<path:code>/su-kien", methods=["GET", "POST"])
@allow(Permission.RECORD_EVENT)
def event(code: str) -> Answer:
    """Ask for the day and the paper, show what becomes due, record on confirmation."""
    task = task_for_event(current_viewer(), code)
    if task is None:
        abort(404)
    form, today = EventForm(), clock.today()
    if request.method != "POST":
        form.next.data = safe_next(request.args.get("next"), "")
        return _page(task, form)
    if not form.validate():
        return _page(task, form, status=422)
    happened_on = form.happened_on.data
    if happened_on > today:
        message = f"Ngày {vn_date(happened_on)} ở sau ngày hôm nay ({vn_date(today)})."
        add_errors(form.happened_on, [message])
        return _page(task, form, status=422)
    if form.confirmed.data != happened_on.isoformat():
        form.confirmed.data = happened_on.isoformat()
        return _page(task, form, days=days_started(task.id, happened_on, days_off()))
    return _record(code, form)


def _record(code: str, form: EventForm) -> Answer:
    viewer, actor, now = current_viewer(), current_actor(), clock.now()
    with write_transaction():
        task = task_for_event(viewer, code, lock=True)
        if task is None:
            abort(404)
        counts = record_event(
            task, form.happened_on.data, form.document_text.data, settings=layout_settings(),
            actor=actor, now=now,
        )  # fmt: skip
    told = f"Đã ghi nhận sự kiện và mở {counts.opened} phần việc có thời hạn tính từ ngày này."
    flash(told if counts.opened else "Sự kiện này đã được ghi nhận trước đó.", "success")
    return redirect(safe_next(form.next.data, url_for("work.task", code=code)))


def _page(task: object, form: EventForm, *, status: int = 200, **more: object) -> Answer:
    page = render_template("work/event.html", task=task, form=form, **{"days": None} | more)
    return page, status
