"""Send or record by the signed paper; enter for a silent unit what it answered otherwise."""

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from tracker import clock
from tracker.accounts.drafts import draft_of, drop_draft
from tracker.db import write_transaction
from tracker.documents.operations import register_files
from tracker.permissions import Permission
from tracker.refusals import Refused, Stale
from tracker.reports.operations.unit_reports import Content, enter_for, record_paper_of, send
from tracker.reports.queries.unit_reports import SeenReport
from tracker.reports.rules.unit_report import Side, Step, problem
from tracker.web.gate import allow, current_viewer
from tracker.work.reporting.blueprint import blueprint
from tracker.work.reporting.forms import TEXT, EnteredForm, SignedForm, sections_form
from tracker.work.views.reporting.place import Address, shown_report, told, writing
from tracker.work.views.reporting.report import REPORT

Answer = str | tuple[str, int] | Response


@blueprint.route(f"{REPORT}/van-ban-da-ky", methods=["GET", "POST"])
@allow(Permission.UPDATE_WORK)
def sign(regime_code: str, code: str, unit_code: str) -> Answer:
    """Number, day and PDF of the signed paper; what was not sent yet is sent by it."""
    at = Address(regime_code, code, unit_code)
    seen = at.report(Side.WRITER)
    shown = shown_report(seen, clock.today())
    form = SignedForm()
    if request.method != "POST":
        step = Step.SIGN if _unsent(seen) else Step.RECORD_PAPER
        if why := problem(step, shown.standing):
            flash(why, "warning")
            return redirect(at.url("show"))
        return _sign_page(at, form)
    valid = form.validate()
    form.keep_file(current_viewer().user_id)
    if not valid or form.errors:
        return _sign_page(at, form, 422)
    return _sign(at, form)


def _unsent(seen: SeenReport) -> bool:
    """Whether the signed paper sends the report, or is recorded of what was sent."""
    return seen.row is None or seen.row.state not in {"sent", "accepted"}


def _sign(at: Address, form: SignedForm) -> Answer:
    signed, version = form.signed(), form.version.number
    try:
        with write_transaction():
            seen = at.report(Side.WRITER, lock=True)
            register_files([one.file for one in form.held.data], clock.now())
            if _unsent(seen):
                send(seen, told(seen), version, writing(), signed=signed)
            else:
                record_paper_of(seen, signed, version, writing())
    except Refused as refused:
        form.show(refused.problems)
        return _sign_page(at, form, 422)
    except Stale:
        return _sign_page(at, form, 409)
    flash("Đã ghi văn bản đã ký. Ngày ký được dùng để xét đúng hạn.", "success")
    return redirect(at.url("show"))


def _sign_page(at: Address, form: SignedForm, status: int = 200) -> Answer:
    seen = at.report(Side.WRITER)
    form.version.data = str(seen.version)
    page = render_template(
        "reporting/sign.html", at=at, seen=seen, form=form, line=seen.round.line,
        shown=shown_report(seen, clock.today()), sends=_unsent(seen), stale=status == 409,
    )  # fmt: skip
    return page, status


@blueprint.route(f"{REPORT}/nhap-thay", methods=["GET", "POST"])
@allow(Permission.COMPILE)
def enter(regime_code: str, code: str, unit_code: str) -> Answer:
    """Enter for a silent unit what it answered by paper, phone or mail."""
    at = Address(regime_code, code, unit_code)
    seen = at.report(Side.COMPILER)
    shown = shown_report(seen, clock.today())
    if request.method != "POST":
        if why := problem(Step.ENTER, shown.standing):
            flash(why, "warning")
            return redirect(at.url("show"))
        draft = draft_of(current_viewer().user_id, _entering(seen))
        typed = {name: values[0] for name, values in draft.fields.items()} if draft else {}
        form = sections_form(shown.lines, EnteredForm, data=typed)
        return _enter_page(at, form, draft_at=draft.typed_at if draft else 0)
    form = sections_form(shown.lines, EnteredForm)
    if not form.validate():
        return _enter_page(at, form, 422)
    return _enter(at, form)


def _enter(at: Address, form: EnteredForm) -> Answer:
    viewer = current_viewer()
    try:
        with write_transaction():
            seen = at.report(Side.COMPILER, lock=True)
            content = Content(form.texts(), told(seen), form.source.data or "")
            enter_for(seen, content, form.version.number, writing())
            drop_draft(viewer.user_id, _entering(seen))
    except Refused as refused:
        form.show(refused.problems)
        return _enter_page(at, form, 422)
    except Stale:
        return _enter_page(at, form, 409)
    flash("Đã nhập thay đơn vị; báo cáo ghi rõ nguồn.", "success")
    return redirect(at.url("show"))


def _entering(seen: SeenReport) -> str:
    return f"nhap-thay-bao-cao-{seen.round.line.id}-{seen.unit.unit_id}"


def _enter_page(at: Address, form: EnteredForm, status: int = 200, *, draft_at: int = 0) -> Answer:
    seen = at.report(Side.COMPILER)
    form.version.data = str(seen.version)
    page = render_template(
        "reporting/enter.html", at=at, seen=seen, form=form, line=seen.round.line, TEXT=TEXT,
        shown=shown_report(seen, clock.today()), stale=status == 409, draft_key=_entering(seen),
        draft_at=draft_at,
    )  # fmt: skip
    return page, status
