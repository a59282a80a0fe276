"""The number form of one unit in a round, and the merged form of the round."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from tracker.reports.models.indicators import OpeningBalance
from tracker.reports.queries.indicators import (
    Given,
    amounts,
    balances,
    catalogue,
    form_row,
    leaders_on,
    values_of,
)
from tracker.reports.queries.versions import SignedForm
from tracker.reports.rules.collected import Figure
from tracker.reports.rules.indicators import (
    Amount,
    IndicatorLine,
    IndicatorOrigin,
    Merged,
    Reporter,
    is_asked,
    merge,
    parts_of,
)
from tracker.reports.rules.numbers import as_float
from tracker.rounds.queries.expected import ExpectedUnit, expected_units
from tracker.rounds.queries.rounds import RoundLine, all_rounds_of_year
from tracker.rounds.rules.naming import periodic_title
from tracker.rounds.rules.windows import RoundKind
from tracker.text import vn_list

SIGNED = "báo cáo đã ban hành"
"""The source of a figure that was signed."""
NAMED = 5
"""Silent units that a note names; the others are counted."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A round that figures are compared with; `round` is None where it was never laid out here."""

    year: int
    kind: RoundKind
    round: RoundLine | None = None

    @property
    def title(self) -> str:
        """What it is called."""
        return periodic_title(self.year, self.kind)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The rounds inside this one, the one before, the same of last year; none of an ad-hoc one."""

    parts: tuple[Neighbour, ...] = ()
    before: Neighbour | None = None
    last_year: Neighbour | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of another round beside the field: which round, and the paper it is known from."""

    title: str
    amount: Amount
    source: str = ""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a unit's form with what it gave and what it is compared with."""

    line: IndicatorLine
    given: Given | None
    before: Told | None
    last_year: Told | None
    parts: tuple[tuple[str, Amount], ...]

    @property
    def amount(self) -> Amount:
        """What was given."""
        return self.given.amount if self.given else Amount()


@dataclass(frozen=True, slots=True)
class UnitForm:
    """The number form of one unit in one round."""

    version: int
    rows: tuple[FormRow, ...]
    saved: Given | None

    @property
    def filled(self) -> int:
        """How many rows have a figure."""
        return sum(not row.amount.is_blank for row in self.rows)


def neighbours_of(one: RoundLine) -> Neighbours:
    """What a periodic round is compared with, within its own regime."""
    if not one.kind.is_periodic:
        return Neighbours()
    laid_out = [*all_rounds_of_year(one.year), *all_rounds_of_year(one.year - 1)]
    own = {
        (line.year, line.kind): Neighbour(line.year, line.kind, line)
        for line in laid_out
        if line.regime_id == one.regime_id and line.kind.is_periodic and not line.ended_on
    }
    earlier = [
        near for near in own.values() if near.round and near.round.clocks.last < one.clocks.last
    ]
    last_year = (one.year - 1, one.kind)
    closed = Neighbour(one.year - 1, RoundKind.YEAR)
    return Neighbours(
        tuple(own[one.year, kind] for kind in parts_of(one.kind) if (one.year, kind) in own),
        max(earlier, key=lambda near: near.round.clocks.last if near.round else one.clocks.last)
        if earlier else closed,
        own.get(last_year, Neighbour(*last_year)),
    )  # fmt: skip


def form_of(one: RoundLine, unit: ExpectedUnit) -> UnitForm:
    """A unit's own rows, and those of the whole province in the fields that its body leads."""
    leaders, near = leaders_on(one.clocks.last), neighbours_of(one)
    given, beside = values_of(one.id, unit_id=unit.unit_id), _Beside(unit.unit_id, near)
    reporter = Reporter(unit.unit_id, unit.name, unit.counted)
    rows = tuple(
        FormRow(
            line, given.get((unit.unit_id, line.id)), beside.told(near.before, line),
            beside.told(near.last_year, line), beside.parts(line),
        )
        for line in catalogue()
        if line.holds_on(one.clocks.last) and is_asked(line, reporter, leaders.get(line.field_id))
    )  # fmt: skip
    counted = form_row(one.id, unit.unit_id)
    mine = [row.given for row in rows if row.given]
    newest = max(mine, key=lambda value: value.id, default=None)
    return UnitForm(counted.version if counted else 0, rows, newest)


class _Beside:
    """What one unit gave in the rounds beside, each read once, and what papers print."""

    def __init__(self, unit_id: int, near: Neighbours) -> None:
        self.unit_id, self.near, self.papers = unit_id, near, balances()
        rounds = {one.round.id for one in _all(near) if one.round}
        self.given = {one: values_of(one, unit_id=unit_id) for one in rounds}

    def told(self, other: Neighbour | None, line: IndicatorLine) -> Told | None:
        """The unit's own figure, else of the whole province that of a paper."""
        if other is None:
            return None
        given = self.given[other.round.id] if other.round else {}
        own = given.get((self.unit_id, line.id))
        if own is not None and not own.amount.is_blank:
            return Told(other.title, own.amount)
        paper = self.papers.get((line.id, other.year, other.kind))
        whole = line.origin is IndicatorOrigin.LEAD
        return _from_paper(other, paper) if whole and paper else None

    def parts(self, line: IndicatorLine) -> tuple[tuple[str, Amount], ...]:
        """The rounds inside this one that have a figure."""
        known = [(part.title, self.told(part, line)) for part in self.near.parts]
        return tuple((title, told.amount) for title, told in known if told)


