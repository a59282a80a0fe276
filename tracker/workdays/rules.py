"""What sorts of special days there are, and what an edit of the calendar may be refused for."""

from collections.abc import Iterator
from datetime import date, timedelta

from tracker.calendar.workdays import SATURDAY
from tracker.refusals import Refused
from tracker.text import Labelled, vn_date, vn_weekday_date

LONGEST_RUN = 31
"""Days that one form may add: longer runs are a slip of the year."""


class DayKind(Labelled):
    """How a day differs from the plain week."""

    OFF = "off", "Ngày nghỉ"
    MAKEUP = "makeup", "Ngày làm bù"


class DayStatus(Labelled):
    """Whether a paper announced the day."""

    ANNOUNCED = "announced", "Đã có thông báo"
    PROJECTED = "projected", "Dự kiến"


def kind_problem(kind: DayKind, day: date) -> str:
    """Why a day of the week cannot be of this kind; empty when it can."""
    weekend = day.weekday() >= SATURDAY
    if kind is DayKind.OFF and weekend:
        return f"{vn_weekday_date(day)} là ngày nghỉ hằng tuần, không cần ghi."
    if kind is DayKind.MAKEUP and not weekend:
        return f"{vn_weekday_date(day)} là ngày làm việc; ngày làm bù phải là ngày nghỉ hằng tuần."
    return ""


def run_of(kind: DayKind, first: date, last: date) -> list[date]:
    """The days that a form adds: the working weekdays of a run, or its weekend days.

    Raises Refused for a run that is backwards, too long, or holds no such day.
    """
    if last < first:
        raise Refused({"last": "Ngày cuối ở trước ngày đầu."})
    if (last - first).days >= LONGEST_RUN:
        raise Refused({"last": f"Mỗi lần chỉ thêm được tối đa {LONGEST_RUN} ngày liền nhau."})
    found = [day for day in _days(first, last) if not kind_problem(kind, day)]
    if not found:
        raise Refused({"first": kind_problem(kind, first)})
    return found


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def paper_words(number: str, day: date) -> str:
    """A paper as the source of a day: "Thông báo số 6150/TB-BLĐTBXH ngày 03/12/2024"."""
    return f"{number} ngày {vn_date(day)}"
