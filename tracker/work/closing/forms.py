"""The form by which rows of a year's sheet are decided, first shown, then confirmed."""

from collections.abc import Iterable

from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from tracker.documents.operations import Paper
from tracker.plans.models import Plan
from tracker.tasks.rules.closing import Choice
from tracker.tasks.rules.states import ClosingDecision
from tracker.web.fields import DayField, TickField, asked
from tracker.work.asking.forms import ProblemForm

NONE = 0


class ClosingForm(ProblemForm):
    """Which rows, what becomes of them, and what it rests on."""

    confirmed = HiddenField()
    rows = TickField("Phần việc", coerce=int, choices=[], validate_choice=False)
    every = RadioField(
        "Áp dụng cho",
        choices=[
            SelectChoice("", "Các phần việc được đánh dấu"),
            SelectChoice("1", "Mọi phần việc chưa quyết định trong danh sách đang lọc"),
        ],
        default="",
        validators=[Optional()],
    )
    decision = RadioField(
        "Quyết định",
        choices=[SelectChoice(one.value, one.label) for one in ClosingDecision],
        validators=[asked("Hãy chọn quyết định.")],
    )
    target = SelectField(
        "Chuyển tiếp vào kế hoạch", coerce=int, choices=[], validators=[Optional()]
    )
    deadline = StringField("Thời hạn mới", validators=[Length(max=200)])
    number = StringField("Số, ký hiệu văn bản", validators=[Length(max=80)])
    decided_on = DayField("Ngày của văn bản", validators=[Optional()])
    issuer = StringField("Cơ quan ban hành", validators=[Length(max=200)])
    words = TextAreaField("Lý do, ghi chú", validators=[Length(max=2000)])

    def offer(self, plans: Iterable[Plan]) -> None:
        """The plans of the year after."""
        choices = [SelectChoice(plan.id, plan.number or plan.title[:80]) for plan in plans]
        self.target.choices = [SelectChoice(NONE, "Chọn kế hoạch"), *choices]

    def choice(self) -> Choice:
        """What was entered, as the rules take it."""
        return Choice(
            ClosingDecision(self.decision.data), self.words.data or "", self.number.data or "",
            self.decided_on.data if self.decision.data != ClosingDecision.CARRIED else None,
            self.target.data or None, self.deadline.data or "",
        )  # fmt: skip

    def paper(self) -> Paper | None:
        """The paper on which a stop or a replacement rests."""
        if self.decision.data == ClosingDecision.CARRIED or not self.number.data:
            return None
        subject = f"Văn bản về việc {ClosingDecision(self.decision.data).label.lower()} nhiệm vụ"
        return Paper(
            "Văn bản", self.number.data, self.decided_on.data, self.issuer.data or "", subject
        )
