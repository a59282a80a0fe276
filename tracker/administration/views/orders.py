"""Giao việc theo văn bản: one paper, one task, several bodies, one day."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.planning.forms.orders import OrderForm, order_of
from tracker.administration.views.saving import NEEDED, Attempt, attempt, saving, told
from tracker.plans.operations import known_plan
from tracker.plans.queries import plan_fields
from tracker.tasks.operations.assigning import assign
from tracker.tasks.queries.addressees import nameable
from tracker.units.queries import units_in_scope
from tracker.web.gate import allow, current_viewer

Answer = str | tuple[str, int] | Response


@blueprint.route("/giao-viec", methods=["GET", "POST"])
@allow(NEEDED)
def order() -> Answer:
    """Record the paper and open its phần việc at once, after a preview."""
    today = clock.today()
    named = nameable(today)
    owners = units_in_scope(current_viewer().scope(NEEDED), today)
    form, tried = OrderForm(data={"paper_kind": "Công văn"}), Attempt()
    form.owner.choices = [SelectChoice(unit.id, unit.name) for unit in owners]
    form.leads.choices = [SelectChoice(one.key, one.name) for one in named]
    fields = [SelectChoice(field.id, field.name) for field in plan_fields().values()]
    form.field.choices = [SelectChoice(0, "(chưa xếp lĩnh vực)"), *fields]
    made: list[str] = []
    if form.validate_on_submit():
        asked = order_of(form, named)

        def act() -> int:
            row = assign(asked, saving())
            made.append(row.code)
            return row.plan_id

        known = known_plan(asked.plan)
        tried = attempt(form, [known.id] if known else [], asked, act)
    elif form.is_submitted():
        tried = Attempt(status=422)
    if tried.saved:
        flash(told("Đã ghi nhận văn bản giao nhiệm vụ.", tried.effect), "success")
        return redirect(url_for("work.task", code=made[-1]))
    page = render_template(
        "administration/tasks_order.html", form=form, preview=tried.preview,
        groups=[choice for choice in form.leads if choice.data.startswith("group:")],
        bodies=[choice for choice in form.leads if choice.data.startswith("unit:")],
    )  # fmt: skip
    return page, tried.status
