"""The forms of the number form's catalogue: one row, and a figure known from a paper."""

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional, Regexp

from tracker.administration.planning.forms.base import DraftForm
from tracker.reports.models.indicators import OpeningBalance
from tracker.reports.operations.indicators import BalanceFacts, IndicatorFacts
from tracker.reports.rules.indicators import Amount, IndicatorKind, IndicatorLine, IndicatorOrigin
from tracker.reports.rules.numbers import number_of, written
from tracker.rounds.rules.windows import PERIODIC, RoundKind
from tracker.web.fields import DayField, asked, offered

FIRST_YEAR, LAST_YEAR = 2012, 2100


class IndicatorForm(DraftForm):
    """What may be put right of a row."""

    number = StringField(
        "Số thứ tự trong biểu",
        validators=[asked("Hãy nhập số thứ tự, ví dụ 3.18."),
                    Regexp(r"^[0-9]{1,2}\.[0-9]{1,3}$", message="Ghi như 3.18.")],
    )  # fmt: skip
    name = StringField(
        "Tên chỉ tiêu", validators=[asked("Hãy nhập tên chỉ tiêu."), Length(max=300)]
    )
    measure = StringField(
        "Đơn vị tính", validators=[asked("Hãy nhập đơn vị tính."), Length(max=60)]
    )
    numerator_label = StringField("Tử số", validators=[Length(max=200)])
    denominator_label = StringField("Mẫu số", validators=[Length(max=200)])
    share = BooleanField("Tử số là một phần của mẫu số, không được lớn hơn")
    counted = BooleanField("Chỉ nhận số nguyên")
    origin = RadioField(
        "Số liệu chung của tỉnh lấy từ",
        choices=offered((one.value, one.label) for one in IndicatorOrigin),
        validators=[asked("Hãy chọn một nguồn số liệu.")],
    )
    note = TextAreaField("Ghi chú", validators=[Length(max=1000)])
    source = TextAreaField(
        "Căn cứ", validators=[asked("Hãy ghi văn bản làm căn cứ."), Length(max=1000)]
    )
    valid_from = DayField("Dùng từ ngày", validators=[Optional()])
    valid_to = DayField("Dùng đến hết ngày", validators=[Optional()])


class NewIndicatorForm(IndicatorForm):
    """A row that is added; its field and kind stay."""

    field = SelectField("Lĩnh vực", coerce=int)
    kind = RadioField(
        "Loại số liệu", choices=offered((one.value, one.label) for one in IndicatorKind),
        validators=[asked("Hãy chọn loại số liệu.")],
    )  # fmt: skip


class BalanceForm(DraftForm):
    """A figure that a paper prints of an earlier round."""

    year = IntegerField(
        "Năm", validators=[asked("Hãy nhập năm."), NumberRange(FIRST_YEAR, LAST_YEAR)]
    )
    kind = SelectField("Kỳ", choices=offered((one.value, one.label) for one in PERIODIC))
    numerator = StringField("Số liệu", validators=[Length(max=40)])
    denominator = StringField("Mẫu số", validators=[Length(max=40)])
    note = TextAreaField("Ghi chú", validators=[Length(max=1000)])
    source = TextAreaField(
        "Căn cứ", validators=[asked("Hãy ghi văn bản in số liệu này và chỗ in."), Length(max=1000)]
    )

    def amount(self) -> Amount | None:
        """The figure; None where a text is none, which is told at its field."""
        parts = []
        for field in (self.numerator, self.denominator):
            try:
                parts.append(number_of(field.data or ""))
            except ValueError as error:
                field.errors = [*field.errors, str(error)]
        return Amount(*parts) if len(parts) == 2 else None


def new_indicator_form(fields: Mapping[int, str]) -> NewIndicatorForm:
    """A form that offers the fields of plans."""
    form = NewIndicatorForm(data={"counted": True, "field": 0})
    form.field.choices = offered([(0, "Chọn lĩnh vực"), *fields.items()])
    return form


def stored_indicator(line: IndicatorLine) -> dict[str, Any]:
    """A row as its form shows it."""
    names = (
        "number", "name", "measure", "numerator_label", "denominator_label", "share", "counted",
        "note", "source", "valid_from", "valid_to",
    )  # fmt: skip
    return {name: getattr(line, name) for name in names} | {
        "origin": line.origin.value, "version": str(line.version),
    }  # fmt: skip


def stored_balance(row: OpeningBalance | None, year: int, kind: RoundKind) -> dict[str, Any]:
    """A known figure as its form shows it; an empty form for a round without one."""
    if row is None:
        return {"year": year, "kind": kind.value, "version": "0"}
    return {
        "year": row.year, "kind": row.kind, "numerator": written(row.numerator),
        "denominator": written(row.denominator), "note": row.note, "source": row.source,
        "version": str(row.version),
    }  # fmt: skip


def indicator_facts(form: IndicatorForm) -> IndicatorFacts:
    """What the form says of a row."""
    return IndicatorFacts(
        form.number.data or "", form.name.data or "", form.measure.data or "",
        form.numerator_label.data or "", form.denominator_label.data or "",
        bool(form.share.data), bool(form.counted.data), form.origin.data or "",
        form.note.data or "", form.source.data or "", form.valid_from.data, form.valid_to.data,
    )  # fmt: skip


def balance_facts(form: BalanceForm, amount: Amount) -> BalanceFacts:
    """What the form says of a known figure."""
    return BalanceFacts(
        form.year.data or 0, RoundKind(form.kind.data), amount, form.note.data or "",
        form.source.data or "",
    )  # fmt: skip
