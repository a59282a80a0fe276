"""Parsers of days and of periods: "15/6/2025", "Quý I, II/2025", "cuối tháng 6"."""

from collections.abc import Callable
from dataclasses import replace

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
from tracker.calendar.numerals import digits, number, quarter_number, short_year, year
from tracker.calendar.tokens import Cursor

_EDGES = {"đầu": Where.START, "giữa": Where.MIDDLE, "cuối": Where.END}
_LONGEST_PREFIX = 5  # "hoàn thành xong trước", with room; a bound keeps reading time linear
_PREFIXES = {
    **dict.fromkeys(("trước hoặc vào", "trước hoặc trong", "trước và trong"), Bound.BY),
    **dict.fromkeys(("trước thời điểm", "trước"), Bound.BEFORE),
    **dict.fromkeys(("chậm nhất", "muộn nhất", "không quá", "không chậm hơn"), Bound.BY),
    **dict.fromkeys(("không muộn hơn", "đến hết", "đến", "hết", "tối đa"), Bound.BY),
    **dict.fromkeys(("trong thời hạn", "trong thời gian", "trong", "vào", "là"), Bound.WITHIN),
    **dict.fromkeys(("hoàn thành", "xong", "thời điểm"), Bound.WITHIN),
}


def point(cursor: Cursor) -> Point | None:
    """A day or a period with the words before it that bound it."""
    bound = prefix(cursor)
    if cursor.attempt(_clock) and bound is Bound.BEFORE:
        bound = Bound.BY  # before 17 o'clock of a day is on that day
    found = when(cursor)
    return Point(found, bound) if found else None


def _clock(cursor: Cursor) -> int | None:
    """A time of day before a day: "17 giờ 00", "17h30", "24:00"."""
    hour = digits(cursor, 2)
    if hour is None or not cursor.one_of("giờ", "h", "g", ":"):
        return None
    cursor.attempt(lambda c: digits(c, 2))
    cursor.one_of("phút", ",")
    return hour if cursor.word() == "ngày" else None


def prefix(cursor: Cursor) -> Bound:
    """The bound that the words here set; "trước" wins over the rest."""
    bounds = [Bound.NONE]
    while len(bounds) <= _LONGEST_PREFIX and (words := cursor.one_of(*_PREFIXES)):
        bounds.append(_PREFIXES[words])
    return next(b for b in (Bound.BEFORE, Bound.BY, Bound.WITHIN, Bound.NONE) if b in bounds)


def when(cursor: Cursor) -> When | None:
    """One day or period, without prefix."""
    parsers: tuple[Callable[[Cursor], When | None], ...] = (
        *(_iso_day, _day_in_period, _spelt_day, _slashed_day, _bare_month, _month, _quarter),
        *(_months_of_year, _half_of_year, _edge, _year, _in_period_month),
    )
    return cursor.first(*parsers)


def more_numbers(cursor: Cursor, found: When) -> list[When]:
    """The further months or quarters of "tháng 3, 6 và 9/2025" or "Quý II, IV", in order."""
    if not isinstance(found, Span) or found.unit not in (Unit.MONTH, Unit.QUARTER) or found.year:
        return [found]
    read = quarter_number if found.unit is Unit.QUARTER else digits
    spans = [found]
    while (following := cursor.attempt(lambda c: _next_number(c, read))) is not None:
        spans.append(Span(found.unit, following))
        spans[-1] = replace(spans[-1], year=year_suffix(cursor))
        if spans[-1].year:
            break
    return [replace(span, year=spans[-1].year) for span in spans]


def _next_number(cursor: Cursor, read: Callable[[Cursor], int | None]) -> int | None:
    if not cursor.one_of(",", "và", ";"):
        return None
    found = read(cursor)
    if found is None or found > 12 or _counts_something(cursor):
        return None
    return found


def _counts_something(cursor: Cursor) -> bool:
    """Whether the number just read counts things or is the day of a date."""
    counted = cursor.word() in ("lần", "ngày", "tháng", "tuần", "năm", "giờ")
    if counted and not cursor.word(1).isdigit():
        return True
    return cursor.word() in ("/", "-", ".") and len(cursor.word(1)) < 3 and cursor.word(1).isdigit()


def year_suffix(cursor: Cursor) -> int | None:
    """The year after a month or quarter: "/2025", "-2025", "/25", "năm 2025", ", năm 2025"."""
    return cursor.first(_joined_year, _joined_short_year, _named_year)


def _joined_year(cursor: Cursor) -> int | None:
    if not cursor.one_of("/", "-", "."):
        return None
    cursor.accept("năm")
    return cursor.attempt(year)


def _joined_short_year(cursor: Cursor) -> int | None:
    if not cursor.accept("/"):
        return None
    found = cursor.attempt(short_year)
    return None if cursor.word() == "/" else found


def _named_year(cursor: Cursor) -> int | None:
    bracket = cursor.one_of(",", "của", "trong", "(") == "("
    found = cursor.attempt(year) if cursor.accept("năm") else None
    return None if bracket and not cursor.accept(")") else found


def _iso_day(cursor: Cursor) -> Day | None:
    found = cursor.attempt(year)
    if not found or not cursor.accept("-"):
        return None
    month = digits(cursor, 2)
    if month is None or not cursor.accept("-"):
        return None
    day = digits(cursor, 2)
    return Day(day, month, found) if day is not None else None