def merged_of(
    one: RoundLine, units: Collection[ExpectedUnit], known: datetime | None = None
) -> tuple[Merged, ...]:
    """The merged form of a round in form order, each figure from its one source.

    Rows that a leading body gives are left out of a round in which none of the units leads a field.
    """
    leaders = leaders_on(one.clocks.last)
    given = amounts(values_of(one.id, known))
    reporters = [Reporter(unit.unit_id, unit.name, unit.counted) for unit in units]
    led = not {unit.unit_id for unit in units}.isdisjoint(leaders.values())
    return tuple(
        merge(line, reporters, given, leaders.get(line.field_id))
        for line in catalogue()
        if line.holds_on(one.clocks.last) and (led or line.origin is IndicatorOrigin.SUM)
    )


def merged(
    one: RoundLine, units: Collection[ExpectedUnit], known: datetime | None = None, *,
    whole: bool = True, signed: Mapping[int, SignedForm] | None = None,
) -> tuple[Figure, ...]:  # fmt: skip
    """The merged figures as a compilation takes them, beside those of earlier rounds.

    `whole`: of the whole province, of which papers print figures.
    """
    near = neighbours_of(one)
    before, last_year = (
        whole_of(other, known, whole=whole, signed=signed)
        for other in (near.before, near.last_year)
    )
    return tuple(
        _figure(found, before.get(found.line.id), last_year.get(found.line.id))
        for found in merged_of(one, units, known)
    )


def whole_of(
    other: Neighbour | None, known: datetime | None = None, *, whole: bool = True,
    signed: Mapping[int, SignedForm] | None = None,
) -> dict[int, Told]:  # fmt: skip
    """The figures of another round by indicator: as signed, else from a paper, else computed."""
    if other is None:
        return {}
    papers = {
        indicator_id: _from_paper(other, row)
        for (indicator_id, year, kind), row in balances().items()
        if whole and (year, kind) == (other.year, other.kind)
    }
    if other.round is None:
        return papers
    kept = (signed or {}).get(other.round.id)
    if kept is None:
        return _computed(other, other.round, known) | papers
    if not kept.amounts:
        return papers | _computed(other, other.round, kept.frozen_at, SIGNED)
    return papers | {
        line.id: Told(other.title, kept.amounts[line.code], SIGNED)
        for line in catalogue()
        if line.code in kept.amounts and not kept.amounts[line.code].is_blank
    }


def _computed(
    other: Neighbour, line: RoundLine, known: datetime | None, source: str = ""
) -> dict[int, Told]:
    """The figures of a round merged again, as known then."""
    units = expected_units(line, line.clocks.last)
    return {
        one.line.id: Told(other.title, one.amount, source)
        for one in merged_of(line, units, known)
        if not one.amount.is_blank
    }


def missing_words(found: Merged) -> str:
    """Who has not given a summed figure, in words; the first few by name.

    "" of a figure that one body gives: its source says whose it is.
    """
    names = found.missing
    if not names or found.line.origin is IndicatorOrigin.LEAD:
        return ""
    shown, more = names[:NAMED], len(names) - NAMED
    named = f"{', '.join(shown)} và {more:02d} đơn vị khác" if more > 0 else vn_list(shown)
    return f"Chưa có số liệu: {named}"


def _figure(found: Merged, before: Told | None, last_year: Told | None) -> Figure:
    line = found.line
    return Figure(
        code=line.code, field=line.field, number=line.number, name=line.name, measure=line.measure,
        ratio=line.is_ratio, numerator=as_float(found.amount.numerator),
        denominator=as_float(found.amount.denominator), source=found.source_words,
        before=_value(line, before), last_year=_value(line, last_year),
        note=_gaps(found),
    )  # fmt: skip


def _gaps(found: Merged) -> str:
    """That a sum is not complete; a report to above names no silent unit."""
    if found.line.origin is IndicatorOrigin.LEAD or not found.missing or not found.givers:
        return ""
    return f"Số liệu của {len(found.givers):02d}/{found.expected:02d} đơn vị"


def _value(line: IndicatorLine, told: Told | None) -> float | None:
    if told is None:
        return None
    parts = (as_float(told.amount.numerator), as_float(told.amount.denominator))
    return Figure("", "", "", "", "", line.is_ratio, *parts, "").value


def _all(near: Neighbours) -> list[Neighbour]:
    return [one for one in (*near.parts, near.before, near.last_year) if one is not None]


def _from_paper(other: Neighbour, row: OpeningBalance) -> Told:
    return Told(other.title, Amount(row.numerator, row.denominator), row.source)
