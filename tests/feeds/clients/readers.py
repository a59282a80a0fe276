"""Readers of calendars that others wrote; each tells of a feed's bytes what a person would see."""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import playwright
import vobject
from icalendar import Calendar

HERE = Path(__file__).parent
NODE = Path(playwright.__file__).parent / "driver" / "node"
"""The JavaScript engine that comes with the browser's driver."""
ONE_DAY = timedelta(days=1)
BEGIN, END = b"\r\nBEGIN:VEVENT\r\n", b"\r\nEND:VCALENDAR\r\n"
KHAL = """[calendars]
[[lich]]
path = {folder}
readonly = True
[sqlite]
path = {folder}.db
[locale]
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
timeformat = %H:%M
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""
KHAL_TELLS = ("uid", "start-date", "end-date", "title", "description", "categories", "status")


@dataclass(frozen=True)
class Seen:
    """One event; `until` is the first day that is no longer part of it."""

    first: date
    until: date
    summary: str
    description: str
    categories: tuple[str, ...]
    cancelled: bool


def written(entries):
    """What every reader should see of these entries, by UID."""
    return {
        one.uid: Seen(
            one.day, one.day + ONE_DAY, one.summary, one.description, one.categories, one.cancelled
        )
        for one in entries
    }


def by_icalendar(content, folder):
    """Our own writer's package."""
    return {
        str(one["uid"]): Seen(
            one.start, one.end, str(one["summary"]), str(one["description"]),
            tuple(one.categories), one["status"] == "CANCELLED",
        )
        for one in Calendar.from_ical(content).events
    }  # fmt: skip


def by_vobject(content, folder):
    """The reader of Radicale and of many scripts."""
    (calendar,) = vobject.readComponents(content.decode())
    return {
        one.uid.value: Seen(
            one.dtstart.value, one.dtend.value, one.summary.value, one.description.value,
            tuple(one.categories.value) if hasattr(one, "categories") else (),
            one.status.value == "CANCELLED",
        )
        for one in calendar.contents.get("vevent", [])
    }  # fmt: skip


def by_ical_js(content, folder):
    """Thunderbird's."""
    path = folder / "feed.ics"
    path.write_bytes(content)
    (calendar,) = ical_js(path)
    return {
        one["uid"]: Seen(
            date.fromisoformat(one["first"]), date.fromisoformat(one["until"]), one["summary"],
            one["description"], tuple(one["categories"]), one["status"] == "CANCELLED",
        )
        for one in calendar["events"]
    }  # fmt: skip


def ical_js(*paths):
    """What ical.js tells of files: name, events with sequence and number of alarms."""
    command = [NODE, "--no-warnings", HERE / "reading.mjs", *paths]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def by_khal(content, folder):
    """The calendar of the terminal, from one file for each event as synchronisers leave them."""
    place = folder / "vdir"
    place.mkdir()
    head, *events = content.removesuffix(END).split(BEGIN)
    for number, event in enumerate(events):
        (place / f"{number}.ics").write_bytes(head + BEGIN + event + END)
    return {one.pop("uid"): _of_khal(one) for one in khal(place)}


def khal(place, first=date(2024, 1, 1), days=1200):
    """What khal lists of a folder of single events, as rows of JSON."""
    settings = place.with_suffix(".conf")
    settings.write_text(KHAL.format(folder=place))
    wanted = [word for name in KHAL_TELLS for word in ("--json", name)]
    command = [sys.executable, "-m", "khal", "-c", settings, "list", *wanted, str(first)]
    told = subprocess.run([*command, f"{days}d"], capture_output=True, check=True)
    return [one for line in told.stdout.decode().split("\n") if line for one in json.loads(line)]


def _of_khal(told):
    return Seen(
        date.fromisoformat(told["start-date"]), date.fromisoformat(told["end-date"]) + ONE_DAY,
        told["title"], told["description"],
        tuple(filter(None, told["categories"].split(", "))), told["status"] == "CANCELLED",
    )  # fmt: skip


READERS = {
    "icalendar": by_icalendar, "vobject": by_vobject, "ical.js": by_ical_js, "khal": by_khal,
}  # fmt: skip
