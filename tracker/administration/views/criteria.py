"""Tiêu chí: the sets as the administration keeps them, and one criterion's maximum."""

from flask import abort, flash, redirect, render_template, request, url_for

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.planning.stale import last_saved
from tracker.administration.register.forms.criteria import (
    CriterionForm,
    criterion_facts,
    stored_criterion,
)
from tracker.administration.views.keeping import Answer, require_whole
from tracker.administration.views.saving import Attempt, attempt
from tracker.criteria.models import Criterion
from tracker.criteria.operations import change_criterion
from tracker.criteria.page import criterion_page, set_page
from tracker.criteria.queries.sets import (
    CriterionLine,
    criterion,
    locked_criterion,
    set_of,
    sets,
)
from tracker.criteria.rules import points_words
from tracker.permissions import Permission
from tracker.web.gate import allow, current_actor, current_viewer

NEEDED = Permission.MANAGE_PLANS


@blueprint.get("/tieu-chi")
@allow(NEEDED)
def criteria() -> str:
    """Every criterion of a set with what is known of it."""
    require_whole(NEEDED)
    known = sets()
    chosen = set_of(request.args.get("bo", ""), known)
    if chosen is None and known:
        abort(404)
    page = set_page(current_viewer(), chosen.id, clock.today()) if chosen else None
    return render_template(
        "administration/criteria.html", sets=known, chosen=chosen, page=page, points=points_words
    )


@blueprint.route("/tieu-chi/<criterion_code>", methods=["GET", "POST"], endpoint="criterion")
@allow(NEEDED)
def change(criterion_code: str) -> Answer:
    """Correct the maximum, the body in charge, note and source; results and links stand below."""
    require_whole(NEEDED)
    line = known_criterion(criterion_code)
    form = CriterionForm(data=stored_criterion(line))
    if not form.is_submitted():
        return _page(form, line, Attempt())

    def act() -> None:
        row, facts = locked(criterion_code), criterion_facts(form)
        change_criterion(row, facts, form.opened_version, current_actor(), clock.now())

    tried = attempt(form, [], None, act) if form.validate() else Attempt(status=422)
    if tried.saved:
        flash("Đã lưu tiêu chí.", "success")
        return redirect(url_for("administration.criterion", criterion_code=criterion_code))
    line = known_criterion(criterion_code)
    if tried.stale:
        form.version.data = str(line.version)
    return _page(form, line, tried)


def known_criterion(code: str) -> CriterionLine:
    """The criterion of an address; 404 for none."""
    line = criterion(code)
    if line is None:
        abort(404)
    return line


def locked(code: str) -> Criterion:
    """The same, kept from other writers."""
    row = locked_criterion(code)
    if row is None:
        abort(404)
    return row


def _page(form: CriterionForm, line: CriterionLine, tried: Attempt) -> Answer:
    theirs = None
    if tried.stale:
        theirs = [
            ("Điểm tối đa", points_words(line.maximum)),
            ("Cơ quan phụ trách tham mưu", line.body_text), ("Ghi chú", line.note),
            ("Căn cứ", line.source),
        ]  # fmt: skip
    page = render_template(
        "administration/criteria_form.html", form=form, line=line, theirs=theirs,
        who=last_saved(f"criterion:{line.code}") if theirs else None, points=points_words,
        page=criterion_page(current_viewer(), line, clock.today()),
    )  # fmt: skip
    return page, tried.status
