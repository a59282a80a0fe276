"""One unit's number form as a viewer meets it, and the merged form of a round."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tracker.permissions import Viewer
from tracker.reports.queries.figures import (
    FormRow,
    UnitForm,
    form_of,
    merged_of,
    missing_words,
    neighbours_of,
    whole_of,
)
from tracker.reports.queries.indicators import values_of
from tracker.reports.queries.unit_reports import Round, SeenReport, seen_report
from tracker.reports.queries.versions import signed_forms
from tracker.reports.rules.indicators import IndicatorKind, Merged, derived
from tracker.reports.rules.numbers import written
from tracker.reports.rules.unit_report import Side
from tracker.rounds.queries.expected import ExpectedUnit, expected_units
from tracker.rounds.queries.regimes import regime_lines, seen_by
from tracker.rounds.queries.rounds import RoundLine, round_by_code
from tracker.rounds.rules.clocks import RoundState
from tracker.rounds.rules.windows import RoundKind
from tracker.workdays.queries import days_off

OPEN = frozenset({RoundState.OPEN, RoundState.DATA_CLOSED, RoundState.OVERDUE})
CLOSED = {
    RoundState.AHEAD: "Kỳ báo cáo chưa bắt đầu lấy số liệu.",
    RoundState.LOCKED: "Kỳ báo cáo đã khóa; chỉ nơi tổng hợp còn sửa được số liệu.",
    RoundState.ENDED: "Kỳ báo cáo không thực hiện.",
}


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A unit's form with what the viewer may do with it."""

    seen: SeenReport
    state: RoundState
    form: UnitForm

    @property
    def line(self) -> RoundLine:
        """The round."""
        return self.seen.round.line

    @property
    def own(self) -> bool:
        """Whether the viewer writes as one of the unit's people."""
        return Side.WRITER in self.seen.sides and self.state in OPEN

    @property
    def for_unit(self) -> bool:
        """Whether the viewer writes for the unit, as the body that compiles."""
        compiles = Side.COMPILER in self.seen.sides and not self.own
        return compiles and (self.state in OPEN or self.state is RoundState.LOCKED)

    @property
    def may_write(self) -> bool:
        """Whether the viewer may save."""
        return self.own or self.for_unit

    @property
    def why_closed(self) -> str:
        """Why nobody of the unit writes now; "" while they may."""
        return CLOSED.get(self.state, "")

    @property
    def draft_key(self) -> str:
        """The name under which what is typed is kept."""
        return f"so-lieu-{self.line.id}-{self.seen.unit.unit_id}"

    def groups(self) -> list[tuple[str, list[FormRow]]]:
        """The rows under the names of their fields."""
        rows = groupby(self.form.rows, lambda row: row.line.field_name)
        return [(name, list(own)) for name, own in rows]


def seen_round(viewer: Viewer, regime_code: str, code: str) -> Round | None:
    """The round with its regime, where the viewer may see them."""
    line = round_by_code(viewer, regime_code, code)
    if line is None:
        return None
    regimes = regime_lines(seen_by(viewer))
    return Round(line, next(one for one in regimes if one.id == line.regime_id))


def open_form(viewer: Viewer, address: tuple[str, str, str], today: date) -> OpenForm | None:
    """The form of an expected unit, where the viewer may know of it.

    `address` names regime, round and unit by their codes.
    """
    regime_code, code, unit_code = address
    one = seen_round(viewer, regime_code, code)
    seen = seen_report(viewer, one, unit_code, today) if one else None
    if seen is None:
        return None
    state = seen.round.line.state(today, days_off())
    return OpenForm(seen, state, form_of(seen.round.line, seen.unit))


@dataclass(frozen=True, slots=True)
class MergedRow:
    """One row of the merged form with what it is compared with, all in words."""

    merged: Merged
    before: str
    last_year: str
    quarter: str

    @property
    def missing(self) -> str:
        """Who has not given it, of a figure that is summed."""
        return missing_words(self.merged)


@dataclass(frozen=True, slots=True)
class MergedPage:
    """The merged form of a round; `quarter` heads what is worked out of one quarter."""

    round: Round
    rows: Sequence[MergedRow]
    units: Sequence[tuple[ExpectedUnit, int]]
    before: str
    last_year: str
    quarter: str

    def groups(self) -> list[tuple[str, list[MergedRow]]]:
        """The rows under the names of their fields."""
        rows = groupby(self.rows, lambda row: row.merged.line.field_name)
        return [(name, list(own)) for name, own in rows]


_QUARTERS = {RoundKind.HALF_1: RoundKind.QUARTER_2, RoundKind.YEAR: RoundKind.QUARTER_4}


def merged_page(one: Round, today: date) -> MergedPage:
    """Every figure of the round with its source, who is silent, and earlier rounds."""
    near, units = neighbours_of(one.line), expected_units(one.line, today)
    whole = one.regime.provincial
    beside = [other for other in (*near.parts, near.before, near.last_year) if other]
    signed = signed_forms(
        [other.round.id for other in beside if other.round], one.regime.compiling_unit_id
    )
    before, last_year = (
        whole_of(other, whole=whole, signed=signed) for other in (near.before, near.last_year)
    )
    parts = {part.kind: whole_of(part, whole=whole, signed=signed) for part in near.parts}
    quarter = _QUARTERS.get(one.line.kind)

    def derived_words(found: Merged) -> str:
        if quarter is None or found.line.kind is not IndicatorKind.FLOW:
            return ""
        of = {kind: told[found.line.id].amount.numerator
              for kind, told in parts.items() if found.line.id in told}  # fmt: skip
        return written(derived(quarter, {**of, one.line.kind: found.amount.numerator}))

    rows = [
        MergedRow(
            found,
            before[found.line.id].amount.words(found.line) if found.line.id in before else "",
            last_year[found.line.id].amount.words(found.line) if found.line.id in last_year else "",
            derived_words(found),
        )
        for found in merged_of(one.line, units)
    ]
    given = Counter(
        unit_id for (unit_id, _), value in values_of(one.line.id).items()
        if not value.amount.is_blank
    )  # fmt: skip
    head = f"Riêng q{quarter.label[1:]}" if quarter else ""
    return MergedPage(
        one, rows, [(unit, given[unit.unit_id]) for unit in units],
        near.before.title if near.before else "",
        near.last_year.title if near.last_year else "", head,
    )  # fmt: skip
