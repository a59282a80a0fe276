"""One account: what it is, and what an administrator may change about it."""

from collections.abc import Callable

from flask import abort, current_app, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.accounts import passwords
from tracker.accounts.models import User
from tracker.accounts.operations import AccountError
from tracker.administration.accounts import queries
from tracker.administration.accounts.forms import ContactForm, VersionForm
from tracker.administration.accounts.operations import people
from tracker.administration.accounts.queries import AccountRow
from tracker.administration.accounts.rules import is_unused
from tracker.administration.accounts.slips import Slip, slip_of
from tracker.administration.blueprint import blueprint
from tracker.administration.merging import both
from tracker.administration.views.accounts import KEEP, scope
from tracker.config import Settings
from tracker.db import write_transaction
from tracker.permissions import Permission, can
from tracker.province.queries import kept_steps
from tracker.refusals import Stale
from tracker.web.gate import allow, current_actor, current_viewer

Answer = str | tuple[str, int] | Response

CHANGED = "Tài khoản đã có người sửa sau khi trang này được mở. Xem lại rồi thực hiện."


@blueprint.get("/tai-khoan/<int:user_id>")
@allow(KEEP)
def account(user_id: int) -> str:
    """The account with its roles and what can be done."""
    row, today = shown(user_id), clock.today()
    units = queries.known_units(None, today)
    return render_template(
        "administration/accounts/show.html",
        row=row, names={one.id: one.name for one in units},
        codes={one.id: one.code for one in units}, today=today,
        own=row.id == current_viewer().user_id,
        unused=is_unused(row.used_at, row.created_at, clock.real_now()), form=_versioned(row),
        absent=queries.names_of(one.stands_in_for_id for one in row.grants if one.stands_in_for_id),
    )  # fmt: skip


@blueprint.route("/tai-khoan/<int:user_id>/sua", methods=["GET", "POST"])
@allow(KEEP)
def account_edit(user_id: int) -> Answer:
    """Change name, e-mail, phone; a stale form shows both texts."""
    row, form = shown(user_id), ContactForm()
    if not form.is_submitted():
        form.process(data=_contact(row) | {"version": row.version})
        return _edit_page(row, form)
    if not form.validate():
        return _edit_page(row, form, 422)
    actor, now = current_actor(), clock.real_now()
    try:
        with write_transaction():
            people.edit(held(user_id), form.contact, form.version.number, actor, now=now)
    except Stale:
        fresh = shown(user_id)
        form.version.data = str(fresh.version)
        other = queries.last_change_of(fresh.login)
        return _edit_page(fresh, form, 409, both=both(form, _contact(fresh)), other=other)
    flash("Đã lưu thông tin tài khoản.", "success")
    return redirect(url_for("administration.account", user_id=user_id))


@blueprint.route("/tai-khoan/<int:user_id>/khoa", methods=["GET", "POST"])
@allow(KEEP)
def account_disable(user_id: int) -> Answer:
    """Close an account."""
    today = clock.today()

    def work(user: User, version: int) -> None:
        people.disable(user, version, current_actor(), today=today, now=clock.real_now())

    told = "Đã khóa tài khoản; các phiên đăng nhập đã kết thúc."
    return _asked(user_id, "disable", work, told)


@blueprint.post("/tai-khoan/<int:user_id>/mo-khoa")
@allow(KEEP)
def account_enable(user_id: int) -> Answer:
    """Open a closed account again."""
    form, actor, now = VersionForm(), current_actor(), clock.real_now()
    try:
        with write_transaction():
            people.enable(held(user_id), form.version.number, actor, now=now)
    except Stale:
        flash(CHANGED, "warning")
    else:
        flash("Đã mở lại tài khoản. Nếu cần, đặt lại mật khẩu và in phiếu mới.", "success")
    return redirect(url_for("administration.account", user_id=user_id))


@blueprint.route("/tai-khoan/<int:user_id>/xac-thuc", methods=["GET", "POST"])
@allow(KEEP)
def account_factor(user_id: int) -> Answer:
    """Take a lost authenticator away."""

    def work(user: User, version: int) -> None:
        people.remove_factor(user, version, current_actor(), now=clock.real_now())

    told = "Đã gỡ xác thực hai lớp; các phiên đăng nhập đã kết thúc."
    return _asked(user_id, "factor", work, told)


@blueprint.route("/tai-khoan/<int:user_id>/mat-khau", methods=["GET", "POST"])
@allow(KEEP)
def account_reset(user_id: int) -> Answer:
    """Give a new initial password; the answer is its slip, which is shown this once."""
    row, form = shown(user_id), VersionForm()
    if not form.is_submitted():
        return _question(row, "reset", _versioned(row))
    actor, now = current_actor(), clock.real_now()
    ((password, hashed),) = passwords.initial_passwords(1)
    try:
        with write_transaction():
            people.reset(held(user_id), form.version.number, hashed, actor, now=now)
    except Stale:
        return _stale(user_id, "reset")
    return slips_page([slip_of(shown(user_id), password, unit_names(), clock.today())])


def _asked(user_id: int, act: str, work: Callable[[User, int], None], told: str) -> Answer:
    """Ask first; then do it on the version that was shown."""
    row, form = shown(user_id), VersionForm()
    if not form.is_submitted():
        return _question(row, act, _versioned(row))
    try:
        with write_transaction():
            work(held(user_id), form.version.number)
    except Stale:
        return _stale(user_id, act)
    except AccountError as error:
        return _question(shown(user_id), act, form, 422, problem=str(error))
    flash(told, "success")
    return redirect(url_for("administration.account", user_id=user_id))


def _stale(user_id: int, act: str) -> Answer:
    """What stands now, to be asked again."""
    row = shown(user_id)
    return _question(row, act, _versioned(row), 409, problem=CHANGED)


def shown(user_id: int) -> AccountRow:
    """The account as pages show it; 404 when it is not the administrator's to keep."""
    row = queries.account(scope(), user_id)
    if row is None:
        abort(404)
    return row


def held(user_id: int) -> User:
    """The account inside a write transaction, locked; 404 as above."""
    user = queries.managed_user(scope(), user_id, lock=True)
    if user is None:
        abort(404)
    return user


def unit_names() -> dict[int, str]:
    """The names of units today."""
    return {one.id: one.name for one in queries.known_units(None, clock.today())}


def in_first_run() -> bool:
    """Whether the person is being led through the first run."""
    return can(current_viewer(), Permission.SET_UP) and kept_steps() is not None


def slips_page(slips: list[Slip]) -> str:
    """Slips to print. They are the answer to the post itself: no place keeps the passwords."""
    settings: Settings = current_app.config["TRACKER"]
    return render_template(
        "administration/accounts/slips.html", slips=slips, address=settings.base_url,
        back=url_for("administration.setup" if in_first_run() else "administration.accounts"),
    )  # fmt: skip


def _contact(row: AccountRow) -> dict[str, str]:
    return {"name": row.name, "email": row.email, "phone": row.phone}


def _versioned(row: AccountRow) -> VersionForm:
    form = VersionForm(formdata=None)
    form.version.data = str(row.version)
    return form


def _edit_page(
    row: AccountRow, form: ContactForm, status: int = 200, **more: object
) -> tuple[str, int]:
    context = {"both": None, "other": None} | more
    page = render_template("administration/accounts/edit.html", row=row, form=form, **context)
    return page, status


def _question(
    row: AccountRow, act: str, form: VersionForm, status: int = 200, *, problem: str = ""
) -> tuple[str, int]:
    page = render_template(
        "administration/accounts/question.html", row=row, act=act, form=form, problem=problem
    )
    return page, status
