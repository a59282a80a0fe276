from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pyotp
import pytest
import time_machine

from tests.support.people import PASSWORD, person, sign_in, unit
from tracker.accounts.models import User, UserSession
from tracker.db import write_transaction
from tracker.extensions import db

MORNING = datetime(2025, 6, 10, 1, 0, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def focal(app):
    return person("stp.daumoi", ("focal", unit("STP")))


def fill_in(client, password=PASSWORD, login="stp.daumoi", **options):
    return client.post("/dang-nhap", {"login": login, "password": password}, **options)


def test_right_password_opens_a_session_row(client, focal):
    answer = fill_in(client)
    assert answer.status_code == 302
    assert client.get("/tai-khoan").status_code == 200
    row = db.session.scalars(db.select(UserSession)).one()
    assert row.user_id == focal
    assert row.ended_at is None


def test_cookie_carries_a_random_id_only(client, focal):
    fill_in(client)
    with client.browser.session_transaction() as cookie:
        token = cookie["_user_id"]
    row = db.session.scalars(db.select(UserSession)).one()
    assert len(token) == 43
    assert token not in (row.token_hash, str(focal))


@pytest.mark.parametrize(
    ("login", "password"), [("stp.daumoi", "sai"), ("khong.co", PASSWORD), ("", PASSWORD)]
)
def test_wrong_credentials_open_nothing_and_tell_nothing(client, focal, login, password):
    answer = fill_in(client, password, login)
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in answer.text or not login
    assert db.session.scalars(db.select(UserSession)).all() == []


def test_login_is_found_in_any_case(client, focal):
    assert fill_in(client, login=" STP.Daumoi ").status_code == 302


def test_disabled_account_does_not_open(client, focal):
    with write_transaction():
        db.session.get(User, focal).disabled_at = MORNING
    assert fill_in(client).status_code == 422


def test_logout_kills_a_copied_cookie(app, client, focal):
    fill_in(client)
    copied = client.browser.get_cookie("tracker").value
    client.get("/tai-khoan")
    assert client.post("/dang-xuat").status_code == 302
    client.browser.set_cookie("tracker", copied)
    assert client.get("/tai-khoan").status_code == 302


def test_sixth_guess_must_wait_even_with_the_right_password(client, focal):
    with time_machine.travel(MORNING, tick=False) as clock:
        for _ in range(5):
            assert fill_in(client, "sai").status_code == 422
        assert fill_in(client).status_code == 429
        clock.shift(timedelta(seconds=61))
        assert fill_in(client).status_code == 302


def test_code_is_asked_when_enrolled(client, focal):
    with write_transaction():
        db.session.get(User, focal).totp_secret = SECRET
    assert fill_in(client).location.startswith("/dang-nhap/ma-xac-thuc")
    assert client.get("/tai-khoan").status_code == 302
    client.get("/dang-nhap/ma-xac-thuc")
    answer = client.post("/dang-nhap/ma-xac-thuc", {"code": pyotp.TOTP(SECRET).now()})
    assert answer.status_code == 302
    assert client.get("/tai-khoan").status_code == 200


def test_code_cannot_be_used_twice(app, client, focal):
    with write_transaction():
        db.session.get(User, focal).totp_secret = SECRET
    with time_machine.travel(MORNING, tick=False):
        code = pyotp.TOTP(SECRET).now()
        fill_in(client)
        client.post("/dang-nhap/ma-xac-thuc", {"code": code})
        client.get("/tai-khoan")
        client.post("/dang-xuat")
        fill_in(client)
        assert client.post("/dang-nhap/ma-xac-thuc", {"code": code}).status_code == 422


def test_password_step_lasts_five_minutes(client, focal):
    with write_transaction():
        db.session.get(User, focal).totp_secret = SECRET
    with time_machine.travel(MORNING, tick=False) as clock:
        fill_in(client)
        clock.shift(timedelta(minutes=6))
        assert client.get("/dang-nhap/ma-xac-thuc").location.startswith("/dang-nhap")


@pytest.mark.parametrize(
    "hostile",
    [
        "//evil.com", "///evil.com", "////evil.com", "/\\evil.com", "\\\\evil.com", "/\\/evil.com",
        "https://evil.com", "http:evil.com", "javascript:alert(1)", "evil.com", "/\tevil.com",
        "/\n/evil.com", "/./\\evil.com", " /x", "/ x", "", "/%5c\\evil", "data:text/html,x",
    ],
)  # fmt: skip
def test_next_stays_on_this_site(client, focal, hostile):
    client.get("/dang-nhap")
    answer = client.post(
        f"/dang-nhap?next={quote(hostile)}", {"login": "stp.daumoi", "password": PASSWORD}
    )
    assert answer.location == "/"


def test_anonymous_is_sent_back_to_the_page_after_signing_in(client, focal):
    asked = client.get("/tai-khoan?a=1")
    assert asked.location == "/dang-nhap?next=/tai-khoan?a%3D1"
    client.get(asked.location)
    answer = client.post(asked.location, {"login": "stp.daumoi", "password": PASSWORD})
    assert answer.location == "/tai-khoan?a=1"


def test_forged_form_is_refused(client, focal):
    client.get("/dang-nhap")
    assert fill_in(client, token=False).status_code == 400
    sign_in(client, "stp.daumoi")
    assert client.post("/dang-xuat", token=False).status_code == 400
    assert client.get("/tai-khoan").status_code == 200


def test_demo_accounts_are_listed_and_open(client, focal):
    with write_transaction():
        user = db.session.get(User, focal)
        user.is_demo, user.demo_note = True, "mat-khau-minh-hoa"
    page = client.get("/dang-nhap").text
    assert "stp.daumoi" in page
    assert "mat-khau-minh-hoa" in page
    assert fill_in(client).status_code == 302
