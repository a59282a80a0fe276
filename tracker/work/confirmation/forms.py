"""The forms of those who judge results: one, or those that were ticked in the queue."""

from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from tracker.tasks.rules.confirming import Judgement
from tracker.tasks.rules.states import UpdateKind
from tracker.web.fields import DayField, TickField, asked, number_in
from tracker.web.forms import BaseForm
from tracker.work.delegation.forms import picked


class JudgeForm(BaseForm):
    """From which day it counts, and the words."""

    version = HiddenField()
    form_key = HiddenField(validators=[Length(max=40)])
    next = HiddenField()
    happened_on = DayField("Ngày", validators=[asked("Hãy nhập ngày, ví dụ 05/6/2025.")])
    words = TextAreaField("Nội dung", validators=[Length(max=5000)])

    def judgement(self, kind: UpdateKind) -> Judgement:
        """What was entered."""
        return Judgement(kind, self.happened_on.data, self.words.data or "")

    @property
    def opened_version(self) -> int:
        """The version that the form was opened with; -1, which no row bears, if unreadable."""
        return number_in(self.version.data, -1)


class JudgeManyForm(JudgeForm):
    """The same for the rows that were ticked, each with the version it had on the page."""

    rows = TickField("Phần việc", coerce=str, choices=[], validate_choice=False)

    @property
    def versions(self) -> dict[int, int]:
        """The opened version of each ticked row, by id."""
        return picked(self.rows.data)
