"""What may be handed to a division or an officer inside the unit, and by when (design: Delegation).

The unit stays the owner: its due day and its counts do not follow from anything here.
Every message is Vietnamese and tells what to do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.text import vn_date

SHOWN = 3
"""How many titles a message names."""


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody of the unit: an account with a role in it, or in one of its divisions."""

    id: int
    label: str
    unit_id: int


@dataclass(frozen=True, slots=True)
class House:
    """The unit inside which work is handed on: its divisions by id, its officers."""

    unit_id: int
    divisions: Mapping[int, str]
    officers: Sequence[Officer]

    def officer(self, user_id: int | None) -> Officer | None:
        """The officer with this account."""
        return next((one for one in self.officers if one.id == user_id), None)


@dataclass(frozen=True, slots=True)
class Handing:
    """To whom, by when inside the house, and a note.

    `keeps_day`: each row keeps the internal day it has, for those who take over from a colleague.
    """

    division_id: int | None
    holder_id: int | None
    internal_due_on: date | None = None
    note: str = ""
    keeps_day: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """One obligation as handing it on sees it."""

    unit_id: int
    open: bool
    due_on: date | None
    title: str


def check(handing: Handing, works: Sequence[Work], house: House, today: date) -> dict[str, str]:
    """Every problem, keyed by field: division, officer, internal_due_on, rows; empty when none."""
    problems = _check_whom(handing, house)
    if not works:
        problems["rows"] = "Hãy chọn ít nhất một phần việc."
    foreign = [work.title for work in works if work.unit_id != house.unit_id]
    if foreign:
        problems["rows"] = f"Không phải phần việc của đơn vị này: {_named(foreign)}."
    closed = [work.title for work in works if not work.open]
    if closed:
        problems["rows"] = (
            f"Đã hoàn thành hoặc đã kết thúc, không giao được nữa: {_named(closed)}. "
            "Hãy bỏ chọn rồi lưu lại."
        )
    if handing.internal_due_on is not None and not handing.keeps_day:
        _check_day(handing.internal_due_on, works, today, problems)
    return problems


def _check_whom(handing: Handing, house: House) -> dict[str, str]:
    division, officer = handing.division_id, house.officer(handing.holder_id)
    if division is None and handing.holder_id is None:
        return {"division": "Hãy chọn phòng, cán bộ hoặc cả hai."}
    if division is not None and division not in house.divisions:
        return {"division": "Phòng này không còn thuộc đơn vị: hãy chọn phòng khác."}
    if handing.holder_id is not None and officer is None:
        return {"officer": "Cán bộ này không còn làm việc tại đơn vị: hãy chọn cán bộ khác."}
    if officer and division and officer.unit_id not in {division, house.unit_id}:
        return {"officer": "Cán bộ này không thuộc phòng đã chọn: hãy chọn lại phòng hoặc cán bộ."}
    return {}


def _check_day(day: date, works: Sequence[Work], today: date, problems: dict[str, str]) -> None:
    later = [work for work in works if work.due_on is not None and day > work.due_on]
    if day < today:
        problems["internal_due_on"] = (
            f"Hạn nội bộ {vn_date(day)} đã qua: hãy chọn từ hôm nay ({vn_date(today)}) trở đi, "
            "hoặc để trống."
        )
    elif later:
        due_on = min(work.due_on for work in later if work.due_on)
        many = f" của {len(later):02d} phần việc: {_named([one.title for one in later])}"
        whose = many if len(works) > 1 else ""
        past = " Phần việc đã quá hạn thì để trống hạn nội bộ." if due_on < today else ""
        problems["internal_due_on"] = (
            f"Hạn nội bộ phải vào hoặc trước thời hạn {vn_date(due_on)}{whose}.{past}"
        )


def _named(titles: Sequence[str]) -> str:
    shown = "; ".join(f"“{title[:80].strip(' .;')}”" for title in titles[:SHOWN])
    left = len(titles) - SHOWN
    return f"{shown} và {left:02d} phần việc khác" if left > 0 else shown
