"""Steps of the first run that change what is owed: shown with their effect, then saved."""

from datetime import date

from flask import render_template
from werkzeug.wrappers import Response

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.rehearsing import rehearse
from tracker.administration.setup import operations
from tracker.administration.setup.forms import PlansForm, TrackingForm
from tracker.administration.setup.queries import last_opened_year, plan_choices
from tracker.administration.views.setup import (
    Answer,
    conflict,
    frame,
    go_on,
    require_whole,
    version_of,
)
from tracker.db import write_transaction
from tracker.permissions import Permission
from tracker.province.queries import province
from tracker.province.rules import Step, tracking_problem
from tracker.refusals import Stale
from tracker.tasks.jobs import layout_settings
from tracker.tasks.operations.laying_out import Counts
from tracker.tasks.operations.tracking import Retracked
from tracker.text import vn_date
from tracker.web.fields import offered
from tracker.web.gate import allow, current_actor


@blueprint.route("/thiet-lap/ke-hoach", methods=["GET", "POST"])
@allow(Permission.SET_UP)
def setup_plans() -> Answer:
    """Which plans are followed."""
    require_whole()
    plans = plan_choices()
    form = PlansForm()
    form.plans.choices = offered(
        (plan.id, plan.label) for plan in plans if plan.standing == "issued"
    )
    if not form.is_submitted():
        form.version.data = version_of(province())
        form.plans.data = [plan.id for plan in plans if plan.followed]
        return _plans_page(form)
    if not form.validate():
        return _plans_page(form, 422)
    chosen = set(form.plans.data) | _proposed(plans)
    changed = chosen != {plan.id for plan in plans if plan.followed}
    token = ",".join(map(str, sorted(chosen)))
    try:
        if changed and form.confirmed.data != token:
            effect = rehearse(lambda: _follow(chosen, form))
            form.confirmed.data = token
            return _plans_page(form, effect=effect)
        with write_transaction():
            _follow(chosen, form)
    except Stale:
        form.version.data = str(version_of(province()))
        form.confirmed.data = ""
        return _plans_page(form, 409, **conflict([]))
    return go_on("Đã lưu các kế hoạch, đề án theo dõi.")


def _follow(chosen: set[int], form: PlansForm) -> dict[int, Counts]:
    version, settings = form.version.number, layout_settings()
    return operations.follow_plans(chosen, version, settings, current_actor(), now=clock.now())


def _proposed(plans: list) -> set[int]:
    """Plans that are not issued lay out nothing: their mark stays as it is."""
    return {plan.id for plan in plans if plan.standing != "issued" and plan.followed}


def _plans_page(form: PlansForm, status: int = 200, **more: object) -> tuple[str, int]:
    context = frame(Step.PLANS, province()) | {"effect": None} | more
    page = render_template(
        "administration/setup/plans.html", form=form, plans=plan_choices(), **context
    )
    return page, status


@blueprint.route("/thiet-lap/ngay-bat-dau", methods=["GET", "POST"])
@allow(Permission.SET_UP)
def setup_tracking() -> Answer | Response:
    """The day on which tracking begins."""
    require_whole()
    form, row, today = TrackingForm(), province(), clock.today()
    if not form.is_submitted():
        form.version.data = version_of(row)
        form.day.data = layout_settings().tracking_from
        return _tracking_page(form)
    problem = tracking_problem(form.day.data, today) if form.validate() else ""
    if problem:
        form.day.errors = [problem]
    if form.errors:
        return _tracking_page(form, 422)
    day = form.day.data
    try:
        if day != layout_settings().tracking_from and form.confirmed.data != day.isoformat():
            effect = rehearse(lambda: _begin(day, form, today))
            form.confirmed.data = day.isoformat()
            return _tracking_page(form, effect=effect)
        with write_transaction():
            _begin(day, form, today)
    except Stale:
        form.version.data, form.confirmed.data = str(version_of(province())), ""
        saved = vn_date(layout_settings().tracking_from)
        return _tracking_page(form, 409, saved=saved, **conflict([]))
    return go_on(f"Đã lưu ngày bắt đầu theo dõi: {vn_date(day)}.")


def _begin(day: date, form: TrackingForm, today: date) -> Retracked:
    settings, actor, now = layout_settings(), current_actor(), clock.now()
    last_year = last_opened_year(today.year)
    return operations.begin_tracking(day, form.version.number, settings, last_year, actor, now=now)


def _tracking_page(form: TrackingForm, status: int = 200, **more: object) -> tuple[str, int]:
    context = frame(Step.TRACKING, province()) | {"effect": None, "saved": ""} | more
    return render_template("administration/setup/tracking.html", form=form, **context), status
