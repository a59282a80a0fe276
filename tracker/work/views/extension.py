"""A later day: asked by the unit, decided by the plan's issuer, listed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import Response as FlaskResponse
from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from tracker import clock
from tracker.calendar.periods import label as period_label
from tracker.db import write_transaction
from tracker.documents.operations import Paper
from tracker.documents.tables import MOST_ROWS, Table
from tracker.documents.views import paper, printing, workbook
from tracker.permissions import Permission, can
from tracker.plans.queries import plan_lines
from tracker.refusals import Refused, Stale
from tracker.tasks.jobs import layout_settings
from tracker.tasks.models.asking import Extension
from tracker.tasks.operations.extending import (
    Deciding,
    ask_extension,
    decide_extension,
    open_request,
    withdraw_extension,
)
from tracker.tasks.queries import extensions as queries
from tracker.tasks.queries.extensions import Candidate, DecidableShare
from tracker.tasks.queries.history import WritableShare, writable_share
from tracker.tasks.queries.visibility import updatable_obligation
from tracker.tasks.rules.extending import AlreadyAsked, Ruling
from tracker.tasks.rules.states import AssignmentRole, ExtensionStatus, State
from tracker.text import vn_date
from tracker.units.queries import names_on, screen_names
from tracker.web.gate import allow, current_actor, current_viewer
from tracker.work.asking.forms import RulingForm, TakeBackForm, WishForm
from tracker.work.asking.tables import extension_table
from tracker.work.blueprint import blueprint

Answered = str | tuple[str, int] | Response
EVERY, WAITING = "tat-ca", "cho-y-kien"
_STATES = {
    WAITING: ExtensionStatus.ASKED,
    "da-gia-han": ExtensionStatus.GRANTED,
    "khong-dong-y": ExtensionStatus.REFUSED,
    "da-rut": ExtensionStatus.WITHDRAWN,
}


@blueprint.get("/gia-han")
@allow(Permission.READ_WORK)
def extensions() -> str:
    """The requests that one may read; first those that wait for a decision."""
    if printing():
        return paper(_table())
    viewer, today = current_viewer(), clock.today()
    asked, status = request.args.get("trangthai", WAITING), status_asked(request.args)
    before = request.args.get("after", "")
    found = queries.requests(viewer, status, int(before) if before.isdecimal() else None)
    shown = found[: queries.PAGE]
    return render_template(
        "work/extensions.html", rows=shown, today=today, every=EVERY, chosen=asked,
        names=screen_names(today, names_on(today)), plans=plan_lines(),
        states=[(key, state.label) for key, state in _STATES.items()],
        labels={state.value: state.label for state in ExtensionStatus},
        decides=can(viewer, Permission.DECIDE_EXTENSION),
        after=shown[-1].id if len(found) > len(shown) else None,
    )  # fmt: skip


@blueprint.get("/gia-han.xlsx")
@allow(Permission.EXPORT_WORK)
def extensions_xlsx() -> FlaskResponse:
    """The requests, with the filter of the address."""
    return workbook(_table())


def _table() -> Table:
    viewer, today, status = current_viewer(), clock.today(), status_asked(request.args)
    rows = queries.requests(viewer, status, limit=MOST_ROWS + 1)
    told = [f"Tình hình: {status.label.lower() if status else 'tất cả'}"]
    return extension_table(rows, screen_names(today, names_on(today)), plan_lines(), today, told)


def status_asked(arguments: Mapping[str, str]) -> ExtensionStatus | None:
    """The state that the address asks for; None for all."""
    asked = arguments.get("trangthai", WAITING)
    return None if asked == EVERY else _STATES.get(asked, ExtensionStatus.ASKED)


@blueprint.route("/phan-viec/<int:id>/gia-han", methods=["GET", "POST"])
@allow(Permission.ASK_OTHERS)
def ask_extended_day(id: int) -> Answered:  # noqa: A002 - the name in the address
    """Ask the plan's issuer for a later day."""
    viewer, today = current_viewer(), clock.today()
    share = writable_share(viewer, id, Permission.ASK_OTHERS, today)
    if share is None or share.role != AssignmentRole.LEAD:
        abort(404)
    form, standing = WishForm(asked_on=today), open_request(id)
    if request.method != "POST":
        return _asking(share, form, standing)
    if not form.validate():
        return _asking(share, form, None), 422
    try:
        with write_transaction():
            row = updatable_obligation(viewer, id, Permission.ASK_OTHERS)
            if row is None:
                abort(404)
            ask_extension(row, form.wish(), current_actor(), today=today, now=clock.now())
    except Refused as refused:
        form.show(refused)
        return _asking(share, form, None), 422
    except AlreadyAsked:
        return _asking(share, form, open_request(id)), 409
    flash(
        f"Đã ghi đề nghị gia hạn đến ngày {vn_date(form.until.data)}. Phần việc vẫn tính theo hạn "
        "hiện tại cho đến khi cơ quan ban hành kế hoạch có ý kiến.", "success",
    )  # fmt: skip
    return redirect(url_for("work.share", id=id))


