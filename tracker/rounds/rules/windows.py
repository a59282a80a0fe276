"""The windows in which figures of periodic reports are taken: the one definition of them.

Nghị định 09/2019/NĐ-CP; Kế hoạch 196/KH-UBND, mục IV.1; Công văn 581/BNV-CCHC: figures run from
the 15th to the 14th, and a year from 15/12 of the year before to 14/12.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.text import Labelled

PATTERN_YEAR = 2001
"""The year, no leap year, whose days stand for "this day of every year" in a regime."""


class RoundKind(Labelled):
    """What a report is about; the value ends the code of its round: `2025-H1`."""

    QUARTER_1 = "Q1", "Quý I"
    QUARTER_2 = "Q2", "Quý II"
    HALF_1 = "H1", "6 tháng đầu năm"
    QUARTER_3 = "Q3", "Quý III"
    NINE_MONTHS = "9M", "9 tháng đầu năm"
    QUARTER_4 = "Q4", "Quý IV"
    HALF_2 = "H2", "6 tháng cuối năm"
    YEAR = "Y", "Năm"
    AD_HOC = "DX", "Đột xuất"
    THEME = "CD", "Chuyên đề"

    @property
    def is_periodic(self) -> bool:
        """Whether it comes back every year by itself."""
        return self not in (RoundKind.AD_HOC, RoundKind.THEME)


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day of the figures, both inclusive."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether what happened on this day belongs to it."""
        return self.first <= day <= self.last


_LAST_YEAR = -1
_BOUNDS: Mapping[RoundKind, tuple[tuple[int, int, int], tuple[int, int]]] = {
    RoundKind.QUARTER_1: ((_LAST_YEAR, 12, 15), (3, 14)),
    RoundKind.QUARTER_2: ((0, 3, 15), (6, 14)),
    RoundKind.HALF_1: ((_LAST_YEAR, 12, 15), (6, 14)),
    RoundKind.QUARTER_3: ((0, 6, 15), (9, 14)),
    RoundKind.NINE_MONTHS: ((_LAST_YEAR, 12, 15), (9, 14)),
    RoundKind.QUARTER_4: ((0, 9, 15), (12, 14)),
    RoundKind.HALF_2: ((0, 6, 15), (12, 14)),
    RoundKind.YEAR: ((_LAST_YEAR, 12, 15), (12, 14)),
}
PERIODIC = tuple(_BOUNDS)
"""The kinds of round that a regime may ask for every year, in the order of their last day."""
_QUARTERS = (
    RoundKind.QUARTER_1, RoundKind.QUARTER_2, RoundKind.QUARTER_3, RoundKind.QUARTER_4,
)  # fmt: skip


def window_of(kind: RoundKind, year: int) -> Window:
    """The window of a round of this year. Raises KeyError for an ad-hoc kind."""
    (years, month, day), last = _BOUNDS[kind]
    return Window(date(year + years, month, day), date(year, *last))


def pattern_of(kind: RoundKind) -> Window:
    """The window as a regime keeps it, in the pattern year. Raises KeyError as `window_of`."""
    return window_of(kind, PATTERN_YEAR)


def in_year(pattern: date, year: int) -> date:
    """The day that a day of the pattern year (or the year beside it) stands for in `year`."""
    return pattern.replace(year=year + pattern.year - PATTERN_YEAR)


def latest_before(reference: date, month: int, day: int) -> date:
    """The last day with this month and day that is not after `reference`.

    Raises ValueError for a day that does not exist in every year.
    """
    found = date(PATTERN_YEAR, month, day).replace(year=reference.year)
    return found if found <= reference else found.replace(year=reference.year - 1)


def nearest_to(reference: date, month: int, day: int) -> date:
    """The day with this month and day that lies nearest to `reference`, before or after it.

    Raises ValueError for a day that does not exist in every year.
    """
    found = date(PATTERN_YEAR, month, day)
    years = (reference.year - 1, reference.year, reference.year + 1)
    return min((found.replace(year=year) for year in years), key=lambda one: abs(one - reference))


def previous_closing(today: date) -> date:
    """The latest closing day before `today`; on a closing day its own period is still open."""
    return max(day for day in _closings(today) if day < today)


def next_closing(today: date) -> date:
    """The closing day of the period that is open today: today itself on a closing day."""
    return min(day for day in _closings(today) if day >= today)


def _closings(today: date) -> list[date]:
    years = (today.year - 1, today.year, today.year + 1)
    return [window_of(kind, year).last for year in years for kind in _QUARTERS]
