"""What an amended file does to the rows of its plan, and which of those it omits stay."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.intake.differences import Names, differences_of
from tracker.administration.intake.forms.answers import PickForm
from tracker.administration.intake.forms.changes import PART, WHOLE, MissingForm
from tracker.administration.intake.readings import names_for
from tracker.administration.planning.stale import last_saved
from tracker.administration.views.intake_rows import opened_row
from tracker.administration.views.intake_upload import opened_intake
from tracker.administration.views.saving import NEEDED
from tracker.db import write_transaction
from tracker.intake.models import PlanIntake
from tracker.intake.operations.comparing import compare_again
from tracker.intake.operations.deciding import choose_missing, match_row
from tracker.intake.queries.changes import Changes, changes, running_rows
from tracker.intake.queries.intakes import rows_of
from tracker.plans.queries import plan_fields
from tracker.refusals import Refused, Stale
from tracker.web.fields import number_in, offered
from tracker.web.gate import allow, current_actor
from tracker.web.paths import safe_next

Answer = str | tuple[str, int] | Response
MOVED = "Người khác vừa sửa dòng này. Xem lại rồi chọn lần nữa."


@blueprint.route("/nhap/<int:intake_id>/thay-doi", methods=["GET", "POST"])
@allow(NEEDED)
def intake_changes(intake_id: int) -> Answer:
    """Rows added, changed and missing; which of the missing stay is said here."""
    kept = opened_intake(intake_id)
    found = changes(kept)
    form = _form(kept, found)
    if not form.validate_on_submit():
        return _page(form, kept, found, 422 if form.is_submitted() else 200)
    staying, whole = set(form.staying.data or []), form.reach.data == WHOLE
    version, actor, now = form.opened_version, current_actor(), clock.now()
    try:
        with write_transaction():
            locked = opened_intake(intake_id, lock=True)
            choose_missing(locked, staying, version, actor, now, whole=whole)
    except Refused as refused:
        form.show(refused.problems)
        kept = opened_intake(intake_id)
        return _page(form, kept, changes(kept), 422)
    except Stale:
        kept = opened_intake(intake_id)
        form.version.data = str(kept.version)
        return _page(form, kept, changes(kept), 409)
    flash("Đã ghi: dòng nào kết thúc, dòng nào giữ lại.", "success")
    return redirect(url_for("administration.intake", intake_id=intake_id))


def _form(kept: PlanIntake, found: Changes) -> MissingForm:
    form = MissingForm(
        data={
            "version": str(kept.version), "reach": WHOLE if kept.whole else PART,
            "staying": list(kept.staying),
        }
    )  # fmt: skip
    form.staying.choices = offered([(one.task.id, one.task.title) for one in found.missing])
    return form


def _page(form: MissingForm, kept: PlanIntake, found: Changes, status: int) -> Answer:
    rows, tasks = rows_of(kept.id), running_rows(kept.plan_id)
    names = Names(
        names_for(rows, clock.today()), {one.id: one.name for one in plan_fields().values()},
        {row.id: row for row in rows}, {task.id: task for task in tasks},
    )  # fmt: skip
    stale = status == 409
    page = render_template(
        "administration/intake/changes.html", form=form, intake=kept, plan=kept.plan, found=found,
        changed=[(one, differences_of(one, names)) for one in found.changed],
        moved=dict(kept.compared) != {task.id: task.version for task in tasks},
        theirs=_words(kept, found) if stale else None, PART=PART,
        who=last_saved(f"plan:{kept.plan.code}") if stale else None,
    )  # fmt: skip
    return page, status


def _words(kept: PlanIntake, found: Changes) -> list[tuple[str, str]]:
    staying = [f"{one.task.number} {one.task.title}" for one in found.missing if one.staying]
    ways = {True: "Toàn bộ kế hoạch", False: "Chỉ các dòng sửa đổi, bổ sung"}
    return [("Tệp này in", ways[kept.whole]), ("Dòng được giữ lại", "\n".join(staying))]


@blueprint.post("/nhap/<int:intake_id>/so-lai")
@allow(NEEDED)
def intake_compare(intake_id: int) -> Answer:
    """Lay the file beside the plan again, which has changed since."""
    kept, form = opened_intake(intake_id), PickForm()
    version = number_in(request.form.get("version"))
    told, kind = "Đã đối chiếu lại tệp với kế hoạch.", "success"
    if form.validate():
        try:
            with write_transaction():
                locked = opened_intake(intake_id, lock=True)
                compare_again(locked, version, current_actor(), clock.now())
        except Refused as refused:
            told, kind = " ".join(refused.problems.values()), "warning"
        except Stale:
            told, kind = MOVED, "warning"
        flash(told, kind)
    return redirect(url_for("administration.intake_changes", intake_id=kept.id))


@blueprint.post("/nhap/<int:intake_id>/dong/<int:row_id>/la")
@allow(NEEDED)
def intake_match(intake_id: int, row_id: int) -> Answer:
    """Say which row of the plan a row of the file is, or that it is a new one."""
    opened_row(intake_id, row_id)
    task, _, version = request.form.get("la", "").partition(":")
    told, kind = "Đã ghi câu trả lời.", "success"
    if PickForm().validate():
        try:
            with write_transaction():
                row = opened_row(intake_id, row_id, lock=True)
                match_row(
                    row, number_in(task) or None, number_in(version), current_actor(), clock.now()
                )
        except Refused as refused:
            told, kind = " ".join(refused.problems.values()), "warning"
        except Stale:
            told, kind = MOVED, "warning"
        flash(told, kind)
    default = url_for("administration.intake", intake_id=intake_id)
    return redirect(safe_next(request.form.get("next"), default))
