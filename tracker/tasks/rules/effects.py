"""What an edit does to obligations: two states of them compared by key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Key = tuple[int, str, int, int, str]
"""task id, role, unit id, slot, period key"""


@dataclass(frozen=True, slots=True)
class Stand:
    """An obligation as far as its unit notices: day, end, whether anybody spoke of it."""

    id: int
    due_on: date | None
    ended_on: date | None
    void: bool
    spoken_of: bool

    @property
    def owed(self) -> bool:
        """Whether the unit owes it."""
        return not self.void and self.ended_on is None


class Fate(StrEnum):
    """What becomes of one obligation."""

    ADDED = "added"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One obligation that an edit touches, its day before and after."""

    key: Key
    fate: Fate
    due_before: date | None
    due_after: date | None
    spoken_of: bool
    obligation_id: int | None


@dataclass(frozen=True, slots=True)
class Effect:
    """Everything that an edit touches, in the order of the keys."""

    changes: tuple[Change, ...] = ()

    def count(self, fate: Fate) -> int:
        """How many obligations meet this fate."""
        return sum(change.fate is fate for change in self.changes)

    @property
    def nothing(self) -> bool:
        """Whether no unit would notice."""
        return not self.changes

    @property
    def spoken_of(self) -> tuple[Change, ...]:
        """The touched obligations that have words already."""
        return tuple(change for change in self.changes if change.spoken_of)


def compare(before: Mapping[Key, Stand], after: Mapping[Key, Stand]) -> Effect:
    """What came about between two states of the same plans."""
    changes = []
    for key in sorted(before.keys() | after.keys()):
        change = _change(key, before.get(key), after.get(key))
        if change is not None:
            changes.append(change)
    return Effect(tuple(changes))


def _change(key: Key, was: Stand | None, now: Stand | None) -> Change | None:
    owed_before, owed_now = was is not None and was.owed, now is not None and now.owed
    days = (was.due_on if was else None, now.due_on if now else None)
    spoken_of = was is not None and was.spoken_of
    fate: Fate | None = None
    if owed_now and not owed_before:
        fate = Fate.ADDED
    elif owed_before and not owed_now:
        fate = Fate.WITHDRAWN if now is None or now.void else Fate.ENDED
    elif owed_now and days[0] != days[1]:
        fate = Fate.MOVED
    if fate is None:
        return None
    return Change(key, fate, *days, spoken_of, was.id if was else None)
