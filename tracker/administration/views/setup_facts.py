"""Steps of the first run that are plain facts: the letterhead, the mail server."""

from flask import current_app, flash, redirect, render_template, url_for

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.merging import both
from tracker.administration.setup.forms import LetterheadForm, MailForm, StepForm
from tracker.administration.views.setup import (
    CHANGED,
    Answer,
    conflict,
    frame,
    go_on,
    require_whole,
    version_of,
)
from tracker.config import Settings, keep_mail_password, mail_password
from tracker.db import write_transaction
from tracker.permissions import Permission, can
from tracker.province import operations
from tracker.province.models import Province
from tracker.province.queries import province
from tracker.province.rules import Security, Step
from tracker.refusals import Stale
from tracker.web.gate import allow, current_actor, current_viewer


@blueprint.route("/thiet-lap/phan-dau-van-ban", methods=["GET", "POST"])
@allow(Permission.SET_UP)
def setup_letterhead() -> Answer:
    """The province's name and the head of its papers."""
    require_whole()
    form, row = LetterheadForm(), province()
    if not form.is_submitted():
        form.process(data=_letterhead(row) | {"version": version_of(row)})
        return _page("letterhead", Step.LETTERHEAD, form)
    if not form.validate():
        return _page("letterhead", Step.LETTERHEAD, form, 422)
    actor, now = current_actor(), clock.now()
    try:
        with write_transaction():
            operations.save_letterhead(form.letterhead, form.version.number, actor, now=now)
    except Stale:
        row = province()
        form.version.data = str(version_of(row))
        told = conflict(both(form, _letterhead(row)))
        return _page("letterhead", Step.LETTERHEAD, form, 409, **told)
    return go_on("Đã lưu tên tỉnh và phần đầu văn bản.")


@blueprint.route("/thiet-lap/may-chu-thu", methods=["GET", "POST"])
@allow(Permission.SET_UP)
def setup_mail() -> Answer:
    """How mail leaves. The password is taken, never shown again."""
    require_whole()
    form, row = MailForm(), province()
    if not form.is_submitted():
        form.process(data=_mail(row) | {"version": version_of(row)})
        return _page("mail", Step.MAIL, form)
    if not form.validate():
        return _page("mail", Step.MAIL, form, 422)
    actor, now = current_actor(), clock.now()
    fate = "changed" if form.password.data else "removed" if form.forget.data else "kept"
    try:
        with write_transaction():
            operations.save_mail(form.server, form.version.number, actor, now=now, password=fate)
    except Stale:
        row = province()
        form.version.data = str(version_of(row))
        saved = {name: str(value) for name, value in _mail(row).items()}
        saved["security"] = Security(row.smtp_security if row else "").label
        return _page("mail", Step.MAIL, form, 409, **conflict(both(form, saved)))
    if fate != "kept":
        keep_mail_password(_settings().data_dir, form.password.data or "")
    return go_on("Đã lưu máy chủ thư. Nhắc việc qua thư chưa được gửi cho đến khi được bật.")


@blueprint.post("/thiet-lap/may-chu-thu/de-sau")
@allow(Permission.SET_UP)
def setup_mail_later() -> Answer:
    """Go on without a mail server."""
    require_whole()
    form, actor, now = StepForm(), current_actor(), clock.now()
    try:
        with write_transaction():
            operations.put_off_mail(form.version.number, actor, now=now)
    except Stale:
        flash(CHANGED, "warning")
        return redirect(url_for("administration.setup_mail"))
    return go_on("Máy chủ thư để sau; vào lại mục này bất cứ lúc nào.")


def _letterhead(row: Province | None) -> dict[str, str]:
    names = ("name", "superior", "body", "place")
    return {name: getattr(row, name) if row else "" for name in names}


def _mail(row: Province | None) -> dict[str, object]:
    if row is None or not row.smtp_host:
        return {"host": "", "port": 587, "security": Security.STARTTLS.value, "user": "",
                "sender": ""}  # fmt: skip
    return {"host": row.smtp_host, "port": row.smtp_port, "security": row.smtp_security,
            "user": row.smtp_user, "sender": row.mail_from}  # fmt: skip


def _settings() -> Settings:
    settings: Settings = current_app.config["TRACKER"]
    return settings


def _page(
    name: str, step: Step, form: StepForm, status: int = 200, **more: object
) -> tuple[str, int]:
    context = frame(step, province()) | {"password_kept": False} | more
    context["keeps_heads"] = can(current_viewer(), Permission.MANAGE_ROUNDS)
    if step is Step.MAIL:
        context["password_kept"] = bool(mail_password(_settings().data_dir))
    return render_template(f"administration/setup/{name}.html", form=form, **context), status
