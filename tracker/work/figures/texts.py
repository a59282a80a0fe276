"""The text of a unit's report beside its number form: offline in one workbook, and back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tracker.documents.rules import FileRefused
from tracker.reports.models.unit_report import ReportText
from tracker.reports.operations.unit_reports import digest
from tracker.text import clean
from tracker.work.figures.book import FilledText, TextRow
from tracker.work.reporting.forms import LONGEST, SHOWN, TEXT, VERSION, SectionsForm, sections_form
from tracker.work.reporting.shown import Shown, first_texts

CLOSED = (
    "Nội dung báo cáo trong tệp đã sửa, nhưng báo cáo của đơn vị không mở để sửa lúc này (đã "
    "trình, đã gửi hoặc kỳ báo cáo đã khóa) nên chưa ghi gì. Rút lại để sửa, rồi nạp lại tệp."
)


def text_rows(shown: Shown, suggested: Mapping[str, str]) -> list[TextRow]:
    """The sections as a workbook carries them: what the page of the report would open with."""
    first = first_texts(shown, suggested)
    return [
        TextRow(
            line.key, f"{line.number}. {line.title}" if line.number else line.title,
            shown.kept[line.key].version if line.key in shown.kept else 0, first[line.key],
        )
        for line in shown.lines
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TextParts:
    """The sections on a page that saves them with the figures.

    `clashing` holds what others saved meanwhile, by section; `changed` the labels of those that
    a workbook changes.
    """

    form: SectionsForm
    clashing: Mapping[str, ReportText] = field(default_factory=dict)
    changed: Sequence[str] = ()

    def fields(self) -> list[dict[str, Any]]:
        """Both texts of the sections that two people changed, for the page."""
        return [
            {
                "label": self.form[TEXT + key].label.text, "name": TEXT + key,
                "yours": self.form[TEXT + key].data or "", "theirs": row.text or "(trống)",
            }
            for key, row in self.clashing.items()
        ]  # fmt: skip

    def controls(self) -> list[Any]:
        """The text areas of the other sections."""
        return [self.form[TEXT + key] for key in self.form.keys if key not in self.clashing]

    def hidden(self) -> list[Any]:
        """What the page carries of each section beside its text."""
        return [self.form[mark + key] for key in self.form.keys for mark in (SHOWN, VERSION)]

    @property
    def last(self) -> ReportText | None:
        """What was saved last of the clashing sections."""
        return max(self.clashing.values(), key=lambda row: row.updated_at, default=None)


def lay_texts(
    shown: Shown, rows: Sequence[TextRow], filled: Iterable[FilledText], name: str
) -> TextParts:
    """A filled workbook's texts over what is saved, section by section.

    A section that was left as it was takes what is there now; one that was changed here and by
    somebody else stands with both texts. Raises FileRefused for a text that is too long, and for
    marks that do not belong to any text of the report.
    """
    now = {row.key: row for row in rows}
    texts = {row.key: row.text for row in rows}
    clashing, changed = {}, []
    for one in filled:
        row, text = now[one.key], clean(one.text)
        _check(row, one, text, name)
        if digest(text) == one.digest or text == clean(row.text):
            continue
        texts[one.key] = text
        changed.append(row.label)
        if row.version != one.version:
            clashing[one.key] = shown.kept[one.key]
    form = sections_form(
        shown.lines, formdata=None, data={TEXT + key: text for key, text in texts.items()}
    )
    form.show_versions(shown.kept)
    return TextParts(form, clashing, changed)


def is_changed(filled: Iterable[FilledText]) -> bool:
    """Whether any text of a workbook was changed since it was downloaded."""
    return any(digest(clean(one.text)) != one.digest for one in filled)


def _check(row: TextRow, one: FilledText, text: str, name: str) -> None:
    if len(text) > LONGEST:
        raise FileRefused(
            f"Mục “{row.label}” trong tệp “{name}” dài quá {LONGEST:,} ký tự: rút gọn rồi nạp "
            "lại.".replace(",", ".", 1)
        )
    untouched = row.version == one.version and row.version > 0
    if one.version > row.version or (untouched and digest(row.text) != one.digest):
        raise FileRefused(
            f"Mã của mục “{row.label}” trong tệp “{name}” đã bị đổi: hãy tải lại biểu, chép nội "
            "dung sang rồi nạp lại. Chưa có gì được ghi."
        )


def overtaken(form: SectionsForm, shown: Shown) -> TextParts:
    """A stale form with both texts of the sections that somebody else changed differently."""
    typed = form.typed()
    clashing = {
        key: row
        for key, row in shown.kept.items()
        if key in typed and row.version != typed[key].version
        and clean(row.text) != clean(typed[key].text)
    }  # fmt: skip
    form.show_versions(shown.kept)
    return TextParts(form, clashing)
