"""Kỳ báo cáo: move the days of one, ask for an ad-hoc one, lay a year's out."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.reporting.forms.rounds import (
    CallOffForm,
    ad_hoc_facts,
    ad_hoc_form,
    asked_for,
    change_form,
    move_facts,
    move_form,
)
from tracker.administration.reporting.offers import units_asked, units_to_ask
from tracker.administration.reporting.saving import Attempt, attempt
from tracker.administration.views.keeping import Answer, require_whole
from tracker.administration.views.regimes import kept, shown, writing
from tracker.db import write_transaction
from tracker.documents.models import Document
from tracker.extensions import db
from tracker.permissions import Permission
from tracker.reports.queries.unit_reports import sent_in
from tracker.rounds.models import ReportingRegime, ReportRound
from tracker.rounds.operations.ad_hoc import SENT, call_off, change_ad_hoc, create_ad_hoc
from tracker.rounds.operations.following import RoundChange
from tracker.rounds.operations.laying_out import lay_out_years
from tracker.rounds.operations.moving import move_round
from tracker.rounds.queries.expected import chosen_units
from tracker.rounds.queries.rounds import kept_round
from tracker.rounds.rules.clocks import Clock
from tracker.rounds.rules.windows import RoundKind
from tracker.text import vn_date, vn_list
from tracker.units.queries import names_on
from tracker.web.gate import allow, current_viewer

NEEDED = Permission.MANAGE_ROUNDS
FIRST, LAST = 2000, 2100


@blueprint.route("/ky-bao-cao/<int:round_id>/doi-ngay", methods=["GET", "POST"])
@allow(NEEDED)
def round_move(round_id: int) -> Answer:
    """Move days of one round by a paper, after what moves was seen."""
    row = _kept(round_id)
    form = move_form(row)
    tried = Attempt(status=422 if form.is_submitted() else 200)
    if form.validate_on_submit():
        facts = move_facts(form)

        def act() -> list[RoundChange]:
            locked = _kept(round_id, lock=True)
            moves = move_round(locked, facts, form.opened_version, writing())
            return [RoundChange(locked.code, locked.title, tuple(moves))]

        tried = attempt(form, facts, act)
    row = _kept(round_id)
    regime = db.session.get_one(ReportingRegime, row.regime_id)
    if tried.saved:
        flash(f"Đã đổi ngày của kỳ {row.title}.", "success")
        return redirect(url_for("rounds.show", regime_code=regime.code, code=row.code))
    if tried.stale:
        form.version.data = str(row.version)
    page = render_template(
        "administration/rounds_move.html", form=form, row=row, regime=regime,
        theirs=_texts(row) if tried.stale else None,
        **shown(tried, f"round:{regime.code}/{row.code}"),
    )  # fmt: skip
    return page, tried.status


@blueprint.route("/che-do-bao-cao/<int:regime_id>/dot-xuat", methods=["GET", "POST"])
@allow(NEEDED)
def round_ad_hoc(regime_id: int) -> Answer:
    """Ask chosen units for a report outside the yearly rounds."""
    regime = kept(regime_id)
    form = ad_hoc_form(units_to_ask(regime, clock.today()))
    tried = Attempt(status=422 if form.is_submitted() else 200)
    made: list[str] = []
    if form.validate_on_submit():
        facts = ad_hoc_facts(form)

        def act() -> list[RoundChange]:
            locked = kept(regime_id, lock=True)
            made.append(create_ad_hoc(locked, facts, writing()).code)
            return []

        tried = attempt(form, facts, act)
    if tried.saved:
        flash("Đã lập kỳ báo cáo. Các đơn vị được chọn thấy kỳ này trong Kỳ báo cáo.", "success")
        return redirect(url_for("rounds.show", regime_code=regime.code, code=made[0]))
    page = render_template(
        "administration/rounds_ad_hoc.html", form=form, regime=regime, row=None, theirs=None,
        back=url_for("rounds.index"),
    )  # fmt: skip
    return page, tried.status


@blueprint.route("/ky-bao-cao/<int:ad_hoc_id>/sua", methods=["GET", "POST"])
@allow(NEEDED)
def round_change(ad_hoc_id: int) -> Answer:
    """Put right what an ad-hoc round asks for, until a unit has sent its report."""
    row = _ad_hoc(ad_hoc_id)
    form = _change_form(row)
    if not form.is_submitted() and sent_in(row.id):
        flash(SENT, "warning")
        return redirect(_page_of(row))
    tried = Attempt(status=422 if form.is_submitted() else 200)
    if form.validate_on_submit():
        told = asked_for(form)

        def act() -> list[RoundChange]:
            locked = _ad_hoc(ad_hoc_id, lock=True)
            sent = sent_in(ad_hoc_id)
            change_ad_hoc(locked, told, form.opened_version, writing(), sent=sent)
            return []

        tried = attempt(form, told, act)
    row = _ad_hoc(ad_hoc_id)
    if tried.saved:
        flash(f"Đã sửa kỳ báo cáo {row.title}.", "success")
        return redirect(_page_of(row))
    return _edit_page("rounds_ad_hoc", row, form, tried)


@blueprint.route("/ky-bao-cao/<int:ad_hoc_id>/huy", methods=["GET", "POST"])
@allow(NEEDED)
def round_call_off(ad_hoc_id: int) -> Answer:
    """Call an ad-hoc round off; it is kept with the reason and with what units wrote."""
    row = _ad_hoc(ad_hoc_id)
    form = CallOffForm(data={"version": str(row.version)})
    tried = Attempt(status=422 if form.is_submitted() else 200)
    if form.validate_on_submit():
        why = (form.why.data or "").strip()

        def act() -> list[RoundChange]:
            locked = _ad_hoc(ad_hoc_id, lock=True)
            call_off(locked, why, form.opened_version, writing())
            return []

        tried = attempt(form, why, act)
    if tried.saved:
        flash(f"Đã hủy kỳ báo cáo {row.title}. Nội dung các đơn vị đã soạn được giữ.", "success")
        return redirect(_page_of(row))
    return _edit_page("rounds_call_off", _ad_hoc(ad_hoc_id), form, tried)


@blueprint.post("/ky-bao-cao/lap-nam/<int:year>")
@allow(NEEDED)
def rounds_lay_out(year: int) -> Answer:
    """Lay the rounds of a year out; a second time changes nothing."""
    require_whole(NEEDED)
    if not FIRST <= year <= LAST:
        abort(404)
    with write_transaction():
        made = lay_out_years(year, year, writing())
    flash(f"Đã lập {made:02d} kỳ báo cáo của năm {year}.", "success")
    return redirect(url_for("rounds.index", nam=year))


def _kept(round_id: int, *, lock: bool = False) -> ReportRound:
    row = kept_round(current_viewer(), round_id, lock=lock)
    if row is None or row.ended_on is not None:
        abort(404)
    return row


def _ad_hoc(round_id: int, *, lock: bool = False) -> ReportRound:
    row = _kept(round_id, lock=lock)
    if RoundKind(row.kind).is_periodic:
        abort(404)
    return row


def _change_form(row: ReportRound) -> Any:  # noqa: ANN401 - a form class made elsewhere
    regime = db.session.get_one(ReportingRegime, row.regime_id)
    chosen = chosen_units(row.id)
    paper = db.session.get(Document, row.document_id) if row.document_id else None
    return change_form(row, paper, chosen, units_asked(regime, chosen, clock.today()))


def _page_of(row: ReportRound) -> str:
    regime = db.session.get_one(ReportingRegime, row.regime_id)
    return url_for("rounds.show", regime_code=regime.code, code=row.code)


def _edit_page(name: str, row: ReportRound, form: Any, tried: Attempt) -> Answer:  # noqa: ANN401
    """The form of an ad-hoc round, with what stands now where somebody else saved meanwhile."""
    regime = db.session.get_one(ReportingRegime, row.regime_id)
    if tried.stale:
        form.version.data = str(row.version)
    page = render_template(
        f"administration/{name}.html", form=form, row=row, regime=regime, back=_page_of(row),
        theirs=_asked_now(row) if tried.stale else None,
        **shown(tried, f"round:{regime.code}/{row.code}"),
    )  # fmt: skip
    return page, tried.status


def _asked_now(row: ReportRound) -> list[tuple[str, str]]:
    """What an ad-hoc round asks for now, label by label."""
    paper = db.session.get(Document, row.document_id) if row.document_id else None
    names = names_on(row.last, chosen_units(row.id))
    return [
        ("Tên báo cáo", row.title), ("Đề cương", row.outline),
        ("Đơn vị phải báo cáo", vn_list([one.name for one in names.values()])),
        ("Văn bản yêu cầu báo cáo", f"{paper.kind} số {paper.number}" if paper else ""),
        *_texts(row),
    ]  # fmt: skip


def _texts(row: ReportRound) -> list[tuple[str, str]]:
    days: list[tuple[str, Any]] = [(one.label, getattr(row, one.value)) for one in Clock]
    return [(label, vn_date(day) if day else "không ghi") for label, day in days]
