"""The rows of a grid as forms, each with a prefix of its own: "r12-words"."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from tracker.tasks.rules.states import Cause, Outlook, State
from tracker.tasks.rules.updating import Said
from tracker.tasks.rules.year_end import ANSWERS
from tracker.text import vn_date
from tracker.web.fields import DayField, TickField, asked, number_in
from tracker.web.forms import BaseForm

_VERSION = re.compile(r"r(\d{1,18})-version")
_PARTS = "~"
MOST_ROWS = 100
"""Rows of one post; a page has 25."""


def prefix_of(obligation_id: int) -> str:
    """The beginning of the names of a row's fields."""
    return f"r{obligation_id}-"


def beginning(*values: str) -> str:
    """What a row begins with, as its form keeps it to tell whether it was touched."""
    return _PARTS.join(values)


def posted_ids(names: Iterable[str]) -> list[int]:
    """The rows that a post names, in its order, at most MOST_ROWS."""
    found = (_VERSION.fullmatch(name) for name in names)
    return list(dict.fromkeys(int(match[1]) for match in found if match))[:MOST_ROWS]


class GridForm(BaseForm):
    """What a post of several rows carries once; its rows are forms of their own."""

    form_key = HiddenField(validators=[Length(max=40)])


class _Row(BaseForm):
    """A form within the form: the token stands there once."""

    class Meta(BaseForm.Meta):
        """No token of its own."""

        csrf = False

    version = HiddenField()
    was = HiddenField()

    @property
    def opened_version(self) -> int:
        """The row's version when the grid was opened."""
        return number_in(self.version.data)

    def add(self, problems: Mapping[str, str]) -> None:
        """Put problems at their fields; those of fields that the grid lacks stand at the row."""
        for key, message in problems.items():
            if key in self._fields:
                self[key].errors = [*self[key].errors, message]
            else:
                self.form_errors.append(message)

    @property
    def messages(self) -> list[str]:
        """Everything that is wrong with the row, none twice."""
        of_fields = [message for field in self for message in field.errors]
        return list(dict.fromkeys([*of_fields, *self.form_errors]))


CAUSES = [SelectChoice("", "Chọn nguyên nhân"), *(SelectChoice(c.value, c.label) for c in Cause)]


class UpdateRow(_Row):
    """What is said of one obligation in the grid; `was` keeps what the row began with."""

    state = SelectField("Tình hình", validators=[asked("Hãy chọn một trạng thái.")])
    happened_on = DayField("Ngày thực hiện", validators=[Optional()])
    words = TextAreaField("Nội dung thực hiện", validators=[Length(max=5000)])
    cause = SelectField("Nguyên nhân", choices=CAUSES, validators=[Optional()])
    unchanged = BooleanField("Không thay đổi")

    def _told(self) -> str:
        day = self.happened_on
        typed = "".join(map(str, day.raw_data or ())).strip()
        shown = vn_date(day.data) if day.data else typed
        return beginning(self.state.data or "", shown, self.cause.data or "")

    @property
    def touched(self) -> bool:
        """Whether anything was entered: rows left untouched are not sent on."""
        words = bool(self.words.data or self.unchanged.data)
        return words or self._told() != (self.was.data or "")

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - fixed signature
        """Also: "không thay đổi" beside another state says two things at once."""
        valid = super().validate(extra_validators)
        kept = (self.was.data or "").split(_PARTS)[0]
        if self.unchanged.data and self.state.data != kept:
            self.add({"unchanged": "Đã chọn cả “Không thay đổi” và trạng thái khác: hãy bỏ một."})
            return False
        return valid

    def said(self) -> Said:
        """What was entered, as the rules take it."""
        return Said(
            State(self.state.data), self.happened_on.data, self.words.data or "",
            Cause(self.cause.data) if self.cause.data else None,
            unchanged=bool(self.unchanged.data),
        )  # fmt: skip


class ResultRow(_Row):
    """The year's result of one standing duty."""

    state = SelectField(
        "Kết quả",
        choices=[
            SelectChoice("", "Chưa trả lời"),
            *(SelectChoice(state.value, words) for state, words in ANSWERS.items()),
        ],
        validators=[Optional()],
    )
    words = StringField("Nội dung", validators=[Length(max=5000)])
    cause = SelectField("Nguyên nhân", choices=CAUSES, validators=[Optional()])

    @property
    def touched(self) -> bool:
        """Whether anything was entered."""
        return bool(self.state.data or self.words.data or self.cause.data)

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - fixed signature
        """Also: words without an answer are not sent."""
        valid = super().validate(extra_validators)
        if valid and not self.state.data:
            self.add({"state": "Hãy chọn “Đã thực hiện” hoặc “Chưa thực hiện”."})
        return valid and bool(self.state.data)

    def said(self) -> Said:
        """The answer, as the rules take it."""
        return Said(
            State(self.state.data), None, self.words.data or "",
            Cause(self.cause.data) if self.cause.data else None,
        )  # fmt: skip


class EstimateRow(_Row):
    """What is expected of one obligation by 31/12; `version` is the last estimate's id."""

    outlook = SelectField(
        "Ước thực hiện",
        choices=[SelectChoice("", "Chưa ước"), *(SelectChoice(o.value, o.label) for o in Outlook)],
        validators=[Optional()],
    )
    words = StringField("Nội dung", validators=[Length(max=1000)])

    @property
    def touched(self) -> bool:
        """Whether anything was entered."""
        return beginning(self.outlook.data or "", self.words.data or "") != (self.was.data or "")

    @property
    def chosen(self) -> Outlook | None:
        """The outlook that was chosen."""
        return Outlook(self.outlook.data) if self.outlook.data else None


class StandingForm(GridForm):
    """One word of a field's standing work, and the rows it is said of."""

    happened_on = DayField("Ngày thực hiện", validators=[asked("Hãy nhập ngày, ví dụ 05/6/2025.")])
    words = TextAreaField(
        "Nội dung thực hiện",
        validators=[asked("Hãy ghi nội dung thực hiện."), Length(max=5000)],
    )
    rows = TickField("Áp dụng cho", coerce=int, choices=[], validate_choice=False)


class ActForm(BaseForm):
    """A button that acts on one obligation: its version, and the page to go back to."""

    version = HiddenField()
    next = HiddenField()

    @property
    def opened_version(self) -> int:
        """The obligation's version when the button was drawn."""
        return number_in(self.version.data)


Typed = MultiDict[str, str]


def typed(fields: Mapping[str, list[str]]) -> Typed:
    """A draft's fields as a form reads them."""
    return MultiDict([(name, value) for name, values in fields.items() for value in values])
