import re
from datetime import date

import pytest

from tests.support.people import PASSWORD, person, unit
from tracker.accounts.models import Grant, User
from tracker.db import write_transaction
from tracker.extensions import db


@pytest.fixture
def run(app):
    def run(*arguments, typed=None):
        result = app.test_cli_runner().invoke(args=list(arguments), input=typed)
        db.session.rollback()
        return result

    return run


def test_user_add_prints_a_password_that_opens(run, client):
    unit("STP")
    added = run("user", "add", "stp.daumoi", "--name", "Cán bộ đầu mối Sở Tư pháp",
                "--role", "focal", "--unit", "STP")  # fmt: skip
    assert added.exit_code == 0, added.output
    password = re.search(r"\(chỉ hiện một lần\): (\S+)", added.output).group(1)
    answer = client.post("/dang-nhap", {"login": "stp.daumoi", "password": password})
    assert answer.status_code == 302
    assert client.get("/tai-khoan").location == "/tai-khoan/mat-khau"


def test_user_add_takes_a_password_from_stdin_under_the_policy(run):
    unit("STP")
    arguments = ("user", "add", "stp.lanhdao", "--name", "Lãnh đạo Sở Tư pháp",
                 "--role", "head", "--unit", "STP", "--password-stdin")  # fmt: skip
    assert run(*arguments, typed="ngan\n").exit_code == 1
    assert run(*arguments, typed=f"{PASSWORD}\n").exit_code == 0
    assert run(*arguments, typed=f"{PASSWORD}\n").exit_code == 1


@pytest.mark.parametrize(("login", "unit_code"), [("stp", "KHONGCO"), ("Stp Đầu", "STP")])
def test_user_add_refuses_unknown_units_and_odd_logins(run, login, unit_code):
    unit("STP")
    added = run("user", "add", login, "--name", "X", "--role", "head", "--unit", unit_code)
    assert added.exit_code == 1
    assert db.session.scalars(db.select(User)).all() == []


def test_ensure_administrator_prints_a_password_once(run):
    assert run("user", "ensure-administrator").exit_code == 1
    unit("UBND", kind="province")
    first = run("user", "ensure-administrator")
    assert "Mật khẩu ban đầu" in first.output
    second = run("user", "ensure-administrator")
    assert second.exit_code == 0
    assert second.output == ""


def test_disable_enable_reset_grant_list(run):
    finance = unit("STC", name="Sở Tài chính")
    user_id = person("stc.daumoi", ("focal", finance))
    assert run("user", "disable", "stc.daumoi").exit_code == 0
    assert db.session.get(User, user_id).disabled_at
    assert run("user", "enable", "stc.daumoi").exit_code == 0
    assert run("user", "reset-password", "stc.daumoi").exit_code == 0
    assert db.session.get(User, user_id).must_change_password
    assert run("user", "grant", "stc.daumoi", "--role", "head", "--unit", "STC").exit_code == 0
    assert len(db.session.scalars(db.select(Grant)).all()) == 2
    listed = run("user", "list").output
    assert "Cán bộ đầu mối – Sở Tài chính; Lãnh đạo đơn vị – Sở Tài chính" in listed
    assert run("user", "disable", "khong.co").exit_code == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"--name": " \t "}, "Chưa có họ và tên"),
        ({"--name": "X" * 300}, "Họ và tên dài quá 200 ký tự."),
        ({"--email": "khong phai thu"}, "Địa chỉ thư điện tử không hợp lệ"),
        ({"--phone": "gọi tôi"}, "Số điện thoại chỉ gồm chữ số"),
        ({"--from": "2025-06-10", "--to": "2025-06-09"}, "Ngày cuối không được trước"),
    ],
)
def test_user_add_keeps_the_rules_of_the_account_page(run, changed, said):
    unit("STP")
    options = {"--name": "Lãnh đạo", "--role": "head", "--unit": "STP"} | changed
    added = run("user", "add", "stp.lanhdao", *(word for pair in options.items() for word in pair))
    assert added.exit_code == 1
    assert said in added.output
    assert db.session.scalars(db.select(User)).all() == []


def test_user_add_cleans_what_it_stores(run):
    unit("STP")
    added = run("user", "add", "stp.lanhdao", "--name", " Lãnh\x07  đạo\n", "--role", "head",
                "--unit", "STP", "--email", " ld@stp.vn\x00")  # fmt: skip
    assert added.exit_code == 0, added.output
    (stored,) = db.session.scalars(db.select(User))
    assert (stored.name, stored.email) == ("Lãnh đạo", "ld@stp.vn")


def test_same_role_is_not_granted_twice(run):
    unit("STC")
    person("stc.daumoi")
    grant = ("user", "grant", "stc.daumoi", "--role", "head", "--unit", "STC", "--from")
    assert run(*grant, "2025-06-10", "--to", "2025-06-09").exit_code == 1
    assert run(*grant, "2025-06-10", "--to", "2025-06-30").exit_code == 0
    again = run(*grant, "2025-06-30")
    assert again.exit_code == 1
    assert "đã có vai trò này" in again.output
    assert run(*grant, "2025-07-01").exit_code == 0
    assert len(db.session.scalars(db.select(Grant)).all()) == 2


def test_disabling_twice_keeps_the_first_instant(run):
    user_id = person("stc.daumoi")
    assert run("user", "disable", "stc.daumoi").exit_code == 0
    first = db.session.get(User, user_id).disabled_at
    again = run("user", "disable", "stc.daumoi")
    assert again.exit_code == 1
    assert "đã khóa từ trước" in again.output
    assert db.session.get(User, user_id).disabled_at == first


def test_ensure_administrator_wants_one_over_the_province(run):
    province = unit("UBND", kind="province")
    person("stp.quantri", ("administrator", unit("STP", parent=province)))
    person("doan.kiemtra", ("administrator", province, "ro"))
    assert "Mật khẩu ban đầu" in run("user", "ensure-administrator").output


def test_ensure_administrator_tells_what_helps(run):
    unit("UBND", kind="province")
    assert run("user", "ensure-administrator").exit_code == 0
    run("user", "disable", "quantri")
    shut = run("user", "ensure-administrator")
    assert shut.exit_code == 1
    assert "tài khoản quantri đã bị khóa. Chạy `tracker user enable quantri`." in shut.output
    with write_transaction():
        db.session.scalars(db.select(Grant)).one().valid_to = date(2020, 1, 1)
    both = run("user", "ensure-administrator")
    assert "đã bị khóa và không có vai trò quản trị toàn tỉnh hôm nay" in both.output
    assert run("user", "enable", "quantri").exit_code == 0
    bare = run("user", "ensure-administrator")
    words = ("user", "grant", "quantri", "--role", "administrator", "--unit", "UBND")
    assert f"Chạy `tracker {' '.join(words)}`." in bare.output
    assert run(*words).exit_code == 0
    assert run("user", "ensure-administrator").output == ""
