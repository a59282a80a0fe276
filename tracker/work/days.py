"""How long until a day, and how late since one: counted once per request for many rows."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from tracker.calendar.workdays import ONE_DAY, DaysOff

FAR = 60
"""Calendar days ahead up to which time left is told in working days."""


@dataclass(frozen=True, slots=True)
class Lateness:
    """Days since the last good day, and the working days among them."""

    days: int
    working_days: int


@dataclass(slots=True)
class DayCount:
    """Working days between today and other days; each day on the way is looked at once."""

    days_off: DaysOff
    today: date
    _before: list[int] = field(default_factory=lambda: [0])

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
        while len(self._before) <= days:
            day = self.today - (len(self._before) - 1) * ONE_DAY
            self._before.append(self._before[-1] + self.days_off.is_working(day))
        return self._before[days]


def last_good_day(late_from: date) -> date:
    """The last day on which the work would not have been late."""
    return late_from - timedelta(days=1)
