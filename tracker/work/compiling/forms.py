"""The forms of compiling: one section's text, versions handed back, what was signed."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from flask_wtf.file import FileField
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from tracker.reports.operations.compilations import Signed
from tracker.reports.rules.compiled import IndicatorFigure
from tracker.reports.rules.drafts import FIGURES, figure_text, indicator_label
from tracker.reports.rules.indicators import BLANK, Amount
from tracker.reports.rules.numbers import number_of, written
from tracker.reports.rules.papers import PaperForm
from tracker.web.fields import DayField, VersionField, offered
from tracker.web.forms import BaseForm
from tracker.work.fields import HeldFilesField
from tracker.work.uploads import receive

LONGEST = 60_000
FIGURE = "f_"
NOT_PDF = "Chỉ nhận tệp PDF của văn bản đã ký."
PARTS = ("i_", "d_")
"""Begin the names of fields: a row's number (or numerator), and its denominator."""
NOT_A_NUMBER = "Cần một số, ví dụ 45 hoặc 11,5; để trống nếu văn bản không nêu."


class VersionForm(BaseForm):
    """Only the version of what was seen."""

    version = VersionField()


class TextForm(BaseForm):
    """The text of one section."""

    version = VersionField()
    text = TextAreaField("Nội dung", validators=[Length(max=LONGEST)])


class FreezeForm(BaseForm):
    """In which form the version goes out."""

    version = VersionField()
    form = RadioField("Thể thức", choices=offered((one.value, one.label) for one in PaperForm))


class IssueForm(BaseForm):
    """Number, day and PDF of the signed paper; `issue_form` adds the headline and number form."""

    names: tuple[str, ...] = ()
    codes: tuple[tuple[str, bool], ...] = ()
    version = VersionField()
    number = StringField("Số, ký hiệu", validators=[Length(max=80)])
    signed_on = DayField("Ngày ký", validators=[Optional()])
    file = FileField("Văn bản đã ký (PDF)")
    held = HeldFilesField("Tệp đã nhận")
    note = TextAreaField("Nội dung khác với bản chốt", validators=[Length(max=3000)])

    def keep_file(self, user_id: int) -> None:
        """Keep the file that came along; a refused one leaves a message at its field."""
        files, problems = receive([self.file.data] if self.file.data else [], user_id)
        pdf = [one for one in files if one.file.name.lower().endswith(".pdf")]
        problems += [NOT_PDF] if len(pdf) < len(files) else []
        self.held.data = (pdf or self.held.data)[:1]
        self.file.errors = [*self.file.errors, *problems]

    def signed(self) -> Signed:
        """The paper as the operation takes it; a figure that is no number leaves a message."""
        file = self.held.data[0].file if self.held.data else None
        amounts = {code: self._amount(code, ratio=ratio) for code, ratio in self.codes}
        return Signed(
            self.number.data or "", self.signed_on.data, file, self._figures(),
            self.note.data or "", amounts,
        )  # fmt: skip

    def _figures(self) -> dict[str, float | None]:
        found: dict[str, float | None] = {}
        for name in self.names:
            field = self[FIGURE + name]
            raw = (field.data or "").strip()
            try:
                found[name] = _number(raw) if raw and raw != "–" else None
            except ValueError:
                field.errors = [*field.errors, NOT_A_NUMBER]
        return found

    def _amount(self, code: str, *, ratio: bool) -> Amount:
        """A row of the number form; a part that is no number leaves a message at its field."""
        parts: list[Decimal | None] = []
        for part in PARTS[: 1 + ratio]:
            field = self[part + code]
            try:
                parts.append(number_of(field.data or ""))
            except ValueError as wrong:
                field.errors = [*field.errors, str(wrong)]
        return Amount(*parts)

    def rows(self) -> list[list[Any]]:
        """The fields of the number form, row by row."""
        return [[self[part + code] for part in PARTS[: 1 + ratio]] for code, ratio in self.codes]

    @property
    def wrong_rows(self) -> bool:
        """Whether a field of the number form has a message."""
        return any(field.errors for row in self.rows() for field in row)


def _number(raw: str) -> float:
    """A Vietnamese number: "1.234", "11,5". Raises ValueError."""
    found = float(raw.replace(" ", "").replace(".", "").replace(",", "."))
    return int(found) if found.is_integer() else found


def issue_form(
    figures: Mapping[str, float | None],
    rows: Sequence[IndicatorFigure],
    amounts: Mapping[str, Amount],
) -> Any:  # noqa: ANN401 - a form class made here
    """The form with a field for each figure, filled in as frozen or as last signed."""
    names = tuple(name for name in FIGURES if name in figures)
    shown = {
        FIGURE + name: "" if figures[name] is None else figure_text(name, figures[name])
        for name in names
    }
    for row in rows:
        held = amounts.get(row.code, BLANK)
        for part, number in zip(PARTS, (held.numerator, held.denominator), strict=True):
            shown[part + row.code] = written(number)
    return _issue_class(names, tuple(rows))(data=shown)


@lru_cache(maxsize=8)
def _issue_class(names: tuple[str, ...], rows: tuple[IndicatorFigure, ...]) -> type[IssueForm]:
    codes = tuple((row.code, row.ratio) for row in rows)
    fields: dict[str, Any] = {"names": names, "codes": codes}
    for name in names:
        fields[FIGURE + name] = StringField(FIGURES[name], validators=[Length(max=20)])
    for row in rows:
        labels = [indicator_label(row)]
        if row.ratio:
            labels = [f"{labels[0]}: {part}" for part in ("tử số", "mẫu số")]
        for part, label in zip(PARTS, labels, strict=False):
            fields[part + row.code] = StringField(label, validators=[Length(max=30)])
    return type("SignedVersionForm", (IssueForm,), fields)
