"""Figures of the number form: what is wrong with one, and how those of units become one (pure).

Nghị định 09/2019/NĐ-CP for the windows; a ratio is kept as its two parts and never summed.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.reports.rules.numbers import is_whole, written
from tracker.rounds.rules.windows import RoundKind
from tracker.text import Labelled, vn_list, vn_number


class IndicatorKind(Labelled):
    """What a figure counts."""

    FLOW = "flow", "Phát sinh trong kỳ"
    STOCK = "stock", "Có đến ngày chốt số liệu"
    RATIO = "ratio", "Tỷ lệ, tính từ hai số"


class IndicatorOrigin(Labelled):
    """Where the figure of the whole comes from; one of these, never both."""

    LEAD = "lead", "Cơ quan chủ trì lĩnh vực"
    SUM = "sum", "Cộng từ đơn vị"


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One row of the catalogue, as forms and compilations read it."""

    id: int
    code: str
    field_id: int
    field: str
    field_name: str
    number: str
    name: str
    measure: str
    kind: IndicatorKind
    numerator_label: str
    denominator_label: str
    share: bool
    counted: bool
    origin: IndicatorOrigin
    position: int
    note: str
    source: str
    valid_from: date | None
    valid_to: date | None
    version: int

    @property
    def is_ratio(self) -> bool:
        """Whether it has two parts."""
        return self.kind is IndicatorKind.RATIO

    def holds_on(self, day: date) -> bool:
        """Whether the form of a round that closes on this day asks for it."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure: a number, or numerator and denominator of a ratio. None is unknown, not zero."""

    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing was given."""
        return self.numerator is None and self.denominator is None

    def words(self, line: IndicatorLine) -> str:
        """As read: "1.234", "350/512 (68,36%)"; blank for nothing."""
        return self.text(ratio=line.is_ratio)

    def text(self, *, ratio: bool) -> str:
        """The same, of a figure that is known to be a ratio or not."""
        if not ratio or self.is_blank:
            return written(self.numerator)
        shown = f"{written(self.numerator) or '…'}/{written(self.denominator) or '…'}"
        percent = percent_of(self)
        return shown if percent is None else f"{shown} ({vn_number(percent, 2)}%)"


BLANK = Amount()


def percent_of(amount: Amount) -> Decimal | None:
    """A ratio in percent; None where a part is missing or the denominator is zero."""
    if amount.numerator is None or not amount.denominator:
        return None
    return 100 * amount.numerator / amount.denominator


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a figure, at which part; a warning passes when the note explains it."""

    part: str
    words: str
    warning: bool = False


_PARTS_OF_YEAR: Mapping[RoundKind, tuple[RoundKind, ...]] = {
    RoundKind.HALF_1: (RoundKind.QUARTER_1,),
    RoundKind.NINE_MONTHS: (RoundKind.HALF_1, RoundKind.QUARTER_3),
    RoundKind.YEAR: (RoundKind.HALF_1, RoundKind.QUARTER_3),
}


def parts_of(kind: RoundKind) -> tuple[RoundKind, ...]:
    """The rounds of the same year that this cumulative one contains and that do not overlap.

    Quarter I lies inside the half-year, quarter III after it.
    """
    return _PARTS_OF_YEAR.get(kind, ())


def findings_of(
    line: IndicatorLine, given: Amount, earlier: Sequence[tuple[str, Amount]] = ()
) -> list[Finding]:
    """What is wrong with a figure. `earlier` are the rounds inside this one, with their names.

    A blank is never wrong: nobody gave the figure. A flow below the earlier rounds of its year is
    a warning: figures are put right later.
    """
    if given.is_blank:
        return []
    found = [*_missing_part(line, given), *_fractions(line, given), *_share(line, given)]
    if line.kind is IndicatorKind.FLOW and given.numerator is not None:
        found += _below(given.numerator, earlier)
    return found


def _missing_part(line: IndicatorLine, given: Amount) -> list[Finding]:
    if not line.is_ratio:
        return []
    if given.numerator is None:
        return [Finding("numerator", f"Nhập cả “{line.numerator_label}”; không có thì ghi 0.")]
    if given.denominator is None:
        return [Finding("denominator", f"Nhập cả “{line.denominator_label}”; không có thì ghi 0.")]
    return []


def _fractions(line: IndicatorLine, given: Amount) -> list[Finding]:
    if not line.counted:
        return []
    parts = (("numerator", given.numerator), ("denominator", given.denominator))
    return [
        Finding(part, "Chỉ tiêu này không có phần lẻ. Một nghìn hai trăm ghi 1.200 hoặc 1200.")
        for part, number in parts
        if number is not None and not is_whole(number)
    ]


