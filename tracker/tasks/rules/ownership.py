"""Who owes a duty, from when to when (design invariants 3 and 6).

Owners are dated. A group is fanned out over the duty's time and clipped to each unit's
validity; a hand-over ends a unit's row and opens its successor's on the same key, so that
laying out after a succession gives the same rows as a succession after laying out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.tasks.rules.states import AssignmentRole, EndKind

_SCOPE_ORDER = {"task": 0, "field": 1, "whole": 2}


@dataclass(frozen=True, slots=True)
class Validity:
    """From a day to a day, both inclusive; None is open."""

    first: date | None = None
    last: date | None = None

    def overlap(self, first: date, last: date) -> tuple[date, date] | None:
        """The part of [first, last] inside this validity, or None."""
        begin = max(first, self.first or first)
        end = min(last, self.last or last)
        return (begin, end) if begin <= end else None


@dataclass(frozen=True, slots=True)
class Member:
    """A unit named by an assignment: directly, or as a member of a group for a time."""

    unit: int
    validity: Validity = Validity()
    by_group: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """One succession: on `effective_on` the duties of `from_unit` pass to `to_unit`, or end."""

    effective_on: date
    from_unit: int
    to_unit: int | None
    scope: str = "whole"
    field: str = ""
    task: str = ""

    def covers(self, task: str, field: str) -> bool:
        """Whether the move takes this task of this field along."""
        if self.scope == "task":
            return task == self.task
        return self.scope == "whole" or field == self.field


@dataclass(frozen=True, slots=True)
class Owned:
    """One unit's share of a duty. `opened_on` None: owed since the duty began."""

    role: AssignmentRole
    unit: int
    opened_on: date | None = None
    ended_on: date | None = None
    end_kind: EndKind | None = None
    successor: int | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """The duty that is owned: which task and field, from when, until when it is owed."""

    task: str
    field: str
    start: date
    last_day: date


FinishedOn = Callable[[AssignmentRole, int], date | None]


def owners(
    term: Term,
    members: Mapping[AssignmentRole, Iterable[Member]],
    world: Mapping[int, Validity],
    moves: Sequence[Move],
    finished_on: FinishedOn,
) -> list[Owned]:
    """Every share of the duty, ended ones included, leads first.

    `finished_on(role, unit)` is the day on which a share was finished: finished work stays
    with the unit that did it.
    """
    shares: dict[tuple[AssignmentRole, int], Owned] = {}
    for role in AssignmentRole:
        for member in members.get(role, ()):
            share = _first_share(role, member, term, world)
            if share is not None and (AssignmentRole.LEAD, share.unit) not in shares:
                shares.setdefault((role, share.unit), share)
    ordered = sorted(moves, key=lambda move: (move.effective_on, _SCOPE_ORDER[move.scope]))
    for move in ordered:
        if move.covers(term.task, term.field):
            for role in AssignmentRole:
                _hand_over(shares, role, move, term, finished_on)
    _end_the_dead(shares, world, term.start, finished_on)
    return list(shares.values())


def _first_share(
    role: AssignmentRole, member: Member, term: Term, world: Mapping[int, Validity]
) -> Owned | None:
    if not member.by_group:
        return Owned(role, member.unit)
    within = member.validity.overlap(term.start, term.last_day)
    alive = within and world.get(member.unit, Validity()).overlap(*within)
    if not alive:
        return None
    return Owned(role, member.unit, alive[0] if alive[0] > term.start else None)


def _hand_over(
    shares: dict[tuple[AssignmentRole, int], Owned],
    role: AssignmentRole,
    move: Move,
    term: Term,
    finished_on: FinishedOn,
) -> None:
    share = shares.get((role, move.from_unit))
    if share is None or share.ended_on is not None:
        return
    done = finished_on(role, move.from_unit)
    if done is not None and done < move.effective_on:
        return
    kind, heir = _end_of(role, move, shares)
    began = share.opened_on or term.start
    if began >= move.effective_on:
        del shares[role, move.from_unit]
        opened_on = share.opened_on
    else:
        ended = replace(share, ended_on=move.effective_on, end_kind=kind, successor=heir)
        shares[role, move.from_unit] = ended
        opened_on = move.effective_on
    if heir is not None and kind is EndKind.HANDED_OVER:
        shares.setdefault((role, heir), Owned(role, heir, opened_on))
        if role is AssignmentRole.LEAD:
            _drop_partner(shares, heir, move.effective_on, term)


def _end_of(
    role: AssignmentRole, move: Move, shares: Mapping[tuple[AssignmentRole, int], Owned]
) -> tuple[EndKind, int | None]:
    if move.to_unit is None:
        return EndKind.DISSOLVED, None
    lead = shares.get((AssignmentRole.LEAD, move.to_unit))
    if role is AssignmentRole.PARTNER and lead is not None and lead.ended_on is None:
        return EndKind.MERGED_INTO_LEAD, move.to_unit
    return EndKind.HANDED_OVER, move.to_unit


def _drop_partner(
    shares: dict[tuple[AssignmentRole, int], Owned], unit: int, on: date, term: Term
) -> None:
    """A unit that becomes lead leaves its partner's share, with a trace."""
    key = (AssignmentRole.PARTNER, unit)
    share = shares.get(key)
    if share is None or share.ended_on is not None:
        return
    if (share.opened_on or term.start) >= on:
        del shares[key]
        return
    shares[key] = replace(share, ended_on=on, end_kind=EndKind.MERGED_INTO_LEAD, successor=unit)


def _end_the_dead(
    shares: dict[tuple[AssignmentRole, int], Owned],
    world: Mapping[int, Validity],
    start: date,
    finished_on: FinishedOn,
) -> None:
    """A unit that ended without a recorded heir ends its open shares the day after.

    One that had ended before the duty began never owed it.
    """
    for key, share in list(shares.items()):
        last = world.get(share.unit, Validity()).last
        if last is None or share.ended_on is not None or finished_on(*key) is not None:
            continue
        ended_on = last + timedelta(days=1)
        if ended_on <= (share.opened_on or start):
            del shares[key]
        else:
            shares[key] = replace(share, ended_on=ended_on, end_kind=EndKind.DISSOLVED)
