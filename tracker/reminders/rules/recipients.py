"""Who hears of a subject at a level, among the people of the day."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tracker.permissions import Role
from tracker.reminders.rules.ladder import Level
from tracker.reminders.rules.people import People
from tracker.reminders.rules.subjects import Owner


class Recipient(NamedTuple):
    """Who is told; `for_person_id` is whose place a stand-in takes."""

    person_id: int
    for_person_id: int | None = None


def recipients(owner: Owner, level: Level, people: People, day: date) -> tuple[Recipient, ...]:
    """Everybody to be told, each once, in the order of ids; empty where there is nobody.

    OFFICER: whom the unit handed the matter to (the officer, else the division's officers) and the
    unit's focal officers; without any the unit's heads. HEAD: the unit's heads, of a division
    without one its parent's. COMPILER: those of the unit and of the whole province; of a division
    its parent's, if there are any; of what stays inside a house never those of the province, and
    without any who else would be told there. LEADERSHIP: who leads the province. While somebody is
    paused, the stand-in hears in their place; heads and leadership are told all the same.
    """
    told = [one for one in dict.fromkeys(_of(owner, level, people)) if one in people.by_id]
    if level in {Level.OFFICER, Level.COMPILER}:
        return _with_stand_ins(told, people, day)
    return tuple(Recipient(one) for one in sorted(told))


def is_reachable(unit_id: int, level: Level, people: People) -> bool:
    """Whether a matter that the unit has in its own hands would reach anybody of the level."""
    return any(one in people.by_id for one in _of(Owner(unit_id), level, people))


def _of(owner: Owner, level: Level, people: People) -> tuple[int, ...]:
    if level is Level.OFFICER:
        return _officers(owner, people) or people.of(owner.unit_id, Role.HEAD)
    above = people.above.get(owner.unit_id)
    if level is Level.HEAD:
        heads = people.of(owner.unit_id, Role.HEAD)
        return heads if heads or above is None else people.of(above, Role.HEAD)
    if level is Level.COMPILER:
        return _compilers(owner, above, people)
    return people.steering.get(Role.LEADERSHIP, ())


def _officers(owner: Owner, people: People) -> tuple[int, ...]:
    """The officers; of a matter that is a division's own, the division's."""
    focal = people.of(owner.unit_id, Role.FOCAL)
    if owner.holder_id is not None and owner.holder_id in people.by_id:
        return (owner.holder_id, *focal)
    if owner.division_id is not None:
        focal = (*people.of(owner.division_id, Role.DIVISION), *focal)
    return focal or people.of(owner.unit_id, Role.DIVISION)


def _compilers(owner: Owner, above: int | None, people: People) -> tuple[int, ...]:
    near = people.of(owner.unit_id, Role.COMPILER)
    if above is not None:
        near = (*near, *people.of(above, Role.COMPILER))
    if owner.inside:
        return near or _of(Owner(above or owner.unit_id), Level.OFFICER, people)
    whole = people.steering.get(Role.COMPILER, ())
    return (*near, *whole) if above is None else near or whole


def _with_stand_ins(told: Iterable[int], people: People, day: date) -> tuple[Recipient, ...]:
    """Each in person or by the stand-in; who is told in their own right is told once."""
    found: dict[int, Recipient] = {}
    paused: list[tuple[int, int]] = []
    for one in told:
        stand_in = _stand_in(one, people, day)
        if stand_in is None:
            found[one] = Recipient(one)
        else:
            paused.append((stand_in, one))
    for stand_in, one in sorted(paused):
        found.setdefault(stand_in, Recipient(stand_in, one))
    return tuple(found[one] for one in sorted(found))


def _stand_in(person_id: int, people: People, day: date) -> int | None:
    """Who hears in the person's place; nobody when the stand-in cannot hear either."""
    person = people.by_id[person_id]
    if not person.is_paused_on(day) or person.stand_in_id is None:
        return None
    other = people.by_id.get(person.stand_in_id)
    return other.id if other is not None and not other.is_paused_on(day) else None
