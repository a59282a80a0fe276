"""The clocks of a round and what they say on a day.

Window end (figures close), on-time day and closed-after day are three things that may coincide;
the forwarding day, on which the receiver reports upward in turn, binds nobody who reports here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from tracker.calendar.workdays import DaysOff
from tracker.rounds.rules.windows import Window, in_year
from tracker.text import Labelled

_ONE_DAY = timedelta(days=1)


class Clock(Labelled):
    """One of the days of a round; the value is its field in `Clocks`."""

    FIRST = "first", "Lấy số liệu từ ngày"
    LAST = "last", "Chốt số liệu hết ngày"
    ON_TIME = "on_time", "Gửi đúng hạn đến hết ngày"
    CLOSED_AFTER = "closed_after", "Khóa sau ngày"
    FORWARD = "forward", "Báo cáo cấp trên ngày"


class RoundState(Labelled):
    """Where a round stands on a day."""

    AHEAD = "ahead", "Sắp mở"
    OPEN = "open", "Đang mở"
    DATA_CLOSED = "data_closed", "Đã đóng số liệu"
    OVERDUE = "overdue", "Quá hạn gửi"
    LOCKED = "locked", "Đã khóa"
    ENDED = "ended", "Không thực hiện"


@dataclass(frozen=True, slots=True)
class Clocks:
    """The days of one round, or of every year's in the pattern year."""

    first: date
    last: date
    on_time: date
    closed_after: date
    forward: date | None = None

    @property
    def window(self) -> Window:
        """The days whose happenings the report tells."""
        return Window(self.first, self.last)

    def of_year(self, year: int) -> "Clocks":
        """The days of a year, from those of the pattern year."""
        forward = in_year(self.forward, year) if self.forward else None
        days = (self.first, self.last, self.on_time, self.closed_after)
        first, last, on_time, closed_after = (in_year(day, year) for day in days)
        return Clocks(first, last, on_time, closed_after, forward)


@dataclass(frozen=True, slots=True)
class Moved:
    """One clock that stands otherwise than before; None where there is no such day."""

    clock: Clock
    before: date | None
    after: date | None


def late_from(clocks: Clocks, days_off: DaysOff) -> date:
    """The first day on which a report is late: as for work, after the next working day."""
    return days_off.late_from(clocks.on_time)


def is_late(sent_on: date, clocks: Clocks, days_off: DaysOff) -> bool:
    """Whether a report sent (or a paper signed) on this day came too late."""
    return sent_on >= late_from(clocks, days_off)


def locked_from(clocks: Clocks, days_off: DaysOff) -> date:
    """The first day on which only the compiler reopens; never before one may be late."""
    return max(clocks.closed_after + _ONE_DAY, late_from(clocks, days_off))


def state_on(day: date, clocks: Clocks, days_off: DaysOff) -> RoundState:
    """Where a round with these clocks stands on a day."""
    if day >= locked_from(clocks, days_off):
        return RoundState.LOCKED
    if day >= late_from(clocks, days_off):
        return RoundState.OVERDUE
    if day < clocks.first:
        return RoundState.AHEAD
    return RoundState.OPEN if day <= clocks.last else RoundState.DATA_CLOSED


def moved(before: Clocks, after: Clocks) -> list[Moved]:
    """What stands otherwise, clock by clock."""
    return [
        Moved(clock, old, new)
        for clock in Clock
        if (old := getattr(before, clock.value)) != (new := getattr(after, clock.value))
    ]


def problems_of(clocks: Clocks) -> Mapping[str, str]:
    """Why these days are no round, by the name of the clock; empty where they are.

    The on-time day may stand before the window's end: a paper may ask for an earlier day.
    """
    found = {}
    if clocks.last < clocks.first:
        found["last"] = "Ngày chốt số liệu ở trước ngày bắt đầu lấy số liệu."
    if clocks.on_time < clocks.first:
        found["on_time"] = "Ngày gửi đúng hạn ở trước ngày bắt đầu lấy số liệu."
    if clocks.closed_after < clocks.on_time:
        found["closed_after"] = "Ngày khóa ở trước ngày gửi đúng hạn; đơn vị sẽ không kịp gửi."
    if clocks.forward and clocks.forward < clocks.on_time:
        found["forward"] = "Ngày báo cáo cấp trên ở trước ngày đơn vị gửi đúng hạn."
    return found


class HasWindow(Protocol):
    """What has a window."""

    @property
    def window(self) -> Window:
        """Its window."""


Round = TypeVar("Round", bound=HasWindow)


def round_of(day: date, rounds: Iterable[Round]) -> Round | None:
    """The round of one regime that is the first to tell what happened on this day.

    Windows nest: 10/3/2025 lies in quarter I, the half-year and the year; it is told in quarter I.
    What happened on 20/12/2025 is told in 2026; on 20/6/2025 in quarter III, or in the year where
    the regime has no quarters. None where no round tells it.
    """
    telling = [one for one in rounds if one.window.holds(day)]
    return min(telling, key=lambda one: (one.window.last, one.window.first), default=None)
