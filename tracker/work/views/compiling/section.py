"""One section of a draft: its text, what it said before, and the generated text again."""

from flask import abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import write_transaction
from tracker.permissions import Permission
from tracker.refusals import Stale
from tracker.reports.operations.compilations import edit_section, regenerate_section
from tracker.reports.queries.compilations import edits_of, sections_of
from tracker.reports.rules.frozen import from_json
from tracker.web.gate import allow, current_actor
from tracker.work.compiling.blueprint import blueprint
from tracker.work.compiling.forms import TextForm, VersionForm
from tracker.work.compiling.page import SectionCard, cards_of
from tracker.work.views.compiling.draft import MEANWHILE
from tracker.work.views.compiling.place import REPORT, Place, compiled_place

Answer = str | tuple[str, int] | Response


@blueprint.route(f"{REPORT}/muc/<key>", methods=["GET", "POST"])
@allow(Permission.COMPILE)
def section(regime_code: str, code: str, which: str, key: str) -> Answer:
    """Edit one section; a stale save is shown beside what was saved."""
    place = compiled_place(regime_code, code, which)
    card = _card(place, key)
    if request.method != "POST":
        shown = {"text": card.text, "version": str(card.row.version)}
        return _page(place, card, TextForm(data=shown))
    form = TextForm()
    if not form.validate():
        return _page(place, card, form, 422)
    try:
        with write_transaction():
            row = compiled_place(regime_code, code, which).draft(lock=True)
            changed = edit_section(
                row, key, form.text.data or "", form.version.number, actor=current_actor(),
                now=clock.now(),
            )  # fmt: skip
    except Stale:
        card = _card(place, key)
        form.version.data = str(card.row.version)
        return _page(place, card, form, 409)
    if changed:
        flash(f"Đã lưu mục “{card.heading}”.", "success")
    else:
        flash("Nội dung mục này không thay đổi, nên không có gì để lưu.", "warning")
    return redirect(place.url("draft", _anchor=f"muc-{key}"))


@blueprint.post(f"{REPORT}/muc/<key>/lap-lai")
@allow(Permission.COMPILE)
def regenerate(regime_code: str, code: str, which: str, key: str) -> Response:
    """Let the generated text of this section stand again."""
    form = VersionForm()
    place = compiled_place(regime_code, code, which)
    card = _card(place, key)
    try:
        if not form.validate():
            raise Stale
        with write_transaction():
            row = compiled_place(regime_code, code, which).draft(lock=True)
            regenerate_section(
                row, key, form.version.number, actor=current_actor(), now=clock.now()
            )
    except Stale:
        flash(MEANWHILE, "warning")
    else:
        flash(
            f"Mục “{card.heading}” lấy lại nội dung lập tự động; bản đã sửa còn trong lịch sử "
            "của mục.", "success",
        )  # fmt: skip
    return redirect(place.url("draft", _anchor=f"muc-{key}"))


def _card(place: Place, key: str) -> SectionCard:
    row = place.draft()
    cards = cards_of(from_json(row.source).compiled, sections_of(row.id))
    found = next((one for one in cards if one.section.key == key), None)
    if found is None:
        abort(404)
    return found


def _page(place: Place, card: SectionCard, form: TextForm, status: int = 200) -> Answer:
    page = render_template(
        "compilations/section.html", place=place, card=card, form=form,
        edits=edits_of(card.row.id), stale=status == 409,
    )  # fmt: skip
    return page, status
