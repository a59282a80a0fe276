"""Đăng ký lịch, for administrators: whether calendars are served, to whom, and every live link."""

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import write_transaction
from tracker.feeds.blueprint import blueprint
from tracker.feeds.forms import ConfirmForm, SettingsForm
from tracker.feeds.models import FeedSettings, FeedToken
from tracker.feeds.operations import settings as keeping
from tracker.feeds.operations import tokens
from tracker.feeds.queries.settings import feed_settings
from tracker.feeds.queries.tokens import live_links, managed_link
from tracker.permissions import Permission
from tracker.refusals import Refused, Stale, check_version
from tracker.web.gate import allow, current_actor, current_viewer

NEEDED = Permission.MANAGE_FEEDS
Answer = str | tuple[str, int] | Response


@blueprint.route("/quan-tri/lich", methods=["GET", "POST"])
@allow(NEEDED)
def admin() -> Answer:
    """The settings, and who holds which link."""
    require_whole()
    form, row = SettingsForm(), feed_settings()
    if not form.is_submitted():
        form.process(data=_stored(row))
        return _page(form, row)
    if not form.validate():
        return _page(form, row, 422)
    try:
        with write_transaction():
            chosen, version = form.chosen, form.version.number
            keeping.save_settings(chosen, version, current_actor(), now=clock.now())
    except Refused as refused:
        form.show(refused.problems)
        return _page(form, feed_settings(), 422)
    except Stale:
        row = feed_settings()
        form.version.data = str(row.version)
        return _page(form, row, 409)
    flash(_told(form.chosen.enabled, form.chosen.outside), "success")
    return redirect(url_for("feeds.admin"))


@blueprint.route("/quan-tri/lich/<int:feed_id>/thu-hoi", methods=["GET", "POST"])
@allow(NEEDED)
def admin_revoke(feed_id: int) -> Answer:
    """End somebody's link; asked for twice."""
    require_whole()
    row, form = _managed(feed_id), ConfirmForm()
    if not form.is_submitted():
        form.version.data = str(row.version)
        person = next(one.person for one in live_links(current_viewer()) if one.id == feed_id)
        return render_template("feeds/admin_revoke.html", form=form, row=row, person=person)
    try:
        with write_transaction():
            row = _managed(feed_id, lock=True)
            check_version(row.version, form.version.number)
            name = row.name
            tokens.revoke(row, current_actor(), now=clock.now())
    except Stale:
        flash("Người có đường dẫn vừa thay đổi đường dẫn này. Xem lại rồi thu hồi.", "warning")
    else:
        flash(f"Đã thu hồi đường dẫn “{name}”.", "success")
    return redirect(url_for("feeds.admin"))


def require_whole() -> None:
    """Settings of the whole province are for those whose right covers it; 403 otherwise."""
    if current_viewer().scope(NEEDED) is not None:
        abort(403)


def _managed(feed_id: int, *, lock: bool = False) -> FeedToken:
    return managed_link(current_viewer(), feed_id, lock=lock) or abort(404)


def _page(form: SettingsForm, row: FeedSettings, status: int = 200) -> Answer:
    theirs = _saved_words(row) if status == 409 else None
    links = live_links(current_viewer())
    page = render_template("feeds/admin.html", form=form, row=row, theirs=theirs, links=links)
    return page, status


def _stored(row: FeedSettings) -> dict[str, object]:
    return {
        "version": str(row.version), "enabled": "1" if row.enabled else "0",
        "outside": row.outside, "past_days": row.past_days, "ahead_days": row.ahead_days,
    }  # fmt: skip


def _saved_words(row: FeedSettings) -> list[tuple[str, str]]:
    return [
        ("Đăng ký lịch", "bật" if row.enabled else "tắt"),
        ("Đọc lịch từ ngoài mạng nội bộ", "cho phép" if row.outside else "không"),
        ("Số ngày đã qua", str(row.past_days)), ("Số ngày sắp tới", str(row.ahead_days)),
    ]  # fmt: skip


def _told(enabled: bool, outside: bool) -> str:
    if not enabled:
        return "Đã lưu. Đăng ký lịch đang tắt: mọi đường dẫn lịch ngừng trả lời."
    where = "cả ngoài mạng nội bộ" if outside else "chỉ trong mạng nội bộ"
    return f"Đã lưu. Đăng ký lịch đang bật, đọc được {where}."
