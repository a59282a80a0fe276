import pytest
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, PasswordField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from tracker.web.forms import BaseForm


class Sample(BaseForm):
    class Meta(BaseForm.Meta):
        csrf = False

    title = StringField("Tên", [InputRequired(), Length(max=5)])
    words = TextAreaField(
        "Nội dung", [Length(max=8)], filters=[lambda typed: (typed or "").upper()]
    )
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


def test_a_long_text_is_refused_whole_and_not_cut_by_the_browser(fill):
    form = fill(title="Tên", words="chín chữ ")
    assert form.words.errors == []
    form = fill(title="Tên", words="chín chữ a")
    assert form.words.errors == ["Dài quá 8 ký tự (đã nhập 10 ký tự)."]
    assert "maxlength" not in form.words()
    assert "CHÍN CHỮ A</textarea>" in form.words()
    assert "maxlength" not in form.title()


def test_password_is_taken_as_typed(fill):
    assert fill(secret="  hai dấu cách  ").secret.data == "  hai dấu cách  "


def test_messages_are_vietnamese(fill):
    form = fill(title="", count="ba")
    assert form.title.errors == ["Chưa nhập nội dung này."]
    assert form.count.errors == ["Cần một số nguyên."]
    assert fill(title="quá dài thật").title.errors == ["Dài quá 5 ký tự (đã nhập 12 ký tự)."]
