"""A month as a calendar page shows it: whole weeks, Monday first (pure)."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.feeds.rules.selection import Window

FIRST_YEAR, LAST_YEAR = 2000, 2100
WEEK = 7
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_CODE = re.compile(r"([0-9]{4})-([0-9]{2})")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month of one year."""

    year: int
    number: int

    @property
    def code(self) -> str:
        """As in an address: "2025-06"."""
        return f"{self.year}-{self.number:02d}"

    @property
    def label(self) -> str:
        """As on a page: "Tháng 6/2025"; months 1 and 2 padded, as in days."""
        number = f"{self.number:02d}" if self.number <= 2 else str(self.number)
        return f"Tháng {number}/{self.year}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return month_of(self.first + timedelta(days=31)).first - timedelta(days=1)

    @property
    def days(self) -> Window:
        """Its days."""
        return Window(self.first, self.last)

    @property
    def before(self) -> "Month | None":
        """The month before; None where pages end."""
        return _kept(month_of(self.first - timedelta(days=1)))

    @property
    def after(self) -> "Month | None":
        """The month after; None where pages end."""
        return _kept(month_of(self.last + timedelta(days=1)))

    @property
    def grid(self) -> Window:
        """From the Monday of its first week to the Sunday of its last."""
        monday = self.first - timedelta(days=self.first.weekday())
        sunday = self.last + timedelta(days=WEEK - 1 - self.last.weekday())
        return Window(monday, sunday)

    @property
    def weeks(self) -> tuple[tuple[date, ...], ...]:
        """The days of its grid, week by week."""
        span = (self.grid.last - self.grid.first).days + 1
        days = [self.grid.first + timedelta(days=number) for number in range(span)]
        return tuple(tuple(days[start : start + WEEK]) for start in range(0, span, WEEK))

    def holds(self, day: date) -> bool:
        """Whether the day is one of its own."""
        return month_of(day) == self


SHEET, ROW, MATTER = 124.0, 5.5, 7.4
"""Millimetres: the grid on A4 across below its heads, a week with numbers alone, a matter of two
lines; measured on a print."""
FEWEST, MOST = 2, 5


def fitting(crowded: Collection[int]) -> int:
    """How many matters of a day may be shown for the month to stand on one sheet.

    `crowded` holds, for each week, how many its fullest day has. With the fewest, six full weeks
    fit still.
    """
    least = 0.75 * SHEET / max(len(crowded), 1)
    for most in range(MOST, FEWEST, -1):
        if sum(max(least, ROW + MATTER * min(count, most)) for count in crowded) <= SHEET:
            return most
    return FEWEST


def month_of(day: date) -> Month:
    """The month of a day."""
    return Month(day.year, day.month)


def month_asked(code: str, today: date) -> Month:
    """The month that an address names; that of today where it names none."""
    found = _CODE.fullmatch(code)
    asked = Month(int(found[1]), int(found[2])) if found else None
    if asked is None or not 1 <= asked.number <= 12:
        return month_of(today)
    return _kept(asked) or month_of(today)


def _kept(month: Month) -> Month | None:
    return month if FIRST_YEAR <= month.year <= LAST_YEAR else None
