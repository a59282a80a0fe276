"""Chế độ báo cáo: the regimes a person keeps; what a change does to standing rounds is shown."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.planning.stale import last_saved
from tracker.administration.reporting.forms.regimes import (
    audience_value,
    regime_facts,
    regime_form,
    stored_regime,
)
from tracker.administration.reporting.forms.rounds import EndForm
from tracker.administration.reporting.offers import offers_for, owners_for
from tracker.administration.reporting.saving import Attempt, attempt
from tracker.administration.views.keeping import Answer
from tracker.documents.models import Document
from tracker.extensions import db
from tracker.permissions import Permission
from tracker.rounds.models import ReportingRegime
from tracker.rounds.operations.following import RoundChange
from tracker.rounds.operations.regimes import change_regime, create_regime, end_regime
from tracker.rounds.operations.writing import Writing
from tracker.rounds.queries.regimes import (
    AudienceLine,
    audiences_of,
    kept_by,
    kept_regime,
    regime_lines,
    windows_of,
)
from tracker.rounds.rules.audience import AudienceKind
from tracker.rounds.rules.clocks import Clock
from tracker.rounds.rules.windows import PERIODIC
from tracker.text import vn_date
from tracker.units.models import Unit
from tracker.units.queries import kept_unit, names_on
from tracker.web.gate import allow, current_actor, current_viewer

NEEDED = Permission.MANAGE_ROUNDS


@blueprint.get("/che-do-bao-cao")
@allow(NEEDED)
def regimes() -> str:
    """The regimes that the viewer keeps."""
    today = clock.today()
    lines = regime_lines(kept_by(current_viewer()))
    return render_template(
        "administration/regimes.html", regimes=lines, names=names_on(today), today=today,
        windows={one.id: ", ".join(kind.label for kind in windows_of(one.id)) for one in lines},
    )  # fmt: skip


@blueprint.route("/che-do-bao-cao/moi", methods=["GET", "POST"])
@allow(NEEDED)
def regime_new() -> Answer:
    """Define a regime of one unit for its divisions, or of the province for its units."""
    owners = owners_for(current_viewer(), clock.today())
    asked = request.args.get("donvi", type=int) or (next(iter(owners)) if len(owners) == 1 else 0)
    if not asked:
        return render_template("administration/regimes_owner.html", owners=owners)
    owner = kept_unit(current_viewer().scope(NEEDED), asked)
    if owner is None or owner.id not in owners:
        abort(404)
    first = [audience_value(AudienceLine(AudienceKind.CHILDREN, owner.id))]
    start = {"audience": first, "paper_kind": "Kế hoạch", "receiver": owner.id}
    form = regime_form(offers_for(owner, None, clock.today()), start)
    if not form.is_submitted():
        return _page(form, owner, None, Attempt())
    facts = regime_facts(form) if form.validate() else None
    if facts is None:
        return _page(form, owner, None, Attempt(status=422))

    def act() -> list[RoundChange]:
        create_regime(owner.id, facts, writing())
        return []

    tried = attempt(form, facts, act)
    if not tried.saved:
        return _page(form, owner, None, tried)
    flash("Đã thêm chế độ báo cáo và lập các kỳ của năm nay, năm sau.", "success")
    return redirect(url_for("administration.regimes"))


@blueprint.route("/che-do-bao-cao/<int:regime_id>", methods=["GET", "POST"])
@allow(NEEDED)
def regime_edit(regime_id: int) -> Answer:
    """Change a regime; coming rounds follow after their new days were seen."""
    row = kept(regime_id)
    owner = db.session.get_one(Unit, row.owner_unit_id)
    form = regime_form(offers_for(owner, row, clock.today()), _stored(row))
    if not form.is_submitted():
        return _page(form, owner, row, Attempt())
    facts = regime_facts(form) if form.validate() else None
    if facts is None:
        return _page(form, owner, row, Attempt(status=422))
    tried = attempt(
        form, facts,
        lambda: change_regime(kept(regime_id, lock=True), facts, form.opened_version, writing()),
    )  # fmt: skip
    if tried.saved:
        flash(_told("Đã lưu chế độ báo cáo.", tried.changes), "success")
        return redirect(url_for("administration.regimes"))
    row = kept(regime_id)
    if tried.stale:
        form.version.data = str(row.version)
    return _page(form, owner, row, tried)


@blueprint.route("/che-do-bao-cao/<int:regime_id>/ket-thuc", methods=["GET", "POST"])
@allow(NEEDED)
def regime_end(regime_id: int) -> Answer:
    """Say until when a regime holds; rounds that close later are called off."""
    row = kept(regime_id)
    form = EndForm(data={"version": str(row.version)})
    tried = Attempt()
    if form.is_submitted():
        last = form.last.data if form.validate() else None
        tried = _end(form, regime_id) if last else Attempt(status=422)
        if tried.saved:
            words = f"Chế độ báo cáo áp dụng đến hết {vn_date(last)}." if last else ""
            flash(_told(words, tried.changes), "success")
            return redirect(url_for("administration.regimes"))
    row = kept(regime_id)
    if tried.stale:
        form.version.data = str(row.version)
    page = render_template(
        "administration/regimes_end.html", form=form, row=row, **shown(tried, f"regime:{row.code}"),
        theirs=_texts(row) if tried.stale else None,
    )  # fmt: skip
    return page, tried.status


def _end(form: EndForm, regime_id: int) -> Attempt:
    last: date = form.last.data

    def act() -> list[RoundChange]:
        return end_regime(kept(regime_id, lock=True), last, form.opened_version, writing())

    return attempt(form, last, act)


def kept(regime_id: int, *, lock: bool = False) -> ReportingRegime:
    """The regime, where it is the viewer's to keep; 404 otherwise."""
    row = kept_regime(current_viewer(), regime_id, lock=lock)
    if row is None:
        abort(404)
    return row


