"""A later day: what may be asked, what may be decided, and how both counts are told.

Work stays late until the plan's issuer grants the later day. Every message is Vietnamese.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.refusals import Refused, refuse
from tracker.tasks.rules.states import AssignmentRole, State
from tracker.text import vn_date

DONE, ENDED = "Phần việc này đã hoàn thành.", "Phần việc này đã kết thúc hoặc đã bàn giao."
NO_DAY = "Phần việc này không có thời hạn nên không xin gia hạn."
PARTNER = "Chỉ đơn vị chủ trì xin gia hạn."


class AlreadyAsked(Exception):
    """A request of this obligation is still open: at most one is."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What deciding needs to know of an obligation."""

    role: AssignmentRole
    due_on: date | None
    state: State
    ended: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """What a unit asks: until when, why, by which paper of which day."""

    until: date
    reason: str
    paper: str
    asked_on: date


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the plan's issuer decided, on the day of its paper; `until` None: refused."""

    until: date | None
    decided_on: date
    words: str = ""


def standing_in_the_way(owed: Owed) -> str:
    """Why a later day is out of the question; empty when it is not."""
    if owed.role is AssignmentRole.PARTNER:
        return PARTNER
    if owed.ended:
        return ENDED
    if owed.state is State.DONE:
        return DONE
    return "" if owed.due_on else NO_DAY


def check_wish(wish: Wish, owed: Owed, today: date) -> None:
    """Raises Refused with a message per field where it cannot be asked."""
    reason = standing_in_the_way(owed)
    if reason:
        raise Refused({"": reason})
    found: dict[str, str] = {}
    if owed.due_on is not None and wish.until <= owed.due_on:
        found["until"] = f"Ngày đề nghị phải sau hạn hiện tại ({vn_date(owed.due_on)})."
    if wish.asked_on > today:
        found["asked_on"] = after_today(wish.asked_on, today)
    refuse(found)


def check_ruling(ruling: Ruling, rows: Iterable[Owed], asked_on: date | None, today: date) -> None:
    """Raises Refused with a message per field where the decision cannot be recorded."""
    found: dict[str, str] = {}
    if ruling.decided_on > today:
        found["decided_on"] = after_today(ruling.decided_on, today)
    elif asked_on is not None and ruling.decided_on < asked_on:
        found["decided_on"] = f"Ngày này ở trước ngày đề nghị ({vn_date(asked_on)})."
    if ruling.until is None and not ruling.words:
        found["words"] = "Hãy nêu lý do không đồng ý."
    for owed in rows if ruling.until else ():
        reason = standing_in_the_way(owed)
        if reason:
            found[""] = f"{reason} Không gia hạn được phần việc này."
        elif owed.due_on and ruling.until and ruling.until <= owed.due_on:
            found["until"] = f"Ngày gia hạn phải sau hạn hiện tại ({vn_date(owed.due_on)})."
    refuse(found)


def after_today(day: date, today: date) -> str:
    """That a day lies in the future."""
    return f"Ngày {vn_date(day)} ở sau ngày hôm nay ({vn_date(today)})."


@dataclass(frozen=True, slots=True)
class Extended:
    """Phần việc whose day was extended, and what they would be by their original day.

    `open` and `done` are all of them; `overdue` are late even by the extended day; `spared` are
    open and `done_spared` finished, in time by the extended day and late by the original one.
    """

    open: int = 0
    done: int = 0
    overdue: int = 0
    spared: int = 0
    done_spared: int = 0

    def __add__(self, other: "Extended") -> "Extended":
        return Extended(
            self.open + other.open,
            self.done + other.done,
            self.overdue + other.overdue,
            self.spared + other.spared,
            self.done_spared + other.done_spared,
        )

    @property
    def any(self) -> bool:
        """Whether anything was extended at all."""
        return bool(self.open or self.done)

    def beside(self, overdue: int) -> str:
        """Both counts beside a number of overdue: "theo hạn ban đầu: 15; đã gia hạn 03".

        Empty where nothing that is open was extended: both counts are one then.
        """
        if not self.open:
            return ""
        return f"theo hạn ban đầu: {_count(overdue + self.spared)}; đã gia hạn {_count(self.open)}"


def _count(number: int) -> str:
    return f"{number:02d}"
