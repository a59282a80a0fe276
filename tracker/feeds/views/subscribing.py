"""Đăng ký lịch: one's own secret links, made, changed, renewed and revoked.

The answer to making or renewing shows the secret; no other page can.
"""

from flask import abort, current_app, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.accounts.passwords import qr_data_uri
from tracker.config import Settings
from tracker.db import write_transaction
from tracker.feeds.blueprint import blueprint
from tracker.feeds.forms import ConfirmForm, LinkForm, stored
from tracker.feeds.models import FeedToken
from tracker.feeds.operations import tokens
from tracker.feeds.queries.choices import choices_of
from tracker.feeds.queries.settings import feed_settings
from tracker.feeds.queries.tokens import links_of, own_link, selection_of
from tracker.feeds.rules.selection import Part, Selection
from tracker.feeds.views.words import names_of, words_of
from tracker.permissions import Permission
from tracker.refusals import Refused, Stale, check_version
from tracker.web.gate import allow, current_actor, current_viewer

READ = Permission.READ_WORK
Answer = str | tuple[str, int] | Response


@blueprint.get("/lich/dang-ky")
@allow(READ)
def links() -> str:
    """One's links, and how each program takes one."""
    viewer, today = current_viewer(), clock.today()
    names, found = names_of(viewer, today), links_of(viewer)
    return render_template(
        "feeds/links.html", settings=feed_settings(),
        live=[one for one in found if one.revoked_at is None],
        ended=[one for one in found if one.revoked_at is not None],
        words={one.id: words_of(one.selection, names) for one in found},
    )  # fmt: skip


@blueprint.route("/lich/dang-ky/them", methods=["GET", "POST"])
@allow(READ)
def link_new() -> Answer:
    """Make a link; the answer shows it once."""
    viewer = current_viewer()
    form, choices = LinkForm(), choices_of(viewer, clock.today())
    form.offer(choices)
    if not form.is_submitted():
        form.process(data=stored("", Selection(frozenset(choices.parts))))
        return _form_page(form)
    if not form.validate():
        return _form_page(form, status=422)
    try:
        with write_transaction():
            row, secret = tokens.create(viewer, form.wanted, current_actor(), now=clock.now())
            name = row.name
    except Refused as refused:
        form.show(refused.problems)
        return _form_page(form, status=422)
    return _shown_once(name, secret, "Đã tạo đường dẫn lịch")


@blueprint.route("/lich/dang-ky/<int:feed_id>", methods=["GET", "POST"])
@allow(READ)
def link_edit(feed_id: int) -> Answer:
    """Call a link otherwise or let it hold something else; its address stays."""
    viewer, row = current_viewer(), _own(feed_id)
    form = LinkForm()
    form.offer(choices_of(viewer, clock.today()))
    if not form.is_submitted():
        form.process(data=stored(row.name, selection_of(row), row.version))
        return _form_page(form, row)
    if not form.validate():
        return _form_page(form, row, 422)
    version, wanted, actor = form.version.number, form.wanted, current_actor()
    try:
        with write_transaction():
            row = _own(feed_id, lock=True)
            tokens.change(viewer, row, wanted, actor, version=version, now=clock.now())
    except Refused as refused:
        form.show(refused.problems)
        return _form_page(form, _own(feed_id), 422)
    except Stale:
        row = _own(feed_id)
        form.version.data = str(row.version)
        return _form_page(form, row, 409)
    flash(f"Đã lưu đường dẫn “{wanted.name}”. Lịch đổi theo ở lần cập nhật tới.", "success")
    return redirect(url_for("feeds.links"))


@blueprint.route("/lich/dang-ky/<int:feed_id>/cap-lai", methods=["GET", "POST"])
@allow(READ)
def link_renew(feed_id: int) -> Answer:
    """A new address for a link whose old one was lost or seen by others; asked for twice."""
    row, form = _own(feed_id), ConfirmForm()
    if not form.is_submitted():
        form.version.data = str(row.version)
        return render_template("feeds/link_renew.html", form=form, row=row)
    try:
        with write_transaction():
            row = _own(feed_id, lock=True)
            check_version(row.version, form.version.number)
            name, secret = row.name, tokens.renew(row, current_actor(), now=clock.now())
    except Stale:
        return _moved_on()
    return _shown_once(name, secret, "Đã cấp đường dẫn mới")


@blueprint.route("/lich/dang-ky/<int:feed_id>/thu-hoi", methods=["GET", "POST"])
@allow(READ)
def link_revoke(feed_id: int) -> Answer:
    """End a link for good; asked for twice."""
    row, form = _own(feed_id), ConfirmForm()
    if not form.is_submitted():
        form.version.data = str(row.version)
        return render_template("feeds/link_revoke.html", form=form, row=row)
    try:
        with write_transaction():
            row = _own(feed_id, lock=True)
            check_version(row.version, form.version.number)
            name = row.name
            tokens.revoke(row, current_actor(), now=clock.now())
    except Stale:
        return _moved_on()
    flash(f"Đã thu hồi đường dẫn “{name}”. Hãy xóa lịch ấy trong ứng dụng lịch.", "success")
    return redirect(url_for("feeds.links"))


def _own(feed_id: int, *, lock: bool = False) -> FeedToken:
    return own_link(current_viewer(), feed_id, lock=lock) or abort(404)


def _moved_on() -> Response:
    flash("Đường dẫn vừa được thay đổi ở nơi khác. Xem lại rồi làm lại nếu còn cần.", "warning")
    return redirect(url_for("feeds.links"))


def _form_page(form: LinkForm, row: FeedToken | None = None, status: int = 200) -> Answer:
    theirs = None
    if row is not None and status == 409:
        viewer = current_viewer()
        kept = selection_of(row)
        theirs = [("Tên đường dẫn", row.name), *words_of(kept, names_of(viewer, clock.today()))]
    page = render_template(
        "feeds/link_form.html", form=form, row=row, theirs=theirs, rounds=Part.ROUNDS
    )
    return page, status


def _shown_once(name: str, secret: str, title: str) -> str:
    settings: Settings = current_app.config["TRACKER"]
    address = f"{settings.base_url}/lich/{secret}.ics"
    webcal = f"webcal:{address.partition(':')[2]}"
    return render_template(
        "feeds/link_shown.html", title=title, name=name, address=address, webcal=webcal,
        qr=qr_data_uri(webcal), settings=feed_settings(),
    )  # fmt: skip
