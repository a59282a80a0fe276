"""What the forms of planning share: version, confirmation, the paper, problems at their fields."""

from typing import Any

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from tracker.documents.operations import Paper
from tracker.web.fields import DayField, asked, number_in
from tracker.web.forms import BaseForm


class DraftForm(BaseForm):
    """A form that is previewed before it is saved; `confirmed` marks what was previewed."""

    version = HiddenField()
    confirmed = HiddenField()
    next = HiddenField()

    @property
    def opened_version(self) -> int:
        """The row's version when the form was opened; 0 when that was not sent or is no number."""
        return number_in(self.version.data if self.version.raw_data else "")


PAPER_KINDS = ("Kế hoạch", "Quyết định", "Công văn", "Thông báo", "Chỉ thị", "Đề án", "Báo cáo")


def paper_fields(*, required: bool = True) -> dict[str, Any]:
    """The fields of a paper, to be put into a form's class."""

    def need(message: str) -> Any:  # noqa: ANN401 - a WTForms validator
        return asked(message) if required else Optional()

    return {
        "paper_kind": StringField(
            "Loại văn bản", validators=[need("Hãy nhập loại văn bản."), Length(max=60)]
        ),
        "paper_number": StringField(
            "Số, ký hiệu văn bản",
            validators=[need("Hãy nhập số, ký hiệu, ví dụ 1920/UBND-TTHC."), Length(max=80)],
        ),
        "paper_day": DayField(
            "Ngày ban hành", validators=[need("Hãy nhập ngày, ví dụ 10/6/2025.")]
        ),
        "paper_issuer": StringField(
            "Cơ quan ban hành văn bản",
            validators=[need("Hãy nhập cơ quan ban hành."), Length(max=200)],
        ),
        "paper_subject": TextAreaField(
            "Trích yếu", validators=[need("Hãy nhập trích yếu."), Length(max=2000)]
        ),
    }


def paper_of(form: Any) -> Paper:  # noqa: ANN401 - a form with the fields above
    """The paper that a form names."""
    return Paper(
        form.paper_kind.data or "Văn bản", form.paper_number.data or "", form.paper_day.data,
        form.paper_issuer.data or "", form.paper_subject.data or "",
    )  # fmt: skip
