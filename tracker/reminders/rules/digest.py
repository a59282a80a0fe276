"""A digest as a person reads it: groups, most serious first; many rows of one day are one line."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tracker.calendar.workdays import ONE_DAY, DaysOff
from tracker.reminders.rules.ladder import Level
from tracker.reminders.rules.subjects import SubjectKind
from tracker.text import Labelled, vn_date

MOST_APART = 3
"""Rows of one kind, unit and day up to which each has a line of its own."""


class Part(Labelled):
    """A group of a digest, in the order of seriousness."""

    OVERVIEW = "overview", "Tình hình chung"
    ESCALATED = "escalated", "Việc chậm cần lãnh đạo, cán bộ tổng hợp quan tâm"
    OVERDUE = "overdue", "Đã quá hạn"
    TODAY = "today", "Đến hạn hôm nay"
    COMPLETION = "completion", "Báo cáo cần bổ sung, hoàn thiện"
    ROUNDS = "rounds", "Kỳ báo cáo"
    COOPERATION = "cooperation", "Yêu cầu phối hợp chờ trả lời"
    SOON = "soon", "Sắp đến hạn"
    SET = "set", "Thời hạn mới phát sinh hoặc thay đổi"
    STANDING = "standing", "Nhiệm vụ thường xuyên chưa cập nhật kỳ này"


@dataclass(frozen=True, slots=True)
class Told:
    """One row of the ledger as a digest needs it; `unit` is the owner's short name.

    `late` tells that its day went by while nothing was sent; `in_place_of` names the person whose
    stand-in is told; `subject` is the subject's name in the ledger.
    """

    kind: SubjectKind
    level: Level
    due_on: date
    late_from: date | None
    unit_id: int
    unit: str
    title: str
    code: str
    address: str
    detail: str = ""
    late: bool = False
    in_place_of: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what, when in words, how many rows it stands for, and where to act."""

    text: str
    when: str
    address: str
    count: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one part; `count` is the number of rows behind them."""

    part: Part
    entries: tuple[Entry, ...]

    @property
    def count(self) -> int:
        """How many matters, however few lines."""
        return sum(entry.count for entry in self.entries)


_ALONE = {
    SubjectKind.OVERDUE_LIST: Part.OVERVIEW,
    SubjectKind.COMPLETION: Part.COMPLETION,
    SubjectKind.ROUND_ON_TIME: Part.ROUNDS,
    SubjectKind.ROUND_DATA: Part.ROUNDS,
    SubjectKind.ROUND_FORWARD: Part.ROUNDS,
    SubjectKind.COOPERATION: Part.COOPERATION,
    SubjectKind.DEADLINE_SET: Part.SET,
    SubjectKind.STANDING: Part.STANDING,
}
_MANY = {
    SubjectKind.STANDING: "nhiệm vụ thường xuyên chưa có nội dung cập nhật",
    SubjectKind.COOPERATION: "yêu cầu phối hợp",
    SubjectKind.DEADLINE_SET: "thời hạn mới hoặc thay đổi",
    SubjectKind.COMPLETION: "báo cáo cần bổ sung, hoàn thiện",
    SubjectKind.ROUND_ON_TIME: "đơn vị chưa gửi báo cáo",
    SubjectKind.ROUND_DATA: "báo cáo đến ngày chốt số liệu",
    SubjectKind.ROUND_FORWARD: "báo cáo cấp trên",
    SubjectKind.OVERDUE_LIST: "bản tổng hợp",
}
_LISTS = {
    SubjectKind.STANDING: "/thuong-xuyen",
    SubjectKind.COOPERATION: "/phoi-hop",
    SubjectKind.DEADLINE_SET: "/",
}
_HEAD = {
    SubjectKind.ROUND_DATA: "Chốt số liệu: ",
    SubjectKind.ROUND_ON_TIME: "Gửi báo cáo: ",
    SubjectKind.ROUND_FORWARD: "Báo cáo cấp trên: ",
}


def groups(lines: Iterable[Told], day: date, days_off: DaysOff) -> list[Group]:
    """What is told on a day, part by part; parts without a line are left out."""
    parts: dict[Part, list[Told]] = {part: [] for part in Part}
    for line in lines:
        parts[_part(line, day)].append(line)
    return [
        Group(part, tuple(_entries(told, day, days_off))) for part, told in parts.items() if told
    ]


def subject_line(told: Sequence[Group], day: date) -> str:
    """The subject of a letter: "Nhắc việc CCHC ngày 10/6/2025: 02 quá hạn, 05 sắp đến hạn"."""
    counts = Counter({group.part: group.count for group in told})
    named = (
        (counts[Part.ESCALATED] + counts[Part.OVERDUE], "quá hạn"),
        (counts[Part.TODAY], "đến hạn hôm nay"),
        (counts[Part.ROUNDS] + counts[Part.COMPLETION], "về kỳ báo cáo"),
        (counts[Part.SOON], "sắp đến hạn"),
    )
    said = [f"{number:02d} {words}" for number, words in named if number]
    said = said or [f"{counts.total():02d} việc cần biết"]
    return f"Nhắc việc CCHC ngày {vn_date(day)}: {', '.join(said)}"


def copy_text(told: Sequence[Group], day: date) -> str:
    """A short text to paste into a chat: counts, first lines, no files and no words of reports."""
    said = [f"Nhắc việc CCHC ngày {vn_date(day)}:"]
    for group in told:
        said.append(f"{group.part.label} ({group.count:02d}):")
        said += [f"- {entry.text} ({entry.when})" for entry in group.entries[:MOST_APART]]
        left = sum(entry.count for entry in group.entries[MOST_APART:])
        said += [f"- và {left:02d} việc khác"] if left else []
    return "\n".join(said)


def _part(line: Told, day: date) -> Part:
    if line.kind in _ALONE and line.level is Level.OFFICER:
        return _ALONE[line.kind]
    if line.kind in {SubjectKind.OVERDUE_LIST, SubjectKind.ROUND_FORWARD}:
        return _ALONE[line.kind]
    if line.level is not Level.OFFICER:
        return Part.ESCALATED
    if line.late_from and line.late_from <= day:
        return Part.OVERDUE
    return Part.TODAY if line.due_on <= day else Part.SOON


def _entries(told: Sequence[Told], day: date, days_off: DaysOff) -> Iterable[Entry]:
    """The lines of one part: by day, then kind and unit; more than a few of one kind are one."""
    ordered = sorted(told, key=lambda one: (one.due_on, one.kind.value, one.unit_id))
    for _, same in groupby(ordered, key=lambda one: (one.due_on, one.kind, one.unit_id)):
        rows = list(same)
        if len(rows) > MOST_APART or (len(rows) > 1 and rows[0].kind is SubjectKind.STANDING):
            yield _folded(rows, day, days_off)
        else:
            yield from (_entry(row, day, days_off) for row in rows)


def _folded(rows: Sequence[Told], day: date, days_off: DaysOff) -> Entry:
    first = rows[0]
    of_unit = f" của {first.unit}" if first.level is not Level.OFFICER else ""
    text = f"{_number(rows)}{of_unit}"
    return Entry(text, _when(first, day, days_off), _list_of(first, day), len(rows), _note(first))


def _number(rows: Sequence[Told]) -> str:
    """How many, in words: "24 nhiệm vụ (26 phần việc) đến hạn 31/12/2025"."""
    first = rows[0]
    if first.kind is not SubjectKind.OBLIGATION:
        return f"{len(rows):02d} {_MANY[first.kind]}"
    tasks = len({row.code for row in rows})
    shares = f" ({len(rows):02d} phần việc)" if tasks < len(rows) else ""
    return f"{tasks:02d} nhiệm vụ{shares} đến hạn {vn_date(first.due_on)}"


def _entry(row: Told, day: date, days_off: DaysOff) -> Entry:
    above = row.level is not Level.OFFICER and row.kind is not SubjectKind.OVERDUE_LIST
    of_unit = f"{row.unit}: " if above and row.unit else ""
    text = f"{of_unit}{_HEAD.get(row.kind, '')}{row.title}"
    return Entry(text, _when(row, day, days_off), _page_of(row), 1, _note(row))


def _page_of(row: Told) -> str:
    """Where to act; those above the unit cannot write in its form and get the page itself."""
    writes = row.level in {Level.OFFICER, Level.HEAD}
    return row.address if writes else row.address.removesuffix("/cap-nhat")


def _list_of(row: Told, day: date) -> str:
    if row.kind is SubjectKind.OBLIGATION and row.late_from and row.late_from <= day:
        return "/qua-han"
    if row.kind is SubjectKind.OBLIGATION:
        quarter = (row.due_on.month + 2) // 3
        return f"/nhiem-vu?nam={row.due_on.year}&quy={quarter}"
    return _LISTS.get(row.kind, _page_of(row))


def _note(row: Told) -> str:
    notes = [f"thay {row.in_place_of}"] if row.in_place_of else []
    return "; ".join([*notes, *(["nhắc muộn"] if row.late else [])])


def _when(row: Told, day: date, days_off: DaysOff) -> str:
    """When, in words: "hạn 30/6/2025, còn 7 ngày làm việc"."""
    due = vn_date(row.due_on)
    if row.kind is SubjectKind.OVERDUE_LIST:
        return f"tính đến ngày {vn_date(day)}"
    if row.late_from and row.late_from <= day:
        return late_words(row.due_on, row.late_from, day, days_off)
    if row.due_on == day and row.late_from:
        return "hạn hôm nay"
    if row.due_on <= day:
        last = row.late_from - ONE_DAY if row.late_from else None
        return f"hạn {due}, ngày nghỉ; còn đến hết {vn_date(last)}" if last else f"từ ngày {due}"
    left = days_off.working_days_between(day, row.due_on)
    return f"hạn {due}, còn {left} ngày làm việc" if left else f"hạn {due}"


def late_words(due_on: date, late_from: date, day: date, days_off: DaysOff) -> str:
    """How late on a day: "hạn 31/3/2025, chậm 48 ngày làm việc", the first late one counted."""
    late = max(1, days_off.working_days_between(late_from - ONE_DAY, day))
    return f"hạn {vn_date(due_on)}, chậm {late} ngày làm việc"
