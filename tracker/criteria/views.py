"""Tiêu chí: the provincial index, its results, and the tasks that move each criterion."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, render_template, request, url_for

from tracker import clock
from tracker.criteria.page import criterion_page, set_page
from tracker.criteria.queries.sets import SetLine, criterion, set_of, sets
from tracker.criteria.rules import ESTIMATE, points_words, silence_words
from tracker.criteria.table import set_table
from tracker.documents.views import paper, printing, workbook
from tracker.permissions import Permission
from tracker.web.gate import allow, current_viewer

blueprint = Blueprint("criteria", __name__)


@blueprint.get("/tieu-chi")
@allow(Permission.READ_PLANS)
def index() -> str:
    """One set: fields, criteria, last results, points missing; risk for whom may read it."""
    today, known = clock.today(), sets()
    chosen = _chosen(known)
    page = set_page(current_viewer(), chosen.id, today) if chosen else None
    if printing() and chosen and page:
        return paper(set_table(chosen, page, today))
    return render_template(
        "criteria/index.html", sets=known, chosen=chosen, today=today, points=points_words,
        page=page, estimate=ESTIMATE, silence=silence_words(today), keeps=_keeps(),
    )  # fmt: skip


@blueprint.get("/tieu-chi.xlsx")
@allow(Permission.READ_PLANS)
def index_xlsx() -> Response:
    """The same set as a file."""
    today, chosen = clock.today(), _chosen(sets())
    if chosen is None:
        abort(404)
    return workbook(set_table(chosen, set_page(current_viewer(), chosen.id, today), today))


def _chosen(known: Sequence[SetLine]) -> SetLine | None:
    """The set of the address, else the latest; None where none is there, 404 for an unknown one."""
    chosen = set_of(request.args.get("bo", ""), known)
    if chosen is None and known:
        abort(404)
    return chosen


@blueprint.get("/tieu-chi/<criterion_code>")
@allow(Permission.READ_PLANS)
def show(criterion_code: str) -> str:
    """One criterion: results by year, what moves it and why, where that stands."""
    line = criterion(criterion_code)
    if line is None:
        abort(404)
    today = clock.today()
    keep_url = url_for("administration.criterion", criterion_code=line.code) if _keeps() else ""
    return render_template(
        "criteria/show.html", line=line, page=criterion_page(current_viewer(), line, today),
        of_set=next(one for one in sets() if one.id == line.set_id), today=today,
        points=points_words, estimate=ESTIMATE, silence=silence_words(today), keep_url=keep_url,
    )  # fmt: skip


def _keeps() -> bool:
    """Whether the viewer keeps the index: those who keep the plans of the whole province."""
    return current_viewer().scope(Permission.MANAGE_PLANS) is None
