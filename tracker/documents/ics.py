"""iCalendar entries as bytes (RFC 5545, RFC 7986): values in, bytes out; decides nothing.

An entry's bytes follow from its values: a caller may keep them and join them again
(`calendar_of`). Tests hold its lines to the icalendar package's; written by the package they cost
many times as much, and a backslash before a capital N would become a line break.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

MEDIA_TYPE = "text/calendar; charset=utf-8"
FILE_NAME = "thoi-han.ics"
_PROGRAM = "-//Theo doi nhiem vu cai cach hanh chinh//VI"
RINGS_AT = timedelta(hours=8)
"""After the midnight with which the day of an alarm begins."""
_ONE_DAY = timedelta(days=1)
_PIECE = 74
"""Octets of a line or, after the space that goes on with it, of a piece of one."""
_SLASH = ord("\\")
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
    stamp = entry.changed_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    first, until = _basic(entry.day), _basic(entry.day + _ONE_DAY)
    summary = _escaped(entry.summary)
    kinds = ",".join(map(_escaped, entry.categories))
    state = "CANCELLED" if entry.cancelled else "CONFIRMED"
    parts = (
        b"BEGIN:VEVENT\r\n",
        _folded(f"SUMMARY:{summary}"),
        f"DTSTART;VALUE=DATE:{first}\r\nDTEND;VALUE=DATE:{until}\r\nDTSTAMP:{stamp}\r\n".encode(),
        f"UID:{entry.uid}\r\nSEQUENCE:{entry.sequence}\r\n".encode(),
        _folded(f"CATEGORIES:{kinds}") if kinds else b"",
        _folded(f"DESCRIPTION:{_escaped(entry.description)}"),
        f"LAST-MODIFIED:{stamp}\r\nSTATUS:{state}\r\nTRANSP:TRANSPARENT\r\n".encode(),
        _folded(f"URL:{entry.address}"),
        *(_alarm(days, summary) for days in entry.alarms),
        b"END:VEVENT\r\n",
    )
    return b"".join(parts)


def _alarm(days: int, summary: str) -> bytes:
    from icalendar import vDuration  # noqa: PLC0415 - 20 MB that most requests never need

    before = vDuration(RINGS_AT - timedelta(days=days)).to_ical()
    shown = _folded(f"DESCRIPTION:{summary}")
    rings = b"TRIGGER:%b\r\nEND:VALARM\r\n" % before
    return b"BEGIN:VALARM\r\nACTION:DISPLAY\r\n" + shown + rings


def _basic(day: date) -> str:
    return day.isoformat().replace("-", "")


def _escaped(text: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11)."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A content line with its end, in pieces (3.1) that cut neither a letter nor an escape."""
    if "\n" in line or "\r" in line:
        raise ValueError(f"a line break in {line!r}")
    octets = line.encode()
    pieces, start, last = [], 0, len(octets) - _PIECE
    while start < last:
        end = start + _PIECE
        while octets[end] & 0xC0 == 0x80:  # inside a letter
            end -= 1
        if octets[end - 1] == _SLASH:
            piece = octets[start:end]
            end -= (len(piece) - len(piece.rstrip(b"\\"))) % 2  # inside an escape
        pieces.append(octets[start:end])
        start = end
    pieces.append(octets[start:] + b"\r\n")
    return b"\r\n ".join(pieces)


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
