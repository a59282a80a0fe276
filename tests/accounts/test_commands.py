import re

import pytest

from tests.support.people import PASSWORD, person, unit
from tracker.accounts.models import Grant, User
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
