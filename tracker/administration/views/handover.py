"""Bàn giao nhiệm vụ: what is prepared, what was applied, the files at hand, new drafts."""

from datetime import timedelta
from typing import Any

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.succession.forms.base import paper_name
from tracker.administration.succession.forms.drafts import HeadForm, TakeForm, UploadForm
from tracker.administration.succession.ready import ReadyFile, ready_files, taken
from tracker.administration.succession.tables import applied_table
from tracker.administration.views import keeping
from tracker.db import write_transaction
from tracker.documents.tables import Table
from tracker.documents.views import paper, printing, workbook
from tracker.handover.drafts.operations import create_draft, draft_from_file
from tracker.handover.drafts.queries import draft_codes, open_drafts, papers
from tracker.handover.heirs.queries import shares_waiting
from tracker.handover.queries import AppliedFile, applied_files, code_faults, moved_by
from tracker.handover.reading import SuccessionFileError
from tracker.permissions import Permission
from tracker.refusals import Refused
from tracker.text import vn_list
from tracker.units.queries import names_on
from tracker.web.gate import allow, current_actor

Answer = str | tuple[str, int] | Response
NEEDED = Permission.HAND_OVER
LARGEST = 1_000_000
"""Bytes of a file that is taken in."""
MOST_NAMED = 3


def require_whole() -> None:
    """A hand-over touches every plan: only an administrator of the whole province prepares it."""
    keeping.require_whole(NEEDED)


@blueprint.get("/ban-giao")
@allow(NEEDED)
def handovers() -> Answer:
    """The hand-overs, prepared and applied."""
    require_whole()
    return paper(_applied()) if printing() else _page(UploadForm())


@blueprint.get("/ban-giao.xlsx")
@allow(NEEDED)
def handovers_xlsx() -> FlaskResponse:
    """The hand-overs on record as a file."""
    require_whole()
    return workbook(_applied())


def _applied() -> Table:
    return applied_table([_applied_row(one) for one in applied_files()], clock.today())


@blueprint.route("/ban-giao/moi", methods=["GET", "POST"])
@allow(NEEDED)
def handover_new() -> Answer:
    """Begin a draft by hand; its lines come after."""
    require_whole()
    form = HeadForm(data={"paper_kind": "Nghị quyết"})
    form.offer_papers(papers())
    if not form.is_submitted() or not form.validate():
        return _head_page(form, 422 if form.is_submitted() else 200)
    actor, now, head = current_actor(), clock.now(), form.head
    try:
        with write_transaction():
            draft_id = create_draft(head, {}, actor, now).id
    except Refused as refused:
        form.show(refused.problems)
        return _head_page(form, 422)
    flash("Đã tạo bản soạn. Tiếp theo, thêm các dòng bàn giao.", "success")
    return redirect(url_for("administration.handover_draft", draft_id=draft_id))


@blueprint.post("/ban-giao/tai-len")
@allow(NEEDED)
def handover_upload() -> Answer:
    """Take a file in as a draft; every fault is told with its row."""
    require_whole()
    form = UploadForm()
    upload = form.file.data
    if not form.validate() or not upload or not upload.filename:
        return _refused(form, ["Chọn tệp bàn giao (.yaml)."])
    content = upload.stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        return _refused(form, ["Tệp lớn quá 1 MB; tệp bàn giao chỉ gồm chữ."])
    try:
        ready = taken(upload.filename, content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _refused(form, ["Tệp không phải văn bản UTF-8. Lưu lại tệp ở dạng UTF-8."])
    except SuccessionFileError as error:
        return _refused(form, str(error).split("\n"))
    faults = code_faults(ready.file)
    if faults:
        return _refused(form, faults)
    return _keep(ready, form)


@blueprint.post("/ban-giao/tep-co-san")
@allow(NEEDED)
def handover_take() -> Answer:
    """Take one of the files at hand into a draft."""
    require_whole()
    form = TakeForm()
    ready = next((one for one in _ready() if one.name == form.name.data), None)
    if not form.validate() or ready is None:
        flash("Tệp này không còn trong danh sách. Xem lại các bản soạn.", "warning")
        return redirect(url_for("administration.handovers"))
    return _keep(ready, UploadForm(formdata=None))


def _keep(ready: ReadyFile, form: UploadForm) -> Answer:
    actor, now = current_actor(), clock.now()
    try:
        with write_transaction():
            draft_id = draft_from_file(ready.file, ready.raw, actor, now).id
    except Refused as refused:
        return _refused(form, list(refused.problems.values()))
    flash("Đã lấy tệp vào bản soạn. Đọc lại từng dòng rồi xem trước.", "success")
    return redirect(url_for("administration.handover_draft", draft_id=draft_id))


def _refused(form: UploadForm, faults: list[str]) -> Answer:
    form.form_errors = faults
    return _page(form, 422)


def _ready() -> list[ReadyFile]:
    """The files at hand that were neither applied nor taken into a draft."""
    known = draft_codes() | {one.code for one in applied_files()}
    return [one for one in ready_files() if one.file.code not in known]


def _page(form: UploadForm, status: int = 200) -> tuple[str, int]:
    applied = [_applied_row(one) for one in applied_files()]
    page = render_template(
        "administration/handover.html", form=form, drafts=open_drafts(), applied=applied,
        ready=_ready(), waiting=shares_waiting(), today=clock.today(),
    )  # fmt: skip
    return page, status


def _applied_row(file: AppliedFile) -> dict[str, Any]:
    """A hand-over on record in one row: up to three givers by name, more of them by number."""
    named = names_on(file.effective_on - timedelta(days=1), file.givers)
    givers = vn_list([named[one].name for one in file.givers])
    few = len(file.givers) <= MOST_NAMED
    return {
        "file": file, "basis": paper_name(file.basis) if file.basis else "",
        "givers": givers if few else f"{len(file.givers):02d} cơ quan",
        "shares": len(moved_by(file)),
    }  # fmt: skip


def _head_page(form: HeadForm, status: int) -> tuple[str, int]:
    page = render_template("administration/handover_head.html", form=form, draft=None, theirs=None)
    return page, status
