"""How much a ladder says on some days, reckoned once for all matters that are alike (pure)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from tracker.calendar.workdays import DaysOff
from tracker.reminders.rules.ladder import Anchor, Level, Rung
from tracker.reminders.rules.people import People
from tracker.reminders.rules.planning import spoken_on
from tracker.reminders.rules.recipients import recipients
from tracker.reminders.rules.rungs import Reckoning
from tracker.reminders.rules.subjects import Owner, Subject, SubjectKind


@dataclass(frozen=True, slots=True)
class Alike:
    """Matters with the same days and the same owner: one of them, and how many there are.

    `closed_on` is the last day on which they were still to be told; None while they are open.
    """

    subject: Subject
    count: int = 1
    closed_on: date | None = None


class Cell(NamedTuple):
    """Who is told of a unit's matters at a level on one day."""

    day: date
    level: Level
    unit_id: int
    person_id: int


Tally = Counter[Cell]
"""Matters told, whatever the number of channels."""


@dataclass(slots=True)
class _Same:
    """Matters of the same days; `owners` counts them by the place of the owner."""

    subject: Subject
    closed_on: date | None
    owners: Counter[int] = field(default_factory=Counter)


def weigh(
    days: Sequence[date],
    alike: Iterable[Alike],
    ladder: Iterable[Rung],
    days_off: DaysOff,
    people: People,
) -> Tally:
    """The matters that `plan` would tell on each of the days, in order, without its lines."""
    steps: dict[SubjectKind, list[Rung]] = defaultdict(list)
    for rung in ladder:
        steps[rung.kind].append(rung)
    owners: dict[Owner, int] = {}
    reckoning = Reckoning(days_off)
    spoken: dict[tuple[date, Level], Counter[int]] = defaultdict(Counter)
    for same in _together(alike, steps, owners, days):
        for day in days:
            if same.closed_on is not None and day > same.closed_on:
                break
            for one in spoken_on(day, same.subject, steps[same.subject.kind], reckoning):
                spoken[day, one.rung.level].update(same.owners)
    return _heard(spoken, list(owners), people)


def _together(
    alike: Iterable[Alike],
    steps: Mapping[SubjectKind, list[Rung]],
    owners: dict[Owner, int],
    days: Sequence[date],
) -> list[_Same]:
    """The matters by their days; `owners` gets a place for each owner.

    When a matter was opened before the first of the days makes no difference, unless a rung counts
    from it.
    """
    exact = {
        kind for kind, some in steps.items() if any(rung.anchor is Anchor.OPENED for rung in some)
    }
    found: dict[object, _Same] = {}
    for one in alike:
        subject = one.subject
        opened = subject.opened_on
        if subject.kind not in exact and days:
            opened = max(opened, days[0])
        key = subject.kind, subject.day, subject.late_from, opened, one.closed_on
        if key not in found:
            found[key] = _Same(subject, one.closed_on)
        found[key].owners[owners.setdefault(subject.owner, len(owners))] += one.count
    return list(found.values())


def _heard(
    spoken: Mapping[tuple[date, Level], Counter[int]], owners: Sequence[Owner], people: People
) -> Tally:
    """Who hears what was spoken; of an owner the same people as long as the same are away."""
    tally: Tally = Counter()
    known: dict[object, dict[int, list[int]]] = defaultdict(dict)
    pausing = [one for one in people.by_id.values() if one.paused_from is not None]
    for (day, level), counts in spoken.items():
        away = frozenset(one.id for one in pausing if one.is_paused_on(day))
        heard = known[level, away]
        for place, count in counts.items():
            if place not in heard:
                told = recipients(owners[place], level, people, day)
                heard[place] = [one.person_id for one in told]
            for person in heard[place]:
                tally[Cell(day, level, owners[place].unit_id, person)] += count
    return tally
