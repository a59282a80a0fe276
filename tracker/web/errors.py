"""Error pages: what happened and what to do, in Vietnamese, without inner details."""

from typing import NamedTuple

from flask import Flask, current_app, render_template
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response

from tracker.web import gate


class Message(NamedTuple):
    """A title and a sentence that says what to do."""

    title: str
    advice: str


GENERAL = Message(
    "Không thực hiện được yêu cầu", "Quay lại trang trước và thử lại. Nội dung cũ chưa thay đổi."
)
MESSAGES = {
    400: Message(
        "Yêu cầu không hợp lệ",
        "Trang đã mở quá lâu hoặc địa chỉ không đúng. Tải lại trang rồi thực hiện lại.",
    ),
    403: Message(
        "Không có quyền sử dụng chức năng này",
        "Vai trò được giao không có chức năng này. Nếu cần, liên hệ người quản trị hệ thống.",
    ),
    404: Message(
        "Không tìm thấy nội dung",
        "Địa chỉ không đúng, nội dung không còn, hoặc không thuộc phạm vi được xem.",
    ),
    405: Message("Cách gửi không đúng", "Mở trang từ trình đơn rồi thực hiện lại."),
    409: Message(
        "Nội dung đã có người khác sửa",
        "Mở lại trang để xem nội dung mới nhất, rồi nhập lại phần cần sửa.",
    ),
    413: Message(
        "Tệp hoặc nội dung gửi lên quá lớn",
        "Giảm dung lượng tệp hoặc chia thành nhiều tệp nhỏ rồi gửi lại.",
    ),
    429: Message("Thao tác quá nhiều lần", "Chờ ít phút rồi thử lại."),
    500: Message(
        "Hệ thống gặp sự cố",
        "Nội dung vừa gửi chưa được lưu. Thử lại sau ít phút; nếu vẫn lỗi, báo người quản trị.",
    ),
}


def init_app(app: Flask) -> None:
    """Register the pages for every HTTP error, stale rows and unforeseen failures."""
    app.register_error_handler(HTTPException, _page)
    app.register_error_handler(CSRFError, _page)
    app.register_error_handler(StaleDataError, _stale)


def _page(error: HTTPException) -> Response | tuple[str, int] | tuple[str, int, Headers]:
    """One page for one status code, with the headers that belong to it (405: Allow)."""
    code = error.code or 500
    if isinstance(error.response, Response):
        return error.response
    if code == 401:
        return gate.to_sign_in()
    message = MESSAGES[500] if code >= 500 else MESSAGES.get(code, GENERAL)
    if code >= 500 or isinstance(error, SecurityError):
        return _bare_page(message), code
    headers = Headers(error.get_headers())
    headers.remove("Content-Type")
    return render_template("web/error.html", code=code, message=message), code, headers


def _bare_page(message: Message) -> str:
    """A page without the frame: it needs neither the database nor a trusted host."""
    return current_app.jinja_env.get_template("web/failure.html").render(message=message)


def _stale(error: StaleDataError) -> tuple[str, int]:
    """Somebody changed the row between reading and writing."""
    current_app.logger.info("Stale row: %s (user %s)", error, current_user.get_id())
    return render_template("web/error.html", code=409, message=MESSAGES[409]), 409
