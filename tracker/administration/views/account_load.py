"""New accounts: one by hand, or many from a spreadsheet with a preview; slips are the answer."""

import io

from flask import Response as FlaskResponse
from flask import current_app, flash, redirect, render_template, send_file, url_for
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.wrappers import Response

from tracker import clock
from tracker.accounts import passwords
from tracker.accounts.operations import AccountError
from tracker.administration.accounts import queries, reading
from tracker.administration.accounts.forms import ConfirmLoadForm, LoadForm, NewAccountForm
from tracker.administration.accounts.operations import people
from tracker.administration.accounts.rules import (
    MOST_ROWS,
    Checked,
    GivenRow,
    NewPerson,
    check_rows,
)
from tracker.administration.accounts.slips import slip_for
from tracker.administration.blueprint import blueprint
from tracker.administration.views.account import in_first_run, slips_page
from tracker.administration.views.accounts import KEEP, scope
from tracker.db import write_transaction
from tracker.documents import xlsx
from tracker.documents.rules import FileRefused
from tracker.web.fields import offered
from tracker.web.gate import allow, current_actor, current_viewer

Answer = str | tuple[str, int] | Response


@blueprint.get("/tai-khoan/mau.xlsx")
@allow(KEEP)
def accounts_template() -> FlaskResponse:
    """The workbook to fill in."""
    living = [one for one in queries.known_units(scope(), clock.today()) if not one.ended]
    file = io.BytesIO(reading.template(living))
    name = "Mẫu nạp tài khoản.xlsx"
    return send_file(file, xlsx.MEDIA_TYPE, as_attachment=True, download_name=name)


@blueprint.route("/tai-khoan/nap", methods=["GET", "POST"])
@allow(KEEP)
def accounts_load() -> Answer:
    """Take the filled workbook and show what it would add; nothing is written here."""
    form = LoadForm()
    if not form.is_submitted():
        return _load_page(form)
    upload = form.file.data
    if not form.validate() or not upload or not upload.filename:
        form.file.errors = [*form.file.errors, "Chọn tệp bảng tính đã điền."]
        return _load_page(form, 422)
    try:
        rows = reading.read_rows(upload.filename, upload.stream)
    except FileRefused as refused:
        form.file.errors = [str(refused)]
        return _load_page(form, 422)
    checked = check_rows(rows, queries.known(scope(), clock.today()))
    return _preview(checked, 422 if checked.problems else 200)


@blueprint.post("/tai-khoan/nap/xac-nhan")
@allow(KEEP)
def accounts_confirm() -> Answer:
    """Add everybody of the preview, or nobody; the slips are shown this once."""
    form = ConfirmLoadForm()
    rows = _read_note(form.rows.data or "") if form.validate() else None
    if rows is None:
        flash("Bản xem trước không còn dùng được. Nạp lại tệp.", "warning")
        return redirect(url_for("administration.accounts_load"))
    checked = check_rows(rows, queries.known(scope(), clock.today()))
    if checked.problems:
        return _preview(checked, 422)
    return _add(checked.people)


@blueprint.route("/tai-khoan/them", methods=["GET", "POST"])
@allow(KEEP)
def account_new() -> Answer:
    """Add one account with its first role."""
    form, today = NewAccountForm(), clock.today()
    units = [one for one in queries.known_units(scope(), today) if not one.ended]
    form.unit.choices = offered(
        [(0, "Chọn cơ quan, đơn vị"), *((one.id, one.name) for one in units)]
    )
    if not form.is_submitted():
        form.valid_from.data = today
        return _new_page(form)
    if not form.validate():
        return _new_page(form, 422)
    code = next(one.code for one in units if one.id == form.unit.data)
    checked = check_rows([form.row(code)], queries.known(scope(), today))
    form.form_errors = [problem for _, problem in checked.problems]
    return _new_page(form, 422) if checked.problems else _add(checked.people, form)


def _add(new: list[NewPerson], form: NewAccountForm | None = None) -> Answer:
    made = passwords.initial_passwords(len(new))
    hashed = [(person, hash_) for person, (_, hash_) in zip(new, made, strict=True)]
    first = form.first_role if form else people.FirstRole(clock.today())
    actor, now = current_actor(), clock.real_now()
    try:
        with write_transaction():
            people.load(hashed, first, actor, now=now)
    except AccountError as error:
        flash(str(error), "danger")
        return redirect(url_for("administration.accounts_load"))
    return slips_page(
        [slip_for(person, password) for person, (password, _) in zip(new, made, strict=True)]
    )


def _preview(checked: Checked, status: int = 200) -> Answer:
    form = ConfirmLoadForm(formdata=None)
    form.rows.data = _note(checked.people) if not checked.problems else ""
    page = render_template(
        "administration/accounts/preview.html", form=form, people=checked.people,
        problems=checked.problems,
    )  # fmt: skip
    return page, status


def _note(new: list[NewPerson]) -> str:
    """The rows of the preview, signed so that only this person can send them back."""
    rows = [
        (one.number, one.name, one.unit_code, one.role.label, one.login, one.email, one.phone)
        for one in new
    ]
    return str(_signer().dumps(rows))


def _read_note(note: str) -> list[GivenRow] | None:
    try:
        return [GivenRow(*row) for row in _signer().loads(note)]
    except (BadData, TypeError):
        return None


def _signer() -> URLSafeSerializer:
    salt = f"accounts-preview:{current_viewer().user_id}"
    return URLSafeSerializer(str(current_app.secret_key), salt=salt)


def _load_page(form: LoadForm, status: int = 200) -> Answer:
    page = render_template(
        "administration/accounts/load.html",
        form=form,
        most_rows=MOST_ROWS,
        first_run=in_first_run(),
    )
    return page, status


def _new_page(form: NewAccountForm, status: int = 200) -> Answer:
    return render_template("administration/accounts/new.html", form=form), status
