import re

import pytest

from tests.support.client import HouseClient
from tests.support.people import person, sign_in, unit
from tracker.web.gate import public

PATHS = ["/dang-nhap", "/healthz", "/khong-co", "/tai-khoan", "/static/css/app.css",
         "/static/khong-co.css", "/hong"]  # fmt: skip


@pytest.fixture
def breaking(app):
    """A route that fails unforeseen."""

    @public
    def break_down():
        raise ZeroDivisionError

    app.add_url_rule("/hong", "break_down", break_down)
    app.config["PROPAGATE_EXCEPTIONS"] = False


def policy(answer):
    return dict(
        part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";")
    )


@pytest.mark.parametrize("path", PATHS)
def test_every_response_has_the_security_headers(client, breaking, path):
    answer = client.get(path)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    rules = policy(answer)
    assert rules["default-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"
    assert rules["style-src"] == "'self'"
    assert re.fullmatch(r"'self' 'nonce-[\w-]{22}'", rules["script-src"])


def test_nonce_differs_and_stands_in_the_page(client):
    first, second = client.get("/dang-nhap"), client.get("/dang-nhap")
    nonces = [policy(answer)["script-src"].split("nonce-")[1][:-1] for answer in (first, second)]
    assert nonces[0] != nonces[1]
    assert f'nonce="{nonces[1]}"' in second.text


def test_plain_http_has_a_banner_and_no_transport_promise(client):
    answer = client.get("/dang-nhap")
    assert "Strict-Transport-Security" not in answer.headers
    assert "chưa mã hóa" in answer.text


def test_https_has_a_host_cookie_and_a_transport_promise(app, make_app):
    url = app.config["TRACKER"].database_url
    secure = make_app(base_url="https://cchc.example.vn", database_url=url)
    client = HouseClient(secure)
    answer = client.get("/dang-nhap", base_url="https://cchc.example.vn")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-tracker=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie
    assert "chưa mã hóa" not in answer.text


def test_signed_in_pages_are_not_kept(client):
    person("stp.daumoi", ("focal", unit("STP")))
    answer = sign_in(client, "stp.daumoi").get("/tai-khoan")
    assert answer.headers["Cache-Control"] == "no-store"


def test_versioned_static_file_is_kept_a_year(client):
    address = re.search(r'"(/static/css/app\.css\?v=\w+)"', client.get("/dang-nhap").text).group(1)
    assert client.get(address).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "immutable" not in client.get("/static/css/app.css").headers["Cache-Control"]


def test_unknown_host_is_refused(app, make_app):
    url = app.config["TRACKER"].database_url
    strict = make_app(database_url=url, trusted_hosts=("cchc.example.vn",))
    client = strict.test_client()
    assert client.get("/healthz", base_url="http://cchc.example.vn").status_code == 200
    answer = client.get("/healthz", base_url="http://evil.example")
    assert answer.status_code == 400
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
