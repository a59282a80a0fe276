"""Deadlines as a calendar file to attach to a letter (RFC 5545, RFC 5546 METHOD:PUBLISH)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

FILE_NAME = "thoi-han.ics"
_PROGRAM = "-//Theo doi nhiem vu cai cach hanh chinh//VI"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One all-day entry; `sequence` grows each time that the day moves."""

    uid: str
    sequence: int
    day: date
    summary: str
    description: str
    address: str


def calendar_file(deadlines: Iterable[Deadline], stamp: datetime) -> str:
    """The entries as iCalendar text; `stamp` is the instant (UTC) of the letter."""
    from icalendar import Calendar, Event  # noqa: PLC0415 - 20 MB that only a sender needs

    calendar = Calendar()
    calendar.add("prodid", _PROGRAM)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for one in deadlines:
        event = Event()
        event.add("uid", one.uid)
        event.add("sequence", one.sequence)
        event.add("dtstamp", stamp)
        event.add("dtstart", one.day)
        event.add("dtend", one.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("summary", one.summary)
        event.add("description", one.description)
        event.add("url", one.address)
        calendar.add_component(event)
    return calendar.to_ical().decode()
