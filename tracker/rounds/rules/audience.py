"""Who is expected to report in a round: the audience is dated, and bodies end and are followed.

A body that ended inside the window is shown with its successor and counted once: where the
successor reports itself, its count holds both.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.rounds.rules.windows import Window
from tracker.text import Labelled


class AudienceKind(Labelled):
    """How a regime names who reports."""

    GROUP = "group", "Nhóm đơn vị"
    UNIT = "unit", "Đơn vị"
    CHILDREN = "children", "Các phòng, đơn vị thuộc"


@dataclass(frozen=True, slots=True)
class Member:
    """A unit of the audience in some of its days, both inclusive, None is open.

    `ended_on` is the last day of the unit itself, None while it lives.
    """

    unit_id: int
    first: date | None
    last: date | None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """One row of a round: who writes it, and whether it counts as a report of its own.

    `successors` are the living bodies that took an ended one over; `writers` are the units whose
    people write this part: the unit itself while it lives, else its successors.
    """

    unit_id: int
    counted: bool
    ended_on: date | None
    successors: tuple[int, ...]
    writers: tuple[int, ...]


def expected_of(
    members: Iterable[Member], heirs: Mapping[int, Collection[int]], window: Window, known_on: date
) -> list[Expected]:
    """The rows of a round, in the order of `members`.

    `heirs` are the direct successors by the ended unit, as of `known_on`: the later of today and
    the window's end. A unit that left the audience before the end and lives on is not expected.
    """
    rows = list(_by_unit(members, window).values())
    reporting = {one.unit_id for one in rows if _stands_at(one, window.last)}
    represented = set(reporting)
    found = []
    for one in rows:
        ended = one.ended_on if one.ended_on and one.ended_on < known_on else None
        following = living_heirs(one.unit_id, heirs) if ended else ()
        counted = one.unit_id in reporting
        if not counted:
            counted = bool(following) and represented.isdisjoint(following)
            represented |= set(following)
        writers = following if ended else (one.unit_id,)
        found.append(Expected(one.unit_id, counted, ended, following, writers))
    return found


def living_heirs(unit_id: int, heirs: Mapping[int, Collection[int]]) -> tuple[int, ...]:
    """The bodies that stand for an ended one now, successor after successor; in order, once."""
    found: dict[int, None] = {}
    asked, seen = list(heirs.get(unit_id, ())), {unit_id}
    while asked:
        one = asked.pop(0)
        if one in seen:
            continue
        seen.add(one)
        further = heirs.get(one, ())
        if further:
            asked.extend(further)
        else:
            found[one] = None
    return tuple(found)


def _by_unit(members: Iterable[Member], window: Window) -> dict[int, Member]:
    """One member per unit that belonged in the window: the one that lasts longest in it."""
    kept: dict[int, Member] = {}
    for one in members:
        begins_late = one.first is not None and one.first > window.last
        ends_early = one.last is not None and one.last < window.first
        if begins_late or ends_early or not _stays(one, window):
            continue
        known = kept.get(one.unit_id)
        if known is None or _last(known) < _last(one):
            kept[one.unit_id] = one
    return kept


def _stays(one: Member, window: Window) -> bool:
    """Whether it is of the audience at the window's end, or left it only by ending itself."""
    return _stands_at(one, window.last) or (one.ended_on is not None and _last(one) >= one.ended_on)


def _stands_at(one: Member, day: date) -> bool:
    return _last(one) >= day and (one.ended_on is None or one.ended_on >= day)


def _last(one: Member) -> date:
    return one.last or date.max
