"""The forms of compiling: one section's text, versions handed back, what was signed."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from flask_wtf.file import FileField
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from tracker.reports.operations.compilations import Signed
from tracker.reports.rules.drafts import FIGURES, figure_text
from tracker.reports.rules.papers import PaperForm
from tracker.web.fields import DayField, VersionField, offered
from tracker.web.forms import BaseForm
from tracker.work.fields import HeldFilesField
from tracker.work.uploads import receive

LONGEST = 60_000
FIGURE = "f_"
NOT_PDF = "Chỉ nhận tệp PDF của văn bản đã ký."
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
    """Number, day and PDF of the signed paper; `issue_form` adds the headline's figures."""

    names: tuple[str, ...] = ()
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
        return Signed(
            self.number.data or "", self.signed_on.data, file, self._figures(), self.note.data or ""
        )

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


def _number(raw: str) -> float:
    """A Vietnamese number: "1.234", "11,5". Raises ValueError."""
    found = float(raw.replace(" ", "").replace(".", "").replace(",", "."))
    return int(found) if found.is_integer() else found


def issue_form(figures: Mapping[str, float | None]) -> Any:  # noqa: ANN401 - a form class made here
    """The form with a field for each figure, filled in as frozen or as last signed."""
    names = tuple(name for name in FIGURES if name in figures)
    shown = {
        FIGURE + name: "" if figures[name] is None else figure_text(name, figures[name])
        for name in names
    }
    return _issue_class(names)(data=shown)


@lru_cache(maxsize=8)
def _issue_class(names: tuple[str, ...]) -> type[IssueForm]:
    fields: dict[str, Any] = {"names": names}
    for name in names:
        fields[FIGURE + name] = StringField(FIGURES[name], validators=[Length(max=20)])
    return type("SignedVersionForm", (IssueForm,), fields)
