"""What RFC 5545 asks of the bytes of a feed, read without any package; says what is wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

LONGEST = 75
"""Octets of a line without its end (RFC 5545, 3.1)."""
LINE = re.compile(r'([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)', re.DOTALL)
PARAMETER = re.compile(r';([A-Z0-9-]+)=("[^"]*"|[^";:,]*)')
CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f]")
TEXT = re.compile(r"(?:\\[\\;,nN]|[^\\;,])*")
TEXTS = {"SUMMARY", "DESCRIPTION", "NAME", "X-WR-CALNAME", "UID", "PRODID"}
DAY, INSTANT = re.compile(r"\d{8}"), re.compile(r"\d{8}T\d{6}Z")
STAMPS = {"DTSTAMP", "LAST-MODIFIED", "CREATED"}
ONCE = ("UID", "DTSTAMP", "DTSTART", "SUMMARY")
AT_MOST_ONCE = ("DTEND", "DESCRIPTION", "LAST-MODIFIED", "SEQUENCE", "STATUS", "TRANSP", "URL")
STATES = {"CONFIRMED", "CANCELLED", "TENTATIVE"}
CALENDAR = "VCALENDAR"


@dataclass
class Part:
    """A component: its properties as (name, parameters, value), its children."""

    name: str
    properties: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    children: list["Part"] = field(default_factory=list)

    def values(self, name):
        """Every value of a property."""
        return [value for known, _, value in self.properties if known == name]


def faults(content: bytes) -> list[str]:
    """Everything that is wrong, in words; empty for a feed that any reader may be given."""
    found = list(_faults_of_lines(content))
    if found:
        return found
    try:
        calendar = _parsed(content)
    except ValueError as error:
        return [str(error)]
    found += _faults_of_calendar(calendar)
    for event in calendar.children:
        if event.name == "VEVENT":
            found += _faults_of_event(event)
    return found + list(_faults_of_properties(calendar, _zones(calendar)))


def _faults_of_lines(content: bytes) -> Iterator[str]:
    if not content.endswith(b"\r\n"):
        yield "no line break at the end"
    if re.search(rb"\r(?!\n)|(?<!\r)\n", content):
        yield "CR or LF alone"
    for line in content.removesuffix(b"\r\n").split(b"\r\n"):
        if len(line) > LONGEST:
            yield f"{len(line)} octets in a line"
        try:
            text = line.decode()
        except UnicodeDecodeError:
            yield f"a letter split or no UTF-8: {line!r}"
        else:
            if not text.strip() or CONTROL.search(text) or "\ufeff" in text:
                yield f"empty, or a control character: {text!r}"


def _parsed(content: bytes) -> Part:
    """The calendar; ValueError says where BEGIN and END do not match or a line is none."""
    lines = re.sub(rb"\r\n[ \t]", b"", content).decode().removesuffix("\r\n").split("\r\n")
    root = Part("")
    open_parts = [root]
    for line in lines:
        shape = LINE.fullmatch(line)
        if not shape:
            raise ValueError(f"not a content line: {line!r}")
        name, value = shape[1], shape[3]
        if name == "BEGIN":
            open_parts[-1].children.append(Part(value))
            open_parts.append(open_parts[-1].children[-1])
        elif name == "END":
            if open_parts[-1].name != value or len(open_parts) == 1:
                raise ValueError(f"END:{value} closes {open_parts[-1].name or 'nothing'}")
            open_parts.pop()
        else:
            parameters = {key: said.strip('"') for key, said in PARAMETER.findall(shape[2])}
            open_parts[-1].properties.append((name, parameters, value))
    if len(open_parts) > 1 or root.properties or [one.name for one in root.children] != [CALENDAR]:
        raise ValueError("not one whole calendar")
    return root.children[0]


def _faults_of_calendar(calendar: Part) -> Iterator[str]:
    if calendar.values("VERSION") != ["2.0"] or len(calendar.values("PRODID")) != 1:
        yield "not VERSION 2.0 and one PRODID"
    if calendar.values("METHOD") not in ([], ["PUBLISH"]):
        yield f"METHOD {calendar.values('METHOD')}"
    uids = sorted(uid for one in calendar.children for uid in one.values("UID"))
    yield from (f"UID twice: {one}" for one, other in pairwise(uids) if one == other)


def _faults_of_event(event: Part) -> Iterator[str]:
    for name in (*ONCE, *AT_MOST_ONCE):
        count = len(event.values(name))
        if count > 1 or (name in ONCE and not count):
            yield f"{name} {count} times"
    start, end = event.values("DTSTART"), event.values("DTEND")
    if start and end and (len(start[0]) != len(end[0]) or end[0] <= start[0]):
        yield f"DTEND {end[0]} after DTSTART {start[0]}"
    if not all(one.isdecimal() for one in event.values("SEQUENCE")):
        yield "SEQUENCE is no number"
    if not STATES.issuperset(event.values("STATUS")):
        yield f"STATUS {event.values('STATUS')}"
    for alarm in event.children:
        if alarm.name != "VALARM" or alarm.values("ACTION") != ["DISPLAY"]:
            yield "an alarm that does not only show"
        elif len(alarm.values("TRIGGER")) != 1 or len(alarm.values("DESCRIPTION")) != 1:
            yield "an alarm without its moment or words"


def _zones(calendar: Part) -> set[str]:
    told = [one.values("TZID") for one in calendar.children if one.name == "VTIMEZONE"]
    return {name for names in told for name in names}


def _faults_of_properties(part: Part, zones: set[str]) -> Iterator[str]:
    """Texts escaped, stamps in UTC, days marked as days, zones known; of the children too."""
    for name, parameters, value in part.properties:
        if name in TEXTS and not TEXT.fullmatch(value):
            yield f"{name} not escaped: {value!r}"
        if name in STAMPS and not INSTANT.fullmatch(value):
            yield f"{name} not in UTC: {value}"
        if name in {"DTSTART", "DTEND"} and "TZID" not in parameters:
            shape = DAY if parameters.get("VALUE") == "DATE" else INSTANT
            if not shape.fullmatch(value):
                yield f"{name} floats or is no day: {value}"
        if "TZID" in parameters and parameters["TZID"] not in zones:
            yield f"{parameters['TZID']} without VTIMEZONE"
        if name == "REFRESH-INTERVAL" and parameters.get("VALUE") != "DURATION":
            yield "REFRESH-INTERVAL without its type"
    for child in part.children:
        yield from _faults_of_properties(child, zones)