def writing() -> Writing:
    """Who writes, when."""
    return Writing(current_actor(), clock.now(), clock.today())


def shown(tried: Attempt, subject: str) -> dict[str, Any]:
    """What pages of regimes and rounds show of an attempt."""
    return {
        "changes": tried.changes,
        "clocks": {one.value: one.label for one in Clock},
        "who": last_saved(subject) if tried.stale else None,
    }


def _stored(row: ReportingRegime) -> dict[str, Any]:
    paper = db.session.get(Document, row.document_id) if row.document_id else None
    return stored_regime(row, paper, windows_of(row.id), audiences_of([row.id]).get(row.id, ()))


def _told(words: str, changes: Sequence[RoundChange]) -> str:
    return f"{words} Kỳ báo cáo thay đổi theo: {len(changes):02d}." if changes else words


def _texts(row: ReportingRegime) -> list[tuple[str, str]]:
    """What is saved, for the page of a stale form."""
    stored, names = _stored(row), names_on(clock.today())
    days = [
        (f"{kind.label}", "; ".join(
            f"{one.label.lower()} {stored[f'{kind.value}_{one.value}']}"
            for one in Clock if stored.get(f"{kind.value}_{one.value}")
        ))
        for kind in PERIODIC if kind.value in stored["kinds"]
    ]  # fmt: skip
    return [
        ("Tên", row.name), ("Nơi nhận, tổng hợp", names[row.receiver_unit_id].name),
        ("Báo cáo lên", row.forward_to), ("Căn cứ", f"{stored.get('paper_number', '')}"),
        ("Áp dụng", f"{_day(row.valid_from)} – {_day(row.valid_to)}"), *days,
        ("Đề cương", row.outline),
    ]  # fmt: skip


def _day(day: Any) -> str:  # noqa: ANN401 - a day or none
    return vn_date(day) if day else "không ghi"


def _page(form: Any, owner: Unit, row: ReportingRegime | None, tried: Attempt) -> Answer:  # noqa: ANN401
    names = names_on(clock.today())
    page = render_template(
        "administration/regimes_form.html", form=form, row=row, owner=names[owner.id].name,
        kinds=PERIODIC, days=list(Clock), theirs=_texts(row) if tried.stale and row else None,
        **shown(tried, f"regime:{row.code}" if row else ""),
    )  # fmt: skip
    return page, tried.status
