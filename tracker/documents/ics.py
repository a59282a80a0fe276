"""iCalendar entries as bytes (RFC 5545, RFC 7986): values in, bytes out; decides nothing.

The icalendar package writes, for half a millisecond an entry; an entry's bytes follow from its
values, so a caller may keep them and join them again (`calendar_of`). The package is loaded with
the first entry: 20 MB that most processes never need.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID, uuid5

MEDIA_TYPE = "text/calendar; charset=utf-8"
FILE_NAME = "thoi-han.ics"
_PROGRAM = "-//Theo doi nhiem vu cai cach hanh chinh//VI"
RINGS_AT = timedelta(hours=8)
"""After the midnight with which the day of an alarm begins."""
_ONE_DAY = timedelta(days=1)
_END = b"END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True)
class Entry:
    """One all-day entry.

    `uid` never changes in the life of what the entry stands for, `sequence` never falls,
    `changed_at` is the instant (UTC, whole seconds) of the last change. The texts are `clean()`.
    `alarms`: how many days before, at 08:00 of the reader's clock, a calendar may ring.
    """

    uid: str
    sequence: int
    changed_at: datetime
    day: date
    summary: str
    description: str
    address: str
    categories: tuple[str, ...] = ()
    cancelled: bool = False
    alarms: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What a calendar says of itself; `refresh` is how often a client should ask again."""

    name: str = ""
    description: str = ""
    address: str = ""
    refresh: timedelta | None = None


def uid_of(space: UUID, kind: str, *ids: int) -> str:
    """The UID of a thing of this installation (`space`): of any kind, by its ids.

    Without names, hosts or viewers in it (RFC 7986, 5.3).
    """
    return str(uuid5(space, ":".join([kind, *map(str, ids)])))


def entry_bytes(entry: Entry) -> bytes:
    """One VEVENT, folded by octets, with CRLF. Raises ValueError for a line break in an address."""
    from icalendar import Alarm, Event  # noqa: PLC0415 - loaded late, see above

    event, text = Event(), _text_type()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + _ONE_DAY)
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("summary", text(entry.summary))
    event.add("description", text(entry.description))
    event.add("url", entry.address)
    if entry.categories:
        event.add("categories", list(entry.categories))
    for days in entry.alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", text(entry.summary))
        alarm.add("trigger", RINGS_AT - days * _ONE_DAY)
        event.add_component(alarm)
    return event.to_ical()


@cache
def _text_type() -> type[str]:
    """The package's text, with a backslash before N kept: by itself it makes a line break of it."""
    from icalendar import vText  # noqa: PLC0415 - see above

    class Text(vText):
        def to_ical(self) -> bytes:
            return b"\\\\N".join(vText(part).to_ical() for part in self.split("\\N"))

    return Text


def calendar_of(entries: Iterable[bytes], head: Head = Head()) -> bytes:
    """A whole calendar of entries written before, in their order."""
    return b"".join([_opening(head), *entries, _END])


def calendar_file(entries: Iterable[Entry], head: Head = Head()) -> bytes:
    """A whole calendar of entries, in their order."""
    return calendar_of(map(entry_bytes, entries), head)


def _opening(head: Head) -> bytes:
    """Everything before the first entry; the package writes what it does not know unescaped."""
    from icalendar import Calendar, vDuration, vText  # noqa: PLC0415 - see above

    calendar = Calendar()
    calendar.add("prodid", _PROGRAM)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if head.name:
        calendar.add("name", vText(head.name))
        calendar.add("x-wr-calname", vText(head.name))
    if head.description:
        calendar.add("description", head.description)
    if head.address:
        calendar.add("url", head.address)
    if head.refresh:
        calendar.add("refresh-interval", head.refresh, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(head.refresh))
    return calendar.to_ical().removesuffix(_END)
