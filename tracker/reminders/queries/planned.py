"""What a day asks for, read from every room and reckoned by the rules; nothing is written."""

from datetime import date

from tracker.reminders.queries.ladder import ladder
from tracker.reminders.queries.people import people_on
from tracker.reminders.queries.sources import subjects
from tracker.reminders.queries.switch import is_chat_on
from tracker.reminders.rules.lines import Planned
from tracker.reminders.rules.people import People
from tracker.reminders.rules.planning import plan, sought
from tracker.workdays.queries import days_off


def planned_for(day: date, today: date, people: People | None = None) -> Planned:
    """The lines to be told on exactly `day`, of what is open `today`, whatever was told already.

    `people` are those of today unless others are named. On a day off nothing is told, and nothing
    is read but the calendar and the ladder.
    """
    steps, calendar = ladder(), days_off()
    wanted = sought(steps, day, day, calendar)
    if not wanted:
        return Planned((), ())
    told = people_on(today) if people is None else people
    found = subjects(wanted, today)
    return plan(day, found, steps, calendar, told, chat_on=is_chat_on())
