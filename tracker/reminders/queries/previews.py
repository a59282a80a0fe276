"""What would go out: on the coming days as things stand, and what a ladder would have sent."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.calendar.workdays import ONE_DAY
from tracker.reminders.queries.ladder import ladder
from tracker.reminders.queries.past import Past, past_subjects
from tracker.reminders.queries.people import people_on
from tracker.reminders.queries.sources import subjects
from tracker.reminders.queries.switch import is_chat_on
from tracker.reminders.rules.ladder import Rung
from tracker.reminders.rules.lines import Planned, Sought
from tracker.reminders.rules.planning import plan, sought
from tracker.reminders.rules.subjects import Subject, SubjectKind
from tracker.workdays.queries import days_off

Days = Mapping[date, Planned]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the days ask for, and the names of everybody told."""

    days: Days
    names: Mapping[int, str]


def forecast(first: date, last: date, today: date) -> Forecast:
    """The days `first` to `last` of what is open today; a bounded number of statements."""
    steps, calendar, people = ladder(), days_off(), people_on(today)
    found, chat_on = subjects(sought(steps, first, last, calendar), today), is_chat_on()
    days = {
        day: plan(day, found, steps, calendar, people, chat_on=chat_on)
        for day in _span(first, last)
        if calendar.is_working(day)
    }
    return Forecast(days, {one.id: one.name for one in people.by_id.values()})


def backward(steps: Sequence[Rung], first: date, last: date, today: date) -> Forecast:
    """What a ladder would have sent on past days, to the people of today.

    Of `past.KINDS` only: what was open on a day is known of these.
    """
    calendar, people = days_off(), people_on(today)
    index = _Index(past_subjects(first, last, today))
    days = {}
    for day in _span(first, last):
        wanted = sought(steps, day, day, calendar) if calendar.is_working(day) else {}
        if wanted:
            found = index.open_on(day, wanted)
            days[day] = plan(day, found, steps, calendar, people, chat_on=False)
    return Forecast(days, {one.id: one.name for one in people.by_id.values()})


class _Index:
    """Past subjects by their days, so that a day asks only for its own."""

    def __init__(self, past: Iterable[Past]) -> None:
        self._by: dict[tuple[SubjectKind, str, date], list[Past]] = defaultdict(list)
        for one in past:
            subject = one.subject
            self._by[subject.kind, "day", subject.day].append(one)
            if subject.late_from is not None:
                self._by[subject.kind, "late", subject.late_from].append(one)

    def open_on(self, day: date, wanted: Mapping[SubjectKind, Sought]) -> list[Subject]:
        found: dict[str, Subject] = {}
        for kind, days in wanted.items():
            places = [("day", one) for one in days.days] + [("late", one) for one in days.late]
            for place in places:
                for past in self._by.get((kind, *place), ()):
                    if past.is_open_on(day):
                        found[past.subject.key] = past.subject
        return list(found.values())


def _span(first: date, last: date) -> list[date]:
    return [first + ONE_DAY * n for n in range((last - first).days + 1)]
