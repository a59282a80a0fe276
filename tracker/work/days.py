"""How long until a day, and how late since one: counted once per request for many rows."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta

from tracker.calendar.workdays import SATURDAY, DaysOff

FAR = 60
"""Calendar days ahead up to which time left is told in working days."""


@dataclass(frozen=True, slots=True)
class Lateness:
    """Days since the last good day, and the working days among them."""

    days: int
    working_days: int


@dataclass(slots=True)
class DayCount:
    """Working days between today and other days, by arithmetic: years late cost as one day."""

    days_off: DaysOff
    today: date
    _lost: list[date] = field(init=False)
    _gained: list[date] = field(init=False)

    def __post_init__(self) -> None:
        off, makeup = self.days_off.off, self.days_off.makeup
        self._lost = sorted(day for day in off - makeup if day.weekday() < SATURDAY)
        self._gained = sorted(day for day in makeup if day.weekday() >= SATURDAY)

    def left(self, due_on: date | None) -> int | None:
        """Working days after today up to the day; None when there is none or it is far away."""
        if due_on is None or not 0 <= (due_on - self.today).days <= FAR:
            return None
        return self.days_off.working_days_between(self.today, due_on)

    def late(self, late_from: date | None) -> Lateness | None:
        """Lateness of work late from this day on; None while it is not late."""
        if late_from is None or late_from > self.today:
            return None
        days = (self.today - late_from).days + 1
        return Lateness(days, self._working_days_back(days))

    def since(self, day: date | None) -> int | None:
        """Calendar days since a day; None when there is none."""
        return (self.today - day).days if day else None

    def _working_days_back(self, days: int) -> int:
        """Working days among today and the days before it, `days` in all."""
        first = self.today - timedelta(days=days - 1)
        weeks, rest = divmod(days, 7)
        weekdays = weeks * 5 + sum((first.weekday() + step) % 7 < SATURDAY for step in range(rest))
        return weekdays - self._within(self._lost, first) + self._within(self._gained, first)

    def _within(self, days: list[date], first: date) -> int:
        """How many of the sorted days lie from `first` to today."""
        return bisect_right(days, self.today) - bisect_left(days, first)


def last_good_day(late_from: date) -> date:
    """The last day on which the work would not have been late."""
    return late_from - timedelta(days=1)
