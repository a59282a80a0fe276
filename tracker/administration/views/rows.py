"""The rows of a plan by hand: add, change, remove; what is read of them shown beside."""

from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.planning.forms.base import DraftForm
from tracker.administration.planning.forms.rows import (
    CELLS,
    Offer,
    RowForm,
    part_anew,
    part_of,
    row_form,
    stored_values,
)
from tracker.administration.planning.offers import live_reading, offer_for
from tracker.administration.planning.stale import last_saved
from tracker.administration.views.saving import NEEDED, Attempt, attempt, kept_plan, saving, told
from tracker.calendar.periods import label as period_label
from tracker.calendar.schedule import PlanContext
from tracker.criteria import operations as criteria
from tracker.intake.operations import linking
from tracker.plans.models import Plan
from tracker.tasks.models.printed import Task
from tracker.tasks.operations.editing_rows import add_row, change_row, remove_row, why_kept
from tracker.tasks.queries.addressees import nameable
from tracker.tasks.queries.planning import facts_of_row, manageable_task, open_shares
from tracker.tasks.rules.states import AssignmentRole, DueDayKind
from tracker.text import clean
from tracker.units.queries import names_on
from tracker.web.gate import allow, current_viewer
from tracker.web.paths import safe_next

Answer = str | tuple[str, int] | Response


def kept_row(task_id: int, *, lock: bool = False) -> Task:
    """The row, where its plan is the viewer's to keep; 404 otherwise."""
    row = manageable_task(current_viewer(), task_id, lock=lock)
    if row is None:
        abort(404)
    return row


@blueprint.route("/ke-hoach/<int:plan_id>/them-dong", methods=["GET", "POST"])
@allow(NEEDED)
def row_new(plan_id: int) -> Answer:
    """Add a row as the paper prints it."""
    kept, today = kept_plan(plan_id), clock.today()
    offer = offer_for(kept, today)
    first = {"parent_id": request.args.get("muc", type=int) or 0}
    form, parted = opened_form(offer, first)
    if not form.is_submitted() or parted or not form.validate():
        return _page(form, kept, Attempt(status=422 if form.errors else 200), parted=parted)
    facts = form.part.facts(form, offer)
    made: list[Task] = []

    def act() -> None:
        made.append(add_row(kept_plan(plan_id, lock=True), facts, saving()))

    tried = attempt(form, [plan_id], facts, act)
    if not tried.saved:
        return _page(form, kept_plan(plan_id), tried)
    flash(told("Đã thêm dòng.", tried.effect), "success")
    return redirect(url_for("administration.plan", plan_id=plan_id))


@blueprint.route("/nhiem-vu/<int:task_id>", methods=["GET", "POST"])
@allow(NEEDED)
def row_edit(task_id: int) -> Answer:
    """Change a row's print, place, addressees or products; what it does is previewed."""
    row = kept_row(task_id)
    if row.ended_on is not None:
        abort(404)
    offer = offer_for(row.plan, clock.today(), [row])
    stored = stored_values(facts_of_row(row)) | {"version": str(row.version)}
    form, parted = opened_form(offer, stored)
    back = safe_next(request.args.get("next"), "")
    if not form.is_submitted():
        form.next.data = back
    if not form.is_submitted() or parted or not form.validate():
        tried = Attempt(status=422 if form.errors else 200)
        return _page(form, row.plan, tried, row=row, parted=parted)
    facts, plan_id = form.part.facts(form, offer), row.plan_id

    def act() -> None:
        change_row(kept_row(task_id, lock=True), facts, form.opened_version, saving())

    tried = attempt(form, [plan_id], facts, act)
    if not tried.saved:
        row = kept_row(task_id)
        if tried.stale:
            form.version.data = str(row.version)
        return _page(form, row.plan, tried, row=row)
    flash(told("Đã lưu dòng.", tried.effect), "success")
    default = url_for("administration.plan", plan_id=plan_id)
    return redirect(safe_next(form.next.data, default))


