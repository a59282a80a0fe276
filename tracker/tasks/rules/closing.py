"""Closing a year: which decisions there are, what each asks for, what carried work is called.

Nothing is closed by silence: an obligation without a decision stays open.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.refusals import refuse
from tracker.tasks.rules.states import ClosingDecision, EndKind
from tracker.text import Labelled, vn_date

UNREAD = (
    "Không đọc được thời hạn này. Hãy ghi như trong kế hoạch, ví dụ “Quý II/2026” hoặc “Trước ngày "
    "30/6/2026”."
)
NO_TARGET = "Hãy chọn kế hoạch của năm sau, đã ban hành, để chuyển tiếp vào."
NOTHING = "Hãy đánh dấu ít nhất một phần việc chưa quyết định."
NO_PAPER = "Hãy nêu số, ký hiệu của văn bản làm căn cứ."
NO_REASON = "Hãy nêu lý do."
NO_DEADLINE = "Hãy nhập thời hạn mới chung, hoặc thời hạn riêng ở từng phần việc được chọn."

CLOSED_BY_HAND = frozenset({EndKind.STOPPED.value, EndKind.REPLACED.value, EndKind.CARRIED.value})
"""Ends that a person decided: laying out does not undo them, a hand-over does not move them."""


class Decided(Labelled):
    """How a sheet is cut; the value stands in the address."""

    OPEN = "chua-quyet-dinh", "Chưa quyết định"
    CARRIED = "chuyen-tiep", "Đã chuyển tiếp"
    STOPPED = "da-dung", "Đã dừng"
    REPLACED = "duoc-thay-the", "Được thay thế"
    DONE = "hoan-thanh-sau", "Hoàn thành sau ngày 31/12"
    ALL = "tat-ca", "Tất cả"

    @classmethod
    def of(cls, decision: ClosingDecision) -> "Decided":
        """Where a decided row stands."""
        return _BY_DECISION[decision]


_BY_DECISION = {
    ClosingDecision.CARRIED: Decided.CARRIED,
    ClosingDecision.STOPPED: Decided.STOPPED,
    ClosingDecision.REPLACED: Decided.REPLACED,
}


def last_day(year: int) -> date:
    """The day on which a year's sheet is drawn."""
    return date(year, 12, 31)


def is_over(year: int, today: date) -> bool:
    """Whether decisions may be recorded: the year's last day has passed."""
    return today > last_day(year)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the form says: the decision and what it rests on.

    `deadline` is the one for all; `own` are those of single obligations, by id.
    """

    decision: ClosingDecision
    words: str = ""
    number: str = ""
    decided_on: date | None = None
    target_id: int | None = None
    deadline: str = ""
    own: Mapping[int, str] = field(default_factory=dict)

    def deadline_of(self, row: int) -> str:
        """The new deadline of one obligation: its own, else the one for all."""
        return self.own.get(row, self.deadline)

    def field_of(self, row: int) -> str:
        """The field of the form where the deadline of an obligation was typed."""
        return own_field(row) if row in self.own else "deadline"


def own_field(row: int) -> str:
    """The name of the field in which an obligation's own deadline is typed."""
    return f"han-{row}"


def check_choice(choice: Choice, rows: Collection[int], year: int, today: date) -> None:
    """Raises Refused with a message per field for what is missing."""
    found: dict[str, str] = {}
    if not is_over(year, today):
        found[""] = f"Năm {year} chưa kết thúc: quyết định được ghi từ ngày 01/01/{year + 1}."
    if not rows:
        found["rows"] = NOTHING
    if choice.decision is ClosingDecision.CARRIED:
        found |= {} if choice.target_id else {"target": NO_TARGET}
        if not all(map(choice.deadline_of, rows)) or not (rows or choice.deadline):
            found["deadline"] = NO_DEADLINE
    else:
        found |= _paper_problems(choice, today)
    refuse(found)


def _paper_problems(choice: Choice, today: date) -> Mapping[str, str]:
    found: dict[str, str] = {}
    if not choice.number:
        found["number"] = NO_PAPER
    if choice.decided_on is None:
        found["decided_on"] = "Hãy nhập ngày của văn bản, ví dụ 05/01/2026."
    elif choice.decided_on > today:
        day = vn_date(choice.decided_on)
        found["decided_on"] = f"Ngày {day} ở sau ngày hôm nay ({vn_date(today)})."
    if choice.decision is ClosingDecision.STOPPED and not choice.words:
        found["words"] = NO_REASON
    return found


def note_of(plan_label: str, number: str) -> str:
    """What a carried task says of where it comes from."""
    place = f", mục {number}" if number else ""
    return f"Chuyển tiếp từ {plan_label}{place}"
