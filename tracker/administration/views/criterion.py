"""A criterion's results by year, and the tasks or fields that move it."""

from flask import abort, flash, redirect, render_template, request, url_for

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.planning.forms.base import DraftForm
from tracker.administration.planning.stale import last_saved
from tracker.administration.register.forms.criteria import (
    LinkForm,
    ScoreForm,
    link_facts,
    link_form,
    score_facts,
    stored_score,
)
from tracker.administration.views.criteria import NEEDED, known_criterion, locked
from tracker.administration.views.keeping import Answer, require_whole
from tracker.administration.views.saving import Attempt, attempt
from tracker.criteria.operations import add_link, remove_link, write_score
from tracker.criteria.queries.links import linkable_tasks
from tracker.criteria.queries.sets import CriterionLine, Score, scores_of
from tracker.criteria.rules import CriterionKind, points_words
from tracker.plans.queries import plan_fields
from tracker.web.gate import allow, current_actor

GONE = "Liên kết này vừa được người khác bỏ hoặc sửa. Đồng chí xem lại danh sách bên dưới."


@blueprint.route("/tieu-chi/<criterion_code>/ket-qua", methods=["GET", "POST"])
@allow(NEEDED)
def criterion_score(criterion_code: str) -> Answer:
    """Enter or correct the result of a year; `?nam=` opens one that is there."""
    require_whole(NEEDED)
    line = known_criterion(criterion_code)
    opened = request.args.get("nam", type=int)
    form = ScoreForm(data=stored_score(_score(line, opened), opened or clock.today().year - 1))
    if not form.is_submitted():
        return _score_page(form, line, Attempt(), None)

    def act() -> None:
        row, facts, year = locked(criterion_code), score_facts(form), form.year.data or 0
        now = clock.now()
        write_score(row, year, facts, form.opened_version, actor=current_actor(), now=now)

    tried = attempt(form, [], None, act) if form.validate() else Attempt(status=422)
    if tried.saved:
        flash(f"Đã lưu kết quả năm {form.year.data}.", "success")
        return redirect(url_for("administration.criterion", criterion_code=criterion_code))
    theirs = _score(line, form.year.data) if tried.stale else None
    if tried.stale:
        form.version.data = str(theirs.version if theirs else 0)
    return _score_page(form, line, tried, theirs)


@blueprint.route("/tieu-chi/<criterion_code>/lien-ket", methods=["GET", "POST"])
@allow(NEEDED)
def criterion_link(criterion_code: str) -> Answer:
    """Link a task to a criterion, a field of plans to an index field, with the basis in words."""
    require_whole(NEEDED)
    line = known_criterion(criterion_code)
    if line.typed is CriterionKind.TOTAL:
        abort(404)
    to_task = line.typed.is_criterion
    form = (
        link_form(linkable_tasks(clock.today()), ())
        if to_task
        else link_form((), plan_fields().values())
    )
    if not form.is_submitted():
        return _link_page(form, line, Attempt())

    def act() -> None:
        row, facts = locked(criterion_code), link_facts(form, to_task=to_task)
        add_link(row, facts, current_actor(), clock.now())

    tried = attempt(form, [], None, act) if form.validate() else Attempt(status=422)
    if not tried.saved:
        return _link_page(form, line, tried)
    flash("Đã thêm liên kết.", "success")
    return redirect(url_for("administration.criterion", criterion_code=criterion_code))


@blueprint.post("/tieu-chi/<criterion_code>/lien-ket/<int:link_id>/bo")
@allow(NEEDED)
def criterion_unlink(criterion_code: str, link_id: int) -> Answer:
    """Take a link away; somebody else's change since is told, and nothing is written."""
    require_whole(NEEDED)
    known_criterion(criterion_code)
    form = DraftForm()

    def act() -> None:
        row, version = locked(criterion_code), form.opened_version
        remove_link(row, link_id, version, current_actor(), clock.now())

    tried = attempt(form, [], None, act) if form.validate() else Attempt(stale=True)
    if tried.saved:
        flash("Đã bỏ liên kết. Có thể thêm lại khi cần.", "success")
    else:
        flash(GONE, "warning")
    return redirect(url_for("administration.criterion", criterion_code=criterion_code))


def _score(line: CriterionLine, year: int | None) -> Score | None:
    return next((one for one in scores_of([line.id]).get(line.id, ()) if one.year == year), None)


def _score_page(
    form: ScoreForm, line: CriterionLine, tried: Attempt, theirs: Score | None
) -> Answer:
    told = [
        ("Điểm đạt được", points_words(theirs.achieved)),
        ("Tỷ lệ (%)", points_words(theirs.percent)), ("Xếp hạng", str(theirs.rank or "")),
        ("Ghi chú", theirs.note), ("Căn cứ", theirs.source),
    ] if theirs else None  # fmt: skip
    page = render_template(
        "administration/criteria_score.html", form=form, line=line, theirs=told,
        who=last_saved(f"criterion:{line.code}") if told else None, points=points_words,
    )  # fmt: skip
    return page, tried.status


def _link_page(form: LinkForm, line: CriterionLine, tried: Attempt) -> Answer:
    page = render_template("administration/criteria_link.html", form=form, line=line)
    return page, tried.status
