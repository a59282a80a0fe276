"""What planned days add up to, for a person who looks before switching on or saving (pure).

Counted are matters told to a person, whatever the number of channels.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.calendar.periods import quarter_key
from tracker.reminders.rules.ladder import Level
from tracker.reminders.rules.weighing import Cell, Tally

HEAVIEST = 10
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


def by_day(told: Tally) -> list[DayLoad]:
    """Every day that has anything."""
    grouped: dict[date, list[Cell]] = defaultdict(list)
    for cell in told:
        grouped[cell.day].append(cell)
    return [
        DayLoad(
            day, sum(told[cell] for cell in cells), len({cell.person_id for cell in cells}),
            sum(told[cell] for cell in cells if cell.level.is_held),
        )
        for day, cells in sorted(grouped.items())
    ]  # fmt: skip


def by_unit(told: Tally) -> list[Load]:
    """By the unit whose matter it is, the heaviest first."""
    return _loads(told, lambda cell: cell.unit_id)


def by_person(told: Tally) -> list[Load]:
    """By the person told, the heaviest first."""
    return _loads(told, lambda cell: cell.person_id)


def _loads(told: Tally, key_of: Callable[[Cell], int]) -> list[Load]:
    grouped: dict[int, list[Cell]] = defaultdict(list)
    for cell in told:
        grouped[key_of(cell)].append(cell)
    loads = [
        Load(
            key, sum(told[cell] for cell in cells), _digests(cells),
            sum(told[cell] for cell in cells if cell.level.is_held),
        )
        for key, cells in grouped.items()
    ]  # fmt: skip
    return sorted(loads, key=lambda one: (-one.matters, one.key))


def _digests(cells: Iterable[Cell]) -> int:
    return len({(cell.person_id, cell.day) for cell in cells})


def by_week(told: Tally) -> list[WeekLoad]:
    """Week by week, in order."""
    grouped: dict[date, list[Cell]] = defaultdict(list)
    for cell in told:
        grouped[cell.day - timedelta(days=cell.day.weekday())].append(cell)
    found = []
    for monday, cells in sorted(grouped.items()):
        levels: Counter[Level] = Counter()
        for cell in cells:
            levels[cell.level] += told[cell]
        found.append(WeekLoad(monday, levels, _digests(cells)))
    return found


def heaviest(told: Tally) -> list[PersonDay]:
    """The persons' days with the most matters."""
    counted: Counter[tuple[int, date]] = Counter()
    for cell, number in told.items():
        counted[cell.person_id, cell.day] += number
    found = [PersonDay(day, person, number) for (person, day), number in counted.items()]
    return sorted(found, key=lambda one: (-one.matters, one.day, one.person_id))[:HEAVIEST]


def quarter_before(day: date) -> str:
    """The key of the quarter before the one of `day`: "2025-Q1"."""
    quarter = (day.month + 2) // 3
    return quarter_key(day.year, quarter - 1) if quarter > 1 else quarter_key(day.year - 1, 4)
