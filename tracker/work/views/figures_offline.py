"""Biểu để điền ngoại tuyến: number form and report's text as one workbook, and back.

What came back is shown over what is saved; it is saved from there by the number form's own address.
"""

import io
from dataclasses import dataclass

from flask import Response, abort, render_template, send_file
from flask_wtf.file import FileField

from tracker import clock
from tracker.documents import xlsx
from tracker.documents.rules import FileRefused
from tracker.permissions import Permission
from tracker.reports.operations.indicators import problems_of
from tracker.reports.queries.indicators import amounts_by_id
from tracker.reports.rules.prefilling import prefilled
from tracker.web.forms import BaseForm
from tracker.web.gate import allow
from tracker.work.figures.book import Filled, TextRow, read_book, write_book
from tracker.work.figures.conflicts import Both, both_texts, lay_over
from tracker.work.figures.forms import number_form
from tracker.work.figures.page import OpenForm
from tracker.work.figures.texts import CLOSED, TextParts, is_changed, lay_texts, text_rows
from tracker.work.views.figures import (
    UNIT,
    Answer,
    address_of,
    form_page,
    may_write_texts,
    opened_form,
)
from tracker.work.views.reporting.place import shown_report, told
from tracker.work.views.rounds import blueprint


class LoadForm(BaseForm):
    """The filled workbook."""

    file = FileField("Biểu đã điền")


@dataclass(frozen=True, slots=True)
class Read:
    """What a filled workbook says, before anything is saved."""

    name: str
    changed: list[Both]


@blueprint.get(f"{UNIT}.xlsx")
@allow(Permission.READ_WORK)
def numbers_xlsx(regime_code: str, code: str, unit_code: str) -> Response:
    """The unit's form to be filled in offline; with the report's text for those who write it."""
    opened = opened_form((regime_code, code, unit_code))
    name = f"Biểu số liệu {opened.line.code} {opened.seen.unit.name}.xlsx"
    file = io.BytesIO(write_book(opened, _texts_now(opened) or ()))
    return send_file(file, xlsx.MEDIA_TYPE, as_attachment=True, download_name=name)


@blueprint.route(f"{UNIT}/nap", methods=["GET", "POST"])
@allow(Permission.READ_WORK)
def numbers_load(regime_code: str, code: str, unit_code: str) -> Answer:
    """Take the filled workbook and show what it would change; nothing is written here."""
    opened = opened_form((regime_code, code, unit_code))
    if not opened.may_write:
        abort(403)
    form = LoadForm()
    if not form.is_submitted():
        return _load_page(opened, form)
    upload = form.file.data
    if not form.validate() or not upload or not upload.filename:
        form.file.errors = [*form.file.errors, "Chọn tệp biểu số liệu đã điền."]
        return _load_page(opened, form, 422)
    keys = [line.key for line in shown_report(opened.seen, clock.today()).lines]
    try:
        filled = read_book(upload.filename, upload.stream, opened, keys)
        parts = _texts_over(opened, filled, upload.filename)
    except FileRefused as refused:
        form.file.errors = [str(refused)]
        return _load_page(opened, form, 422)
    return _preview(opened, upload.filename, filled, parts)


def _texts_now(opened: OpenForm) -> list[TextRow] | None:
    """The sections as they stand, for who may write them now; None for anybody else."""
    shown = shown_report(opened.seen, clock.today())
    if not may_write_texts(shown):
        return None
    return text_rows(shown, prefilled(told(opened.seen)))


def _texts_over(opened: OpenForm, filled: Filled, name: str) -> TextParts | None:
    """The workbook's texts over those of the report; None where it changes none.

    Raises FileRefused.
    """
    if not is_changed(filled.texts):
        return None
    rows = _texts_now(opened)
    if rows is None:
        raise FileRefused(CLOSED)
    return lay_texts(shown_report(opened.seen, clock.today()), rows, filled.texts, name)


def _preview(opened: OpenForm, name: str, filled: Filled, parts: TextParts | None) -> Answer:
    """The form with the workbook's cells laid over it; fields that clash with both texts."""
    rows = opened.form.rows
    ids = {row.value_id for row in filled.rows}
    then = amounts_by_id(ids, opened.line.id, opened.seen.unit.unit_id)
    laid = lay_over(rows, filled.rows, then)
    form = number_form(opened.form, laid.typed, posted=False)
    form.show(form.unread() | problems_of(rows, form.sent(rows, for_unit=False).entries))
    read = Read(name, both_texts(rows, form))
    clashing = both_texts(rows, form, laid.clashing) if laid.clashing else None
    return form_page(opened, form, read=read, both=clashing, parts=parts)


def _load_page(opened: OpenForm, form: LoadForm, status: int = 200) -> Answer:
    page = render_template(
        "reports/numbers_load.html", opened=opened, line=opened.line, unit=opened.seen.unit,
        form=form, here=address_of(opened),
    )  # fmt: skip
    return page, status
