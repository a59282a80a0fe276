import re

import pytest
from flask import abort
from sqlalchemy.orm.exc import StaleDataError

from tests.support.people import person, sign_in, unit
from tracker.web.gate import public


@pytest.fixture
def failing(app):
    """A route that answers with the status code asked for."""

    @public
    def fail(code):
        if code == 409:
            raise StaleDataError("version")
        if code == 500:
            raise ZeroDivisionError("secret detail")
        abort(code)

    app.add_url_rule("/loi/<int:code>", "fail", fail, methods=["GET", "POST"])
    app.config["PROPAGATE_EXCEPTIONS"] = False


@pytest.mark.parametrize(
    ("code", "title"),
    [
        (400, "Yêu cầu không hợp lệ"),
        (403, "Không có quyền sử dụng chức năng này"),
        (404, "Không tìm thấy nội dung"),
        (409, "Nội dung đã có người khác sửa"),
        (413, "Tệp hoặc nội dung gửi lên quá lớn"),
        (418, "Không thực hiện được yêu cầu"),
        (500, "Hệ thống gặp sự cố"),
    ],
)
def test_each_error_says_what_to_do(client, failing, code, title):
    answer = client.get(f"/loi/{code}")
    assert answer.status_code == code
    assert client.page.headings == [title]
    assert "secret detail" not in answer.text
    assert "Error" not in answer.text


def test_missing_page_and_missing_object_look_the_same(client, failing):
    missing = client.get("/khong-co-trang-nay").text
    assert [client.get("/loi/404").status_code, client.page.headings] == [
        404,
        ["Không tìm thấy nội dung"],
    ]
    assert "Không tìm thấy nội dung" in missing


def test_wrong_method(client):
    answer = client.get("/dang-xuat")
    assert (answer.status_code, set(answer.allow)) == (405, {"POST", "OPTIONS"})
    assert answer.content_type == "text/html; charset=utf-8"
    assert client.page.headings == ["Cách gửi không đúng"]


LARGE = {"words": "x" * 2048}
FORM = "http://localhost/tai-khoan/mat-khau?a=1"


def links(text):
    """Where the buttons of the page lead."""
    return re.findall(r'<a class="btn" href="([^"]*)"', text)


def test_too_large_a_body_is_refused_with_the_limit_and_the_way_back(app, client):
    app.config["MAX_CONTENT_LENGTH"] = 1024
    answer = client.post("/tai-khoan/mat-khau", LARGE, headers={"Referer": FORM}, token=False)
    assert answer.status_code == 413
    assert "Cả lần gửi, mọi tệp cộng lại, không quá 1 KB." in client.page.text
    assert "<p hidden data-kept>Chữ đã nhập vẫn được giữ" in answer.text
    assert links(answer.text) == ["/tai-khoan/mat-khau?a=1", "/"]


def test_too_long_a_text_is_not_told_as_too_large_files(app, client):
    app.config["MAX_FORM_MEMORY_SIZE"] = 1024
    answer = client.post(
        "/tai-khoan/mat-khau", LARGE, token=False, content_type="multipart/form-data"
    )
    assert answer.status_code == 413
    assert client.page.headings == ["Nội dung gửi lên quá dài"]
    assert links(answer.text) == ["/"]


def test_forged_form_page(client):
    answer = client.post("/dang-nhap", {"login": "a", "password": "b"}, token=False)
    assert answer.status_code == 400
    assert "Tải lại trang" in answer.text


@pytest.mark.parametrize(
    ("referer", "ways"),
    [(FORM, ["/tai-khoan/mat-khau?a=1", "/"]), ("http://evil.example/tai-khoan", ["/"])],
)
def test_form_from_before_signing_in_again_offers_the_way_back(client, referer, ways):
    person("stp.daumoi", ("focal", unit("STP")))
    sign_in(client, "stp.daumoi")
    answer = client.post("/tai-khoan/mat-khau", token=False, headers={"Referer": referer})
    assert answer.status_code == 400
    assert links(answer.text) == ways
