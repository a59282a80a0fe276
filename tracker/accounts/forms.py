"""Forms of signing in and of one's own account."""

from wtforms import PasswordField, StringField, SubmitField
from wtforms.validators import EqualTo, InputRequired, Length

from tracker.web.forms import BaseForm

_LENGTH = Length(max=1000)


def _current_password() -> PasswordField:
    """The password that stands, asked again before something weighty."""
    return PasswordField(
        "Mật khẩu hiện tại",
        [InputRequired("Nhập mật khẩu hiện tại."), _LENGTH],
        render_kw={"autocomplete": "current-password"},
    )


class SignInForm(BaseForm):
    """Login name and password."""

    login = StringField(
        "Tên đăng nhập",
        [InputRequired("Nhập tên đăng nhập."), _LENGTH],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        "Mật khẩu",
        [InputRequired("Nhập mật khẩu."), _LENGTH],
        render_kw={"autocomplete": "current-password"},
    )
    submit = SubmitField("Đăng nhập")


class CodeForm(BaseForm):
    """The six digits of an authenticator."""

    code = StringField(
        "Mã xác thực (6 chữ số)",
        [InputRequired("Nhập mã xác thực."), Length(max=20)],
        filters=[lambda typed: "".join((typed or "").split())],
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code"},
    )
    submit = SubmitField("Xác nhận")


class EnrolForm(CodeForm):
    """First code of a new authenticator, confirmed with the password."""

    password = _current_password()


class RemoveFactorForm(BaseForm):
    """Taking the authenticator away needs the password."""

    password = _current_password()
    submit = SubmitField("Tắt xác thực hai lớp")


class PasswordForm(BaseForm):
    """The old password and the new one twice."""

    current = _current_password()
    new = PasswordField(
        "Mật khẩu mới",
        [InputRequired("Nhập mật khẩu mới."), _LENGTH],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        "Nhập lại mật khẩu mới",
        [EqualTo("new", "Hai lần nhập mật khẩu mới không giống nhau.")],
        render_kw={"autocomplete": "new-password"},
    )
    submit = SubmitField("Đổi mật khẩu")
