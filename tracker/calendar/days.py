"""The first and last day of a time that a phrase names, and how sure the reading is."""

from dataclasses import replace
from datetime import date, timedelta

from tracker.calendar.nodes import (
    Bound,
    Day,
    Edge,
    InPeriod,
    Months,
    Point,
    Span,
    Unit,
    When,
    Where,
)
from tracker.calendar.periods import month_end
from tracker.calendar.schedule import CONVENTIONAL, SURE, UNSURE
from tracker.text import vn_date

ONE_DAY = timedelta(days=1)
_MONTHS_IN = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12, Unit.ROUND: 3}


class UnreadableError(ValueError):
    """The phrase names no day that exists; the message is the question to a person."""


def year_of(when: When) -> int | None:
    """The year printed in a time, if any."""
    return when.span.year if isinstance(when, Edge) else when.year


def with_year(when: When, year: int | None) -> When:
    """The time with `year` where it prints none."""
    if year_of(when) is not None:
        return when
    if isinstance(when, Edge):
        return replace(when, span=replace(when.span, year=year))
    return replace(when, year=year)


def interval(when: When) -> tuple[date, date]:
    """First and last day of a time with a year. Raises UnreadableError, with the question."""
    if isinstance(when, Day):
        day = _day(when)
        return day, day
    if isinstance(when, Edge):
        day = _edge(when)
        return day, day
    if isinstance(when, InPeriod):
        return _in_period(when)
    return _months(when)


def due(point: Point) -> date:
    """The last good day of a point. Raises UnreadableError."""
    first, last = interval(point.when)
    return first - ONE_DAY if point.bound is Bound.BEFORE else last


def doubt(point: Point) -> str | None:
    """What a person must confirm about a point, if anything."""
    if not isinstance(point.when, Edge):
        return None
    if point.bound is Bound.BEFORE:
        return f"“Trước” một thời điểm ước lượng: xác nhận hạn {vn_date(due(point))}?"
    if point.when.where is Where.MIDDLE and point.when.span.unit is Unit.QUARTER:
        return f"“Giữa quý” không có ngày theo luật: xác nhận hạn {vn_date(due(point))}?"
    return None


def confidence(point: Point) -> float:
    """How sure the reading of a point is: a printed day, a convention, or a doubt."""
    if doubt(point):
        return UNSURE
    return SURE if isinstance(point.when, Day) else CONVENTIONAL


def _need_year(year: int | None) -> int:
    if year is None:
        raise UnreadableError(
            "Thời hạn không ghi năm và kế hoạch không phải kế hoạch một năm: năm nào?"
        )
    return year


def _day(when: Day) -> date:
    if when.month is None:
        raise UnreadableError(f"Thời hạn chỉ ghi ngày {when.day}: của tháng nào?")
    year = _need_year(when.year)
    try:
        return date(year, when.month, when.day)
    except ValueError:
        written = f"{when.day:02d}/{when.month:02d}/{year}"
        raise UnreadableError(f"Không có ngày {written}: ngày đúng là ngày nào?") from None


def _months(when: Span | Months) -> tuple[date, date]:
    if isinstance(when, Months):
        length, ordinal = when.count, 1
        if not 1 <= length <= 12:
            raise UnreadableError(f"Không có {length} tháng trong một năm: thời hạn đúng là gì?")
        first = 1 if when.where is Where.START else 13 - length
    else:
        length, ordinal = _MONTHS_IN[when.unit], when.number
        if not 1 <= ordinal <= 12 // length:
            raise UnreadableError(f"Không có {when.unit} {ordinal}: thời hạn đúng là gì?")
        first = ordinal * length - length + 1
    year = _need_year(when.year)
    return date(year, first, 1), month_end(year, first + length - 1)


def _edge(when: Edge) -> date:
    """đầu, giữa, cuối as Bộ luật Dân sự 2015, Điều 146 fixes them."""
    first, last = _months(when.span)
    if when.where is Where.START:
        return first
    if when.where is Where.END:
        return last
    if when.span.unit is Unit.YEAR:
        return date(first.year, 6, 30)
    middle = first.month + (1 if when.span.unit is Unit.QUARTER else 0)
    return date(first.year, middle, 15)


def _in_period(when: InPeriod) -> tuple[date, date]:
    year = _need_year(when.year)
    if when.number is None:
        raise UnreadableError(f"Thời hạn không ghi {when.unit} nào: của {when.unit} nào?")
    first, last = _months(Span(when.unit, when.number, year))
    month = first.month if when.where is Where.START else last.month
    if when.day is None:
        return date(year, month, 1), month_end(year, month)
    day = _day(Day(when.day, month, year))
    return day, day
