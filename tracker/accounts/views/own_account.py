"""One's own account: roles, sessions, password, second factor; the help page on roles."""

from flask import abort, flash, redirect, render_template, url_for
from flask import session as cookie
from flask_login import current_user
from werkzeug.wrappers import Response

from tracker import clock
from tracker.accounts import operations, passwords, queries, rules
from tracker.accounts.forms import EnrolForm, PasswordForm, RemoveFactorForm
from tracker.accounts.models import User
from tracker.accounts.views.sign_in import blueprint
from tracker.db import write_transaction
from tracker.permissions import MATRIX, Permission, Role
from tracker.web import throttle
from tracker.web.gate import allow, current_actor

_OWN = Permission.MANAGE_OWN_ACCOUNT
_WRONG_PASSWORD = "Mật khẩu hiện tại không đúng."  # noqa: S105 - a sentence, not a secret


@blueprint.get("/tai-khoan")
@allow(_OWN)
def profile() -> str:
    """The person's roles and open sessions."""
    return render_template(
        "accounts/profile.html",
        user=_user(),
        grants=queries.grants_in_force(current_user.user_id, clock.today()),
        sessions=queries.open_sessions(current_user.user_id),
    )


@blueprint.post("/tai-khoan/phien/<int:session_id>/ket-thuc")
@allow(_OWN)
def end_session(session_id: int) -> Response:
    """End one of one's own sessions."""
    actor = current_actor()
    with write_transaction():
        ended = operations.end_session(session_id, actor.user_id or 0, actor, now=clock.real_now())
    if not ended:
        abort(404)
    flash("Đã kết thúc phiên đăng nhập.")
    return redirect(url_for("accounts.profile"))


@blueprint.post("/tai-khoan/phien/ket-thuc-khac")
@allow(_OWN)
def end_other_sessions() -> Response:
    """End all of one's sessions except this one."""
    actor, keep = current_actor(), current_user.session_id
    with write_transaction():
        ended = operations.end_sessions(actor.user_id or 0, actor, now=clock.real_now(), keep=keep)
    flash(f"Đã kết thúc {len(ended)} phiên đăng nhập khác.")
    return redirect(url_for("accounts.profile"))


@blueprint.route("/tai-khoan/mat-khau", methods=["GET", "POST"])
@allow(_OWN, during_setup=True)
def password() -> Response | str | tuple[str, int]:
    """Change one's password; the other sessions end."""
    user, form = _user(), PasswordForm()
    if not form.validate_on_submit():
        return _password_page(form, user)
    if not _password_fits(user, form.current.data):
        form.current.errors = [_WRONG_PASSWORD]
        return _password_page(form, user), 422
    new = rules.normal_password(form.new.data)
    problems = rules.password_problems(new, login=user.login, second_factor=bool(user.totp_secret))
    if new == rules.normal_password(form.current.data):
        problems.append("Mật khẩu mới phải khác mật khẩu hiện tại.")
    if problems:
        form.new.errors = problems
        return _password_page(form, user), 422
    hashed, actor, keep = passwords.hash_password(new), current_actor(), current_user.session_id
    with write_transaction():
        operations.change_password(user, hashed, actor, now=clock.real_now(), keep=keep)
    flash("Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc.")
    return redirect(url_for("accounts.profile"))


@blueprint.route("/tai-khoan/xac-thuc", methods=["GET", "POST"])
@allow(_OWN, during_setup=True)
def second_factor() -> Response | str | tuple[str, int]:
    """Enrol an authenticator: show a secret, take its first code."""
    user, form = _user(), EnrolForm()
    secret = cookie.setdefault("new_totp", passwords.new_totp_secret())
    if not form.validate_on_submit():
        return _factor_page(form, user, secret)
    now = clock.real_now()
    if not _password_fits(user, form.password.data):
        form.password.errors = [_WRONG_PASSWORD]
        return _factor_page(form, user, secret), 422
    step = passwords.accepted_step(secret, form.code.data, now, 0)
    if step is None:
        form.code.errors = ["Mã xác thực không đúng. Kiểm tra giờ của thiết bị rồi nhập mã mới."]
        return _factor_page(form, user, secret), 422
    actor, keep = current_actor(), current_user.session_id
    with write_transaction():
        operations.set_second_factor(user, secret, step, actor, now=now, keep=keep)
    cookie.pop("new_totp")
    flash("Đã bật xác thực hai lớp.")
    return redirect(url_for("accounts.profile"))


@blueprint.post("/tai-khoan/xac-thuc/tat")
@allow(_OWN)
def remove_second_factor() -> Response | tuple[str, int]:
    """Take the authenticator away; the password must be long enough to stand alone."""
    user, form = _user(), RemoveFactorForm()
    if not form.validate_on_submit() or not _password_fits(user, form.password.data):
        flash(_WRONG_PASSWORD)
        return redirect(url_for("accounts.second_factor"))
    typed = rules.normal_password(form.password.data)
    if rules.password_problems(typed, login=user.login, second_factor=False):
        flash("Đổi sang mật khẩu từ 14 ký tự, đủ bốn loại, trước khi tắt xác thực hai lớp.")
        return redirect(url_for("accounts.password"))
    actor = current_actor()
    with write_transaction():
        operations.remove_second_factor(user, actor, now=clock.real_now())
    flash("Đã tắt xác thực hai lớp.")
    return redirect(url_for("accounts.profile"))


@blueprint.get("/tro-giup/quyen")
@allow(Permission.READ_PLANS, during_setup=True)
def matrix() -> str:
    """Who may do what, read from the matrix itself."""
    return render_template(
        "accounts/matrix.html", roles=list(Role), permissions=list(Permission), matrix=MATRIX
    )


def _user() -> User:
    user = queries.user_by_id(current_user.user_id)
    if user is None:
        abort(404)
    return user


def _password_fits(user: User, typed: str) -> bool:
    """Check one's own password again; guesses count as they do when signing in."""
    key = throttle.key_of("login", user.login)
    hashed = user.password_hash
    if throttle.attempt({key: rules.FREE_MISSES_PER_LOGIN}, clock.real_now()):
        return False
    right = passwords.verify_password(rules.normal_password(typed), hashed)
    if right:
        throttle.forgive([key])
    return right


def _password_page(form: PasswordForm, user: User) -> str:
    return render_template("accounts/password.html", form=form, user=user)


def _factor_page(form: EnrolForm, user: User, secret: str) -> str:
    address = passwords.totp_address(secret, user.login)
    return render_template(
        "accounts/second_factor.html",
        form=form,
        remove=RemoveFactorForm(),
        user=user,
        secret=secret,
        qr=passwords.qr_data_uri(address),
    )
