"""When an officer records what happened: in office hours, within five days. Pure."""

from datetime import date, datetime, time, timedelta

from tracker.administration.demo.chance import fraction, number, pick
from tracker.calendar.workdays import DaysOff
from tracker.calendar.zone import VIETNAM

ZONE = VIETNAM

LONGEST_DELAY = 5
"""Days between the event and its record."""

_PROMPTNESS = (0.45, 0.7, 0.85, 0.95)
_MORNING, _AFTERNOON = (7 * 60 + 10, 10 * 60 + 50), (13 * 60 + 10, 16 * 60 + 50)


def recorded_at(on: date, days_off: DaysOff, last: date, *key: object) -> datetime:
    """The instant of recording: a working day from `on` to five days later, never after `last`."""
    days = [on + timedelta(days=step) for step in range(LONGEST_DELAY + 1)]
    open_days = [day for day in days if days_off.is_working(day) and day <= last] or [on]
    chance = fraction(*key, "delay")
    step = sum(chance >= limit for limit in _PROMPTNESS)
    return at_office(open_days[min(step, len(open_days) - 1)], *key)


def at_office(day: date, *key: object) -> datetime:
    """An instant within office hours of `day` in Viet Nam."""
    low, high = pick((_MORNING, _AFTERNOON), *key, "half")
    minutes = number(low, high, *key, "minute")
    seconds = number(0, 59, *key, "second")
    start = datetime.combine(day, time(0), ZONE)
    return start + timedelta(minutes=minutes, seconds=seconds)


def working_day(first: date, last: date, days_off: DaysOff, *key: object) -> date:
    """A working day from `first` to `last`; the next one after `first` where there is none."""
    span = (first + timedelta(days=step) for step in range((last - first).days + 1))
    open_days = [day for day in span if days_off.is_working(day)]
    return pick(open_days, *key, "day") if open_days else days_off.next_working(first)
