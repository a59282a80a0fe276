"""Parsers of ranges and phases: "từ 15/6 đến 30/6", "Quý I-II/2025", "Giai đoạn 2022-2025"."""

from collections.abc import Callable

from tracker.calendar.nodes import Bound, Day, Phase, Range, Span, Unit, When
from tracker.calendar.numerals import digits, quarter_number, year
from tracker.calendar.points import prefix, when, year_suffix
from tracker.calendar.tokens import Cursor


def phase(cursor: Cursor) -> Phase | None:
    """A phase of years: "Trong giai đoạn", "Giai đoạn 2022-2025", "năm 2022 - 2025"."""
    if prefix(cursor) is Bound.BEFORE:
        return None
    if cursor.accept("giai đoạn"):
        return cursor.attempt(_years) or Phase()
    cursor.accept("năm")
    return cursor.attempt(_years)


def _years(cursor: Cursor) -> Phase | None:
    cursor.accept("từ")
    cursor.accept("năm")
    first = cursor.attempt(year)
    if not first or not cursor.one_of("-", "đến hết", "đến"):
        return None
    cursor.accept("năm")
    last = cursor.attempt(year)
    return Phase(first, last) if last else None


def span(cursor: Cursor) -> Range | None:
    """A range from one time to another; open at the end when only its beginning is printed."""
    return cursor.first(_from_to, _numbers, _days_of_month, _plain, _dashed)


def _from_to(cursor: Cursor) -> Range | None:
    cursor.one_of("tính", "kể")
    if not cursor.accept("từ"):
        return None
    if cursor.accept("nay"):
        return _to(cursor, None)
    first = when(cursor)
    if first is None:
        return None
    closed = cursor.attempt(lambda c: _to(c, first))
    if closed:
        return closed
    cursor.accept("trở đi")
    return Range(first, None)


def _to(cursor: Cursor, first: When | None) -> Range | None:
    cursor.one_of(",", "cho")
    if not cursor.one_of("đến", "-"):
        return None
    before = prefix(cursor) is Bound.BEFORE
    last = when(cursor)
    if last is None:
        return None
    return Range(first, last, Bound.BEFORE if before else Bound.BY)


def _numbers(cursor: Cursor) -> Range | None:
    """Months or quarters by their numbers: "tháng 3-6/2025", "Quý I đến III"."""
    if prefix(cursor) is Bound.BEFORE:
        return None
    unit = cursor.one_of("tháng", "quý")
    read: Callable[[Cursor], int | None] = quarter_number if unit == "quý" else digits
    first = read(cursor) if unit else None
    if unit is None or first is None or not cursor.one_of("-", "đến"):
        return None
    last = read(cursor)
    if last is None or last > 12:
        return None
    found = year_suffix(cursor)
    return Range(Span(Unit(unit), first, found), Span(Unit(unit), last, found), Bound.BY)


def _days_of_month(cursor: Cursor) -> Range | None:
    """Days of one month: "15-20/6/2025"."""
    if prefix(cursor) is Bound.BEFORE:
        return None
    cursor.accept("ngày")
    first = digits(cursor, 2)
    if first is None or not cursor.one_of("-", "đến"):
        return None
    last = when(cursor)
    return Range(Day(first), last, Bound.BY) if isinstance(last, Day) else None


def _plain(cursor: Cursor) -> Range | None:
    """Two times with "đến" between: "quý II đến quý IV/2025"."""
    before = prefix(cursor) is Bound.BEFORE
    first = when(cursor)
    if before or first is None or cursor.word() != "đến":
        return None
    return _to(cursor, first)


def _dashed(cursor: Cursor) -> Range | None:
    """Two times with a dash between: "01/01/2025 - 31/12/2025"; no list of them."""
    listed = cursor.word(-1) in _GOES_ON
    before = prefix(cursor) is Bound.BEFORE
    first = when(cursor)
    if listed or before or first is None or cursor.begins_line() or not cursor.accept("-"):
        return None
    last = when(cursor)
    listed = last is None or cursor.word() in _GOES_ON or _is_bulleted(cursor)
    return None if listed else Range(first, last, Bound.BY, dashed=True)


_BULLETS = ("-", "+", "•", "*")
_GOES_ON = (*_BULLETS, ",", ";", "và", "hoặc")


def _is_bulleted(cursor: Cursor) -> bool:
    """Whether dashes begin the items of this phrase."""
    first, *rest = cursor.tokens
    lines = (token for token in rest if token.begins_line)
    return any(token.word in _BULLETS for token in (first, *lines))
