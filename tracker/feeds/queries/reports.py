"""The report rounds of a calendar: one's own unit's, or each round for who looks after all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import func, select

from tracker import history
from tracker.feeds.queries.chosen import own_units, sees_all
from tracker.feeds.queries.names import Names, unit_names
from tracker.feeds.rules.days import midnight
from tracker.feeds.rules.facts import Report
from tracker.feeds.rules.selection import Part, Selection, Window
from tracker.permissions import Permission, Viewer
from tracker.reports.models.unit_report import ReportEvent, UnitReport
from tracker.reports.rules.contributions import ReportState
from tracker.rounds.models import ReportingRegime, ReportRound, RoundMove
from tracker.rounds.queries.expected import expected_rows
from tracker.rounds.queries.rounds import RoundLine, rounds_between
from tracker.statements import rows_of
from tracker.tasks.rules.revisions import Revision
from tracker.units.models import Unit
from tracker.units.rules import UnitKind

_SENT = frozenset({ReportState.SENT.value, ReportState.ACCEPTED.value})
_ROUND_EDITS = ("round.change", "round.call_off")


def reports_for(viewer: Viewer, selection: Selection, window: Window) -> Iterator[Report]:
    """The rounds with a day in the window; a plan or a field chosen leaves them out."""
    narrowed = selection.plan_id is not None or selection.field_id is not None
    if Part.ROUNDS not in selection.parts or narrowed:
        return
    rounds = [
        one for one in rounds_between(viewer, window.first, window.last)
        if one.ended_on is None or one.ended_on >= window.first
    ]  # fmt: skip
    if not rounds:
        return
    known = _known(rounds)
    if sees_all(viewer, selection) and selection.unit_id is None:
        yield from (known.whole(one) for one in rounds if known.is_provincial(one))
        return
    units = _reporting(viewer, selection)
    for one, unit_id in _parts(rounds, units):
        yield known.part(one, unit_id, several=len(units) > 1)


def _reporting(viewer: Viewer, selection: Selection) -> frozenset[int]:
    """The units whose reports are told of."""
    scope = viewer.scope(Permission.READ_WORK)
    if selection.unit_id is None:
        return own_units(viewer)
    chosen = frozenset({selection.unit_id})
    return chosen if scope is None else chosen & scope


def _parts(rounds: Sequence[RoundLine], units: frozenset[int]) -> Iterator[tuple[RoundLine, int]]:
    """The reports that count and that the people of these units write, as of the window's end."""
    expected = expected_rows(rounds, date.min)
    for one in rounds:
        for row in expected[one.id]:
            if row.counted and not units.isdisjoint({row.unit_id, *row.writers}):
                yield one, row.unit_id


@dataclass(frozen=True, slots=True)
class _Known:
    """What is read once for all rounds."""

    regimes: dict[int, tuple[str, bool]]
    revisions: dict[int, Revision]
    states: dict[tuple[int, int], tuple[str, int, datetime | None]]
    codes: dict[int, str]
    names: Names

    def whole(self, one: RoundLine) -> Report:
        """The round for who looks after all units."""
        return self._report(one, (one.id,), self.revisions[one.id])

    def part(self, one: RoundLine, unit_id: int, *, several: bool) -> Report:
        """One unit's report in the round."""
        base = self.revisions[one.id]
        state, steps, at = self.states.get((one.id, unit_id), ("", 0, None))
        revision = Revision(
            base.sequence + steps,
            max(base.changed_at, at or base.changed_at).replace(microsecond=0),
        )
        report = self._report(one, (one.id, unit_id), revision)
        name = self.names.on(one.clocks.on_time, unit_id) if several else ""
        path = f"{report.path}/{self.codes[unit_id]}"
        return replace(report, unit=name, path=path, sent=state in _SENT)

    def _report(self, one: RoundLine, ids: tuple[int, ...], revision: Revision) -> Report:
        return Report(
            ids, one.title, self.regimes[one.regime_id][0], one.clocks.last, one.clocks.on_time,
            f"/ky-bao-cao/{one.regime_code}/{one.code}", revision,
            source=one.source.number if one.source else "", ended_on=one.ended_on,
        )  # fmt: skip

    def is_provincial(self, one: RoundLine) -> bool:
        """Whether the province's own regime asks for it."""
        return self.regimes[one.regime_id][1]


def _known(rounds: Sequence[RoundLine]) -> _Known:
    numbers = [one.id for one in rounds]
    units = rows_of(select(Unit.id, Unit.code, Unit.kind)).all()
    provinces = {row.id for row in units if row.kind == UnitKind.PROVINCE.value}
    regimes = select(ReportingRegime.id, ReportingRegime.name, ReportingRegime.owner_unit_id)
    return _Known(
        {number: (name, owner in provinces) for number, name, owner in rows_of(regimes)},
        _revisions(rounds, numbers), _states(numbers), {row.id: row.code for row in units},
        unit_names(),
    )  # fmt: skip


def _revisions(rounds: Sequence[RoundLine], numbers: Sequence[int]) -> dict[int, Revision]:
    """How often each round changed: its version moves with every change; and when last."""
    moved = select(RoundMove.round_id, func.max(RoundMove.recorded_at)).where(
        RoundMove.round_id.in_(numbers)
    )
    made = select(ReportRound.id, ReportRound.created_at).where(ReportRound.id.in_(numbers))
    instants: dict[int, list[datetime]] = {number: [at] for number, at in rows_of(made)}
    for number, at in rows_of(moved.group_by(RoundMove.round_id)):
        instants[number].append(at)
    edits = history.last_done(_ROUND_EDITS)
    for one in rounds:
        edited = edits.get(f"round:{one.regime_code}/{one.code}")
        ended = midnight(one.ended_on) if one.ended_on else None
        instants[one.id] += (at for at in (edited, ended) if at is not None)
    return {
        one.id: Revision(one.version - 1, max(instants[one.id]).replace(microsecond=0))
        for one in rounds
    }


def _states(numbers: Sequence[int]) -> dict[tuple[int, int], tuple[str, int, datetime | None]]:
    """By round and unit: where the report stands, how many steps it took, and the last of them."""
    query = (
        select(
            UnitReport.round_id, UnitReport.unit_id, UnitReport.state, UnitReport.id,
            func.count(ReportEvent.id), func.max(ReportEvent.at),
        )
        .outerjoin(ReportEvent, ReportEvent.report_id == UnitReport.id)
        .where(UnitReport.round_id.in_(numbers))
        .group_by(UnitReport.round_id, UnitReport.unit_id, UnitReport.state, UnitReport.id)
    )  # fmt: skip
    return {
        (number, unit): (state, steps, at) for number, unit, state, _, steps, at in rows_of(query)
    }
