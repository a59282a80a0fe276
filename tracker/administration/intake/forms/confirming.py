"""The last forms of a plan's file: its rows enter the plan, or the file is given up."""

from typing import Any

from wtforms import SelectField, TextAreaField
from wtforms.validators import Length

from tracker.administration.planning.forms.base import DraftForm, paper_fields, paper_of
from tracker.intake.operations.confirming import AmendingPaper
from tracker.web.fields import DayField, asked


class _YearField(DraftForm):
    last_year = SelectField("Mở phần việc đến hết năm", coerce=int)


class _AmendFields(DraftForm):
    effective_on = DayField("Có hiệu lực từ ngày", validators=[asked("Hãy nhập ngày có hiệu lực.")])
    words = TextAreaField("Ghi chú", validators=[Length(max=2000)])


EnterForm = _YearField
"""The first rows of a plan: up to which year they are laid out."""
AmendForm = type("AmendForm", (_AmendFields,), paper_fields())
"""Rows that change a plan: by which paper, and from which day."""


def amending_of(form: Any) -> AmendingPaper:  # noqa: ANN401 - an AmendForm
    """The amending paper that the form names."""
    return AmendingPaper(paper_of(form), form.effective_on.data, form.words.data or "")
