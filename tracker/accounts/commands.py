"""`tracker user`: accounts from the command line."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

import click
from flask.cli import AppGroup

from tracker import clock
from tracker.accounts import drafts as kept_drafts
from tracker.accounts import operations, passwords, queries, rules
from tracker.accounts.models import User
from tracker.db import write_transaction
from tracker.permissions import Actor, Role
from tracker.text import clean, vn_list

user = AppGroup("user", help="Tài khoản: thêm, giao vai trò, khóa, đặt lại mật khẩu.")

drafts = AppGroup("drafts", help="Bản nháp của các biểu mẫu.")

_ACTOR = Actor(None, "Lệnh quản trị", role="command")
_ROLE = click.Choice([role.value for role in Role])
_DAY = click.DateTime(["%Y-%m-%d"])


@user.command("add")
@click.argument("login")
@click.option("--name", required=True, help="Tên hiển thị theo vai trò và đơn vị.")
@click.option("--role", type=_ROLE, required=True)
@click.option("--unit", "unit_code", required=True, help="Mã cơ quan, đơn vị của vai trò.")
@click.option("--email", default="")
@click.option("--phone", default="")
@click.option("--read-only", is_flag=True)
@click.option("--from", "valid_from", type=_DAY, help="Ngày bắt đầu vai trò (mặc định: hôm nay).")
@click.option("--to", "valid_to", type=_DAY, help="Ngày cuối của vai trò.")
@click.option("--password-stdin", is_flag=True, help="Đọc mật khẩu ban đầu từ đầu vào chuẩn.")
def add(login: str, name: str, role: str, unit_code: str, **options: object) -> None:
    """Thêm tài khoản với một vai trò; in mật khẩu ban đầu một lần."""
    given = None
    if options["password_stdin"]:
        given = sys.stdin.readline().rstrip("\n")
    password = _initial_password(login, given)
    grant = _new_grant(role, unit_code, options)
    shown = " ".join(clean(name).split())
    contact = {"email": clean(str(options["email"])), "phone": clean(str(options["phone"]))}
    problems = rules.contact_problems(shown, **contact)
    if problems:
        raise click.ClickException(" ".join(problems))
    _create(_login(login), shown, password, grant, contact)
    click.echo(f"Đã thêm tài khoản {login}.")
    if given is None:
        click.echo(f"Mật khẩu ban đầu (chỉ hiện một lần): {password}")


@user.command("ensure-administrator")
def ensure_administrator() -> None:
    """Tạo tài khoản quantri khi chưa có người quản trị; in mật khẩu một lần."""
    if queries.has_administrator(clock.today()):
        return
    province = queries.province()
    if province is None:
        raise click.ClickException("Chưa có dữ liệu đơn vị. Chạy `tracker seed` trước.")
    held = queries.user_by_login("quantri")
    if held:
        raise click.ClickException(_why_not(held, province.code))
    password = passwords.generated_password()
    grant = operations.NewGrant(Role.ADMINISTRATOR, province.id, date(2000, 1, 1))
    _create("quantri", "Quản trị hệ thống", password, grant, {})
    click.echo("Tài khoản quản trị: quantri")
    click.echo(f"Mật khẩu ban đầu (chỉ hiện một lần): {password}")


@user.command("grant")
@click.argument("login")
@click.option("--role", type=_ROLE, required=True)
@click.option("--unit", "unit_code", required=True)
@click.option("--read-only", is_flag=True)
@click.option("--from", "valid_from", type=_DAY)
@click.option("--to", "valid_to", type=_DAY)
def grant(login: str, role: str, unit_code: str, **options: object) -> None:
    """Giao thêm một vai trò cho tài khoản."""
    new = _new_grant(role, unit_code, options)
    with _writing():
        operations.grant_role(_user(login), new, _ACTOR, now=clock.real_now())
    click.echo(f"Đã giao vai trò {Role(role).label} cho {login}.")


@user.command("disable")
@click.argument("login")
def disable(login: str) -> None:
    """Khóa tài khoản; các phiên đang mở kết thúc ngay."""
    with _writing():
        operations.disable_user(_user(login), _ACTOR, now=clock.real_now())
    click.echo(f"Đã khóa tài khoản {login}.")


@user.command("enable")
@click.argument("login")
def enable(login: str) -> None:
    """Mở lại tài khoản đã khóa."""
    with write_transaction():
        operations.enable_user(_user(login), _ACTOR, now=clock.real_now())
    click.echo(f"Đã mở lại tài khoản {login}.")


@user.command("reset-password")
@click.argument("login")
def reset_password(login: str) -> None:
    """Đặt lại mật khẩu ban đầu và bỏ mã xác thực; in mật khẩu một lần."""
    password = passwords.generated_password()
    hashed = passwords.hash_password(password)
    with write_transaction():
        operations.reset_password(_user(login), hashed, _ACTOR, now=clock.real_now())
    click.echo(f"Mật khẩu ban đầu (chỉ hiện một lần): {password}")


@user.command("list")
def list_accounts() -> None:
    """In mọi tài khoản và vai trò hôm nay, phân cách bằng tab, để rà soát định kỳ."""
    today = clock.today()
    for account in queries.all_accounts():
        state = "đã khóa" if account.disabled_at else "đang mở"
        roles = "; ".join(
            f"{grant.value.role.label} – {grant.unit_name}"
            for grant in queries.grants_in_force(account.id, today)
        )
        click.echo(f"{account.login}\t{account.name}\t{state}\t{roles}")


def _new_grant(role: str, unit_code: str, options: dict[str, object]) -> operations.NewGrant:
    return operations.NewGrant(
        Role(role),
        _unit_id(unit_code),
        _day(options["valid_from"]) or clock.today(),
        _day(options["valid_to"]),
        read_only=bool(options["read_only"]),
    )


def _create(
    login: str, name: str, password: str, grant: operations.NewGrant, contact: dict[str, str]
) -> None:
    account = operations.NewAccount(login, name, passwords.hash_password(password), **contact)
    with _writing():
        now = clock.real_now()
        created = operations.create_user(account, _ACTOR, now=now)
        operations.grant_role(created, grant, _ACTOR, now=now)


@contextmanager
def _writing() -> Iterator[None]:
    """A write transaction whose refusal ends the command with its words."""
    try:
        with write_transaction():
            yield
    except operations.AccountError as error:
        raise click.ClickException(str(error)) from error


def _why_not(account: User, province: str) -> str:
    """Why an account that is there administers nothing, and the commands that help."""
    causes, commands = [], []
    if account.disabled_at:
        causes.append("đã bị khóa")
        commands.append(f"`tracker user enable {account.login}`")
    grants = [grant.value for grant in queries.grants_in_force(account.id, clock.today())]
    own = [one for one in grants if one.role is Role.ADMINISTRATOR and not one.read_only]
    if not any(one.unit_ids is None for one in own):
        causes.append("không có vai trò quản trị toàn tỉnh hôm nay")
        words = f"--role {Role.ADMINISTRATOR.value} --unit {province}"
        commands.append(f"`tracker user grant {account.login} {words}`")
    return (
        f"Chưa có người quản trị toàn tỉnh: tài khoản {account.login} {vn_list(causes)}."
        f" Chạy {vn_list(commands)}."
    )


def _initial_password(login: str, given: str | None) -> str:
    if given is None:
        return passwords.generated_password()
    password = rules.normal_password(given)
    problems = rules.password_problems(password, login=login, second_factor=False)
    if problems:
        raise click.ClickException(" ".join(problems))
    return password


def _login(typed: str) -> str:
    if not rules.is_login(typed):
        raise click.ClickException(rules.LOGIN_RULE)
    return typed


def _user(login: str) -> User:
    found = queries.user_by_login(login)
    if found is None:
        raise click.ClickException(f"Không có tài khoản {login}.")
    return found


def _unit_id(code: str) -> int:
    found = queries.unit_id_by_code(code)
    if found is None:
        raise click.ClickException(f"Không có đơn vị mang mã {code}.")
    return found


def _day(value: object) -> date | None:
    return value.date() if isinstance(value, datetime) else None


@drafts.command("clean")
def clean_drafts() -> None:
    """Bỏ các bản nháp không được sửa trong 60 ngày."""
    with write_transaction():
        dropped = kept_drafts.drop_old(clock.now())
    click.echo(f"Đã bỏ {dropped} bản nháp cũ.")
