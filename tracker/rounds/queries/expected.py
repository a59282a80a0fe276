"""Who is expected to report in a round, as of its window's end, and who may write each part."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from tracker.extensions import db
from tracker.permissions import Permission, Viewer
from tracker.rounds.models import RoundUnit
from tracker.rounds.queries.regimes import AudienceLine, audiences_of
from tracker.rounds.queries.rounds import RoundLine
from tracker.rounds.rules.audience import AudienceKind, Expected, Member, expected_of
from tracker.text import vn_list
from tracker.units.models import Unit, UnitGroupMember
from tracker.units.queries import heirs_on, names_on


@dataclass(frozen=True, slots=True)
class ExpectedUnit:
    """One row of a round: the name as of the window's end, its successors, who writes it."""

    unit_id: int
    code: str
    name: str
    counted: bool
    ended_on: date | None
    successors: tuple[str, ...]
    writers: tuple[int, ...]

    @property
    def full_name(self) -> str:
        """The name then, and who stands for it: "Sở X (nay là Sở Y)"."""
        return f"{self.name} (nay là {vn_list(self.successors)})" if self.successors else self.name

    def may_be_written_by(self, viewer: Viewer) -> bool:
        """Whether the viewer is of the people who write this part."""
        units = viewer.scope(Permission.UPDATE_WORK)
        return units is None or not units.isdisjoint(self.writers)


def expected_rows(rounds: Sequence[RoundLine], today: date) -> dict[int, list[Expected]]:
    """The rows of these rounds by round; a bounded number of statements.

    A round that was called off asks nobody; the units chosen for an ad-hoc one are named still,
    since they read what they wrote, and are not counted.
    """
    audiences = audiences_of({one.regime_id for one in rounds})
    chosen = _chosen([one.id for one in rounds if not one.kind.is_periodic])
    every = (*audiences.values(), *chosen.values())
    members = _Members([line for lines in every for line in lines])
    known = {one.id: max(today, one.clocks.last) for one in rounds}
    heirs = {day: heirs_on(day) for day in set(known.values())}
    found = {}
    for one in rounds:
        lines = audiences.get(one.regime_id, []) if one.kind.is_periodic else chosen.get(one.id, [])
        lines = [] if one.ended_on is not None and one.kind.is_periodic else lines
        rows = expected_of(members.of(lines), heirs[known[one.id]], one.window, known[one.id])
        found[one.id] = [replace(row, counted=False) for row in rows] if one.called_off else rows
    return found


def expected_units(one: RoundLine, today: date) -> list[ExpectedUnit]:
    """The rows of one round, in official order, with names."""
    rows = expected_rows([one], today)[one.id]
    then = names_on(one.clocks.last, {row.unit_id for row in rows})
    following = {unit_id for row in rows for unit_id in row.successors}
    now = names_on(max(today, one.clocks.last), following)
    return [
        ExpectedUnit(
            row.unit_id, then[row.unit_id].code, then[row.unit_id].name, row.counted,
            row.ended_on, tuple(now[heir].name for heir in row.successors), row.writers,
        )
        for row in rows
    ]  # fmt: skip


def chosen_units(round_id: int) -> list[int]:
    """The units chosen for an ad-hoc round."""
    return [one.target_id for one in _chosen([round_id]).get(round_id, ())]


def _chosen(round_ids: Collection[int]) -> dict[int, list[AudienceLine]]:
    query = select(RoundUnit.round_id, RoundUnit.unit_id).where(RoundUnit.round_id.in_(round_ids))
    found: dict[int, list[AudienceLine]] = {}
    for round_id, unit_id in db.session.execute(query):
        found.setdefault(round_id, []).append(AudienceLine(AudienceKind.UNIT, unit_id))
    return found


class _Members:
    """The units behind lines of audiences, each read once."""

    def __init__(self, lines: Collection[AudienceLine]) -> None:
        named = {
            kind: {line.target_id for line in lines if line.kind is kind} for kind in AudienceKind
        }
        self.found: dict[AudienceLine, list[Member]] = {}
        self.order: dict[int, tuple[int, int]] = {}
        self._groups(named[AudienceKind.GROUP])
        self._units(AudienceKind.UNIT, named[AudienceKind.UNIT])
        self._units(AudienceKind.CHILDREN, named[AudienceKind.CHILDREN])

    def of(self, lines: Collection[AudienceLine]) -> list[Member]:
        """The members that these lines name, in official order."""
        named = [member for line in lines for member in self.found.get(line, ())]
        return sorted(named, key=lambda member: self.order[member.unit_id])

    def _groups(self, ids: Collection[int]) -> None:
        query = (
            select(
                UnitGroupMember.group_id, Unit.id, UnitGroupMember.valid_from,
                UnitGroupMember.valid_to, Unit.valid_from, Unit.valid_to, Unit.sort_order,
            )
            .join(Unit, Unit.id == UnitGroupMember.unit_id)
            .where(UnitGroupMember.group_id.in_(ids))
        )  # fmt: skip
        for group_id, unit_id, joins, leaves, begins, ends, order in db.session.execute(query):
            line = AudienceLine(AudienceKind.GROUP, group_id)
            days = (_latest(joins, begins), _earliest(leaves, ends))
            self._add(line, Member(unit_id, *days, ends), order)

    def _units(self, kind: AudienceKind, ids: Collection[int]) -> None:
        named = Unit.id if kind is AudienceKind.UNIT else Unit.parent_id
        query = select(named, Unit.id, Unit.valid_from, Unit.valid_to, Unit.sort_order)
        for target, unit_id, begins, ends, order in db.session.execute(query.where(named.in_(ids))):
            self._add(AudienceLine(kind, target), Member(unit_id, begins, ends, ends), order)

    def _add(self, line: AudienceLine, member: Member, order: int) -> None:
        self.found.setdefault(line, []).append(member)
        self.order[member.unit_id] = (order, member.unit_id)


def _latest(*days: date | None) -> date | None:
    return max((day for day in days if day), default=None)


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)
