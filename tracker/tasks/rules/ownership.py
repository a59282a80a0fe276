"""Who owes a duty, from when to when (design invariants 3 and 6).

Owners are dated. A group is fanned out over the duty's time and clipped to each unit's
validity; a hand-over ends a unit's row and opens its successor's on the same key, so that
laying out after a succession gives the same rows as a succession after laying out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

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
SpokenOf = Callable[[AssignmentRole, int], bool]
ShareKey = tuple[AssignmentRole, int]


def _nobody(_role: AssignmentRole, _unit: int) -> bool:
    return False


def owners(
    term: Term,
    members: Mapping[AssignmentRole, Iterable[Member]],
    world: Mapping[int, Validity],
    moves: Sequence[Move],
    finished_on: FinishedOn,
    *,
    spoken_of: SpokenOf = _nobody,
) -> list[Owned]:
    """Every share of the duty, ended ones included, leads first.

    `finished_on(role, unit)` is the day on which a share was finished: finished work stays
    with the unit that did it. `spoken_of(role, unit)`: the unit has said something of its share,
    which therefore ends and is handed over even where the duty begins only after the move; a
    share of which nobody spoke never was in that case. Moves of one day happen at once: a share
    received on a day is handed on the same day only where the receiver no longer exists.
    """
    ledger = _Ledger(term, world, finished_on, spoken_of)
    for role in AssignmentRole:
        for member in members.get(role, ()):
            ledger.assign(role, member)
    concerned = (move for move in moves if move.covers(term.task, term.field))
    for _, day in groupby(sorted(concerned, key=move_order), lambda move: move.effective_on):
        ledger.hand_over(list(day))
    ledger.end_lapsed()
    ledger.end_dissolved()
    return ledger.in_order()


def move_order(move: Move) -> tuple[date, int, bool]:
    """By day, then the narrowest scope first; a named heir comes before an end without one."""
    return (move.effective_on, _SCOPE_ORDER[move.scope], move.to_unit is None)


class _Ledger:
    """The shares of one duty while they are worked out."""

    def __init__(
        self,
        term: Term,
        world: Mapping[int, Validity],
        finished_on: FinishedOn,
        spoken_of: SpokenOf,
    ) -> None:
        self.term = term
        self.world = world
        self.finished_on = finished_on
        self.spoken_of = spoken_of
        self.shares: dict[ShareKey, Owned] = {}
        self.lapses: dict[ShareKey, date] = {}

    def in_order(self) -> list[Owned]:
        """The shares, leads first, each role in the order in which shares came about."""
        return [share for role in AssignmentRole for share in self._of(role)]

    def _of(self, role: AssignmentRole) -> list[Owned]:
        return [share for share in self.shares.values() if share.role is role]

    def assign(self, role: AssignmentRole, member: Member) -> None:
        """One addressee's share; a unit that leads is not its own partner.

        A group's member owes from the day on which it belongs to the group and exists.
        """
        if (AssignmentRole.LEAD, member.unit) in self.shares and role is AssignmentRole.PARTNER:
            return
        opened_on, lapses = None, date.max
        if member.by_group:
            within = member.validity.overlap(self.term.start, self.term.last_day)
            alive = within and self._life(member.unit).overlap(*within)
            if alive:
                opened_on = alive[0] if alive[0] > self.term.start else None
            elif not self._spoke_early(role, member):
                return
            lapses = member.validity.last or date.max
        key = (role, member.unit)
        self.lapses[key] = max(lapses, self.lapses.get(key, lapses))
        self._receive(role, member.unit, opened_on)

    def _spoke_early(self, role: AssignmentRole, member: Member) -> bool:
        """Whether a member that was gone before the duty began had spoken of it all the same."""
        lasts = (member.validity.last, self._life(member.unit).last)
        gone = any(last is not None and last < self.term.start for last in lasts)
        return gone and self.spoken_of(role, member.unit)

    def _life(self, unit: int) -> Validity:
        return self.world.get(unit, Validity())

    def _began(self, share: Owned) -> date:
        return share.opened_on or self.term.start

    def _receive(self, role: AssignmentRole, unit: int, opened_on: date | None) -> None:
        """Open the share, or join the one that the unit has, or had, on this key."""
        share = self.shares.get((role, unit))
        if share is None:
            self.shares[role, unit] = Owned(role, unit, opened_on)
        elif share.ended_on is not None:
            self.shares[role, unit] = Owned(role, unit, share.opened_on)
        elif share.opened_on is not None and (opened_on or self.term.start) < share.opened_on:
            self.shares[role, unit] = replace(share, opened_on=opened_on)

    def hand_over(self, moves: Sequence[Move]) -> None:
        """Apply the moves of one day, leads before partners, the narrowest scope first."""
        for role in AssignmentRole:
            held = {unit for owner, unit in self.shares if owner is role}
            for move in moves:
                if move.from_unit in held:
                    held.discard(move.from_unit)
                    self._move(role, move, _last_heir(move, moves, self.world))

    def _move(self, role: AssignmentRole, move: Move, heir: int | None) -> None:
        on, key = move.effective_on, (role, move.from_unit)
        share = self.shares.get(key)
        if share is None or share.ended_on is not None or self._settled_before(key, on):
            return
        kind = self._end_kind(role, heir)
        traced = self._close(share, on, kind, heir)
        if heir is None or kind is not EndKind.HANDED_OVER:
            return
        self._receive(role, heir, max(on, share.opened_on or on) if traced else share.opened_on)
        self.lapses[role, heir] = date.max
        if role is AssignmentRole.LEAD:
            self._drop_partner(heir, on)

    def _close(self, share: Owned, on: date, kind: EndKind, heir: int | None) -> bool:
        """End the share; one that had not begun and was not spoken of leaves no trace (False)."""
        key = (share.role, share.unit)
        if self._began(share) >= on and not self.spoken_of(*key):
            del self.shares[key]
            return False
        self.shares[key] = replace(share, ended_on=on, end_kind=kind, successor=heir)
        return True

    def _settled_before(self, key: ShareKey, day: date) -> bool:
        """Whether the share was finished, or its unit relieved of it, before the day."""
        done = self.finished_on(*key)
        if done is not None and done < day:
            return True
        return self.lapses[key] < day - timedelta(days=1)

    def _end_kind(self, role: AssignmentRole, heir: int | None) -> EndKind:
        if heir is None:
            return EndKind.DISSOLVED
        lead = self.shares.get((AssignmentRole.LEAD, heir))
        if role is AssignmentRole.PARTNER and lead is not None and lead.ended_on is None:
            return EndKind.MERGED_INTO_LEAD
        return EndKind.HANDED_OVER

    def _drop_partner(self, unit: int, on: date) -> None:
        """A unit that becomes lead leaves its partner's share, with a trace."""
        key = (AssignmentRole.PARTNER, unit)
        share = self.shares.get(key)
        if share is None or share.ended_on is not None:
            return
        self._close(share, on, EndKind.MERGED_INTO_LEAD, unit)

    def end_lapsed(self) -> None:
        """A unit that left the group, or was relieved, before the duty was due owes no more."""
        for key, last in self.lapses.items():
            if last < self.term.last_day:
                self._end(key, last, EndKind.NO_LONGER_OWED)

    def end_dissolved(self) -> None:
        """A unit that ended without a recorded heir ends its open shares the day after.

        One that had ended before the duty began never owed it.
        """
        for key in list(self.shares):
            last = self._life(key[1]).last
            if last is not None:
                self._end(key, last, EndKind.DISSOLVED)

    def _end(self, key: ShareKey, last: date, kind: EndKind) -> None:
        """End an open, unfinished share after its last day."""
        share = self.shares.get(key)
        if share is None or share.ended_on is not None or self.finished_on(*key) is not None:
            return
        self._close(share, last + timedelta(days=1), kind, None)


def _last_heir(move: Move, moves: Sequence[Move], world: Mapping[int, Validity]) -> int | None:
    """The receiver; where it no longer exists on that day, whoever receives from it."""
    onward = {other.from_unit: other.to_unit for other in reversed(moves)}
    heir, passed = move.to_unit, {move.from_unit}
    while heir is not None and heir in onward and heir not in passed:
        last = world.get(heir, Validity()).last
        if last is None or last >= move.effective_on:
            break
        passed.add(heir)
        heir = onward[heir]
    return heir
