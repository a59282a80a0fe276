"""One task: its print, how its deadline was read, who owes it, and what was said of it."""

from flask import abort, render_template, request, url_for

from tracker import clock
from tracker.criteria.queries.links import moved_by
from tracker.criteria.rules import points_words
from tracker.permissions import Permission, Viewer, can
from tracker.tasks.queries.detail import PrintedTask, printed_task
from tracker.tasks.queries.former import amended
from tracker.tasks.queries.lineage import relatives_of
from tracker.web.gate import allow, current_viewer
from tracker.work.blueprint import blueprint
from tracker.work.lineage.origins import told_relatives
from tracker.work.task_page import task_page


@blueprint.get("/nhiem-vu/<path:code>")
@allow(Permission.READ_PLANS)
def task(code: str) -> str:
    """The page of one plan row; units' work on it as far as the viewer may see it."""
    printed = printed_task(code)
    if printed is None:
        abort(404)
    today = clock.today()
    page = task_page(
        current_viewer(), printed, today, after=request.args.get("after", ""),
        focus=request.args.get("phan-viec", type=int),
    )  # fmt: skip
    return render_template(
        "work/task.html", task=printed, page=page, today=today, amended=amended(printed.id),
        keep_url=_keep_url(current_viewer(), printed), points=points_words,
        criteria=moved_by(printed.id, printed.field_id),
        relatives=told_relatives(relatives_of(printed.id)),
    )  # fmt: skip


def _keep_url(viewer: Viewer, printed: PrintedTask) -> str:
    """Where the row is kept, for those who keep its plan."""
    may = can(viewer, Permission.MANAGE_PLANS, printed.plan_owner_id)
    return url_for("administration.row_edit", task_id=printed.id) if may else ""
