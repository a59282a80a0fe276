"""Who can be told, as values: people by unit and role on one day, and what they chose."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.permissions import Role


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose account is open, with what they chose; `address` is empty without e-mail."""

    id: int
    name: str
    address: str = ""
    hour: int = 8
    by_mail: bool = True
    by_chat: bool = False
    chat_address: str = ""
    paused_from: date | None = None
    paused_to: date | None = None
    stand_in_id: int | None = None

    def is_paused_on(self, day: date) -> bool:
        """Whether the stand-in is told on this day."""
        if self.paused_from is None or day < self.paused_from:
            return False
        return self.paused_to is None or day <= self.paused_to


@dataclass(frozen=True, slots=True)
class People:
    """Everybody who holds a role in force on one day.

    `holders` by (unit, role) of the unit where the role is held, ids in order; `steering` are the
    ids of those whose compiler's or leadership role covers the whole province; `above` is the
    parent of each division.
    """

    by_id: Mapping[int, Person]
    holders: Mapping[tuple[int, Role], tuple[int, ...]]
    steering: Mapping[Role, tuple[int, ...]]
    above: Mapping[int, int]

    def of(self, unit_id: int, role: Role) -> tuple[int, ...]:
        """Those who hold this role in this unit."""
        return self.holders.get((unit_id, role), ())
