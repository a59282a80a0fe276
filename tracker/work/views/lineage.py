"""A plan beside the programmes above it: what is linked, by hand or as the program offers."""

from flask import Response as FlaskResponse
from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import write_transaction
from tracker.documents.tables import Table
from tracker.documents.views import paper, printing, workbook
from tracker.intake.operations.linking import take_offers
from tracker.intake.queries.likely import YEARLY
from tracker.intake.rules.lineage import plan_name
from tracker.permissions import Permission
from tracker.plans.models import Plan
from tracker.plans.queries import manageable_plan, plan_by_code
from tracker.refusals import Refused, Stale
from tracker.tasks.operations.lineage import Origin, link_by_hand, unlink
from tracker.web.gate import allow, current_actor, current_viewer
from tracker.work.blueprint import blueprint
from tracker.work.lineage.forms import LinkForm, TakeForm, UnlinkForm, kind_of, link_form
from tracker.work.lineage.page import Compared, compared, plan_of, proposals
from tracker.work.lineage.table import lineage_table

Answer = str | tuple[str, int] | Response
NEEDED = Permission.MANAGE_PLANS
PATH = "/ke-hoach/<code>/doi-chieu-chuong-trinh"
GONE = "Liên kết này vừa được người khác bỏ hoặc sửa. Đồng chí xem lại danh sách bên dưới."
NOTHING = "Chưa chọn đề xuất nào."


@blueprint.get(PATH)
@allow(NEEDED)
def lineage(code: str) -> Answer:
    """Duties without a row, rows without a duty, what is linked; `?de-xuat=1` offers links."""
    plan = _plan(code)
    if printing():
        return paper(_table(plan))
    return _page(plan)


@blueprint.get(f"{PATH}.xlsx")
@allow(NEEDED)
def lineage_xlsx(code: str) -> FlaskResponse:
    """Both lists as a file."""
    return workbook(_table(_plan(code)))


@blueprint.route(f"{PATH}/gan", methods=["GET", "POST"])
@allow(NEEDED)
def lineage_link(code: str) -> Answer:
    """Link a row of the plan to an earlier one by hand; `?dong=`, `?nhiem-vu=` choose before."""
    plan = _plan(code)
    page = compared(plan, clock.today())
    form = link_form(page, request.args.get("dong", ""), request.args.get("nhiem-vu", ""))
    if not form.is_submitted():
        return _link_page(plan, page, form)
    if not form.validate():
        return _link_page(plan, page, form, 422)
    wanted = Origin(
        form.task.data, form.origin.data, kind_of(page, form.origin.data), form.basis.data
    )
    try:
        with write_transaction():
            link_by_hand(_plan(code, lock=True), wanted, current_actor(), clock.now())
    except Refused as refused:
        form.show(refused.problems)
        return _link_page(plan, page, form, 422)
    flash("Đã gắn. Liên kết hiện ở trang của cả hai nhiệm vụ.", "success")
    return redirect(url_for("work.lineage", code=code))


@blueprint.post(f"{PATH}/de-xuat")
@allow(NEEDED)
def lineage_take(code: str) -> Answer:
    """Take the offered links that were ticked; offers that changed since are shown anew."""
    plan, form = _plan(code), TakeForm()
    chosen = form.chosen.data or []
    if not form.validate() or not chosen:
        form.show({} if form.errors else {"": NOTHING})
        return _page(plan, form, offering=True, status=422)
    try:
        with write_transaction():
            new = take_offers(_plan(code, lock=True), chosen, current_actor(), clock.now())
    except Stale:
        return _page(plan, form, offering=True, status=409)
    flash(f"Đã gắn {new} liên kết được chọn. Có thể bỏ từng liên kết ở cuối trang.", "success")
    return redirect(url_for("work.lineage", code=code))


@blueprint.post(f"{PATH}/<int:link_id>/bo")
@allow(NEEDED)
def lineage_unlink(code: str, link_id: int) -> Answer:
    """Take a link away; somebody else's change since is told, and nothing is written."""
    form = UnlinkForm()
    _plan(code)
    try:
        if not form.validate():
            raise Stale
        with write_transaction():
            plan = _plan(code, lock=True)
            unlink(plan, link_id, form.version.number, current_actor(), clock.now())
    except Stale:
        flash(GONE, "warning")
    else:
        flash("Đã bỏ liên kết. Có thể gắn lại khi cần.", "success")
    return redirect(url_for("work.lineage", code=code))


def _plan(code: str, *, lock: bool = False) -> Plan:
    """The yearly plan or a department's, where it is the viewer's to keep; else 404."""
    line = plan_by_code(code)
    if line is None or line.kind not in YEARLY:
        abort(404)
    return manageable_plan(current_viewer(), line.id, lock=lock) or abort(404)


def _label(plan: Plan) -> str:
    return plan_name(plan.kind, plan.number, plan.title)


def _table(plan: Plan) -> Table:
    today = clock.today()
    return lineage_table(compared(plan, today), _label(plan), today)


def _page(
    plan: Plan, form: TakeForm | None = None, *, offering: bool = False, status: int = 200
) -> Answer:
    offering = offering or request.args.get("de-xuat") == "1"
    page = render_template(
        "work/lineage.html", plan=plan, label=_label(plan), today=clock.today(),
        page=compared(plan, clock.today()), form=form or TakeForm(),
        offered=proposals(plan) if offering else None, stale=status == 409, plan_of=plan_of,
    )  # fmt: skip
    return page, status


def _link_page(plan: Plan, page: Compared, form: LinkForm, status: int = 200) -> Answer:
    told = render_template(
        "work/lineage_link.html", plan=plan, label=_label(plan), page=page, form=form
    )
    return told, status
