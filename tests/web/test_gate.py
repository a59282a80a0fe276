import pytest
from flask import Blueprint

from tests.support.people import PASSWORD, person, sign_in, unit
from tracker.permissions import Permission
from tracker.web.gate import allow, policy_of, public


def undeclared(app):
    """Endpoints whose view declares nothing."""
    return sorted(
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if policy_of(app.view_functions[rule.endpoint]) is None
    )


def plant(app, view, path="/moc", **options):
    app.add_url_rule(path, view.__name__, view, **options)


def test_every_route_declares_who_may_open_it(app):
    assert undeclared(app) == []


def test_only_these_routes_are_public(app):
    open_to_all = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if policy_of(app.view_functions[rule.endpoint]).permission is None
    }
    assert open_to_all == {
        "static", "web.health", "accounts.sign_in", "accounts.code", "feeds.feed",
    }  # fmt: skip


def test_planted_route_without_declaration_is_found_and_shut(app, client):
    def forgotten():
        return "nội dung mật"

    plant(app, forgotten)
    assert undeclared(app) == ["forgotten"]
    person("quan.tri", ("administrator", unit("UBND", kind="province")))
    for visitor in (client, sign_in(client, "quan.tri")):
        answer = visitor.get("/moc")
        assert answer.status_code == 403
        assert "nội dung mật" not in answer.text


def test_blueprint_without_declaration_is_shut_too(app, client):
    room = Blueprint("room", __name__)

    @room.get("/phong")
    def inside():
        return "nội dung mật"

    app.register_blueprint(room)
    assert undeclared(app) == ["room.inside"]
    assert client.get("/phong").status_code == 403


@pytest.mark.parametrize(
    ("role", "status"),
    [("focal", 200), ("head", 200), ("administrator", 403), ("leadership", 403), (None, 403)],
)
def test_permission_decides(app, client, role, status):
    @allow(Permission.UPDATE_WORK)
    def writing():
        return {"ok": True}

    plant(app, writing)
    person("someone", *([(role, unit("STP"))] if role else []))
    assert client.get("/moc").location == "/dang-nhap?next=/moc"
    assert sign_in(client, "someone").get("/moc").status_code == status


def test_public_route_needs_nobody(app, client):
    @public
    def for_all():
        return {"ok": True}

    plant(app, for_all)
    assert client.get("/moc").json == {"ok": True}


FORM = "http://localhost/tai-khoan/mat-khau?a=1"
BACK = "/dang-nhap?next=/tai-khoan/mat-khau?a%3D1&het-phien=1"


@pytest.mark.parametrize("token", [True, False])
def test_anonymous_post_leads_over_sign_in_back_to_its_form(client, token):
    """Also without a token: who signed out elsewhere has none that still fits."""
    person("stp.daumoi", ("focal", unit("STP")))
    answer = client.post("/tai-khoan/mat-khau", token=token, headers={"Referer": FORM})
    assert answer.location == BACK
    assert "Phiên làm việc đã hết. Đăng nhập để tiếp tục." in client.get(BACK).text
    answer = client.post(BACK, {"login": "stp.daumoi", "password": PASSWORD})
    assert answer.location == "/tai-khoan/mat-khau?a=1"


def test_sign_in_page_that_was_asked_for_tells_of_no_ended_session(client):
    assert "Phiên làm việc" not in client.get("/dang-nhap?next=/tai-khoan").text


@pytest.mark.parametrize(
    "referer",
    [
        None,
        "",
        "https://evil.example/tai-khoan",
        "http://localhost.evil.example/tai-khoan",
        "http://localhost:8000/tai-khoan",
        "http://localhost@evil.example/tai-khoan",
        "http://evil@localhost/tai-khoan",
        "http://localhost//evil.example/tai-khoan",
        "http://localhost/\\evil.example",
        "http://[/tai-khoan",
        "javascript://localhost/tai-khoan",
        "//localhost/tai-khoan",
        "/tai-khoan",
        "http://localhost",
        "http://localhost/dang-nhap?next=/tai-khoan",
        "http://localhost/dang-nhap/ma-xac-thuc",
        "http://localhost/tai-khoan/phien/ket-thuc-khac",
        "http://localhost/khong-co-trang-nay",
        "http://localhost/static/js/app.js",
    ],
)
def test_only_a_page_of_ours_is_led_back_to(client, referer):
    headers = {} if referer is None else {"Referer": referer}
    answer = client.post("/tai-khoan/phien/ket-thuc-khac", headers=headers)
    assert answer.location == "/dang-nhap?het-phien=1"


def test_htmx_request_of_anonymous_is_told_to_leave_the_page(client):
    answer = client.get("/tai-khoan", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/dang-nhap")


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_no_method_slips_past_the_gate(app, client, method):
    def forgotten():
        return "nội dung mật"

    plant(app, forgotten, methods=["GET", "POST", "PUT", "DELETE", "PATCH"])
    answer = client.open("/moc", method=method)
    assert answer.status_code in {400, 403}
