"""Which days of subjects a day of telling asks for: the rungs reckoned backward."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.calendar.workdays import ONE_DAY
from tracker.reminders.rules.ladder import Anchor, Rung
from tracker.reminders.rules.rungs import MOST_WEEKS, WEEK, Reckoning, repeats


@dataclass(frozen=True, slots=True)
class Seeking:
    """The way back over one calendar."""

    reckoning: Reckoning

    def days(self, rung: Rung, day: date) -> Iterator[date]:
        """Every day from which the rung, counting as its anchor counts, speaks on `day`."""
        for first in self._first_days(rung, day):
            yield from self._starts(rung, first)

    def _first_days(self, rung: Rung, day: date) -> Iterator[date]:
        """Days of the rung itself of which some repetition is told on `day`."""
        days_off = self.reckoning.days_off
        if not days_off.is_working(day):
            return
        yield day
        if repeats(rung):
            for nominal in self.reckoning.told_for(day):
                for week in range(1, MOST_WEEKS + 1):
                    first = nominal - week * WEEK
                    if days_off.is_working(first):
                        yield first

    def _starts(self, rung: Rung, first: date) -> Iterator[date]:
        """The days counted from whose rung stands on the working day `first`."""
        days_off = self.reckoning.days_off
        if rung.anchor is Anchor.DAY:
            start = days_off.add_working_days(first, rung.count)
            if not rung.count:
                yield from self.reckoning.told_for(start)
            else:
                yield from self._with_days_off_before(start)
        elif rung.anchor is Anchor.LATE:
            start = days_off.add_working_days(first, -max(rung.count - 1, 0))
            yield from self._with_days_off_before(start)
        elif rung.count:
            yield from self.reckoning.told_for(days_off.add_working_days(first, -rung.count))
        else:
            yield from self._with_days_off_before(first)

    def _with_days_off_before(self, day: date) -> Iterator[date]:
        """The working day and the days off right before it."""
        yield day
        while not self.reckoning.days_off.is_working(day := day - ONE_DAY):
            yield day
