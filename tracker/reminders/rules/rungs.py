"""On which days a rung speaks of a subject, reckoned forward from the subject's own days.

`tracker.reminders.rules.seeking` reckons the other way round: from a day to the subjects.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from tracker.calendar.workdays import ONE_DAY, DaysOff
from tracker.reminders.rules.ladder import Anchor, Rung
from tracker.reminders.rules.subjects import Subject

WEEK = timedelta(days=7)
MOST_WEEKS = 260
"""How long a weekly rung goes on: five years, the length of a plan period."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A rung that speaks on a day; `week` counts its repetitions, 0 is the rung itself."""

    rung: Rung
    week: int = 0

    @property
    def name(self) -> str:
        """Its name in the ledger: "officer/late/1+2"."""
        return f"{self.rung.name}+{self.week}" if self.week else self.rung.name

    @property
    def rank(self) -> tuple[int, int, int]:
        """When two meet on one day the lower one speaks: the nearer to the subject's day."""
        anchors = {Anchor.DAY: 0, Anchor.LATE: 1, Anchor.OPENED: 2}
        count = self.rung.count if self.rung.anchor is Anchor.DAY else -self.rung.count
        return anchors[self.rung.anchor], self.week, count


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Days of rungs over one calendar; what was reckoned once is kept."""

    days_off: DaysOff
    known: dict[tuple[Anchor, int, date], date] = field(default_factory=dict)

    def previous_working(self, day: date) -> date:
        """`day` itself when it works, else the last working day before it."""
        while not self.days_off.is_working(day):
            day -= ONE_DAY
        return day

    def first_day(self, rung: Rung, subject: Subject) -> date | None:
        """The working day of the rung itself; None where the subject never gets late.

        DAY counts working days back from the subject's day, LATE from the first working day that
        is late (counted as 1), OPENED forward from the day it was asked.
        """
        start = {
            Anchor.DAY: subject.day, Anchor.LATE: subject.late_from,
            Anchor.OPENED: subject.opened_on,
        }[rung.anchor]  # fmt: skip
        if start is None:
            return None
        key = rung.anchor, rung.count, start
        if key not in self.known:
            self.known[key] = self._reckon(*key)
        return self.known[key]

    def _reckon(self, anchor: Anchor, count: int, start: date) -> date:
        if anchor is Anchor.DAY:
            if count:
                return self.days_off.add_working_days(start, -count)
            return self.previous_working(start)
        if anchor is Anchor.LATE:
            first = self.days_off.next_working(start)
            return self.days_off.add_working_days(first, max(count - 1, 0))
        if count:
            return self.days_off.add_working_days(start, count)
        return self.days_off.next_working(start)

    def told_for(self, day: date) -> list[date]:
        """The days that are told on `day`: itself and the days off right after it; none when off.

        The nearest first.
        """
        if not self.days_off.is_working(day):
            return []
        found = [day]
        while not self.days_off.is_working(found[-1] + ONE_DAY):
            found.append(found[-1] + ONE_DAY)
        return found

    def spoken(self, rung: Rung, subject: Subject, day: date) -> Spoken | None:
        """How the rung speaks of the subject on exactly this day; None where it is silent.

        A week that falls on a day off is told on the working day before. Never before the subject
        was asked.
        """
        first = self.first_day(rung, subject)
        if first is None or day < max(first, subject.opened_on):
            return None
        if day == first:
            return Spoken(rung)
        if not repeats(rung):
            return None
        for nominal in self.told_for(day):
            weeks, rest = divmod(nominal - first, WEEK)
            if not rest and 0 < weeks <= MOST_WEEKS:
                return Spoken(rung, weeks)
        return None


def repeats(rung: Rung) -> bool:
    """Whether it comes again every week: what stands before the day does not."""
    return rung.weekly and rung.anchor is not Anchor.DAY