def _share(line: IndicatorLine, given: Amount) -> list[Finding]:
    if not line.share or given.numerator is None or given.denominator is None:
        return []
    if given.numerator <= given.denominator:
        return []
    words = (
        f"“{line.numerator_label}” ({written(given.numerator)}) lớn hơn "
        f"“{line.denominator_label}” ({written(given.denominator)}); phần không lớn hơn tổng số."
    )
    return [Finding("numerator", words)]


def _below(number: Decimal, earlier: Sequence[tuple[str, Amount]]) -> list[Finding]:
    known = [(name, one.numerator) for name, one in earlier if one.numerator is not None]
    least = sum((given for _, given in known), Decimal(0))
    if number >= least:
        return []
    told = vn_list([f"{name} ({written(given)})" for name, given in known])
    words = (
        f"Số lũy kế {written(number)} nhỏ hơn số đã báo cáo của {told}. "
        "Kiểm tra lại; nếu đúng, giải thích ở ô ghi chú."
    )
    return [Finding("numerator", words, warning=True)]


def derived(kind: RoundKind, of: Mapping[RoundKind, Decimal | None]) -> Decimal | None:
    """A flow of quarter II or IV, which no round reports: H1 - Q1, Y - H1 - Q3.

    None while a part is unknown. Raises ValueError for another kind of round.
    """
    taken = {
        RoundKind.QUARTER_2: (RoundKind.HALF_1, (RoundKind.QUARTER_1,)),
        RoundKind.QUARTER_4: (RoundKind.YEAR, (RoundKind.HALF_1, RoundKind.QUARTER_3)),
    }
    if kind not in taken:
        raise ValueError(f"nothing is derived for {kind.value}")
    whole, parts = taken[kind]
    total, less = of.get(whole), [of.get(part) for part in parts]
    known = [one for one in less if one is not None]
    if total is None or len(known) != len(less):
        return None
    return total - sum(known, Decimal(0))


@dataclass(frozen=True, slots=True)
class Reporter:
    """A unit whose form a round expects; one that ended and whose heir reports is not `counted`."""

    unit_id: int
    name: str
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Merged:
    """One figure of the whole: who gave it, who has not, and whether nobody is there to give it."""

    line: IndicatorLine
    amount: Amount
    givers: tuple[str, ...]
    missing: tuple[str, ...]
    expected: int

    @property
    def source_words(self) -> str:
        """Where the figure comes from: the leading body, or how many units of how many."""
        if self.line.origin is IndicatorOrigin.LEAD:
            named = self.givers or self.missing
            return vn_list(named) if named else "Chưa có cơ quan chủ trì lĩnh vực trong kỳ"
        return f"Cộng từ {len(self.givers):02d}/{self.expected:02d} đơn vị"


Values = Mapping[tuple[int, int], Amount]
"""What units gave, by unit and indicator."""


def merge(
    line: IndicatorLine, reporters: Collection[Reporter], values: Values, leader: int | None
) -> Merged:
    """One figure from its one source; flows and stocks added, ratios added part by part.

    `leader` is the unit that leads the field. Where a body ended and its heir reports, the flow of
    its last days counts and its stock does not: at the closing day it is the heir's.
    """
    asked = [one for one in reporters if is_asked(line, one, leader)]
    given = [(one, values.get((one.unit_id, line.id), BLANK)) for one in asked]
    known = [(one, amount) for one, amount in given if not amount.is_blank]
    return Merged(
        line, total([amount for _, amount in known]), tuple(one.name for one, _ in known),
        tuple(one.name for one, amount in given if amount.is_blank and one.counted),
        len({one.unit_id for one in asked if one.counted} | {one.unit_id for one, _ in known}),
    )  # fmt: skip


def is_asked(line: IndicatorLine, unit: Reporter, leader: int | None) -> bool:
    """Whether this unit's form has this row."""
    if line.origin is IndicatorOrigin.LEAD:
        return unit.unit_id == leader
    return unit.counted or line.kind is not IndicatorKind.STOCK


def total(amounts: Iterable[Amount]) -> Amount:
    """The parts added, those that are unknown left out; unknown where nobody gave any."""
    known = list(amounts)
    return Amount(_sum(one.numerator for one in known), _sum(one.denominator for one in known))


def _sum(numbers: Iterable[Decimal | None]) -> Decimal | None:
    known = [one for one in numbers if one is not None]
    return sum(known, Decimal(0)) if known else None
