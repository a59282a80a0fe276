"""Requests between a lead and its partners: asked, answered, taken back, listed."""

from dataclasses import dataclass
from datetime import date

from flask import Response as FlaskResponse
from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import write_transaction
from tracker.documents.tables import MOST_ROWS, Table
from tracker.documents.views import paper, printing, workbook
from tracker.permissions import Permission
from tracker.refusals import Refused, Stale
from tracker.tasks.operations.cooperating import ask_partners, record_answer, withdraw_request
from tracker.tasks.queries import cooperation as queries
from tracker.tasks.queries.cooperation import Request, RequestCut
from tracker.tasks.queries.history import WritableShare, writable_share
from tracker.tasks.queries.visibility import updatable_obligation, visible_obligation
from tracker.tasks.rules.cooperating import RequestState, Side, may_answer, may_withdraw
from tracker.tasks.rules.states import AssignmentRole, State
from tracker.units.queries import NamedUnit, names_on, screen_names, units_in_scope
from tracker.web.gate import allow, current_actor, current_viewer
from tracker.work import filters
from tracker.work.asking.forms import AnswerForm, AskingForm, TakeBackForm
from tracker.work.asking.tables import cooperation_table
from tracker.work.blueprint import blueprint
from tracker.work.filter_words import UNKNOWN

Answered = str | tuple[str, int] | Response
SENT, EVERY = "gui", "tat-ca"


@blueprint.get("/phoi-hop")
@allow(Permission.READ_WORK)
def cooperations() -> str:
    """The requests put to one's own units, or sent by them."""
    if printing():
        return paper(_table())
    viewer, today = current_viewer(), clock.today()
    named = names_on(today)
    cut = request_cut(named)
    after = filters.list_key(request.args.get("after", ""))
    found = queries.requests(viewer, cut, today, after)
    shown = found[: queries.PAGE]
    last = shown[-1] if len(found) > len(shown) else None
    return render_template(
        "work/cooperations.html", rows=shown, cut=cut, today=today,
        total=queries.count(viewer, cut, today), names=screen_names(today, named),
        units=list(named.values()), late=RequestState.LATE, every=EVERY,
        states=[(state.value, state.label) for state in RequestState],
        after=filters.list_place(last.place[0], last.id) if last else None,
    )  # fmt: skip


@blueprint.get("/phoi-hop.xlsx")
@allow(Permission.EXPORT_WORK)
def cooperations_xlsx() -> FlaskResponse:
    """The requests, with the filter of the address."""
    return workbook(_table())


def _table() -> Table:
    viewer, today = current_viewer(), clock.today()
    named = names_on(today)
    cut = request_cut(named)
    rows = queries.requests(viewer, cut, today, limit=MOST_ROWS + 1)
    told = [
        "Nhận được" if cut.received else "Đã gửi",
        f"Tình hình: {cut.state.label.lower() if cut.state else 'tất cả'}",
    ]
    if cut.unit_id is not None:
        who = "Đơn vị chủ trì" if cut.received else "Đơn vị được đề nghị"
        told.append(f"{who}: {named[cut.unit_id].name if cut.unit_id in named else UNKNOWN}")
    return cooperation_table(rows, screen_names(today, named), today, ["; ".join(told)])


def request_cut(named: dict[int, NamedUnit]) -> RequestCut:
    """By what the address cuts the list."""
    asked = request.args.get("trangthai", "")
    known = {state.value: state for state in RequestState}
    code = request.args.get("donvi", "")
    unit = next((one.id for one in named.values() if one.code == code), 0) if code else None
    state = None if asked == EVERY else known.get(asked, RequestState.WAITING)
    return RequestCut(request.args.get("chieu") != SENT, state, unit)


@blueprint.route("/phan-viec/<int:id>/phoi-hop", methods=["GET", "POST"])
@allow(Permission.ASK_OTHERS)
def ask_cooperation(id: int) -> Answered:  # noqa: A002 - the name in the address
    """Ask one or several units for their opinion."""
    viewer, today = current_viewer(), clock.today()
    share = writable_share(viewer, id, Permission.ASK_OTHERS, today)
    if share is None or share.role != AssignmentRole.LEAD:
        abort(404)
    form = AskingForm(asked_on=today)
    offered = {unit.id: unit for unit in units_in_scope(None, today)}
    form.offer(offered, queries.partners_of(share.task_id, share.unit_id), share.unit_id)
    if request.method != "POST":
        return _asking(share, form)
    if not form.validate():
        return _asking(share, form), 422
    try:
        with write_transaction():
            row = updatable_obligation(viewer, id, Permission.ASK_OTHERS)
            if row is None:
                abort(404)
            sent = ask_partners(row, form.asking(), current_actor(), today=today, now=clock.now())
    except Refused as refused:
        form.show(refused)
        return _asking(share, form), 422
    told = f"Đã ghi đề nghị phối hợp gửi {len(sent):02d} đơn vị; các đơn vị trả lời trên hệ thống."
    flash(told if sent else "Đề nghị này đã được ghi trước đó.", "success")
    return redirect(url_for("work.share", id=id))


