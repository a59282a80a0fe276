import pytest
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, PasswordField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from tracker.web.forms import BaseForm


class Sample(BaseForm):
    class Meta(BaseForm.Meta):
        csrf = False

    title = StringField("Tên", [InputRequired(), Length(max=5)])
    words = TextAreaField("Nội dung", filters=[lambda typed: (typed or "").upper()])
    secret = PasswordField("Mật khẩu")
    count = IntegerField("Số")


@pytest.fixture
def fill(app):
    def fill(**fields):
        with app.test_request_context():
            form = Sample(MultiDict(fields))
            form.validate()
            return form

    return fill


def test_text_is_trimmed_nfc_and_without_control_characters(fill):
    form = fill(title="  Kế\u0000 ", words="a\u000bb\r\nc")
    assert form.title.data == "Kế"
    assert form.words.data == "A\nB\nC"


def test_password_is_taken_as_typed(fill):
    assert fill(secret="  hai dấu cách  ").secret.data == "  hai dấu cách  "


def test_messages_are_vietnamese(fill):
    form = fill(title="", count="ba")
    assert form.title.errors == ["Chưa nhập nội dung này."]
    assert form.count.errors == ["Cần một số nguyên."]
    assert fill(title="quá dài thật").title.errors == ["Dài quá 5 ký tự."]
