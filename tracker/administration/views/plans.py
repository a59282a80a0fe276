"""Kế hoạch, đề án: list, create by hand, change, open years, record the ordering paper."""

from typing import Any

from flask import Response as FlaskResponse
from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.planning.forms.base import paper_of
from tracker.administration.planning.forms.plans import (
    IssueForm,
    OpenForm,
    PlanForm,
    plan_facts,
    years,
)
from tracker.administration.planning.stale import last_saved
from tracker.administration.planning.tables import kept_plans_table, rows_table
from tracker.administration.views.saving import NEEDED, Attempt, attempt, kept_plan, saving, told
from tracker.documents.tables import Table
from tracker.documents.views import paper, printing, workbook
from tracker.intake.queries.intakes import intakes_of
from tracker.plans.models import Plan
from tracker.plans.operations import create_plan
from tracker.plans.queries import amendments_of, manageable_plans, plan_fields
from tracker.plans.rules import PlanKind, Standing
from tracker.tasks.operations.planning import edit_plan, issue_plan, open_plan, years_to_open
from tracker.tasks.queries.layout import opened_years
from tracker.tasks.queries.mine import Review, review_by_plan
from tracker.tasks.queries.plan_rows import awaits_deadline, plan_rows, rows_per_plan
from tracker.text import vn_date
from tracker.units.queries import NamedUnit, names_on, units_in_scope
from tracker.web.gate import allow, current_viewer

Answer = str | tuple[str, int] | Response


@blueprint.get("/ke-hoach")
@allow(NEEDED)
def plans() -> str:
    """The plans that the viewer keeps, with what waits in each."""
    if printing():
        return paper(_plans())
    found, today = manageable_plans(current_viewer()), clock.today()
    return render_template(
        "administration/plans.html", plans=found, names=names_on(today),
        sizes=rows_per_plan(),
        reviews=review_by_plan(), no_review=Review(), kinds={kind: kind.label for kind in PlanKind},
        opened={plan.id: opened_years(plan.id) for plan in found}, today=today,
    )  # fmt: skip


@blueprint.get("/ke-hoach.xlsx")
@allow(NEEDED)
def plans_xlsx() -> FlaskResponse:
    """The same list as a file."""
    return workbook(_plans())


def _plans() -> Table:
    found, today = manageable_plans(current_viewer()), clock.today()
    opened = {one.id: opened_years(one.id) for one in found}
    figures = (rows_per_plan(), review_by_plan())
    return kept_plans_table(found, names_on(today), opened, figures, today)


@blueprint.get("/ke-hoach/<int:plan_id>.xlsx")
@allow(NEEDED)
def plan_xlsx(plan_id: int) -> FlaskResponse:
    """The rows of one plan as a file."""
    return workbook(_rows(kept_plan(plan_id)))


def _rows(kept: Plan) -> Table:
    today = clock.today()
    return rows_table(kept, plan_rows(current_viewer(), kept.id, today), today)


@blueprint.get("/ke-hoach/<int:plan_id>")
@allow(NEEDED)
def plan(plan_id: int) -> str:
    """One plan's rows, each with what can be done to it."""
    kept, today = kept_plan(plan_id), clock.today()
    if printing():
        return paper(_rows(kept))
    tracking_from = saving().settings.tracking_from
    return render_template(
        "administration/plans_rows.html", plan=kept, today=today,
        owner=names_on(today, [kept.owner_unit_id])[kept.owner_unit_id].name,
        rows=plan_rows(current_viewer(), plan_id, today), kind=PlanKind(kept.kind).label,
        fields={field.id: field.name for field in plan_fields().values()},
        awaits_deadline=awaits_deadline, amendments=amendments_of(plan_id),
        opened=opened_years(plan_id), issued=kept.standing == Standing.ISSUED,
        intakes=intakes_of(plan_id),
        to_open=years_to_open(kept, today.year + 1, tracking_from.year),
    )  # fmt: skip


@blueprint.route("/ke-hoach/moi", methods=["GET", "POST"])
@allow(NEEDED)
def plan_new() -> Answer:
    """Create a plan by hand; its rows come after."""
    form, owners = PlanForm(), _owners()
    form.owner.choices = [SelectChoice(unit.id, unit.name) for unit in owners]
    if not form.validate_on_submit():
        return _plan_page(form, 422 if form.is_submitted() else 200)
    facts = plan_facts(form, _name(owners, form.owner.data))
    made: list[int] = []

    def act() -> None:
        made.append(create_plan(facts, saving().actor, clock.now()).id)

    tried = attempt(form, [], facts, act)
    if not tried.saved:
        return _plan_page(form, tried.status)
    flash("Đã tạo kế hoạch. Tiếp theo, nhập từ tệp Word, Excel hoặc thêm từng dòng.", "success")
    return redirect(url_for("administration.plan", plan_id=made[0]))


@blueprint.route("/ke-hoach/<int:plan_id>/sua", methods=["GET", "POST"])
@allow(NEEDED)
def plan_edit(plan_id: int) -> Answer:
    """Change what is said of a plan; a changed period is previewed."""
    kept, owners = kept_plan(plan_id), _owners()
    form = PlanForm(data=_stored(kept))
    form.owner.choices = _with_own(owners, kept)
    if not form.validate_on_submit():
        return _plan_page(form, 422 if form.is_submitted() else 200, plan=kept)
    facts = plan_facts(form, _name(owners, form.owner.data))

    def act() -> None:
        locked = kept_plan(plan_id, lock=True)
        edit_plan(locked, facts, form.opened_version, saving())

    tried = attempt(form, [plan_id], facts, act)
    if not tried.saved:
        return _plan_again(form, plan_id, tried)
    flash(told("Đã lưu thông tin kế hoạch.", tried.effect), "success")
    return redirect(url_for("administration.plan", plan_id=plan_id))


