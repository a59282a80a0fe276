"""A real installation: https, a second factor for administrators, no demonstration accounts."""

import pyotp
import pytest

from tests.support.client import HouseClient
from tests.support.people import PASSWORD, person, unit

SITE = "https://cchc.example.vn"


@pytest.fixture
def production(app, make_app):
    """A browser on the same database, run as a real installation."""
    real = make_app(
        env="production", base_url=SITE, database_url=app.config["TRACKER"].database_url
    )
    return HouseClient(real)


def sign_in(client, login):
    client.get("/dang-nhap", base_url=SITE)
    fields = {"login": login, "password": PASSWORD}
    headers = {"Referer": f"{SITE}/dang-nhap"}
    return client.post("/dang-nhap", fields, base_url=SITE, headers=headers)


def test_administrator_must_enrol_first(production):
    person("quan.tri", ("administrator", unit("UBND", kind="province")))
    assert sign_in(production, "quan.tri").status_code == 302
    assert production.get("/tai-khoan", base_url=SITE).location == "/tai-khoan/xac-thuc"
    assert production.get("/ke-hoach", base_url=SITE).location == "/tai-khoan/xac-thuc"
    page = production.get("/tai-khoan/xac-thuc", base_url=SITE)
    assert "Tài khoản quản trị phải bật" in page.text


def test_enrolled_administrator_works_and_signs_in_with_a_code(production):
    secret = pyotp.random_base32()
    person("quan.tri", ("administrator", unit("UBND", kind="province")), totp_secret=secret)
    assert sign_in(production, "quan.tri").location.startswith("/dang-nhap/ma-xac-thuc")
    production.get("/dang-nhap/ma-xac-thuc", base_url=SITE)
    production.post(
        "/dang-nhap/ma-xac-thuc",
        {"code": pyotp.TOTP(secret).now()},
        base_url=SITE,
        headers={"Referer": f"{SITE}/dang-nhap"},
    )
    assert production.get("/tai-khoan", base_url=SITE).status_code == 200


def test_other_roles_work_with_a_password(production):
    person("stp.daumoi", ("focal", unit("STP")))
    sign_in(production, "stp.daumoi")
    assert production.get("/tai-khoan", base_url=SITE).status_code == 200


def test_demonstration_accounts_stay_shut(production):
    person("dm.stp", ("focal", unit("STP")), is_demo=True, demo_note=PASSWORD)
    assert PASSWORD not in production.get("/dang-nhap", base_url=SITE).text
    assert sign_in(production, "dm.stp").status_code == 422


def test_form_sent_from_another_site_is_refused(production):
    person("stp.daumoi", ("focal", unit("STP")))
    production.get("/dang-nhap", base_url=SITE)
    fields = {"login": "stp.daumoi", "password": PASSWORD}
    answer = production.post(
        "/dang-nhap", fields, base_url=SITE, headers={"Referer": "https://evil.example/x"}
    )
    assert answer.status_code == 400
