"""Drafts and versions of a compilation: what a section prints, what may be frozen, what differs.

Pure. The generated text stands until somebody edits it; an edited text stays when the source is
collected anew, and is told that its source has moved.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from tracker.reports.rules.compiled import IndicatorFigure, Section
from tracker.reports.rules.indicators import BLANK, Amount
from tracker.text import Labelled, vn_date, vn_number

FIGURES = {
    "tasks.given": "Nhiệm vụ có thời hạn",
    "tasks.done": "Nhiệm vụ đã hoàn thành",
    "tasks.done_on_time": "Nhiệm vụ hoàn thành đúng hạn",
    "tasks.done_late": "Nhiệm vụ hoàn thành quá hạn",
    "tasks.open_in_time": "Nhiệm vụ chưa hoàn thành, trong hạn",
    "tasks.open_overdue": "Nhiệm vụ chưa hoàn thành, quá hạn",
    "tasks.rate": "Tỷ lệ hoàn thành nhiệm vụ (%)",
    "duties.given": "Phần việc có thời hạn",
    "duties.done": "Phần việc đã hoàn thành",
    "duties.done_on_time": "Phần việc hoàn thành đúng hạn",
    "duties.done_late": "Phần việc hoàn thành quá hạn",
    "duties.open_in_time": "Phần việc chưa hoàn thành, trong hạn",
    "duties.open_overdue": "Phần việc chưa hoàn thành, quá hạn",
    "duties.silent": "Phần việc thường xuyên chưa cập nhật trong kỳ",
}
"""The headline's figures in words, in the order of pages."""

NUMBER_WANTED = "Nhập số của văn bản đã ký, ví dụ 120/BC-SNV."
DAY_WANTED = "Nhập ngày của văn bản đã ký."
DAY_AHEAD = "Ngày ký không thể sau hôm nay."
NOTHING_NEW = "Nội dung này đã được ghi nhận."


class Which(Labelled):
    """The two reports of one round; the value stands in addresses."""

    UPWARD = "gui-cap-tren", "Báo cáo gửi cấp trên"
    INTERNAL = "noi-bo", "Báo cáo nội bộ"

    @property
    def internal(self) -> bool:
        """Whether it carries late units, points at risk and criticism."""
        return self is Which.INTERNAL


def hash_of(text: str) -> str:
    """By which a generated text is known again."""
    return hashlib.sha256(text.encode()).hexdigest()


def too_late(signed_on: date | None, number: str, today: date) -> dict[str, str]:
    """What is wrong with the number and the day of a signed paper, by field."""
    day = DAY_WANTED if signed_on is None else (DAY_AHEAD if signed_on > today else "")
    return {"number": "" if number.strip() else NUMBER_WANTED, "signed_on": day}


def empty_words(sections: Sequence[Section]) -> str:
    """Why a draft with these sections without a word is not frozen; empty when there are none."""
    if not sections:
        return ""
    names = "; ".join(f"{one.number}. {one.title}".strip(". ") for one in sections)
    return f"Mục chưa có nội dung: {names}. Nhập nội dung, hoặc ghi “Không có.”, rồi chốt."


def figure_text(name: str, value: float | None) -> str:
    """A figure of the headline as pages show it; a dash where nobody knows."""
    if value is None:
        return "–"
    return vn_number(value, 2) if name.endswith(".rate") else vn_number(value)


@dataclass(frozen=True, slots=True)
class FigurePair:
    """One figure in two versions."""

    label: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        """Whether it moved."""
        return self.before != self.after


def paired(
    before: Mapping[str, float | None], after: Mapping[str, float | None]
) -> list[FigurePair]:
    """Every figure that one of the two has, in the order of pages."""
    names = [*FIGURES, *sorted((before.keys() | after.keys()) - FIGURES.keys())]
    return [
        FigurePair(
            FIGURES.get(name, name), figure_text(name, before.get(name)),
            figure_text(name, after.get(name)),
        )
        for name in names
        if name in before or name in after
    ]  # fmt: skip


def differing(
    rows: Iterable[IndicatorFigure], before: Mapping[str, Amount], after: Mapping[str, Amount]
) -> list[FigurePair]:
    """The rows of the number form that two versions print otherwise, each once, in their order."""
    named = {one.code: one for one in rows}
    pairs = [
        FigurePair(
            indicator_label(one),
            *(_amount_text(one, figures.get(code)) for figures in (before, after)),
        )
        for code, one in named.items()
    ]
    return [one for one in pairs if one.differs]


def _amount_text(row: IndicatorFigure, amount: Amount | None) -> str:
    return (amount or BLANK).text(ratio=row.ratio) or "–"


def indicator_label(row: IndicatorFigure) -> str:
    """How a row of the number form is named: "3.11. Hồ sơ tiếp nhận (hồ sơ)"."""
    named = f"{row.number}. {row.name}".removeprefix(". ")
    return f"{named} ({row.measure})" if row.measure else named


class Change(Labelled):
    """What became of a piece of text from one version to the next."""

    SAME = "same", "Giữ nguyên"
    GONE = "gone", "Bỏ"
    NEW = "new", "Thêm"


def changes(before: str, after: str) -> list[tuple[Change, str]]:
    """The two texts as one, word by word: kept, gone and new pieces in reading order."""
    old, new = _words(before), _words(after)
    found: list[tuple[Change, str]] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append((Change.SAME, "".join(old[i:j])))
            continue
        found += [(Change.GONE, "".join(old[i:j]))] if j > i else []
        found += [(Change.NEW, "".join(new[k:m]))] if m > k else []
    return found


def _words(text: str) -> list[str]:
    """Words with the space after them, so that joining gives the text again."""
    return list(_pieces(text))


def _pieces(text: str) -> Iterator[str]:
    start = 0
    for place in range(1, len(text)):
        if text[place - 1].isspace() and not text[place].isspace():
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def signed_label(number: str, signed_on: date) -> str:
    """How a signed paper is named: "120/BC-SNV ngày 18/6/2025"."""
    return f"{number} ngày {vn_date(signed_on)}"
