"""Nhắc việc, for administrators: how it stands, what is wrong, and the switch."""

from datetime import timedelta

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import write_transaction
from tracker.mail.channels import has_chat_library
from tracker.mail.queries import broken_channels, by_state, waiting
from tracker.mail.rules import Channel, MessageState
from tracker.permissions import Permission
from tracker.province.queries import province
from tracker.refusals import Stale
from tracker.reminders.blueprint import blueprint
from tracker.reminders.forms.choices import SwitchForm
from tracker.reminders.operations.settling import settle_alarm
from tracker.reminders.operations.switching import Switching, turn
from tracker.reminders.queries.alarms import standing_alarms
from tracker.reminders.queries.clockwork import beats, standing_still
from tracker.reminders.queries.held import count_held
from tracker.reminders.queries.previews import forecast
from tracker.reminders.queries.saved import last_saved
from tracker.reminders.queries.switch import switch
from tracker.reminders.rules.ages import age_words
from tracker.reminders.rules.clockwork import Job
from tracker.reminders.rules.summaries import by_day, by_person, by_unit
from tracker.reminders.views.keeping import Answer, require_whole
from tracker.text import vn_date
from tracker.units.queries import names_on
from tracker.web.gate import allow, current_actor

NEEDED = Permission.MANAGE_REMINDERS
AHEAD = timedelta(days=14)
_WAYS = {one.value: one for one in Channel}
MOST = 100
"""Units and persons shown, the heaviest first."""


@blueprint.get("/quan-tri/nhac-viec")
@allow(NEEDED)
def admin() -> str:
    """On or off, what must be put right, what waits and what went."""
    require_whole(NEEDED)
    now, row = clock.now(), province()
    return render_template(
        "reminders/admin.html", switch=switch(), alarms=standing_alarms(),
        still=standing_still(clock.real_now()), beats=beats(),
        jobs={one.value: one.label for one in Job},
        counts=by_state(), states=MessageState, held=count_held(None, clock.today()),
        waiting=waiting(), age=age_words, now=now, has_mail=bool(row and row.smtp_host),
        broken=broken_channels(), channels=_WAYS,
    )  # fmt: skip


@blueprint.route("/quan-tri/nhac-viec/bat-tat", methods=["GET", "POST"])
@allow(NEEDED)
def admin_switch() -> Answer:
    """The switch, under what would go out today and in the next 14 days."""
    require_whole(NEEDED)
    form, row = SwitchForm(), switch()
    if not form.is_submitted():
        form.process(
            data={"version": str(row.version if row else 0), "chat_on": bool(row and row.chat_on),
                  "on": "1" if row and row.on_since else "0"}
        )  # fmt: skip
        return _switch_page(form)
    if not form.validate():
        return _switch_page(form, 422)
    on, today = form.on.data == "1", clock.today()
    try:
        with write_transaction():
            asked = Switching(on, bool(form.chat_on.data), today, form.version.number)
            turn(asked, current_actor(), now=clock.now())
    except Stale:
        row = switch()
        form.version.data = str(row.version if row else 0)
        return _switch_page(form, 409)
    flash(_told(on=on), "success")
    return redirect(url_for("reminders.admin"))


@blueprint.post("/quan-tri/nhac-viec/canh-bao/<int:alarm_id>/da-xu-ly")
@allow(NEEDED)
def admin_settle(alarm_id: int) -> Response:
    """An alarm was read and put right."""
    require_whole(NEEDED)
    with write_transaction():
        found = settle_alarm(alarm_id, current_actor(), now=clock.now())
    if not found:
        abort(404)
    flash("Đã ghi cảnh báo là đã xử lý. Nếu nguyên nhân còn, cảnh báo sẽ hiện lại.", "success")
    return redirect(url_for("reminders.admin"))


def _told(*, on: bool) -> str:
    if on:
        day = vn_date(clock.today())
        return f"Nhắc việc đang bật từ {day}. Các ngày trước đó không được nhắc lại."
    return "Nhắc việc đã tắt: không lập và không gửi thêm nhắc việc nào."


def _switch_page(form: SwitchForm, status: int = 200) -> Answer:
    today, row = clock.today(), switch()
    seen = forecast(today, today + AHEAD, today)
    (told,) = seen.told
    page = render_template(
        "reminders/switch.html", form=form, switch=row, today=today, last=today + AHEAD,
        days=by_day(told), units=by_unit(told), people=by_person(told), most=MOST,
        names=seen.names, unit_names=names_on(today), total=told.total(),
        theirs=_saved_words() if status == 409 else None,
        who=last_saved("reminders.switch") if status == 409 else None,
        has_chat=has_chat_library(),
    )  # fmt: skip
    return page, status


def _saved_words() -> list[tuple[str, str]]:
    row = switch()
    on = f"bật từ {vn_date(row.on_since)}" if row and row.on_since else "tắt"
    return [("Nhắc việc", on), ("Kênh nhắn tin", "cho phép" if row and row.chat_on else "không")]
