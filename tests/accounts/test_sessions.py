from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import time_machine

from tests.support.client import HouseClient
from tests.support.people import PASSWORD, TESTER, person, sign_in, unit
from tracker.accounts import operations, passwords
from tracker.accounts.models import User, UserSession
from tracker.db import write_transaction
from tracker.extensions import db

MORNING = datetime(2025, 6, 10, 1, 0, tzinfo=UTC)
NEW = "Mua-Xuan-2025!"


@pytest.fixture
def focal(app):
    return person("stp.daumoi", ("focal", unit("STP")))


@pytest.fixture
def other(app, focal):
    """A second browser of the same person."""
    return sign_in(HouseClient(app), "stp.daumoi")


def is_in(client):
    return client.get("/tai-khoan").status_code == 200


def last_seen():
    return db.session.scalars(db.select(UserSession.last_seen_at)).one()


@pytest.mark.parametrize(("role", "minutes"), [("focal", 60), ("administrator", 30)])
def test_idle_session_ends(app, client, role, minutes):
    person("someone", (role, unit("STP")))
    with time_machine.travel(MORNING, tick=False) as clock:
        sign_in(client, "someone")
        clock.shift(timedelta(minutes=minutes, seconds=-1))
        assert is_in(client)
        clock.shift(timedelta(minutes=minutes))
        assert not is_in(client)


def test_busy_session_ends_after_twelve_hours(client, focal):
    with time_machine.travel(MORNING, tick=False) as clock:
        sign_in(client, "stp.daumoi")
        for _ in range(15):
            clock.shift(timedelta(minutes=45))
            assert is_in(client)
        clock.shift(timedelta(minutes=45))
        assert not is_in(client)


def test_last_seen_is_written_every_five_minutes_at_most(client, focal):
    with time_machine.travel(MORNING, tick=False) as clock:
        sign_in(client, "stp.daumoi")
        clock.shift(timedelta(minutes=4, seconds=59))
        is_in(client)
        assert last_seen() == MORNING
        clock.shift(timedelta(seconds=1))
        is_in(client)
        assert last_seen() == MORNING + timedelta(minutes=5)


def test_password_change_ends_the_other_sessions(client, focal, other):
    sign_in(client, "stp.daumoi")
    client.get("/tai-khoan/mat-khau")
    fields = {"current": PASSWORD, "new": NEW, "again": NEW}
    assert client.post("/tai-khoan/mat-khau", fields).status_code == 302
    assert is_in(client)
    assert not is_in(other)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"current": "sai"}, "Mật khẩu hiện tại không đúng"),
        ({"again": "khac"}, "không giống nhau"),
        ({"new": "ngan", "again": "ngan"}, "14 ký tự"),
        ({"new": PASSWORD, "again": PASSWORD}, "phải khác"),
    ],
)
def test_bad_new_password_changes_nothing(client, focal, fields, words):
    sign_in(client, "stp.daumoi").get("/tai-khoan/mat-khau")
    answer = client.post(
        "/tai-khoan/mat-khau", {"current": PASSWORD, "new": NEW, "again": NEW} | fields
    )
    assert words in answer.text
    assert client.post("/dang-xuat").status_code == 302
    again = client.post("/dang-nhap", {"login": "stp.daumoi", "password": PASSWORD})
    assert again.status_code == 302


def test_disabling_ends_sessions_at_once(client, focal, other):
    with write_transaction():
        user = db.session.get(User, focal)
        operations.disable_user(user, TESTER, now=MORNING)
    assert not is_in(other)


def test_own_session_is_ended_from_the_page(client, focal, other):
    sign_in(client, "stp.daumoi")
    assert "Phiên này" in client.get("/tai-khoan").text
    first = db.session.scalars(db.select(UserSession.id).order_by(UserSession.id)).first()
    assert client.post(f"/tai-khoan/phien/{first}/ket-thuc").status_code == 302
    assert not is_in(other)
    assert is_in(client)


def test_all_other_sessions_end_together(client, focal, other):
    sign_in(client, "stp.daumoi").get("/tai-khoan")
    client.post("/tai-khoan/phien/ket-thuc-khac")
    assert not is_in(other)
    assert is_in(client)


def test_session_of_another_person_is_not_found(app, client, focal, other):
    person("sct.daumoi", ("focal", unit("SCT")))
    sign_in(client, "sct.daumoi").get("/tai-khoan")
    foreign = db.session.scalars(db.select(UserSession.id).order_by(UserSession.id)).first()
    assert client.post(f"/tai-khoan/phien/{foreign}/ket-thuc").status_code == 404
    assert client.post("/tai-khoan/phien/999999/ket-thuc").status_code == 404
    assert is_in(other)


def test_initial_password_must_be_changed_first(client, focal):
    with write_transaction():
        db.session.get(User, focal).must_change_password = True
    sign_in(client, "stp.daumoi")
    assert client.get("/tai-khoan").location == "/tai-khoan/mat-khau"
    client.get("/tai-khoan/mat-khau")
    client.post("/tai-khoan/mat-khau", {"current": PASSWORD, "new": NEW, "again": NEW})
    assert is_in(client)


def test_second_factor_is_enrolled_and_taken_away(client, focal):
    sign_in(client, "stp.daumoi").get("/tai-khoan/xac-thuc")
    with client.browser.session_transaction() as cookie:
        secret = cookie["new_totp"]
    wrong = client.post("/tai-khoan/xac-thuc", {"code": "000000", "password": PASSWORD})
    assert wrong.status_code == 422
    code = pyotp.TOTP(secret).now()
    client.post("/tai-khoan/xac-thuc", {"code": code, "password": PASSWORD})
    assert db.session.get(User, focal).totp_secret == secret
    client.get("/tai-khoan/xac-thuc")
    client.post("/tai-khoan/xac-thuc/tat", {"password": PASSWORD})
    assert db.session.get(User, focal).totp_secret is None


def test_second_factor_stays_when_the_password_is_too_weak_alone(client, focal):
    weak = "mua xuan"
    with write_transaction():
        user = db.session.get(User, focal)
        user.totp_secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
        user.password_hash = passwords.hash_password(weak)
    sign_in(client, "stp.daumoi").get("/tai-khoan/xac-thuc")
    answer = client.post("/tai-khoan/xac-thuc/tat", {"password": weak})
    assert answer.location == "/tai-khoan/mat-khau"
    assert db.session.get(User, focal).totp_secret


def test_matrix_page_shows_every_role_and_permission(client, focal):
    page = sign_in(client, "stp.daumoi").get("/tro-giup/quyen").text
    assert "Cán bộ tổng hợp" in page
    assert "Ghi nhận sự kiện phát sinh thời hạn" in page
