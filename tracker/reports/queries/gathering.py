"""One round of one body, found by its codes and gathered: the one way into a compilation."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select

from tracker.extensions import db
from tracker.reports.queries.collecting import Told, collect
from tracker.reports.queries.contributions import contributions, rounds_sent
from tracker.reports.queries.figures import merged
from tracker.reports.queries.standing import Scope, yearly_cells
from tracker.reports.queries.versions import signed_figures, signed_forms
from tracker.reports.rules.collected import Collected, Earlier, Figure
from tracker.reports.rules.compiled import Heading
from tracker.reports.rules.compiling.counts import headline_of
from tracker.rounds.models import ReportingRegime
from tracker.rounds.queries.expected import expected_units
from tracker.rounds.queries.regimes import RegimeLine, regime_lines
from tracker.rounds.queries.rounds import RoundLine, all_rounds_of_year
from tracker.rounds.rules.windows import RoundKind
from tracker.units.models import Unit
from tracker.units.queries import names_on
from tracker.workdays.queries import days_off


@dataclass(frozen=True, slots=True)
class Target:
    """What is compiled: a round of a regime, for the body that answers for it."""

    regime: RegimeLine
    round: RoundLine
    scope: Scope
    unit_id: int
    unit_code: str
    unit_name: str


def target_of(regime_code: str, round_code: str, unit_code: str = "") -> Target | None:
    """The round of these codes, or None where there is none.

    Without `unit_code`: the whole province for a regime of the province, compiled by the receiver;
    the owner with its divisions for a unit's own. With it, the lead work of that one unit.
    """
    regime = next(iter(regime_lines(ReportingRegime.code == regime_code)), None)
    rounds = _rounds(regime_code, round_code)
    one = next((line for line in rounds if line.code == round_code), None)
    if regime is None or one is None:
        return None
    names = names_on(one.clocks.last)
    if unit_code:
        unit_id = db.session.scalar(select(Unit.id).where(Unit.code == unit_code))
        if unit_id is None:
            return None
        scope = Scope(one.year, frozenset({unit_id}))
    elif regime.provincial:
        unit_id, scope = regime.receiver_unit_id, Scope(one.year, None)
    else:
        unit_id = regime.owner_unit_id
        scope = Scope(one.year, frozenset({unit_id}), by_division=True)
    return Target(regime, one, scope, unit_id, names[unit_id].code, names[unit_id].name)


def _rounds(regime_code: str, round_code: str) -> list[RoundLine]:
    """The regime's rounds of the year that a code begins with."""
    year = round_code.partition("-")[0]
    if not year.isdecimal():
        return []
    return [one for one in all_rounds_of_year(int(year)) if one.regime_code == regime_code]


def gather(target: Target, known: datetime, today: date) -> Collected:
    """Everything that the compilation rests on: as of the closing day, as recorded by `known`."""
    heading = Heading(
        regime=target.regime.code, round=target.round.code, title=target.round.title,
        scope_unit=target.unit_code, scope_name=target.unit_name,
        receiver=target.regime.forward_to, year=target.round.year,
        first=target.round.clocks.first, last=target.round.clocks.last, known=known,
        internal=False,
    )  # fmt: skip
    told = Told(
        contributions=tuple(contributions(target.round, today, known)),
        figures=_figures(target, known, today),
        earlier=tuple(_earlier(target, known)),
        rounds_sent=rounds_sent(target.regime.code, heading.year, heading.last, known),
        until=date(heading.year, 12, 31) if target.round.kind is RoundKind.YEAR else None,
    )
    outline = target.round.outline or target.regime.outline
    return collect(heading, outline, target.scope, told, days_off())


def _figures(target: Target, known: datetime, today: date) -> tuple[Figure, ...]:
    """The merged number form; nothing where nobody filled it in.

    Of one unit of a round of many it is that unit's own, without earlier rounds of all.
    """
    units = expected_units(target.round, today)
    own = target.scope.units if not target.scope.by_division else None
    if own is not None:
        units = [one for one in units if one.unit_id in own]
    signed = signed_forms([one.id for one in _rounds_beside(target.round)], target.unit_id)
    whole = target.regime.provincial
    found = merged(target.round, units, known, whole=whole, signed=signed)
    if all(one.numerator is None for one in found):
        return ()
    return found if own is None else tuple(replace(one, before=None, last_year=None)
                                           for one in found)  # fmt: skip


def _rounds_beside(line: RoundLine) -> list[RoundLine]:
    """The rounds of its regime in its year and the year before."""
    years = (line.year - 1, line.year)
    every = (one for year in years for one in all_rounds_of_year(year))
    return [one for one in every if one.regime_id == line.regime_id and one.id != line.id]


def _earlier(target: Target, known: datetime) -> Iterable[Earlier]:
    """The round before in the same year, and the same round of the year before.

    As signed where that was recorded, else counted again; one in which nothing had been given is
    left out: there is nothing to compare with.
    """
    line = target.round
    if not line.kind.is_periodic:
        return
    before = [
        one
        for one in _rounds(line.regime_code, line.code)
        if one.kind.is_periodic and one.clocks.last < line.clocks.last and one.ended_on is None
    ]
    year_before = f"{line.year - 1}-{line.kind.value}"
    same = [one for one in _rounds(line.regime_code, year_before) if one.code == year_before]
    signed = signed_figures([one.id for one in (*before[-1:], *same)], target.unit_id)
    for label, one in (
        *(("kỳ trước", one) for one in before[-1:]), *(("cùng kỳ năm trước", one) for one in same)
    ):  # fmt: skip
        if one.id in signed:
            yield Earlier(label, signed[one.id], signed=True)
            continue
        scope = replace(target.scope, year=one.year)
        figures = dict(headline_of(yearly_cells(scope, one.window, known).values()))
        if figures["tasks.given"]:
            yield Earlier(label, figures, signed=False)
