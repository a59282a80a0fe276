"""Cài đặt nhắc việc: the person's own hour, channels and pause."""

from dataclasses import replace
from datetime import date

from flask import flash, redirect, render_template, url_for

from tracker import clock
from tracker.db import write_transaction
from tracker.permissions import Permission
from tracker.refusals import Refused, Stale
from tracker.reminders.blueprint import blueprint
from tracker.reminders.forms.choices import SettingsForm, stored
from tracker.reminders.models import PersonSettings
from tracker.reminders.operations.settings import Saving, save_settings
from tracker.reminders.queries.colleagues import address_of, colleagues_of, settings_of
from tracker.reminders.queries.switch import is_chat_on
from tracker.reminders.rules.settings import Chosen
from tracker.reminders.views.keeping import Answer
from tracker.text import vn_date
from tracker.web.gate import allow, current_actor, current_viewer


@blueprint.route("/thong-bao/cai-dat", methods=["GET", "POST"])
@allow(Permission.MANAGE_OWN_ACCOUNT)
def own_settings() -> Answer:
    """When, how and in whose place one is told; escalation is not for one to switch off."""
    person_id, today = current_viewer().user_id, clock.today()
    row = settings_of(person_id)
    form, colleagues = SettingsForm(), colleagues_of(person_id, today)
    form.offer(colleagues)
    if not form.is_submitted():
        form.process(data=stored(_kept(row, today), row.version if row else 0))
        return _page(form, colleagues)
    if not form.validate():
        return _page(form, colleagues, 422)
    try:
        with write_transaction():
            saving = Saving(person_id, today, form.version.number)
            save_settings(_chosen(form, row), saving, current_actor(), now=clock.now())
    except Refused as refused:
        form.show(refused.problems)
        return _page(form, colleagues, 422)
    except Stale:
        return _stale(form, colleagues, today)
    flash(_told(form.chosen, colleagues), "success")
    return redirect(url_for("reminders.notices"))


def _chosen(form: SettingsForm, row: PersonSettings | None) -> Chosen:
    """What the form says; what was chosen of a channel that is off now is not asked and stays."""
    if row is None or is_chat_on():
        return form.chosen
    return replace(form.chosen, by_chat=row.by_chat, chat_address=row.chat_address)


def _kept(row: PersonSettings | None, today: date) -> Chosen:
    """The choices of the row; a pause that is over is not offered again."""
    if row is None:
        return Chosen()
    over = row.paused_to is not None and row.paused_to < today
    pause = (None, None, None) if over else (row.paused_from, row.paused_to, row.stand_in_id)
    return Chosen(row.hour, row.by_mail, row.by_chat, row.chat_address, *pause)


def _told(chosen: Chosen, colleagues: dict[int, str]) -> str:
    words = f"Đã lưu. Thông báo mỗi ngày đến lúc {chosen.hour:02d} giờ."
    if chosen.stand_in_id and chosen.paused_from and chosen.paused_to:
        words += (
            f" Từ {vn_date(chosen.paused_from)} đến hết {vn_date(chosen.paused_to)},"
            f" {colleagues[chosen.stand_in_id]} nhận thay."
        )
    return words


def _stale(form: SettingsForm, colleagues: dict[int, str], today: date) -> Answer:
    """Both texts: what was typed in the form, what was saved elsewhere beside it."""
    row = settings_of(current_viewer().user_id)
    kept = _kept(row, today)
    form.version.data = str(row.version if row else 0)
    pause = "không"
    if kept.paused_from and kept.paused_to:
        who = colleagues.get(kept.stand_in_id or 0, "người khác")
        pause = f"từ {vn_date(kept.paused_from)} đến hết {vn_date(kept.paused_to)}, {who} nhận thay"
    theirs = [
        ("Giờ nhận thông báo", f"{kept.hour:02d} giờ"),
        ("Gửi qua thư điện tử", "có" if kept.by_mail else "không"),
        ("Gửi qua kênh nhắn tin", kept.chat_address if kept.by_chat else "không"),
        ("Vắng mặt", pause),
    ]
    return _page(form, colleagues, 409, theirs)


def _page(
    form: SettingsForm,
    colleagues: dict[int, str],
    status: int = 200,
    theirs: list[tuple[str, str]] | None = None,
) -> Answer:
    page = render_template(
        "reminders/settings.html", form=form, theirs=theirs, colleagues=colleagues,
        address=address_of(current_viewer().user_id), chat_on=is_chat_on(),
    )  # fmt: skip
    return page, status
