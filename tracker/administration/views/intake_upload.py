"""A plan's file comes in: uploaded or pasted, read in a process of its own, and kept as it came."""

from typing import Any

from flask import Response as FlaskResponse
from flask import abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.intake.forms.upload import UploadForm
from tracker.administration.views.saving import NEEDED, kept_plan
from tracker.config import Settings
from tracker.db import write_transaction
from tracker.documents import storage
from tracker.documents.rules import FILE_LIMIT, FileRefused
from tracker.documents.views import attachment
from tracker.extensions import db
from tracker.intake.arriving import Arrived, arrived_file, arrived_text
from tracker.intake.models import PlanIntake
from tracker.intake.operations.receiving import read_for, receive
from tracker.intake.pasted import LARGEST
from tracker.intake.queries.intakes import intakes_of, kept_intake
from tracker.tasks.queries.planning import rows_to_stand_under
from tracker.web.gate import allow, current_actor, current_viewer

Answer = str | tuple[str, int] | Response
NOTHING = "Hãy chọn tệp kế hoạch, hoặc dán bảng."
MEGABYTE = 1024 * 1024


@blueprint.url_value_preprocessor
def _make_room(endpoint: str | None, values: dict[str, Any] | None) -> None:  # noqa: ARG001
    """A pasted table may be longer than what forms hold otherwise (Flask: 500 kB)."""
    if endpoint == "administration.intake_new":
        request.max_form_memory_size = LARGEST + MEGABYTE


def opened_intake(intake_id: int, *, lock: bool = False) -> PlanIntake:
    """The reading of a file, where its plan is the viewer's to keep; 404 otherwise."""
    found = kept_intake(current_viewer(), intake_id, lock=lock)
    if found is None:
        abort(404)
    return found


def past(kept: PlanIntake) -> Response | None:
    """The way to a file that was confirmed or dropped, for pages that would change it."""
    if kept.state == "open" or request.method != "GET":
        return None
    return redirect(url_for("administration.intake", intake_id=kept.id))


@blueprint.route("/ke-hoach/<int:plan_id>/nhap", methods=["GET", "POST"])
@allow(NEEDED)
def intake_new(plan_id: int) -> Answer:
    """Take a plan's file and read it; its rows wait for a person."""
    plan = kept_plan(plan_id)
    form = UploadForm()
    if not form.validate_on_submit():
        return _page(form, plan_id, 422 if form.is_submitted() else 200)
    try:
        arrived = _arrived(form)
        reading = read_for(plan, arrived.raw, clock.today())
        with write_transaction():
            locked = kept_plan(plan_id, lock=True)
            made = receive(locked, arrived, reading, current_actor(), clock.now()).id
    except FileRefused as refused:
        form.show({"pasted" if _is_pasted(form) else "file": str(refused)})
        return _page(form, plan_id, 422)
    flash("Đã đọc tệp. Chưa dòng nào vào kế hoạch: xem lại rồi xác nhận.", "success")
    return redirect(url_for("administration.intake", intake_id=made))


def _is_pasted(form: UploadForm) -> bool:
    return not (form.file.data and form.file.data.filename) and bool(form.pasted.data)


def _arrived(form: UploadForm) -> Arrived:
    """What the form brings, read while no transaction is open. Raises FileRefused."""
    folder, upload = _settings().data_dir, form.file.data
    db.session.rollback()  # nothing is held while the file is read
    if upload and upload.filename:
        return arrived_file(folder, upload.filename, upload.read(FILE_LIMIT + 1))
    if not (form.pasted.data or "").strip():
        raise FileRefused(NOTHING)
    return arrived_text(folder, form.pasted.data or "")


def _page(form: UploadForm, plan_id: int, status: int) -> Answer:
    waiting = [one for one in intakes_of(plan_id) if one.state == "open"]
    page = render_template(
        "administration/intake/upload.html", plan=kept_plan(plan_id), form=form, waiting=waiting,
        has_rows=bool(rows_to_stand_under(plan_id)), most=FILE_LIMIT // MEGABYTE,
    )  # fmt: skip
    return page, status


@blueprint.get("/nhap/<int:intake_id>/tep")
@allow(NEEDED)
def intake_file(intake_id: int) -> FlaskResponse:
    """Hand the file over as it came, as an attachment; it is never shown inside a page of ours."""
    kept = opened_intake(intake_id)
    folder = _settings().data_dir
    if not storage.is_stored(folder, kept.blob_sha256):
        abort(404)
    name = kept.file_name if kept.kind != "pasted" else f"{kept.file_name}.txt"
    return attachment(storage.path_of(folder, kept.blob_sha256), kept.blob.media_type, name)


def _settings() -> Settings:
    settings: Settings = current_app.config["TRACKER"]
    return settings