def opened_form(offer: Offer, stored: dict[str, Any]) -> tuple[RowForm, bool]:
    """The form, and whether cells were just parted anew, so that a person must look first."""
    if request.method != "POST":
        return row_form(offer, part_of(stored), data=stored), False
    posted: MultiDict[str, str] = MultiDict(request.form)
    parted = part_anew(posted, "", offer.named)
    return row_form(offer, part_of(posted), posted=posted), parted


def _page(
    form: RowForm, plan: Plan, tried: Attempt, *, row: Task | None = None, parted: bool = False
) -> Answer:
    theirs = printed_pairs(row) if tried.stale and row else None
    page = render_template(
        "administration/tasks_form.html", form=form, part=form.part, plan=plan, row=row,
        preview=tried.preview, parted=parted, theirs=theirs,
        who=last_saved(f"task:{row.code}") if theirs and row else None,
        reading=live_reading(_cells(form), _context(plan), nameable(clock.today())),
        kept_because=why_kept(row) if row else "",
    )  # fmt: skip
    return page, tried.status


def printed_pairs(row: Task) -> list[tuple[str, str]]:
    """A stored row as words, for the page that shows both texts."""
    return [
        ("Mục", row.number), ("Nhiệm vụ", row.title), ("Sản phẩm", row.product_text),
        ("Cơ quan chủ trì", row.lead_text), ("Cơ quan phối hợp", row.partners_text),
        ("Thời hạn", row.deadline_text),
    ]  # fmt: skip


def _cells(form: RowForm) -> dict[str, str]:
    return {name: form.part.get(form, name).data or "" for name in CELLS}


def _context(plan: Plan) -> PlanContext:
    return PlanContext(plan.period_start, plan.period_end, plan.year)


@blueprint.get("/ke-hoach/<int:plan_id>/doc-thu")
@allow(NEEDED)
def row_reading(plan_id: int) -> str:
    """What the program reads in the cells that are being typed, as of a day; a part of a page."""
    kept, today = kept_plan(plan_id), clock.today()
    day = request.args.get("ngay", today, type=date.fromisoformat)
    cells = {name: clean(request.args.get(name, ""))[:4000] for name in CELLS}
    reading = live_reading(cells, _context(kept), nameable(day))
    return render_template("administration/tasks_reading.html", reading=reading)


@blueprint.get("/nhiem-vu/<int:task_id>/phan-viec")
@allow(NEEDED)
def row_shares(task_id: int) -> str:
    """The open shares of a row with their days, each of which may get a day of its own."""
    row, today = kept_row(task_id), clock.today()
    shares = open_shares(task_id)
    return render_template(
        "administration/tasks_shares.html", row=row, plan=row.plan, shares=shares,
        names=names_on(today, {share.unit_id for share in shares}) if shares else {},
        label=period_label, roles={role.value: role.label for role in AssignmentRole},
        day_kinds={kind.value: kind.label for kind in DueDayKind}, today=today,
    )  # fmt: skip


@blueprint.route("/nhiem-vu/<int:task_id>/xoa", methods=["GET", "POST"])
@allow(NEEDED)
def row_remove(task_id: int) -> Answer:
    """Remove a row that was never laid out."""
    row = kept_row(task_id)
    form = DraftForm(data={"version": str(row.version)})
    plan_id, tried = row.plan_id, Attempt()
    if form.validate_on_submit():

        def act() -> None:
            doomed = kept_row(task_id, lock=True)
            criteria.forget_task(task_id)
            linking.forget_task(task_id)
            remove_row(doomed, form.opened_version, saving())

        tried = attempt(form, [plan_id], "remove", act)
    if tried.saved:
        flash("Đã xóa dòng.", "success")
        return redirect(url_for("administration.plan", plan_id=plan_id))
    row = kept_row(task_id)
    if tried.stale:
        form.version.data = str(row.version)
    page = render_template(
        "administration/tasks_remove.html", form=form, row=row, plan=row.plan,
        problem=why_kept(row), theirs=printed_pairs(row) if tried.stale else None,
    )  # fmt: skip
    return page, tried.status
