"""Soạn báo cáo: the text of a unit's report, prefilled, two people at it without losing text."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from tracker import clock
from tracker.accounts.drafts import Draft, draft_of, drop_draft
from tracker.db import write_transaction
from tracker.permissions import Permission
from tracker.refusals import Refused, Stale
from tracker.reports.models.unit_report import ReportText
from tracker.reports.operations.unit_reports import save_texts
from tracker.reports.queries.unit_reports import SeenReport, what_is_asked
from tracker.reports.rules.prefilling import prefilled
from tracker.reports.rules.unit_report import Side, Step, problem
from tracker.text import clean
from tracker.web.gate import allow, current_viewer
from tracker.work.reporting.blueprint import blueprint
from tracker.work.reporting.forms import TEXT, SectionsForm, sections_form
from tracker.work.reporting.shown import Shown, draft_key, first_texts
from tracker.work.views.reporting.place import Address, shown_report, told, writing
from tracker.work.views.reporting.report import REPORT

Answer = str | tuple[str, int] | Response
SAVED = "Đã lưu báo cáo. Đọc lại rồi chọn “Trình lãnh đạo duyệt”."


@blueprint.route(f"{REPORT}/soan", methods=["GET", "POST"])
@allow(Permission.UPDATE_WORK)
def write(regime_code: str, code: str, unit_code: str) -> Answer:
    """The text of each section, with what the work of the window suggests."""
    at = Address(regime_code, code, unit_code)
    seen = at.report(Side.WRITER)
    shown = shown_report(seen, clock.today())
    if request.method != "POST":
        if why := problem(Step.WRITE, shown.standing):
            flash(why, "warning")
            return redirect(at.url("show"))
        return _opened(at, shown)
    form = sections_form(shown.lines)
    if not form.validate():
        return _page(at, shown, form, 422)
    return _save(at, form)


def _save(at: Address, form: SectionsForm) -> Answer:
    viewer = current_viewer()
    try:
        with write_transaction():
            seen = at.report(Side.WRITER, lock=True)
            saved = save_texts(seen, form.typed(), writing())
            drop_draft(viewer.user_id, draft_key(seen))
    except Refused as refused:
        form.show(refused.problems)
        return _page(at, shown_report(at.report(Side.WRITER), clock.today()), form, 422)
    except Stale:
        return _conflict(at, form)
    flash(SAVED if saved else "Không có mục nào thay đổi.", "success")
    return redirect(at.url("show"))


def _conflict(at: Address, form: SectionsForm) -> Answer:
    """Both texts of the sections that somebody else changed; the others stay as typed."""
    shown = shown_report(at.report(Side.WRITER), clock.today())
    typed = form.typed()
    theirs = {
        key: row
        for key, row in shown.kept.items()
        if key in typed and row.version != typed[key].version
        and clean(row.text) != clean(typed[key].text)
    }  # fmt: skip
    form.show_versions(shown.kept)
    return _page(at, shown, form, 409, theirs=theirs)


def _opened(at: Address, shown: Shown) -> Answer:
    """The form with the kept texts, else what was sent last, else what the work suggests."""
    suggested = _suggested(shown.seen)
    first = first_texts(shown, suggested)
    draft = draft_of(current_viewer().user_id, draft_key(shown.seen))
    form = sections_form(shown.lines, data={TEXT + key: text for key, text in first.items()})
    form.show_versions(shown.kept)
    for key in form.keys:
        typed = draft.fields.get(TEXT + key) if draft else None
        if typed:
            form[TEXT + key].data = typed[0]
    return _page(at, shown, form, draft=draft, suggested=suggested)


def _suggested(seen: SeenReport) -> dict[str, str]:
    return prefilled(told(seen))


def _page(
    at: Address, shown: Shown, form: SectionsForm, status: int = 200, *,
    theirs: Mapping[str, ReportText] | None = None, draft: Draft | None = None, **more: Any,  # noqa: ANN401 - for the page
) -> Answer:  # fmt: skip
    seen = shown.seen
    suggested = more.get("suggested") or _suggested(seen)
    asked = what_is_asked(seen.row.id) if seen.row else None
    page = render_template(
        "reporting/write.html", at=at, seen=seen, shown=shown, form=form, theirs=theirs or {},
        draft=draft, draft_key=draft_key(seen), suggested=suggested, TEXT=TEXT,
        asked=asked, line=seen.round.line, here=at.url("write"),
    )  # fmt: skip
    return page, status
