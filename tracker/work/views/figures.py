"""Số liệu của một kỳ báo cáo: a unit's number form, and the merged form of the round."""

from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from tracker import clock
from tracker.accounts.drafts import Draft, draft_of, drop_draft
from tracker.db import write_transaction
from tracker.documents.views import paper, printing, workbook
from tracker.permissions import Permission
from tracker.refusals import Refused, Stale
from tracker.reports.operations.indicators import save_form
from tracker.reports.operations.unit_reports import save_texts
from tracker.reports.queries.indicators import given_until
from tracker.reports.rules.unit_report import Side, Step, problem
from tracker.web.fields import number_in
from tracker.web.gate import allow, current_actor, current_viewer
from tracker.work.figures.conflicts import newer_than, take_over
from tracker.work.figures.forms import NumberForm, number_form
from tracker.work.figures.page import (
    MergedPage,
    OpenForm,
    merged_page,
    open_form,
    seen_round,
)
from tracker.work.figures.table import merged_table
from tracker.work.figures.texts import TextParts, overtaken
from tracker.work.reporting.forms import SectionsForm, sections_form
from tracker.work.reporting.shown import Shown, draft_key
from tracker.work.views.reporting.place import Address, shown_report, writing
from tracker.work.views.rounds import blueprint

Answer = str | tuple[str, int] | Redirect
ROUND = "/ky-bao-cao/<regime_code>/<code>"
UNIT = f"{ROUND}/<path:unit_code>/so-lieu"
WITH_TEXTS = "co-noi-dung"
"""The mark of a page that saves the report's text with the figures."""


@blueprint.route(UNIT, methods=["GET", "POST"])
@allow(Permission.READ_WORK)
def numbers(regime_code: str, code: str, unit_code: str) -> Answer:
    """A unit's number form: read by who reads its work, saved by the unit or for it."""
    address = (regime_code, code, unit_code)
    opened = opened_form(address)
    form = number_form(opened.form)
    if not form.is_submitted():
        draft = draft_of(current_viewer().user_id, opened.draft_key) if opened.may_write else None
        typed = {name: values[0] for name, values in draft.fields.items()} if draft else None
        form = number_form(opened.form, typed)
        newer = newer_than(opened.form.rows, form, draft.saved_at) if draft else None
        return form_page(opened, form, draft=draft, both=newer)
    if not opened.may_write:
        abort(403)
    texts = _posted_texts(opened)
    parts = TextParts(texts) if texts else None
    if not form.validate() or form.errors or (texts and not texts.validate()):
        return form_page(opened, form, 422, parts=parts)
    return _save(Address(regime_code, code, unit_code), form, parts)


def _posted_texts(opened: OpenForm) -> SectionsForm | None:
    """The report's text, where a filled workbook brought it along with the figures."""
    if WITH_TEXTS not in request.form:
        return None
    found: SectionsForm = sections_form(shown_report(opened.seen, clock.today()).lines)
    return found


def may_write_texts(shown: Shown) -> bool:
    """Whether the viewer may write the report's text now."""
    return Side.WRITER in shown.seen.sides and not problem(Step.WRITE, shown.standing)


def _save(at: Address, form: NumberForm, parts: TextParts | None) -> Answer:
    """Figures, and texts where they came along: all of it or nothing."""
    address = (at.regime_code, at.code, at.unit_code)
    try:
        with write_transaction():
            opened = opened_form(address)
            if not opened.may_write:
                abort(403)
            sent = form.sent(opened.form.rows, for_unit=opened.for_unit)
            changed = save_form(
                opened.line, opened.seen.unit, sent, actor=current_actor(), now=clock.now()
            )
            drop_draft(current_viewer().user_id, opened.draft_key)
            sections = _save_texts(at, parts)
    except Refused as refused:
        form.show(refused.problems)
        return form_page(opened_form(address), form, 422, parts=parts)
    except Stale:
        opened = opened_form(address)
        shown = shown_report(opened.seen, clock.today())
        return stale_page(opened, form, overtaken(parts.form, shown) if parts else None)
    flash(_told(changed, sections, opened), "success" if changed or sections else "info")
    return redirect(address_of(opened))


def _save_texts(at: Address, parts: TextParts | None) -> int:
    """How many sections were changed. Raises Stale and Refused."""
    if parts is None:
        return 0
    seen = at.report(Side.WRITER, lock=True)
    saved = save_texts(seen, parts.form.typed(), writing())
    drop_draft(current_viewer().user_id, draft_key(seen))
    return saved


def _told(changed: int, sections: int, opened: OpenForm) -> str:
    figures = f"{changed:02d} chỉ tiêu" if changed else ""
    texts = f"nội dung {sections:02d} mục của báo cáo" if sections else ""
    if not changed and not sections:
        return "Không có số liệu nào thay đổi."
    named = " và ".join(filter(None, (figures, texts)))
    return f"Đã lưu {named} của {opened.seen.unit.name}."


@blueprint.get(f"{ROUND}/so-lieu")
@allow(Permission.COMPILE)
def merged(regime_code: str, code: str) -> str:
    """The merged form of a round, for the body that compiles it."""
    page = _merged(regime_code, code)
    if printing():
        return paper(merged_table(page))
    return render_template("reports/merged.html", page=page, line=page.round.line)


@blueprint.get(f"{ROUND}/so-lieu.xlsx")
@allow(Permission.COMPILE)
def merged_xlsx(regime_code: str, code: str) -> Response:
    """The same form as an Excel file, in the order of the form."""
    return workbook(merged_table(_merged(regime_code, code)))


def _merged(regime_code: str, code: str) -> MergedPage:
    one = seen_round(current_viewer(), regime_code, code)
    if one is None or not one.compiled_by(current_viewer()):
        abort(404)
    return merged_page(one, clock.today())


def opened_form(address: tuple[str, str, str]) -> OpenForm:
    """The form of an address; 404 where the viewer may not know of it."""
    opened = open_form(current_viewer(), address, clock.today())
    if opened is None:
        abort(404)
    return opened


def address_of(opened: OpenForm) -> str:
    """The page of a unit's form."""
    line, unit = opened.line, opened.seen.unit
    return url_for(
        "rounds.numbers", regime_code=line.regime_code, code=line.code, unit_code=unit.code
    )


def stale_page(opened: OpenForm, form: NumberForm, parts: TextParts | None = None) -> Answer:
    """Somebody saved meanwhile: both texts of every field that both changed; nothing is written."""
    line, unit = opened.line, opened.seen.unit
    then = given_until(number_in(form.seen.data), line.id, unit.unit_id)
    both = take_over(opened.form.rows, form, then)
    form.version.data = str(opened.form.version)
    form.seen.data = str(opened.form.saved.id if opened.form.saved else 0)
    return form_page(opened, form, 409, stale=True, both=both, parts=parts)


def form_page(
    opened: OpenForm, form: NumberForm, status: int = 200, *, draft: Draft | None = None,
    **told: Any,  # noqa: ANN401 - what the page tells beside
) -> Answer:  # fmt: skip
    """The form, or the figures alone for who only reads."""
    page = render_template(
        "reports/numbers.html", opened=opened, line=opened.line, unit=opened.seen.unit, form=form,
        here=address_of(opened), draft=draft, WITH_TEXTS=WITH_TEXTS, **told,
    )  # fmt: skip
    return page, status
