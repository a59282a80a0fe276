"""What planned days add up to, for a person who looks before switching on or saving (pure).

Counted are matters told to a person, whatever the number of channels.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.calendar.periods import quarter_key
from tracker.reminders.rules.ladder import Level
from tracker.reminders.rules.lines import Line, Planned

HEAVIEST = 20
"""Days of single persons that are shown as the heaviest."""


@dataclass(frozen=True, slots=True)
class Load:
    """How much a unit's matters, or one person, would make: matters, digests, matters held."""

    key: int
    matters: int
    digests: int
    held: int


@dataclass(frozen=True, slots=True)
class DayLoad:
    """One day: matters, persons told, matters that wait for release."""

    day: date
    matters: int
    people: int
    held: int


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """One week by its Monday: matters by level, digests."""

    monday: date
    by_level: Mapping[Level, int]
    digests: int

    @property
    def matters(self) -> int:
        """All levels."""
        return sum(self.by_level.values())


@dataclass(frozen=True, slots=True)
class PersonDay:
    """The matters of one person on one day."""

    day: date
    person_id: int
    matters: int


def matters_of(planned: Iterable[Planned]) -> list[Line]:
    """One line for each matter told to a person: those inside the program, which always stand."""
    seen: dict[tuple[str, str, int], Line] = {}
    for one in planned:
        for line in one.lines:
            seen.setdefault((line.subject.key, line.rung, line.person_id), line)
    return list(seen.values())


def by_day(days: Mapping[date, Planned]) -> list[DayLoad]:
    """Every day that has anything."""
    found = []
    for day, planned in sorted(days.items()):
        lines = matters_of([planned])
        people = {line.person_id for line in lines}
        held = sum(line.level.is_held for line in lines)
        if lines:
            found.append(DayLoad(day, len(lines), len(people), held))
    return found


def by_unit(lines: Iterable[Line]) -> list[Load]:
    """By the unit whose matter it is, the heaviest first."""
    return _loads(lines, lambda line: line.subject.owner.unit_id)


def by_person(lines: Iterable[Line]) -> list[Load]:
    """By the person told, the heaviest first."""
    return _loads(lines, lambda line: line.person_id)


def _loads(lines: Iterable[Line], key_of: Callable[[Line], int]) -> list[Load]:
    grouped: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        grouped[key_of(line)].append(line)
    loads = [
        Load(
            key, len(some), len({(line.person_id, line.day) for line in some}),
            sum(line.level.is_held for line in some),
        )
        for key, some in grouped.items()
    ]  # fmt: skip
    return sorted(loads, key=lambda one: (-one.matters, one.key))


def by_week(lines: Iterable[Line]) -> list[WeekLoad]:
    """Week by week, in order."""
    grouped: dict[date, list[Line]] = defaultdict(list)
    for line in lines:
        grouped[line.day - timedelta(days=line.day.weekday())].append(line)
    return [
        WeekLoad(
            monday, Counter(line.level for line in some),
            len({(line.person_id, line.day) for line in some}),
        )
        for monday, some in sorted(grouped.items())
    ]  # fmt: skip


def heaviest(lines: Iterable[Line]) -> list[PersonDay]:
    """The persons' days with the most matters."""
    counted = Counter((line.person_id, line.day) for line in lines)
    found = [PersonDay(day, person, number) for (person, day), number in counted.items()]
    return sorted(found, key=lambda one: (-one.matters, one.day, one.person_id))[:HEAVIEST]


def quarter_before(day: date) -> str:
    """The key of the quarter before the one of `day`: "2025-Q1"."""
    quarter = (day.month + 2) // 3
    return quarter_key(day.year, quarter - 1) if quarter > 1 else quarter_key(day.year - 1, 4)
