"""The forms of a unit's report: text by section, reasons, the signed paper, what was answered."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from flask_wtf.file import FileField
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from tracker.reports.models.unit_report import ReportText
from tracker.reports.operations.unit_reports import Signed, TypedText, Why, digest
from tracker.reports.rules.outline import OutlineLine
from tracker.web.fields import DayField, VersionField, number_in
from tracker.web.forms import BaseForm
from tracker.work.fields import HeldFilesField
from tracker.work.uploads import receive

LONGEST = 20_000
TEXT, SHOWN, VERSION, WHY = "t_", "w_", "v_", "r_"
"""Prefixes of a section's fields: its text, the digest of what was shown, its version, a reason."""
NOT_PDF = "Chỉ nhận tệp PDF của văn bản đã ký."


class SectionsForm(BaseForm):
    """A text area for each section that takes text; see `sections_form`."""

    keys: tuple[str, ...] = ()
    version = VersionField()

    def texts(self) -> dict[str, str]:
        """The text of each section."""
        return {key: self[TEXT + key].data or "" for key in self.keys}

    def typed(self) -> dict[str, TypedText]:
        """The texts with what the form had shown of them."""
        return {
            key: TypedText(
                self[TEXT + key].data or "", self[SHOWN + key].data or "",
                number_in(self[VERSION + key].data, -1),
            )
            for key in self.keys
        }  # fmt: skip

    def show_versions(self, kept: Mapping[str, ReportText]) -> None:
        """Let the form carry the versions that it shows now."""
        for key in self.keys:
            row = kept.get(key)
            self[SHOWN + key].data = digest(row.text if row else self[TEXT + key].data or "")
            self[VERSION + key].data = str(row.version if row else 0)


class EnteredForm(SectionsForm):
    """The same for a unit that answered otherwise."""

    source = StringField("Đơn vị đã trả lời bằng", validators=[Length(max=300)])


def sections_form(
    lines: Sequence[OutlineLine],
    base: type[SectionsForm] = SectionsForm,
    **data: Any,  # noqa: ANN401 - first values
) -> Any:  # noqa: ANN401 - a form class made here
    """The form of these sections."""
    named = tuple((line.key, _label(line)) for line in lines)
    return _form_class(named, base)(**data)


def _label(line: OutlineLine) -> str:
    return f"{line.number}. {line.title}" if line.number else line.title


@lru_cache(maxsize=64)
def _form_class(named: tuple[tuple[str, str], ...], base: type[SectionsForm]) -> type[SectionsForm]:
    fields: dict[str, Any] = {"keys": tuple(key for key, _ in named)}
    for key, label in named:
        fields[TEXT + key] = TextAreaField(label, validators=[Length(max=LONGEST)])
        fields[SHOWN + key] = HiddenField(validators=[Length(max=64)])
        fields[VERSION + key] = HiddenField(validators=[Length(max=12)])
    return type("UnitReportForm", (base,), fields)


class ReasonForm(BaseForm):
    """Why a report goes back; `reason_form` adds words by section."""

    keys: tuple[str, ...] = ()
    version = VersionField()
    reason = TextAreaField("Lý do", validators=[Length(max=3000)])

    def why(self) -> Why:
        """The reasons, as the operation takes them."""
        return Why(self.reason.data or "", {key: self[WHY + key].data or "" for key in self.keys})


def reason_form(lines: Sequence[OutlineLine], **data: Any) -> Any:  # noqa: ANN401 - as above
    """The form with a field for each of these sections."""
    fields: dict[str, Any] = {"keys": tuple(line.key for line in lines)}
    for line in lines:
        fields[WHY + line.key] = TextAreaField(_label(line), validators=[Length(max=3000)])
    return type("ReasonsForm", (ReasonForm,), fields)(**data)


class SignedForm(BaseForm):
    """Number, day and PDF of the signed paper."""

    version = VersionField()
    number = StringField("Số, ký hiệu", validators=[Length(max=80)])
    signed_on = DayField("Ngày ký", validators=[Optional()])
    file = FileField("Văn bản đã ký (PDF)")
    held = HeldFilesField("Tệp đã nhận")

    def keep_file(self, user_id: int) -> None:
        """Keep the file that came along; a refused one leaves a message at its field."""
        files, problems = receive([self.file.data] if self.file.data else [], user_id)
        pdf = [one for one in files if one.file.name.lower().endswith(".pdf")]
        problems += [NOT_PDF] if len(pdf) < len(files) else []
        self.held.data = (pdf or self.held.data)[:1]
        self.file.errors = [*self.file.errors, *problems]

    def signed(self) -> Signed:
        """The paper, as the operation takes it."""
        file = self.held.data[0].file if self.held.data else None
        return Signed(
            self.number.data or "", self.signed_on.data, file.sha256 if file else "",
            file.name if file else "",
        )  # fmt: skip
