"""Error pages: what happened and what to do, in Vietnamese, without inner details."""

from typing import NamedTuple

from flask import Flask, current_app, render_template, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, SecurityError
from werkzeug.wrappers import Response

from tracker.web import gate
from tracker.web.filters import file_size


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
    429: Message("Thao tác quá nhiều lần", "Chờ ít phút rồi thử lại."),
    500: Message(
        "Hệ thống gặp sự cố",
        "Nội dung vừa gửi chưa được lưu. Thử lại sau ít phút; nếu vẫn lỗi, báo người quản trị.",
    ),
}


def init_app(app: Flask) -> None:
    """Register the pages for every HTTP error, stale rows and unforeseen failures."""
    app.register_error_handler(HTTPException, _page)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(RequestEntityTooLarge, _too_large)
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


def _forged(error: CSRFError) -> Response | tuple[str, int]:  # noqa: ARG001 - fixed signature
    """A form without its token: as a rule it was opened before its person signed out."""
    if gate.lacks_sign_in():
        return gate.to_sign_in()
    message = MESSAGES[400]
    return render_template("web/error.html", message=message, back=gate.way_back()), 400


def _too_large(error: RequestEntityTooLarge) -> tuple[str, int]:  # noqa: ARG001 - fixed signature
    """More was sent than is taken at once."""
    page = render_template("web/error.html", message=_what_is_too_large(), back=gate.way_back())
    return page, 413


def _what_is_too_large() -> Message:
    """Files and texts together, or the texts alone: Flask limits them apart."""
    most, sent = request.max_content_length, request.content_length
    if most is not None and (sent is None or sent > most):
        return Message(
            "Tệp hoặc nội dung gửi lên quá lớn",
            f"Cả lần gửi, mọi tệp cộng lại, không quá {file_size(most)}. Nội dung vừa gửi chưa "
            "được lưu. Giảm dung lượng tệp, hoặc chia tệp ra nhiều lần gửi.",
        )
    return Message(
        "Nội dung gửi lên quá dài",
        "Nội dung vừa gửi chưa được lưu. Rút ngắn, hoặc chia ra nhiều lần gửi.",
    )


def _bare_page(message: Message) -> str:
    """A page without the frame: it needs neither the database nor a trusted host."""
    return current_app.jinja_env.get_template("web/failure.html").render(message=message)


def _stale(error: StaleDataError) -> tuple[str, int]:
    """Somebody changed the row between reading and writing."""
    current_app.logger.info("Stale row: %s (user %s)", error, current_user.get_id())
    return render_template("web/error.html", code=409, message=MESSAGES[409]), 409