def _owners() -> list[NamedUnit]:
    """The bodies for which the viewer may keep plans."""
    return units_in_scope(current_viewer().scope(NEEDED), clock.today())


def _name(owners: list[NamedUnit], unit_id: int) -> str:
    return next((unit.name for unit in owners if unit.id == unit_id), "")


def _with_own(owners: list[NamedUnit], kept: Plan) -> list[SelectChoice]:
    """The choices, with the plan's own body even where it has ended."""
    found = {unit.id: unit.name for unit in owners}
    if kept.owner_unit_id not in found:
        named = names_on(clock.today(), [kept.owner_unit_id])[kept.owner_unit_id]
        found[kept.owner_unit_id] = named.name
    return [SelectChoice(unit_id, name) for unit_id, name in found.items()]


def _stored(kept: Plan) -> dict[str, Any]:
    paper = kept.document
    values = {
        "version": str(kept.version), "number": kept.number, "title": kept.title,
        "kind": kept.kind, "standing": kept.standing, "owner": kept.owner_unit_id,
        "period_start": kept.period_start, "period_end": kept.period_end,
        "year": str(kept.year or ""),
    }  # fmt: skip
    if paper is None:
        return values
    return values | {
        "paper_kind": paper.kind, "paper_number": paper.number, "paper_day": paper.issued_on,
        "paper_issuer": paper.issuer, "paper_subject": paper.subject,
    }  # fmt: skip


def _plan_page(form: Any, status: int, **more: object) -> Answer:  # noqa: ANN401 - a plan's form
    context = {"plan": None, "preview": None, "theirs": None, "who": None} | more
    page = render_template("administration/plans_form.html", form=form, **context)
    return page, status


def _plan_again(form: Any, plan_id: int, tried: Attempt) -> Answer:  # noqa: ANN401
    kept = kept_plan(plan_id)
    if not tried.stale:
        return _plan_page(form, tried.status, plan=kept, preview=tried.preview)
    form.version.data = str(kept.version)
    who = last_saved(f"plan:{kept.code}")
    return _plan_page(form, 409, plan=kept, theirs=_saved_words(kept), who=who)


def _saved_words(kept: Plan) -> list[tuple[str, str]]:
    return [
        ("Số, ký hiệu", kept.number), ("Tên", kept.title), ("Loại", PlanKind(kept.kind).label),
        ("Thời gian", f"{vn_date(kept.period_start)} đến {vn_date(kept.period_end)}"),
        ("Hiệu lực", Standing(kept.standing).label),
    ]  # fmt: skip


@blueprint.route("/ke-hoach/<int:plan_id>/mo-nam", methods=["GET", "POST"])
@allow(NEEDED)
def plan_open(plan_id: int) -> Answer:
    """Open the plan's years up to one: first what would be laid out, then lay out."""
    kept = kept_plan(plan_id)
    form = OpenForm(data={"version": str(kept.version), "last_year": _this_year(kept)})
    form.last_year.choices = years(kept.period_start, kept.period_end)
    return _years_page(form, kept, "administration/plans_open.html", _open, "Đã mở năm kế hoạch.")


@blueprint.route("/ke-hoach/<int:plan_id>/ban-hanh", methods=["GET", "POST"])
@allow(NEEDED)
def plan_issue(plan_id: int) -> Answer:
    """Record the paper that orders what a plan proposed."""
    kept = kept_plan(plan_id)
    if kept.standing == Standing.ISSUED:
        abort(404)
    form = IssueForm(data={"version": str(kept.version), "last_year": _this_year(kept)})
    form.last_year.choices = years(kept.period_start, kept.period_end)
    words = "Đã ghi nhận văn bản giao nhiệm vụ."
    return _years_page(form, kept, "administration/plans_issue.html", _issue, words)


def _this_year(kept: Plan) -> int:
    return min(max(clock.today().year, kept.period_start.year), kept.period_end.year)


def _open(kept: Plan, form: Any) -> None:  # noqa: ANN401 - an OpenForm
    open_plan(kept, form.last_year.data, form.opened_version, saving())


def _issue(kept: Plan, form: Any) -> None:  # noqa: ANN401 - an IssueForm
    issue_plan(kept, paper_of(form), form.last_year.data, form.opened_version, saving())


def _years_page(form: Any, kept: Plan, template: str, write: Any, words: str) -> Answer:  # noqa: ANN401
    """A page that asks for the last year to open, previews, and lays out."""
    plan_id, tried = kept.id, Attempt()
    if form.validate_on_submit():
        about = (form.last_year.data, paper_of(form) if "paper_kind" in form else None)
        tried = attempt(form, [plan_id], about, lambda: write(kept_plan(plan_id, lock=True), form))
    elif form.is_submitted():
        tried = Attempt(status=422)
    if tried.saved:
        flash(told(words, tried.effect), "success")
        return redirect(url_for("administration.plan", plan_id=plan_id))
    kept = kept_plan(plan_id)
    if tried.stale:
        form.version.data = str(kept.version)
    page = render_template(
        template, form=form, plan=kept, preview=tried.preview, opened=opened_years(plan_id),
        theirs=_with_years(kept) if tried.stale else None, who=last_saved(f"plan:{kept.code}"),
    )  # fmt: skip
    return page, tried.status


def _with_years(kept: Plan) -> list[tuple[str, str]]:
    opened = ", ".join(map(str, opened_years(kept.id)))
    return [*_saved_words(kept), ("Các năm đã mở", opened)]
