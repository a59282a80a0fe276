"""The forms of a plan: what is said of it, its ordering paper, the year to open, its heir."""

from datetime import date

from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from tracker.administration.planning.forms.base import DraftForm, paper_fields, paper_of
from tracker.plans.operations import PlanFacts
from tracker.plans.rules import PlanKind, Standing
from tracker.web.fields import DayField, asked

GIVEN_BY_HAND = (
    PlanKind.ANNUAL, PlanKind.PROGRAMME, PlanKind.DEPARTMENT, PlanKind.PROPOSAL,
    PlanKind.ASSIGNMENT,
)  # fmt: skip
BACKWARDS = "Ngày kết thúc ở trước ngày bắt đầu."
NOT_A_YEAR = "Hãy nhập năm bằng bốn chữ số, ví dụ 2026."


class _PlanFields(DraftForm):
    number = StringField("Số, ký hiệu", validators=[Length(max=80)])
    title = TextAreaField("Tên", validators=[asked("Hãy nhập tên kế hoạch."), Length(max=2000)])
    kind = SelectField(
        "Loại", choices=[SelectChoice(kind.value, kind.label) for kind in GIVEN_BY_HAND]
    )
    owner = SelectField("Cơ quan ban hành", coerce=int)
    period_start = DayField("Thực hiện từ ngày", validators=[asked("Hãy nhập ngày bắt đầu.")])
    period_end = DayField("Đến ngày", validators=[asked("Hãy nhập ngày kết thúc.")])
    year = StringField("Năm kế hoạch", validators=[Optional(), Length(max=4)])
    standing = SelectField(
        "Hiệu lực", choices=[SelectChoice(one.value, one.label) for one in Standing]
    )

    def validate(self, extra_validators: object = None) -> bool:
        """Check the fields, then the period and the year."""
        valid = bool(super().validate(extra_validators))
        if not valid:
            return False
        problems = {}
        if self.period_end.data < self.period_start.data:
            problems["period_end"] = BACKWARDS
        if self.year.data and not (self.year.data.isdecimal() and len(self.year.data) == 4):
            problems["year"] = NOT_A_YEAR
        self.show(problems)
        return not problems


PlanForm = type("PlanForm", (_PlanFields,), paper_fields(required=False))
"""A plan with the paper that carries it."""


def plan_facts(form: _PlanFields, owner_name: str) -> PlanFacts:
    """What the form says; the issuing body is the paper's issuer where no other is named."""
    paper = paper_of(form)
    if not paper.issuer:
        paper = type(paper)(paper.kind, paper.number, paper.issued_on, owner_name, paper.subject)
    return PlanFacts(
        form.number.data or "", form.title.data or "", PlanKind(form.kind.data),
        Standing(form.standing.data), form.owner.data, form.period_start.data,
        form.period_end.data, int(form.year.data) if form.year.data else None, paper,
    )  # fmt: skip


class _YearField(DraftForm):
    last_year = SelectField("Mở đến hết năm", coerce=int)


OpenForm = _YearField
"""The last year to open."""

IssueForm = type("IssueForm", (_YearField,), paper_fields())
"""The paper that orders what was proposed."""


class _ReplaceFields(DraftForm):
    heir = SelectField("Kế hoạch thay thế", coerce=int)
    effective_on = DayField("Có hiệu lực từ ngày", validators=[asked("Hãy nhập ngày có hiệu lực.")])


ReplaceForm = type("ReplaceForm", (_ReplaceFields,), paper_fields())
"""The plan that takes another's place, by which paper and from when."""


def years(first: date, last: date) -> list[SelectChoice]:
    """The years of a period as choices."""
    return [SelectChoice(year, str(year)) for year in range(first.year, last.year + 1)]
