"""The draft of a report: open it, see it whole, take the sources anew, download it."""

import io

from flask import Response as FlaskResponse
from flask import abort, flash, redirect, render_template, request, send_file
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import write_transaction
from tracker.documents.xlsx import MEDIA_TYPE as XLSX
from tracker.permissions import Permission
from tracker.refusals import Stale
from tracker.reports import xlsx
from tracker.reports.docx.writing import MEDIA_TYPE as DOCX
from tracker.reports.operations.compilations import open_draft, refresh, texts_of
from tracker.reports.queries.compilations import sections_of
from tracker.reports.queries.heads import forms_of, made_paper
from tracker.reports.rules.frozen import from_json
from tracker.reports.rules.papers import PaperForm
from tracker.text import vn_number
from tracker.web.gate import allow, current_actor
from tracker.work.compiling.blueprint import blueprint
from tracker.work.compiling.forms import TextForm, VersionForm
from tracker.work.compiling.page import cards_of, left_over
from tracker.work.compiling.papers import bytes_of
from tracker.work.views.compiling.place import REPORT, Place, compiled_place

MEANWHILE = "Dự thảo vừa có thay đổi của người khác. Xem lại rồi thực hiện lại."


@blueprint.post(f"{REPORT}/mo")
@allow(Permission.COMPILE)
def open_it(regime_code: str, code: str, which: str) -> Response:
    """Open the draft with its generated text; a second opening finds the first."""
    place = compiled_place(regime_code, code, which)
    compiled = place.compiled_now()
    with write_transaction():
        place = compiled_place(regime_code, code, which)
        opened = open_draft(
            place.target.round.id, place.target.unit_id, compiled, actor=current_actor(),
            now=clock.now(),
        )  # fmt: skip
    if opened:
        flash("Đã lập dự thảo từ số liệu của kỳ. Sửa từng mục, rồi chốt bản.", "success")
    return redirect(place.url("draft"))


@blueprint.get(REPORT)
@allow(Permission.COMPILE)
def draft(regime_code: str, code: str, which: str) -> str:
    """The whole draft: warnings, sections with their texts and sources, what is printed after."""
    place = compiled_place(regime_code, code, which)
    row = place.draft()
    compiled, rows = from_json(row.source).compiled, sections_of(row.id)
    return render_template(
        "compilations/draft.html", place=place, row=row, compiled=compiled,
        cards=cards_of(compiled, rows), left=left_over(compiled, rows), form=TextForm(),
        papers=[
            made_paper(place.target, place.which, one, clock.today())
            for one in forms_of(place.target, place.which)
        ],
        versions=place.versions(), today=clock.today(),
    )  # fmt: skip


@blueprint.post(f"{REPORT}/lay-lai-so-lieu")
@allow(Permission.COMPILE)
def take_anew(regime_code: str, code: str, which: str) -> Response:
    """Collect again; every edited text stays."""
    form = VersionForm()
    place = compiled_place(regime_code, code, which)
    place.draft()
    if not form.validate():
        flash(MEANWHILE, "warning")
        return redirect(place.url("draft"))
    compiled = place.compiled_now()
    try:
        with write_transaction():
            row = compiled_place(regime_code, code, which).draft(lock=True)
            moved = refresh(
                row, compiled, form.version.number, actor=current_actor(), now=clock.now()
            )
    except Stale:
        flash(MEANWHILE, "warning")
    else:
        told = f"{vn_number(moved)} mục có nội dung mới" if moved else "không mục nào thay đổi"
        flash(f"Đã lấy lại số liệu: {told}. Nội dung đã sửa được giữ nguyên.", "success")
    return redirect(place.url("draft"))


@blueprint.get(f"{REPORT}/du-thao.docx")
@allow(Permission.COMPILE)
def draft_docx(regime_code: str, code: str, which: str) -> FlaskResponse:
    """The draft as a Word document, in the form asked for."""
    place = compiled_place(regime_code, code, which)
    row, form = place.draft(), _asked_form(place)
    made = made_paper(place.target, place.which, form, clock.today())
    if made.facts is None:
        abort(404)
    content = bytes_of(from_json(row.source).compiled, texts_of(row), made.facts)
    return as_file(content, DOCX, f"Dự thảo {form.label} {place.target.round.code}.docx")


def _asked_form(place: Place) -> PaperForm:
    asked = request.args.get("the-thuc", PaperForm.OWN.value)
    found = next((one for one in forms_of(place.target, place.which) if one.value == asked), None)
    if found is None:
        abort(404)
    return found


@blueprint.get(f"{REPORT}/du-thao.xlsx")
@allow(Permission.COMPILE)
def draft_xlsx(regime_code: str, code: str, which: str) -> FlaskResponse:
    """The draft's tables as a workbook."""
    place = compiled_place(regime_code, code, which)
    content = xlsx.write(from_json(place.draft().source).compiled)
    return as_file(content, XLSX, f"Biểu dự thảo {place.target.round.code}.xlsx")


def as_file(content: bytes, media_type: str, name: str) -> FlaskResponse:
    """The bytes as an attachment that no cache keeps."""
    file = io.BytesIO(content)
    response = send_file(file, media_type, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response
