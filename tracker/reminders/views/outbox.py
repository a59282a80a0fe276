"""Hộp thư đi: digests by state with their age; what could not go is sent again by hand."""

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import write_transaction
from tracker.mail.queries import broken_channels, by_state
from tracker.mail.rules import Channel, MessageState
from tracker.permissions import Permission
from tracker.refusals import Stale
from tracker.reminders.blueprint import blueprint
from tracker.reminders.operations.resending import Resending, resend
from tracker.reminders.queries.outbox import TWICE, outbox_page
from tracker.reminders.rules.ages import age_words
from tracker.reminders.views.keeping import key_of, place_asked, require_whole
from tracker.web.fields import number_in
from tracker.web.gate import allow, current_actor

NEEDED = Permission.MANAGE_REMINDERS
VIEWS = {
    "cho-gui": MessageState.QUEUED, "dang-gui": MessageState.SENDING,
    "khong-gui-duoc": MessageState.DEAD, "da-gui": MessageState.SENT,
    "da-huy": MessageState.CANCELLED, "qua-ngay": MessageState.EXPIRED, "hai-lan": TWICE,
}  # fmt: skip
CHANNELS = {"trong-phan-mem": Channel.IN_APP, "thu": Channel.MAIL, "nhan-tin": Channel.CHAT}


@blueprint.get("/quan-tri/nhac-viec/hop-thu-di")
@allow(NEEDED)
def admin_outbox() -> str:
    """One state at a time, first what could not be sent."""
    require_whole(NEEDED)
    counts = by_state()
    usual = "khong-gui-duoc" if counts.get(MessageState.DEAD) else "cho-gui"
    slug = request.args.get("trangthai") or usual
    if slug not in VIEWS:
        abort(404)
    place, channel = place_asked(), CHANNELS.get(request.args.get("kenh", ""))
    found, more = outbox_page(VIEWS[slug], channel, place)
    return render_template(
        "reminders/outbox.html", rows=found, slug=slug, views=_labels(), counts=counts,
        view=VIEWS[slug], states=VIEWS, channels=CHANNELS, channel=request.args.get("kenh", ""),
        older=key_of(found[-1].day, found[-1].id) if more else "", first=place is None,
        now=clock.now(), age=age_words, broken=broken_channels(),
        ways={one.value: one for one in Channel},
    )  # fmt: skip


@blueprint.post("/quan-tri/nhac-viec/hop-thu-di/<int:message_id>/gui-lai")
@allow(NEEDED)
def admin_resend(message_id: int) -> Response:
    """Put a digest that could not be sent back into the queue."""
    require_whole(NEEDED)
    attempt = number_in(request.form.get("attempt"), -1)
    try:
        with write_transaction():
            asked, now = Resending(message_id, attempt), clock.now()
            found = resend(asked, current_actor(), now=now, real=clock.real_now())
    except Stale:
        flash("Thông báo này không còn ở trạng thái không gửi được; chưa ghi gì.", "warning")
        return redirect(url_for("reminders.admin_outbox"))
    if not found:
        abort(404)
    flash("Đã đưa lại vào hàng chờ. Bản gửi lại giữ nguyên nội dung đã lập.", "success")
    return redirect(url_for("reminders.admin_outbox", trangthai="cho-gui"))


def _labels() -> dict[str, str]:
    named = {slug: state.label for slug, state in VIEWS.items() if isinstance(state, MessageState)}
    return {**named, "hai-lan": "Có thể đã gửi hai lần"}
