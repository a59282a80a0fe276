import pytest
from flask import abort
from sqlalchemy.orm.exc import StaleDataError

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


def test_too_large_a_body_is_refused(app, client):
    app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = client.post("/dang-nhap", {"login": "x" * 2000, "password": "x"}, token=False)
    assert answer.status_code == 413


def test_forged_form_page(client):
    answer = client.post("/dang-nhap", {"login": "a", "password": "b"}, token=False)
    assert answer.status_code == 400
    assert "Tải lại trang" in answer.text
