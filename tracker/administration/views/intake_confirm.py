"""The rows of a file enter their plan, all of them, after what that does was seen; or none do."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.intake.forms.confirming import (
    AmendForm,
    EnterForm,
    amending_of,
)
from tracker.administration.planning.forms.base import DraftForm
from tracker.administration.planning.forms.plans import years
from tracker.administration.planning.stale import last_saved
from tracker.administration.views.intake_upload import opened_intake
from tracker.administration.views.saving import NEEDED, Attempt, attempt, saving, told
from tracker.intake.models import PlanIntake
from tracker.intake.operations.confirming import confirm_intake
from tracker.intake.operations.deciding import drop_intake
from tracker.intake.queries.review import review
from tracker.plans.rules import Standing
from tracker.tasks.queries.layout import opened_years
from tracker.web.gate import allow, current_actor

Answer = str | tuple[str, int] | Response


@blueprint.route("/nhap/<int:intake_id>/xac-nhan", methods=["GET", "POST"])
@allow(NEEDED)
def intake_confirm(intake_id: int) -> Answer:
    """Let the rows of a file enter the plan: first what that lays out, then do it."""
    kept = opened_intake(intake_id)
    plan_id, tried = kept.plan_id, Attempt()
    form = _form(kept)
    if form.validate_on_submit():
        amending = amending_of(form) if kept.compared else None
        year = None if kept.compared else form.last_year.data or None
        version = form.opened_version

        def act() -> None:
            locked = opened_intake(intake_id, lock=True)
            confirm_intake(locked, version, saving(), amending=amending, last_year=year)

        tried = attempt(form, [plan_id], (intake_id, version, amending, year), act)
    elif form.is_submitted():
        tried = Attempt(status=422)
    if tried.saved:
        flash(told("Đã đưa các dòng của tệp vào kế hoạch.", tried.effect), "success")
        return redirect(url_for("administration.plan", plan_id=plan_id))
    return _page(form, opened_intake(intake_id), tried)


def _form(kept: PlanIntake) -> Any:  # noqa: ANN401 - an EnterForm or an AmendForm
    values = {"version": str(kept.version)}
    if kept.compared:
        return AmendForm(data=values)
    plan = kept.plan
    year = min(max(clock.today().year, plan.period_start.year), plan.period_end.year)
    last = year if plan.standing == Standing.ISSUED else 0
    form = EnterForm(data=values | {"last_year": max([last, *opened_years(plan.id)])})
    known = years(plan.period_start, plan.period_end)
    form.last_year.choices = known if last else [SelectChoice(0, "")]
    return form


def _page(form: Any, kept: PlanIntake, tried: Attempt) -> Answer:  # noqa: ANN401
    if tried.stale:
        form.version.data = str(kept.version)
    seen = review(kept)
    page = render_template(
        "administration/intake/confirm.html", form=form, intake=kept, plan=kept.plan,
        preview=tried.preview, review=seen, issued=kept.plan.standing == Standing.ISSUED,
        theirs=_words(kept) if tried.stale else None, who=last_saved(f"plan:{kept.plan.code}"),
    )  # fmt: skip
    return page, tried.status


def _words(kept: PlanIntake) -> list[tuple[str, str]]:
    """A file as it stands, for who saw it before it changed."""
    seen = review(kept)
    left = f"{seen.left} điều cần xem" if seen.left else "đã xem hết"
    states = {"open": left, "confirmed": "đã xác nhận", "dropped": "đã bỏ"}
    return [("Tệp", kept.file_name), ("Dòng sẽ vào kế hoạch", str(seen.taken)),
            ("Tình trạng", states[kept.state])]  # fmt: skip


@blueprint.route("/nhap/<int:intake_id>/bo", methods=["GET", "POST"])
@allow(NEEDED)
def intake_drop(intake_id: int) -> Answer:
    """Give a file up: nothing of it enters the plan."""
    kept = opened_intake(intake_id)
    form, tried = DraftForm(data={"version": str(kept.version)}), Attempt()
    plan_id = kept.plan_id
    if form.validate_on_submit():
        version = form.opened_version

        def act() -> None:
            drop_intake(opened_intake(intake_id, lock=True), version, current_actor(), clock.now())

        tried = attempt(form, [plan_id], "drop", act)
    if tried.saved:
        flash("Đã bỏ tệp. Kế hoạch không thay đổi.", "success")
        return redirect(url_for("administration.plan", plan_id=plan_id))
    kept = opened_intake(intake_id)
    if tried.stale:
        form.version.data = str(kept.version)
    page = render_template(
        "administration/intake/drop.html", form=form, intake=kept, plan=kept.plan,
        theirs=_words(kept) if tried.stale else None, who=last_saved(f"plan:{kept.plan.code}"),
    )  # fmt: skip
    return page, tried.status
