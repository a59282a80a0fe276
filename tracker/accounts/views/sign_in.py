"""Signing in and out."""

from datetime import datetime, timedelta

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask import session as cookie
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response as BaseResponse

from tracker import clock
from tracker.accounts import operations, passwords, queries, rules
from tracker.accounts.forms import CodeForm, SignInForm
from tracker.accounts.models import User
from tracker.accounts.views import person
from tracker.config import Settings
from tracker.db import write_transaction
from tracker.permissions import Actor, Permission
from tracker.web import throttle
from tracker.web.gate import allow, current_actor, public
from tracker.web.paths import safe_next

blueprint = Blueprint("accounts", __name__)

_WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."
_WRONG_CODE = "Mã xác thực không đúng hoặc đã dùng. Nhập mã đang hiện trên thiết bị."


@blueprint.route("/dang-nhap", methods=["GET", "POST"])
@public
def sign_in() -> BaseResponse | str | tuple[str, int]:
    """Ask for login and password, then for a code when the account has an authenticator."""
    if current_user.is_authenticated:
        return redirect(_target())
    form = SignInForm()
    if not form.validate_on_submit():
        return _sign_in_page(form)
    now = clock.real_now()
    wait = throttle.attempt(_limits(form.login.data), now)
    if wait:
        return _sign_in_page(form, _please_wait(wait)), 429
    user = queries.user_by_login(form.login.data)
    typed = rules.normal_password(form.password.data)
    right = passwords.verify_password(typed, user.password_hash if user else None)
    if user is None or not right or not person.may_sign_in(user):
        _note_failure(user, "password", now)
        return _sign_in_page(form, _WRONG), 422
    if user.totp_secret:
        cookie.clear()
        cookie["half"] = [user.id, now.timestamp()]
        return redirect(url_for("accounts.code", next=request.args.get("next")))
    return _open(user, now)


@blueprint.route("/dang-nhap/ma-xac-thuc", methods=["GET", "POST"])
@public
def code() -> BaseResponse | str | tuple[str, int]:
    """The second step: a code of the authenticator, within five minutes of the password."""
    now = clock.real_now()
    user = _half_signed_in(now)
    if user is None:
        return redirect(url_for("accounts.sign_in", next=request.args.get("next")))
    form = CodeForm()
    if not form.validate_on_submit():
        return render_template("accounts/code.html", form=form, problem=None)
    wait = throttle.attempt({throttle.key_of("code", str(user.id)): 5}, now)
    if wait:
        problem = _please_wait(wait)
        return render_template("accounts/code.html", form=form, problem=problem), 429
    if not _code_fits(user, form.code.data, now):
        _note_failure(user, "code", now)
        return render_template("accounts/code.html", form=form, problem=_WRONG_CODE), 422
    return _open(user, now)


@blueprint.post("/dang-xuat")
@allow(Permission.MANAGE_OWN_ACCOUNT, during_setup=True)
def sign_out() -> BaseResponse:
    """End the session's row; its cookie is worthless from now on."""
    actor, session_id, user_id = current_actor(), current_user.session_id, current_user.user_id
    with write_transaction():
        operations.end_session(session_id, user_id, actor, now=clock.real_now())
    logout_user()
    cookie.clear()
    flash("Đã đăng xuất.")
    response: Response = redirect(url_for("accounts.sign_in"))  # type: ignore[assignment]
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _open(user: User, now: datetime) -> BaseResponse:
    """Start the session's row and give the browser its random id."""
    token = passwords.new_token()
    actor = person.actor_of(user, queries.grants_in_force(user.id, clock.today()))
    browser = operations.Browser(
        passwords.token_hash(token), actor.address, request.headers.get("User-Agent", "")
    )
    login, user_id = user.login, user.id
    with write_transaction():
        operations.open_session(user, browser, actor, now=now)
    throttle.forgive(
        [throttle.key_of("login", login), throttle.key_of("code", str(user_id))],
        uncount=throttle.key_of("address", actor.address),
    )
    cookie.clear()
    signed_in = person.load_person(token)
    if signed_in is None:
        return redirect(url_for("accounts.sign_in"))
    login_user(signed_in)
    return redirect(_target())


def _code_fits(user: User, typed: str, now: datetime) -> bool:
    """Whether the code is right and was not used before."""
    step = passwords.accepted_step(user.totp_secret or "", typed, now, user.totp_last_step)
    if step is None:
        return False
    with write_transaction():
        return operations.use_code(user, step)


def _half_signed_in(now: datetime) -> User | None:
    """The account whose password was just checked, if that was less than five minutes ago."""
    user_id, at = cookie.get("half", (None, 0.0))
    if user_id is None or now.timestamp() - at > rules.SECOND_FACTOR_WITHIN.total_seconds():
        return None
    user = queries.user_by_id(user_id)
    return user if user and user.totp_secret and person.may_sign_in(user) else None


def _note_failure(user: User | None, reason: str, now: datetime) -> None:
    actor = Actor(
        user_id=user.id if user else None,
        label=user.name if user else "",
        address=request.remote_addr or "",
    )
    with write_transaction():
        operations.note_failed_sign_in(actor, reason, now=now)


def _limits(login: str) -> dict[str, int]:
    """The throttle's keys of this attempt with their free misses."""
    return {
        throttle.key_of("login", login.strip().lower()): rules.FREE_MISSES_PER_LOGIN,
        throttle.key_of("address", request.remote_addr or ""): rules.FREE_MISSES_PER_ADDRESS,
    }


def _please_wait(wait: timedelta) -> str:
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    return f"Đã nhập sai nhiều lần. Thử lại sau {minutes} phút."


def _target() -> str:
    return safe_next(request.args.get("next"), "/")


def _sign_in_page(form: SignInForm, problem: str | None = None) -> str:
    settings: Settings = current_app.config["TRACKER"]
    demo = [] if settings.production else queries.demo_accounts()
    ended = "het-phien" in request.args
    return render_template(
        "accounts/sign_in.html", form=form, problem=problem, demo=demo, ended=ended
    )
