"""What would go out: on the coming days as things stand, and what a ladder would have sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.calendar.workdays import ONE_DAY, DaysOff
from tracker.reminders.queries.ladder import ladder
from tracker.reminders.queries.past import past_matters
from tracker.reminders.queries.people import people_on
from tracker.reminders.queries.sources import subjects
from tracker.reminders.queries.subjects import obligation
from tracker.reminders.rules.ladder import Rung
from tracker.reminders.rules.lines import Sought
from tracker.reminders.rules.planning import sought
from tracker.reminders.rules.subjects import SubjectKind
from tracker.reminders.rules.weighing import Alike, Tally, weigh
from tracker.workdays.queries import days_off


@dataclass(frozen=True, slots=True)
class Forecast:
    """What some days ask for, for each ladder that was tried, and the names of everybody told."""

    told: Sequence[Tally]
    names: Mapping[int, str]


def forecast(first: date, last: date, today: date) -> Forecast:
    """The days `first` to `last` of what is open today; a bounded number of statements.

    Obligations are read as counts: the cost follows the owners and days there are, hardly the rows.
    """
    steps, calendar, people = ladder(), days_off(), people_on(today)
    wanted = sought(steps, first, last, calendar)
    work = wanted.pop(SubjectKind.OBLIGATION, Sought())
    matters = [Alike(one) for one in subjects(wanted, today)]
    if work:
        matters += obligation.counted(work, today)
    told = weigh(_working(first, last, calendar), matters, steps, calendar, people)
    return Forecast([told], {one.id: one.name for one in people.by_id.values()})


def backward(ladders: Sequence[Sequence[Rung]], first: date, last: date, today: date) -> Forecast:
    """What each of these ladders would have sent on past days, to the people of today.

    Of `past.KINDS` only: what was open on a day is known of these.
    """
    calendar, people = days_off(), people_on(today)
    matters, days = past_matters(first, last, today), _working(first, last, calendar)
    told = [weigh(days, matters, steps, calendar, people) for steps in ladders]
    return Forecast(told, {one.id: one.name for one in people.by_id.values()})


def _working(first: date, last: date, calendar: DaysOff) -> list[date]:
    span = (first + ONE_DAY * n for n in range((last - first).days + 1))
    return [day for day in span if calendar.is_working(day)]
