"""Phần việc chưa có đơn vị tiếp nhận: what ended without an heir, and naming one."""

from datetime import date

from flask import Response, abort, flash, redirect, render_template, url_for

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.succession.forms.base import paper_name
from tracker.administration.succession.forms.heirs import WHOLE, HeirForm
from tracker.administration.succession.tables import former_table
from tracker.administration.views.handover import NEEDED, Answer, require_whole
from tracker.db import write_transaction
from tracker.documents.models import Document
from tracker.documents.tables import Table
from tracker.documents.views import paper, printing, workbook
from tracker.handover.drafts.queries import papers
from tracker.handover.heirs.operations import Decision, name_heir
from tracker.handover.heirs.queries import (
    FormerUnit,
    basis_of_end,
    former_units,
    last_place,
    waiting_lines,
)
from tracker.handover.queries import Line, by_task
from tracker.handover.reading import SuccessionFileError
from tracker.refusals import Stale
from tracker.tasks.jobs import layout_settings
from tracker.units.queries import NamedUnit, names_on, units_in_scope
from tracker.units.rules import UnitKind
from tracker.web.gate import allow, current_actor, current_viewer

MOVED_ON = (
    "Danh sách đã thay đổi sau khi trang này được mở: có người đã xác định nơi nhận của một số "
    "phần việc. Chưa ghi gì. Xem lại các nhiệm vụ còn chờ rồi lưu."
)


@blueprint.get("/ban-giao/cho-xac-dinh")
@allow(NEEDED)
def handover_queue() -> Answer:
    """The former units whose work waits for an heir."""
    require_whole()
    if printing():
        return paper(_former())
    found = former_units()
    return render_template(
        "administration/handover_queue.html", units=found, names=names_on(clock.today()),
        shares=sum(one.shares for one in found),
        papers={(one.unit_id, one.ended_on): basis_of_end(one.unit_id, one.ended_on)
                for one in found}, paper_name=paper_name,
    )  # fmt: skip


@blueprint.get("/ban-giao/cho-xac-dinh.xlsx")
@allow(NEEDED)
def handover_queue_xlsx() -> Response:
    """The same list as a file."""
    require_whole()
    return workbook(_former())


def _former() -> Table:
    today = clock.today()
    return former_table(former_units(), names_on(today), _basis, today)


def _basis(one: FormerUnit) -> str:
    paper_of_end = basis_of_end(one.unit_id, one.ended_on)
    return paper_name(paper_of_end) if paper_of_end else ""


@blueprint.route("/ban-giao/cho-xac-dinh/<int:former_id>/<ended>", methods=["GET", "POST"])
@allow(NEEDED)
def handover_heir(former_id: int, ended: str) -> Answer:
    """Name the heir of chosen tasks of a former unit, or of everything that is left."""
    require_whole()
    ended_on = _day(ended)
    giver = names_on(clock.today(), [former_id]).get(former_id) or abort(404)
    waiting, form = waiting_lines(current_viewer(), former_id, ended_on), HeirForm()
    if not waiting:
        if not form.is_submitted():
            abort(404)
        flash(MOVED_ON, "warning")
        return redirect(url_for("administration.handover_queue"))
    _offer(form, giver, waiting)
    if not form.is_submitted():
        form.process(data=_first_values(giver, ended_on) | {"seen": _mark(waiting)})
        return _page(form, giver, ended_on)
    if form.seen.data != _mark(waiting):
        known = {line.code for line in waiting}
        form.tasks.data = [code for code in form.tasks.data or [] if code in known]
        return _page(form, giver, ended_on, 409)
    if not form.validate():
        return _page(form, giver, ended_on, 422)
    return _name(form, giver, ended_on)


def _offer(form: HeirForm, giver: NamedUnit, waiting: list[Line]) -> None:
    units = units_in_scope(None, clock.today())
    form.offer_units({one.code: one.name for one in units if one.id != giver.id})
    form.offer_papers(papers())
    form.offer_tasks({line.code: line.title for line in waiting}.items())


def _first_values(giver: NamedUnit, ended_on: date) -> dict[str, str]:
    basis = basis_of_end(giver.id, ended_on)
    return {"extent": "tasks", "basis": basis.code if basis else "",
            "new_kind": UnitKind.COMMUNE.value}  # fmt: skip


def _name(form: HeirForm, giver: NamedUnit, ended_on: date) -> Answer:
    begun, seen = form.begun(last_place() + 10), frozenset(filter(None, form.seen.data.split("|")))
    decision = Decision(
        giver.code, ended_on, () if form.extent.data == WHOLE else tuple(form.tasks.data),
        begun.code if begun else form.to_unit.data, form.basis.data, form.note.data or "",
        seen, form.paper, begun,
    )  # fmt: skip
    actor, now = current_actor(), clock.now()
    try:
        with write_transaction():
            code, applied = name_heir(decision, layout_settings(), actor, now)
    except Stale:
        return _page(form, giver, ended_on, 409)
    except SuccessionFileError as error:
        form.form_errors = str(error).split("\n")
        return _page(form, giver, ended_on, 422)
    flash(
        f"Đã ghi nhận đơn vị tiếp nhận: mở {applied.obligations.opened} phần việc. "
        "Tiếp theo, in biên bản bàn giao.", "success",
    )  # fmt: skip
    return redirect(url_for("administration.handover_log", file_code=code))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        abort(404)


def _mark(waiting: list[Line]) -> str:
    return "|".join(sorted({line.code for line in waiting}))


def _page(form: HeirForm, giver: NamedUnit, ended_on: date, status: int = 200) -> tuple[str, int]:
    waiting = waiting_lines(current_viewer(), giver.id, ended_on)
    if status == 409:
        form.seen.data = _mark(waiting)
        form.form_errors = [MOVED_ON]
    basis: Document | None = basis_of_end(giver.id, ended_on)
    page = render_template(
        "administration/handover_heir.html", form=form, giver=giver, ended_on=ended_on,
        tasks=by_task(waiting), shares=len(waiting), basis=paper_name(basis) if basis else "",
    )  # fmt: skip
    return page, status
