"""The forms by which rows of a year's sheet are decided, and decisions taken back."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from tracker.documents.operations import Paper
from tracker.plans.models import Plan
from tracker.refusals import Refused
from tracker.tasks.rules.closing import Choice, own_field
from tracker.tasks.rules.reopening import NO_REASON
from tracker.tasks.rules.states import ClosingDecision
from tracker.text import clean
from tracker.web.fields import DayField, TickField, asked
from tracker.work.asking.forms import ProblemForm

NONE = 0
LONGEST = 200
TOO_LONG = f"Dài quá {LONGEST} ký tự."
_OWN = re.compile(r"han-(\d{1,18})")


class ClosingForm(ProblemForm):
    """Which rows, what becomes of them, and what it rests on.

    `own` are the deadlines typed for single rows, by id; `row_errors` what is wrong with them.
    """

    own: Mapping[int, str] = MappingProxyType({})
    row_errors: Mapping[int, str] = MappingProxyType({})

    confirmed = HiddenField()
    back = HiddenField()
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

    def read_own(self, posted: Mapping[str, str]) -> None:
        """Take the deadlines that were typed at the rows of the sheet."""
        found = ((_OWN.fullmatch(name), clean(words)) for name, words in posted.items())
        self.own = {int(match[1]): words for match, words in found if match and words}

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Also that no row's own deadline is too long to be kept."""
        long = {row: TOO_LONG for row, words in self.own.items() if len(words) > LONGEST}
        valid = super().validate(extra_validators)
        if long:
            self._show_rows(long)
        return valid and not long

    def show(self, refused: Refused) -> None:
        """Put each message at its field or its row; those of neither above the form."""
        named = {own_field(row): row for row in self.own}
        rows = {named[name]: words for name, words in refused.problems.items() if name in named}
        rest = {name: words for name, words in refused.problems.items() if name not in named}
        super().show(Refused(rest))
        if rows:
            self._show_rows(rows)

    def _show_rows(self, problems: Mapping[int, str]) -> None:
        self.row_errors = {**self.row_errors, **problems}
        self.form_errors.append(
            f"Thời hạn riêng của {len(problems):02d} phần việc cần sửa; lý do ghi tại từng dòng."
        )

    def choice(self) -> Choice:
        """What was entered, as the rules take it."""
        return Choice(
            ClosingDecision(self.decision.data), self.words.data or "", self.number.data or "",
            self.decided_on.data if self.decision.data != ClosingDecision.CARRIED else None,
            self.target.data or None, self.deadline.data or "",
            self.own if self.decision.data == ClosingDecision.CARRIED else {},
        )  # fmt: skip

    def paper(self) -> Paper | None:
        """The paper on which a stop or a replacement rests."""
        if self.decision.data == ClosingDecision.CARRIED or not self.number.data:
            return None
        subject = f"Văn bản về việc {ClosingDecision(self.decision.data).label.lower()} nhiệm vụ"
        return Paper(
            "Văn bản", self.number.data, self.decided_on.data, self.issuer.data or "", subject
        )


class ReopeningForm(ProblemForm):
    """Which decisions are taken back, and why."""

    rows = TickField("Quyết định", coerce=int, choices=[], validate_choice=False)
    why = TextAreaField("Lý do hoàn tác", validators=[asked(NO_REASON), Length(max=1000)])
