"""Gửi thử thư: one letter now to an address that the administrator types; the result in words."""

import secrets

from flask import current_app, flash, redirect, render_template, url_for

from tracker import clock, history
from tracker.config import Settings, mail_password
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.mail.letters import Envelope, compose
from tracker.mail.rules import is_address
from tracker.mail.smtp import Server, deliver
from tracker.permissions import Permission
from tracker.province.models import Province
from tracker.province.queries import province
from tracker.reminders.blueprint import blueprint
from tracker.reminders.forms.choices import TrialMailForm
from tracker.reminders.rules.trial import outcome_words, trial_letter
from tracker.reminders.views.keeping import Answer, require_whole
from tracker.web.gate import allow, current_actor

NEEDED = Permission.MANAGE_REMINDERS
PATIENCE = 10.0
"""Seconds that the page waits for each answer of the server."""


@blueprint.route("/quan-tri/nhac-viec/thu-nghiem", methods=["GET", "POST"])
@allow(NEEDED)
def admin_test_mail() -> Answer:
    """Nothing of it is kept but that it was tried and how it went."""
    require_whole(NEEDED)
    form, row = TrialMailForm(), province()
    ready = row is not None and bool(row.smtp_host)
    if not form.is_submitted():
        return _page(form, row)
    valid = form.validate()
    if valid and not ready:
        form.show({"": "Chưa khai báo máy chủ thư; hãy khai báo trước khi gửi thử."})
    elif valid and not is_address(form.address.data or ""):
        form.show({"address": "Địa chỉ thư không dùng được. Ví dụ: ten@soctrang.gov.vn."})
    if form.errors or row is None:
        return _page(form, row, 422)
    kind, words = _try(row, form.address.data or "")
    flash(words, kind)
    return redirect(url_for("reminders.admin_test_mail"))


def _try(row: Province, address: str) -> tuple[str, str]:
    settings: Settings = current_app.config["TRACKER"]
    actor, now = current_actor(), clock.now()
    server = Server(row.smtp_host, row.smtp_port, row.smtp_security, row.smtp_user, row.mail_from)
    envelope = Envelope(
        f"<{secrets.token_hex(16)}@{row.mail_from.rpartition('@')[2].rstrip('>') or 'localhost'}>",
        row.mail_from, address, clock.real_now(),
    )  # fmt: skip
    content = compose(trial_letter(actor.label, now), envelope)
    password = mail_password(settings.data_dir)
    db.session.rollback()  # nothing is held while the server is asked
    outcome = deliver(server, password, content, address, timeout=PATIENCE)
    with write_transaction():
        detail = {"outcome": outcome.fate.value}
        history.record(actor, "reminders.trial", at=now, subject="mail", ids=[1], detail=detail)
    return outcome_words(outcome, address)


def _page(form: TrialMailForm, row: Province | None, status: int = 200) -> Answer:
    page = render_template("reminders/trial.html", form=form, server=row)
    return page, status
