"""The one place where what people type is cleaned, and WTForms' messages in Vietnamese."""

from collections.abc import Mapping
from typing import Any, ClassVar

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, PasswordField, StringField
from wtforms.csrf.core import CSRFTokenField
from wtforms.fields.core import UnboundField

from tracker.text import clean

MESSAGES = {
    "This field is required.": "Chưa nhập nội dung này.",
    "Invalid input.": "Nội dung không hợp lệ.",
    "Not a valid choice.": "Lựa chọn không có trong danh sách.",
    "Not a valid choice": "Lựa chọn không có trong danh sách.",
    "Invalid Choice: could not coerce.": "Lựa chọn không hợp lệ.",
    "Invalid choice(s): one or more data inputs could not be coerced.": "Lựa chọn không hợp lệ.",
    "Not a valid date value.": "Ngày không hợp lệ. Nhập ngày/tháng/năm, ví dụ 05/6/2025.",
    "Not a valid datetime value.": "Ngày giờ không hợp lệ.",
    "Not a valid integer value.": "Cần một số nguyên.",
    "Not a valid decimal value.": "Cần một số.",
    "Not a valid float value.": "Cần một số.",
    "Invalid email address.": "Địa chỉ thư điện tử không hợp lệ.",
    "CSRF token missing.": "Biểu mẫu đã hết hiệu lực. Tải lại trang rồi gửi lại.",
    "The CSRF token is missing.": "Biểu mẫu đã hết hiệu lực. Tải lại trang rồi gửi lại.",
    "The CSRF tokens do not match.": "Biểu mẫu đã hết hiệu lực. Tải lại trang rồi gửi lại.",
    "Field must be equal to %(other_name)s.": "Hai lần nhập không giống nhau.",
    "Field cannot be longer than %(max)d characters.": (
        "Dài quá %(max)d ký tự (đã nhập %(length)d ký tự)."
    ),
    "Field must be at least %(min)d characters long.": "Cần ít nhất %(min)d ký tự.",
    "Number must be at least %(min)s.": "Số phải từ %(min)s trở lên.",
    "Number must be at most %(max)s.": "Số không được quá %(max)s.",
    "Number must be between %(min)s and %(max)s.": "Số phải từ %(min)s đến %(max)s.",
    "Field must be between %(min)d and %(max)d characters long.": (
        "Cần từ %(min)d đến %(max)d ký tự."
    ),
}


class Vietnamese:
    """WTForms' translations object over `MESSAGES`."""

    def gettext(self, text: str) -> str:
        """The Vietnamese sentence, or the text itself when it is ours already."""
        return MESSAGES.get(text, text)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Vietnamese has no plural form."""
        return MESSAGES.get(plural if n != 1 else singular, MESSAGES.get(plural, plural))


def clean_value(value: Any) -> Any:  # noqa: ANN401 - a filter sees whatever the field holds
    """`clean()` for text; anything else passes."""
    return clean(value) if isinstance(value, str) else value


class TokenField(CSRFTokenField):
    """The CSRF token, made when the form is drawn: one that is only read needs none."""

    process = HiddenField.process

    def _value(self) -> str:
        token: str = self.csrf_impl.generate_csrf_token(self)
        return token


class Token(FlaskForm.Meta.csrf_class):  # type: ignore[misc,name-defined]  # Flask-WTF's own check
    """Flask-WTF's check of the token, with our field."""

    field_class = TokenField


class BaseForm(FlaskForm):
    """Every form's parent: text is trimmed, NFC and free of control characters."""

    def show(self, problems: Mapping[str, str]) -> None:
        """Put problems at their fields; those of no field at the head of the form."""
        for name, message in problems.items():
            if name in self._fields:
                self[name].errors = [*self[name].errors, message]
            else:
                self.form_errors.append(message)

    class Meta(FlaskForm.Meta):
        """Bind `clean_value` before a text field's own filters; speak Vietnamese."""

        locales: ClassVar[list[str]] = ["vi"]
        csrf_class = Token

        def bind_field(
            self, form: FlaskForm, unbound_field: UnboundField, options: Mapping[str, Any]
        ) -> Field:
            """Add the cleaning filter to text fields; a password is taken as typed.

            A browser would cut a long pasted text at `maxlength` without a word: it is refused here
            instead, whole.
            """
            kind = unbound_field.field_class
            if not issubclass(kind, StringField) or issubclass(kind, PasswordField):
                return unbound_field.bind(form=form, **options)
            own = unbound_field.kwargs.get("filters", ())
            field = unbound_field.bind(form=form, **options, filters=[clean_value, *own])
            vars(field.flags).pop("maxlength", None)
            return field

        def get_translations(self, form: FlaskForm) -> Vietnamese:  # noqa: ARG002 - fixed signature
            """The Vietnamese messages."""
            return Vietnamese()
