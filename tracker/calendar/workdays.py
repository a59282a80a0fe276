"""Working-day arithmetic over announced days off that are handed in.

Nothing here knows which days are holidays: the caller reads them from the table of announced
days. Saturdays and Sundays are off unless announced as make-up working days.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
SATURDAY = 5  # date.weekday()


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Announced weekdays off (`off`) and weekend days worked instead (`makeup`).

    A day announced in both sets works: the make-up day is the later, more specific announcement.
    """

    off: frozenset[date] = frozenset()
    makeup: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether offices are open on `day`."""
        if day in self.makeup:
            return True
        return day.weekday() < SATURDAY and day not in self.off

    def next_working(self, day: date) -> date:
        """`day` itself when it works, else the first working day after it."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def add_working_days(self, start: date, count: int) -> date:
        """The `count`-th working day after `start`; before it when `count` is negative.

        The starting day is not counted (Bộ luật Dân sự 2015, Điều 147). Zero gives `start`.
        """
        step = ONE_DAY if count > 0 else -ONE_DAY
        day, left = start, abs(count)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def working_days_between(self, after: date, until: date) -> int:
        """Working days after `after` up to and including `until`; negative when `until` is earlier.

        `working_days_between(d, add_working_days(d, n)) == n` for every n >= 0.
        """
        if until < after:
            return -self.working_days_between(until, after)
        return sum(self.is_working(day) for day in _days_after(after, until))

    def late_from(self, due_on: date, extend_over_days_off: bool = True) -> date:
        """The first day on which work due on `due_on` is late.

        It is the day after `due_on`. Where `due_on` is a day off and the extension is switched on,
        it is the day after the next working day (Bộ luật Dân sự 2015, Điều 148, borrowed).
        """
        last_good_day = self.next_working(due_on) if extend_over_days_off else due_on
        return last_good_day + ONE_DAY


def _days_after(after: date, until: date) -> Iterator[date]:
    day = after
    while day < until:
        day += ONE_DAY
        yield day
