"""State marks and deadline words: each state is a word, a shape and a colour, never colour alone.

Keys are the values of the cells and states of an obligation, plus the few finer ones that only a
screen needs. Pure: values in, values out.
"""

from dataclasses import dataclass
from datetime import date

from tracker.text import vn_number

SOON = 7
"""Working days before the due day from which a duty is shown as "Sắp đến hạn"."""


@dataclass(frozen=True)
class Mark:
    """How one state is shown: words, icon of the sprite, colour class."""

    label: str
    icon: str
    tone: str


MARKS: dict[str, Mark] = {
    "done_on_time": Mark("Hoàn thành đúng hạn", "circle-check-filled", "green"),
    "done_late": Mark("Hoàn thành quá hạn", "circle-check", "olive"),
    "done": Mark("Hoàn thành", "circle-check-filled", "green"),
    "in_progress": Mark("Đang thực hiện, trong hạn", "contrast-filled", "blue"),
    "not_started": Mark("Chưa thực hiện, trong hạn", "circle", "grey"),
    "underway": Mark("Đang thực hiện", "contrast-filled", "blue"),
    "waiting": Mark("Chưa thực hiện", "circle", "grey"),
    "soon": Mark("Sắp đến hạn", "clock", "amber"),
    "overdue": Mark("Quá hạn", "alert-triangle-filled", "red"),
    "standing": Mark("Không thời hạn (thường xuyên)", "infinity", "slate"),
    "submitted": Mark("Đã trình, chờ ban hành", "send", "violet"),
    "undetermined": Mark("Chưa xác định thời hạn", "help-circle", "slate"),
    "before_tracking": Mark("Trước thời điểm bắt đầu theo dõi", "history", "slate"),
    "closed": Mark("Đã kết thúc trách nhiệm", "circle-x", "slate"),
    "open_in_time": Mark("Chưa hoàn thành, trong hạn", "contrast-filled", "blue"),
    "open_overdue": Mark("Chưa hoàn thành, quá hạn", "alert-triangle-filled", "red"),
    "no_deadline": Mark("Không thời hạn", "infinity", "slate"),
}

_BY_CELL = {
    "open_overdue": "overdue",
    "no_deadline": "standing",
    "done_on_time": "done_on_time",
    "done_late": "done_late",
    "undetermined": "undetermined",
    "before_tracking": "before_tracking",
    "closed": "closed",
}
_BY_WORD_ALONE = {
    "done": "done",
    "submitted": "submitted",
    "in_progress": "underway",
    "not_started": "waiting",
}


def mark_key(cell: str | None, state: str, working_left: int | None = None) -> str:
    """Key of the mark for one obligation.

    `cell` is where it is counted (None for a partner's), `state` the unit's own word,
    `working_left` the working days left, for "Sắp đến hạn".
    """
    if cell in _BY_CELL:
        return _BY_CELL[cell]
    if cell is None or state in ("submitted", "done"):
        return _BY_WORD_ALONE[state]
    if working_left is not None and working_left <= SOON:
        return "soon"
    return state


@dataclass(frozen=True)
class DeadlineWords:
    """What a due day means today, and its colour class ("" when there is time)."""

    text: str
    tone: str = ""


def overdue_words(days: int, working_days: int | None = None) -> str:
    """Lateness as in "71 ngày (48 ngày làm việc)"."""
    words = f"{vn_number(days)} ngày"
    if working_days is None:
        return words
    return f"{words} ({vn_number(working_days)} ngày làm việc)"


def deadline_words(
    due_on: date,
    today: date,
    working_left: int | None = None,
    days_late: int = 0,
    working_late: int | None = None,
) -> DeadlineWords:
    """Words for a due day: time left in working days, or lateness in days of both kinds.

    A due day that has passed without lateness fell on days off, which extend it.
    """
    if days_late > 0:
        return DeadlineWords(f"quá hạn {overdue_words(days_late, working_late)}", "red")
    if due_on == today:
        return DeadlineWords("đến hạn hôm nay", "amber")
    if due_on < today:
        return DeadlineWords("đến hạn vào ngày nghỉ, chưa tính quá hạn", "amber")
    if working_left is None:
        return DeadlineWords(f"còn {vn_number((due_on - today).days)} ngày")
    if working_left == 0:
        return DeadlineWords("không còn ngày làm việc trước hạn", "amber")
    tone = "amber" if working_left <= SOON else ""
    return DeadlineWords(f"còn {vn_number(working_left)} ngày làm việc", tone)