def _asking(share: WritableShare, form: WishForm, standing: Extension | None) -> str:
    over = share.ended_on is not None or share.state == State.DONE or share.due_on is None
    return render_template(
        "work/extension_ask.html", share=share, form=form, over=over, standing=standing
    )


@blueprint.route("/gia-han/<int:id>/rut", methods=["GET", "POST"])
@allow(Permission.ASK_OTHERS)
def withdraw_extended_day(id: int) -> Answered:  # noqa: A002 - the name in the address
    """Take a request back that nobody decided yet."""
    viewer, form = current_viewer(), TakeBackForm()
    found = queries.withdrawable(viewer, id)
    if found is None:
        abort(404)
    if request.method != "POST" or not form.validate():
        form.version.data = str(found.version)
        return render_template("work/extension_withdraw.html", found=found, form=form)
    share_id = found.obligation_id
    try:
        with write_transaction():
            row = queries.withdrawable(viewer, id)
            if row is None:
                abort(404)
            withdraw_extension(row, form.version.number, current_actor(), clock.now())
    except (Refused, Stale):
        flash("Đề nghị này vừa có ý kiến hoặc đã rút; xem lại ở dưới.", "warning")
    else:
        flash("Đã rút đề nghị gia hạn.", "success")
    return redirect(url_for("work.share", id=share_id))


@dataclass(frozen=True, slots=True)
class Queue:
    """The obligation to decide of, and those that one decision may cover too."""

    share: DecidableShare
    first: Candidate
    others: Sequence[Candidate]
    today: date

    @property
    def version(self) -> str:
        """What the form was opened on: the request where there is one, and the day it stood."""
        first = self.first
        request_version = first.request_version or 0
        return f"{request_version}~{first.due_on.isoformat()}"


def _queue(id: int) -> Queue:  # noqa: A002 - the name in the address
    viewer, today = current_viewer(), clock.today()
    share = queries.decidable_share(viewer, id)
    found = queries.candidates(viewer, id) if share else []
    if share is None or not found or found[0].id != id:
        abort(404)
    return Queue(share, found[0], found[1:], today)


@blueprint.route("/phan-viec/<int:id>/y-kien-gia-han", methods=["GET", "POST"])
@allow(Permission.DECIDE_EXTENSION)
def decide_extended_day(id: int) -> Answered:  # noqa: A002 - the name in the address
    """Write down what the plan's issuer decided, for one or several units."""
    queue = _queue(id)
    form = RulingForm(
        version=queue.version, until=queue.first.asked_until, decided_on=queue.today,
        issuer=queries.issuer_of(queue.first.plan_id),
        others=[one.id for one in queue.others if one.asked_until],
    )  # fmt: skip
    names = screen_names(queue.today, names_on(queue.today))
    form.others.choices = [
        SelectChoice(str(one.id), _candidate(one, names)) for one in queue.others
    ]
    if request.method != "POST":
        return _deciding(queue, form, names)
    if not form.validate() or form.missing():
        return _deciding(queue, form, names), 422
    ruling = form.ruling()
    try:
        _record(queue, form, ruling)
    except Refused as refused:
        form.show(refused)
        return _deciding(queue, form, names), 422
    except Stale:
        form.version.data = (fresh := _queue(id)).version
        return _deciding(fresh, form, names, stale=True), 409
    told = (
        f"Đã gia hạn đến ngày {vn_date(ruling.until)}" if ruling.until else "Đã ghi “không đồng ý”"
    )
    covered = 1 + len(form.others.data or ())
    flash(f"{told} cho {covered:02d} phần việc.", "success")
    return redirect(url_for("work.extensions"))


def _candidate(one: Candidate, names: dict[int, str]) -> str:
    """A unit with its period, day and request, as a choice."""
    period = f", {period_label(one.period_key)}" if one.period_key else ""
    asked = f", xin đến {vn_date(one.asked_until)}" if one.asked_until else ", chưa xin gia hạn"
    return f"{names[one.unit_id]}{period} (hạn {vn_date(one.due_on)}{asked})"


def _record(queue: Queue, form: RulingForm, ruling: Ruling) -> None:
    paper = None
    if form.number.data:
        subject = f"Ý kiến về gia hạn nhiệm vụ {queue.share.title[:150]}"
        issuer = form.issuer.data or ""
        paper = Paper("Văn bản", form.number.data, form.decided_on.data, issuer, subject)
    deciding = Deciding(layout_settings(), current_actor(), queue.today, clock.now())
    with write_transaction():
        rows = queries.to_decide(current_viewer(), [queue.first.id, *(form.others.data or ())])
        if not rows or _queue(queue.first.id).version != form.version.data:
            raise Stale
        decide_extension(rows, ruling, paper, deciding)


def _deciding(queue: Queue, form: RulingForm, names: dict[int, str], *, stale: bool = False) -> str:
    return render_template(
        "work/extension_decide.html", queue=queue, share=queue.share, first=queue.first,
        form=form, names=names, stale=stale, today=queue.today,
    )  # fmt: skip
