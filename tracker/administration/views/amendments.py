"""Amend a plan by its amending paper, or replace it by another plan."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.planning.forms.amendments import (
    AmendForm,
    amend_form,
    draft_of,
    first_values,
)
from tracker.administration.planning.forms.base import paper_of
from tracker.administration.planning.forms.plans import ReplaceForm
from tracker.administration.planning.forms.rows import Offer
from tracker.administration.planning.offers import offer_for
from tracker.administration.planning.stale import last_saved
from tracker.administration.views.saving import NEEDED, Attempt, attempt, kept_plan, saving, told
from tracker.plans.queries import manageable_plans
from tracker.tasks.models.printed import Task
from tracker.tasks.operations.amending import Amendment, amend_plan, replace_plan
from tracker.tasks.queries.planning import facts_of_row, manageable_tasks, rows_to_stand_under
from tracker.web.gate import allow, current_viewer

Answer = str | tuple[str, int] | Response
MOST_ROWS = 30
"""Rows that one draft may change, and may add."""


@blueprint.route("/ke-hoach/<int:plan_id>/sua-doi", methods=["GET", "POST"])
@allow(NEEDED)
def amend(plan_id: int) -> Answer:
    """First choose the rows that the paper touches, then say what becomes of each."""
    kept = kept_plan(plan_id)
    ending = _chosen("ketthuc")
    changing = [one for one in _chosen("sua") if one not in ending][:MOST_ROWS]
    added = min(request.args.get("them", 0, type=int), MOST_ROWS)
    if not (changing or ending or added > 0):
        return render_template(
            "administration/plans_amend_rows.html", plan=kept, rows=rows_to_stand_under(plan_id)
        ), 200
    changed, ended = _rows(plan_id, changing), _rows(plan_id, ending)
    offer = offer_for(kept, clock.today(), changed)
    form, parted = _form(offer, changed, ended, added)
    if not form.is_submitted() or parted or not form.validate():
        tried = Attempt(status=422 if form.errors else 200)
        return _page(form, plan_id, tried, (changed, ended), parted=parted)
    draft = draft_of(form, offer, ending)

    def act() -> None:
        amend_plan(kept_plan(plan_id, lock=True), draft, form.opened_version, saving())

    tried = attempt(form, [plan_id], draft, act)
    if not tried.saved:
        return _page(form, plan_id, tried, (_rows(plan_id, changing), _rows(plan_id, ending)))
    flash(told("Đã ghi nhận văn bản sửa đổi, bổ sung.", tried.effect), "success")
    return redirect(url_for("administration.plan", plan_id=plan_id))


def _chosen(name: str) -> list[int]:
    return sorted(set(request.args.getlist(name, type=int)))


def _rows(plan_id: int, ids: Sequence[int]) -> list[Task]:
    """The chosen rows in printed order; 404 where one is not of this plan."""
    rows = manageable_tasks(current_viewer(), ids)
    if len(rows) != len(ids) or any(row.plan_id != plan_id for row in rows):
        abort(404)
    return rows


def _form(
    offer: Offer,
    changed: Sequence[Task],
    ended: Sequence[Task],
    added: int,
) -> tuple[AmendForm, bool]:
    ids = [row.id for row in changed]
    if request.method == "POST":
        return amend_form(offer, ids, added, posted=MultiDict(request.form))
    plan = [*changed, *ended][0].plan if changed or ended else None
    values = first_values({row.id: facts_of_row(row) for row in changed}, added)
    form, _ = amend_form(offer, ids, added, data=values)
    kept = plan or kept_plan((request.view_args or {})["plan_id"])
    form.version.data = str(kept.version)
    form.versions.data = _versions([*changed, *ended])
    return form, False


def _versions(rows: Sequence[Task]) -> str:
    return ",".join(f"{row.id}:{row.version}" for row in rows)


def _page(
    form: AmendForm, plan_id: int, tried: Attempt,
    rows: tuple[Sequence[Task], Sequence[Task]], *, parted: bool = False,
) -> Answer:  # fmt: skip
    kept, (changed, ended) = kept_plan(plan_id), rows
    theirs = None
    if tried.stale:
        form.version.data, form.versions.data = str(kept.version), _versions([*changed, *ended])
        theirs = [
            (f"Dòng {row.number}", f"{row.title}\n{row.lead_text}\n{row.deadline_text}")
            for row in (*changed, *ended)
        ]
    page = render_template(
        "administration/plans_amend.html", form=form, plan=kept, preview=tried.preview,
        changed={row.id: row for row in changed}, ended=ended, parted=parted, theirs=theirs,
        who=last_saved(f"plan:{kept.code}") if theirs is not None else None,
    )  # fmt: skip
    return page, tried.status


@blueprint.route("/ke-hoach/<int:plan_id>/thay-the", methods=["GET", "POST"])
@allow(NEEDED)
def replace(plan_id: int) -> Answer:
    """End what is open in a plan because another takes its place."""
    kept = kept_plan(plan_id)
    form, tried = ReplaceForm(data={"version": str(kept.version)}), Attempt()
    form.heir.choices = [
        SelectChoice(one.id, f"{one.number or one.title[:80]} ({one.code})")
        for one in manageable_plans(current_viewer())
        if one.id != plan_id
    ]
    if form.validate_on_submit():
        draft = Amendment(paper_of(form), form.effective_on.data)
        heir_id = form.heir.data

        def act() -> None:
            heir = kept_plan(heir_id)
            replace_plan(kept_plan(plan_id, lock=True), heir, draft, form.opened_version, saving())

        tried = attempt(form, [plan_id], (heir_id, draft), act)
    elif form.is_submitted():
        tried = Attempt(status=422)
    if tried.saved:
        flash(told("Đã ghi nhận kế hoạch thay thế.", tried.effect), "success")
        return redirect(url_for("administration.plan", plan_id=plan_id))
    kept = kept_plan(plan_id)
    if tried.stale:
        form.version.data = str(kept.version)
    page = render_template(
        "administration/plans_replace.html", form=form, plan=kept, preview=tried.preview,
        theirs=[("Kế hoạch", kept.title)] if tried.stale else None,
        who=last_saved(f"plan:{kept.code}"),
    )  # fmt: skip
    return page, tried.status