def _asking(share: WritableShare, form: AskingForm) -> str:
    over = share.ended_on is not None or share.state == State.DONE
    return render_template("work/cooperation_ask.html", share=share, form=form, over=over)


@dataclass(frozen=True, slots=True)
class Opened:
    """A request with where the viewer stands."""

    request: Request
    sides: frozenset[Side]
    today: date

    @property
    def answerable(self) -> bool:
        """Whether the viewer may write the answer."""
        found = self.request
        return may_answer(
            self.sides, answered=found.answered_on is not None, by_lead=found.answer_by_lead,
            withdrawn=found.withdrawn,
        )  # fmt: skip

    @property
    def withdrawable(self) -> bool:
        """Whether the viewer may take it back."""
        found = self.request
        answered = found.answered_on is not None
        return may_withdraw(self.sides, answered=answered, withdrawn=found.withdrawn)


def _opened(id: int) -> Opened:  # noqa: A002 - the name in the address
    viewer, today = current_viewer(), clock.today()
    found = queries.readable_request(viewer, id, today)
    if found is None:
        abort(404)
    return Opened(found, queries.sides_of(viewer, found, today), today)


@blueprint.get("/phoi-hop/<int:id>")
@allow(Permission.READ_WORK)
def cooperation(id: int) -> Answered:  # noqa: A002 - the name in the address
    """One request: what was asked, the lead's state, the answer and its form."""
    opened = _opened(id)
    found = opened.request
    form = AnswerForm(
        version=str(found.version), words=found.answer_words, paper=found.answer_paper,
        answered_on=found.answered_on or opened.today,
    )  # fmt: skip
    return _page(opened, form)


def _page(opened: Opened, form: AnswerForm, status: int = 200) -> Answered:
    viewer, today, found = current_viewer(), opened.today, opened.request
    page = render_template(
        "work/cooperation.html", opened=opened, found=found, form=form, today=today,
        names=screen_names(today, names_on(today)), stale=status == 409,
        full=visible_obligation(viewer, found.obligation_id) is not None,
        state=found.state(today), lead_state=State(found.lead_state).label,
        by_partner=Side.PARTNER in opened.sides,
    )  # fmt: skip
    return page, status


@blueprint.post("/phoi-hop/<int:id>/tra-loi")
@allow(Permission.ASK_OTHERS)
def answer_cooperation(id: int) -> Answered:  # noqa: A002 - the name in the address
    """Write the answer: the partner's own, or what came to the lead by paper."""
    opened, form = _opened(id), AnswerForm()
    if not opened.sides:
        abort(404)
    if not form.validate():
        return _page(opened, form, 422)
    try:
        with write_transaction():
            row = queries.locked_request(id)
            if row is None:
                abort(404)
            record_answer(
                row, form.answer(), opened.sides, form.version.number, current_actor(),
                today=opened.today, now=clock.now(),
            )  # fmt: skip
    except Refused as refused:
        form.show(refused)
        return _page(opened, form, 422)
    except Stale:
        fresh = _opened(id)
        form.version.data = str(fresh.request.version)
        return _page(fresh, form, 409)
    flash("Đã ghi nội dung trả lời; hai bên đều xem được.", "success")
    return redirect(url_for("work.cooperation", id=id))


@blueprint.route("/phoi-hop/<int:id>/rut", methods=["GET", "POST"])
@allow(Permission.ASK_OTHERS)
def withdraw_cooperation(id: int) -> Answered:  # noqa: A002 - the name in the address
    """Take a request back that was not answered yet."""
    opened = _opened(id)
    if Side.LEAD not in opened.sides:
        abort(404)
    form = TakeBackForm()
    if request.method != "POST" or not form.validate():
        form.version.data = str(opened.request.version)
        return render_template("work/cooperation_withdraw.html", found=opened.request, form=form)
    try:
        with write_transaction():
            row = queries.locked_request(id)
            if row is None:
                abort(404)
            withdraw_request(row, opened.sides, form.version.number, current_actor(), clock.now())
    except (Refused, Stale):
        flash("Đề nghị này vừa được trả lời hoặc đã rút; xem lại nội dung ở dưới.", "warning")
        return redirect(url_for("work.cooperation", id=id))
    flash("Đã rút đề nghị phối hợp.", "success")
    return redirect(url_for("work.cooperation", id=id))