def _slashed_day(cursor: Cursor) -> Day | None:
    named = cursor.accept("ngày")
    day = digits(cursor, 2)
    mark = cursor.one_of("/", "-", ".") if day is not None else None
    month = digits(cursor, 2) if mark else None
    if day is None or mark is None or month is None:
        return None
    if mark == "-" and cursor.word() in ("/", "."):
        return None  # "15-20/6/2025" is a range
    found_year = _year_after(cursor, mark)
    if cursor.word() == "/" or (mark == "-" and not named and not found_year):
        return None  # the number of a paper; "3-6" without "ngày"
    return Day(day, month, found_year)


def _year_after(cursor: Cursor, mark: str) -> int | None:
    def joined(inner: Cursor) -> int | None:
        if not inner.accept(mark):
            return None
        return inner.first(year, short_year) if mark == "/" else inner.attempt(year)

    return cursor.first(joined, _plain_year)


def _plain_year(cursor: Cursor) -> int | None:
    return cursor.attempt(year) if cursor.accept("năm") else None


def _spelt_day(cursor: Cursor) -> Day | None:
    named = cursor.accept("ngày")
    day = digits(cursor, 2)
    if day is None or cursor.word() in ("/", "-", "."):
        return None
    month = cursor.attempt(_month_of_day)
    if month is None:
        cursor.one_of("của tháng", "trong tháng")
        return Day(day) if named and cursor.word() not in ("làm", "lần") else None
    return Day(day, month, year_suffix(cursor))


def _month_of_day(cursor: Cursor) -> int | None:
    cursor.accept("của")
    return digits(cursor, 2) if cursor.accept("tháng") else None


def _day_in_period(cursor: Cursor) -> InPeriod | None:
    day = digits(cursor, 2) if cursor.accept("ngày") else None
    if day is None:
        return None
    cursor.accept("của")
    found = cursor.attempt(_in_period_month)
    return replace(found, day=day) if found else None


def _in_period_month(cursor: Cursor) -> InPeriod | None:
    """Find "tháng cuối quý", "tháng đầu của mỗi quý", "tháng cuối kỳ báo cáo"."""
    where = _EDGES.get(cursor.one_of("đầu", "cuối") or "") if cursor.accept("tháng") else None
    if where is None:
        return None
    cursor.one_of("cùng", "của")
    every = bool(cursor.one_of("mỗi", "hàng", "các"))
    unit = cursor.one_of("kỳ báo cáo", "kỳ", "quý", "năm")
    if unit is None:
        return None
    if unit == "quý":
        number_found = None if every else quarter_number(cursor)
        found_year = year_suffix(cursor) if number_found else None
        return InPeriod(None, where, Unit.QUARTER, number_found, found_year)
    if unit == "năm":
        return InPeriod(None, where, Unit.YEAR, None if every else 1, cursor.attempt(year))
    return InPeriod(None, where, Unit.ROUND)


def _bare_month(cursor: Cursor) -> Span | None:
    """Find "6/2025", without the word for month."""
    month = digits(cursor, 2)
    if month is None or not cursor.accept("/"):
        return None
    found = cursor.attempt(year)
    if not found or cursor.word() == "/":
        return None
    return Span(Unit.MONTH, month, found)


def _month(cursor: Cursor) -> Span | None:
    if not cursor.accept("tháng"):
        return None
    found = number(cursor)
    return None if found is None else Span(Unit.MONTH, found, year_suffix(cursor))


def _quarter(cursor: Cursor) -> Span | None:
    if not cursor.accept("quý"):
        return None
    cursor.accept(".")  # "Q.I/2025"
    found = quarter_number(cursor)
    return None if found is None else Span(Unit.QUARTER, found, year_suffix(cursor))


def _months_of_year(cursor: Cursor) -> When | None:
    """Find "6 tháng đầu năm 2025", "9 tháng năm 2025"."""
    count = number(cursor)
    if not count or not cursor.accept("tháng"):
        return None
    edge = cursor.one_of("đầu", "cuối")
    if not cursor.accept("năm"):
        return None
    found = cursor.attempt(year)
    if edge is None and found is None:
        return None
    if count == 6:
        return Span(Unit.HALF, 2 if edge == "cuối" else 1, found)
    return Months(count, _EDGES[edge or "đầu"], found)


def _half_of_year(cursor: Cursor) -> Span | None:
    """Find "nửa đầu năm", "nửa năm cuối"."""
    if not cursor.accept("nửa"):
        return None
    half = cursor.one_of("đầu năm", "cuối năm", "năm đầu", "năm cuối")
    if half is None:
        return None
    return Span(Unit.HALF, 2 if "cuối" in half else 1, cursor.attempt(year))


def _edge(cursor: Cursor) -> Edge | None:
    cursor.accept("ngày")
    where = _EDGES.get(cursor.one_of("đầu", "giữa", "cuối") or "")
    if where is None:
        return None
    cursor.one_of("cùng của", "tiên của", "cùng", "của")
    span = cursor.first(_month, _quarter, _edge_year)
    return Edge(where, span) if span else None


def _edge_year(cursor: Cursor) -> Span | None:
    if not cursor.accept("năm"):
        return None
    return Span(Unit.YEAR, 1, cursor.attempt(year))


def _year(cursor: Cursor) -> Span | None:
    """Find "năm 2025", "trong năm", "cả năm", a bare "2025"."""
    within = cursor.word(-1) in ("trong", "hết") or cursor.accept("cả")
    named = cursor.accept("năm")
    this_year = named and cursor.accept("nay")
    found = cursor.attempt(year)
    return Span(Unit.YEAR, 1, found) if found or this_year or (named and within) else None
