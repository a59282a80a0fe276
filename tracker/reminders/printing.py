"""What a day asks for, as text for a terminal and as JSON for another program."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from tracker.reminders.rules.lines import Line, Planned
from tracker.reminders.rules.people import People
from tracker.reminders.rules.wording import rung_words
from tracker.text import vn_date
from tracker.units.queries import NamedUnit

Units = Mapping[int, NamedUnit]


def as_text(planned: Planned, people: People, units: Units) -> list[str]:
    """Who hears what: a head for each person and channel, a line for each matter."""
    told = sorted(planned.lines, key=lambda line: (line.person_id, line.channel.value))
    found: list[str] = []
    for (person, channel), lines in groupby(told, lambda line: (line.person_id, line.channel)):
        found.append(f"{people.by_id[person].name} ({channel.label}):")
        found += [f"  - {_matter(line, people, units)}" for line in lines]
    for one in planned.nobody:
        name = units[one.unit_id].name
        found.append(f"Không có người nhận: {name} ({one.level.label}): {one.subject.title}")
    return found


def _matter(line: Line, people: People, units: Units) -> str:
    subject = line.subject
    words = [
        f"{subject.kind.label}: {subject.title} ({subject.code})",
        units[subject.owner.unit_id].name, f"hạn {vn_date(subject.day)}",
        f"{line.level.label.lower()}, {rung_words(line.rung)}",
    ]  # fmt: skip
    if line.for_person_id is not None:
        words.append(f"thay {people.by_id[line.for_person_id].name}")
    if line.level.is_held:
        words.append(line.state.label.lower())
    return "; ".join(words)


def as_json(planned: Planned, people: People, units: Units) -> dict[str, Any]:
    """The same with stable keys: {lines: [...], nobody: [...]}, days as ISO dates."""
    return {
        "lines": [_line(line, people, units) for line in planned.lines],
        "nobody": [
            {
                "unit": units[one.unit_id].code, "level": one.level.value,
                "subject": one.subject.key, "title": one.subject.title,
            }
            for one in planned.nobody
        ],
    }  # fmt: skip


def _line(line: Line, people: People, units: Units) -> dict[str, Any]:
    subject, instead = line.subject, line.for_person_id
    return {
        "person_id": line.person_id, "person": people.by_id[line.person_id].name,
        "in_place_of": people.by_id[instead].name if instead is not None else None,
        "channel": line.channel.value, "level": line.level.value, "rung": line.rung,
        "state": line.state.value, "subject": subject.key, "kind": subject.kind.value,
        "unit": units[subject.owner.unit_id].code, "code": subject.code, "title": subject.title,
        "due_on": subject.day.isoformat(),
        "late_from": subject.late_from.isoformat() if subject.late_from else None,
        "address": subject.address,
    }  # fmt: skip
