"""Short names of units as of the days of a calendar."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from tracker.statements import rows_of
from tracker.units.models import UnitName

_NAMES = select(
    UnitName.unit_id, UnitName.valid_from, UnitName.short_name, UnitName.name
).order_by(UnitName.unit_id, UnitName.valid_from.asc().nulls_first())  # fmt: skip


@dataclass(slots=True)
class Names:
    """Every unit's names, by the days from which they hold."""

    days: dict[int, list[date]] = field(default_factory=dict)
    words: dict[int, list[str]] = field(default_factory=dict)

    def on(self, day: date, unit_id: int) -> str:
        """The short name (the name where there is none) that a unit bears on a day.

        Before its first name it bears that one.
        """
        place = bisect_right(self.days.get(unit_id, ()), day)
        words = self.words.get(unit_id, [""])
        return words[max(place - 1, 0)]


def unit_names() -> Names:
    """The names of all units; one statement."""
    names = Names()
    for unit_id, valid_from, short, name in rows_of(_NAMES):
        names.days.setdefault(unit_id, []).append(valid_from or date.min)
        names.words.setdefault(unit_id, []).append(short or name)
    return names
