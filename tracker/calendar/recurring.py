"""Parsers of recurring deadlines: "hàng quý", "2 lần/năm", "6 tháng một lần", "cuối mỗi quý"."""

from tracker.calendar.nodes import Cycle, Open, Reference, Unit
from tracker.calendar.numerals import number
from tracker.calendar.tokens import Cursor

_UNITS = {
    "ngày": Unit.DAY,
    "tuần": Unit.WEEK,
    "tháng": Unit.MONTH,
    "quý": Unit.QUARTER,
    "năm": Unit.YEAR,
    "nửa năm": Unit.HALF,
    "kỳ báo cáo": Unit.ROUND,
}
_MONTHS = {1: Unit.MONTH, 3: Unit.QUARTER, 6: Unit.HALF, 12: Unit.YEAR}
_SMALL = (Unit.DAY, Unit.WEEK)


def cycle(cursor: Cursor) -> Cycle | Open | Reference | None:
    """A recurring deadline; daily and weekly work is standing work."""
    first = cursor.position
    found = cursor.first(_every, _times, _at_end_of_every, _months_once, _regular, _report, _listed)
    if isinstance(found, Cycle) and found.unit in _SMALL:
        return Open(on_demand=False, printed=cursor.printed(first, cursor.position))
    return found


def next_unit(cursor: Cursor) -> Cycle | None:
    """A bare unit that goes on a list of cycles: the "năm" of "hàng quý, năm".

    Days and weeks go on none: what "hằng năm nhân ngày ..." names is a day of its own.
    """
    found = _bare_unit(cursor)
    return found if found and found.unit not in _SMALL else None


def _bare_unit(cursor: Cursor) -> Cycle | None:
    unit = _unit(cursor)
    if unit is None or _names_one_period(cursor):
        return None
    return Cycle(unit)


def _every(cursor: Cursor) -> Cycle | None:
    """Find "hàng quý", "định kỳ hằng năm", "mỗi năm 2 lần"."""
    cursor.one_of("vào", "trong", "theo")
    cursor.accept("định kỳ")
    if not cursor.one_of("hàng", "mỗi"):
        return None
    unit = _unit(cursor)
    if unit is None:
        return None
    return Cycle(unit, cursor.attempt(_count) or 1)


def _count(cursor: Cursor) -> int | None:
    _at_least(cursor)
    found = number(cursor)
    return found if found and cursor.accept("lần") else None


def _at_least(cursor: Cursor) -> None:
    cursor.one_of("ít nhất", "tối thiểu", "định kỳ")


def _times(cursor: Cursor) -> Cycle | None:
    """Find "2 lần/năm", "hai lần mỗi năm", "02 lần trong năm"."""
    times = _count(cursor)
    if not times or not cursor.one_of("/", "một", "mỗi", "trong", "trên", "hàng"):
        return None
    unit = _unit(cursor)
    return Cycle(unit, times) if unit else None


def _at_end_of_every(cursor: Cursor) -> Cycle | None:
    """Find "cuối mỗi quý", "hết mỗi quý", "cuối các quý"."""
    cursor.one_of("vào", "ngày")
    if not cursor.one_of("cuối", "hết") or not cursor.one_of("mỗi", "hàng", "các"):
        return None
    unit = _unit(cursor)
    return Cycle(unit) if unit else None


def _months_once(cursor: Cursor) -> Cycle | None:
    """Find "6 tháng một lần", "03 tháng/lần", "định kỳ 6 tháng 1 lần"."""
    cursor.accept("định kỳ")
    count = number(cursor)
    unit = _MONTHS.get(count or 0) if cursor.accept("tháng") else None
    if unit is None or not cursor.one_of("một lần", "1 lần", "01 lần", "/ lần", "/ 1 lần"):
        return None
    return Cycle(unit)


def _regular(cursor: Cursor) -> Cycle | Reference | None:
    """Find "định kỳ quý", "định kỳ 6 tháng", and "định kỳ" that says no period."""
    first = cursor.position
    cursor.accept("theo")
    if not cursor.accept("định kỳ"):
        return None
    found = cursor.attempt(_bare_unit)
    return found or Reference(cursor.printed(first, cursor.position), hides=True)


def _report(cursor: Cursor) -> Cycle | None:
    """Find "báo cáo 6 tháng", "báo cáo năm"."""
    return cursor.attempt(next_unit) if cursor.accept("báo cáo") else None


def _listed(cursor: Cursor) -> Cycle | None:
    """The first of a bare list of units: "quý, 6 tháng, năm"."""
    found = _bare_unit(cursor)
    if found is None or cursor.word() not in (",", "và"):
        return None
    position = cursor.position
    cursor.position += 1
    listed = cursor.attempt(_bare_unit)
    cursor.position = position
    return found if listed else None


def _unit(cursor: Cursor) -> Unit | None:
    words = cursor.one_of(*_UNITS)
    if words:
        return _UNITS[words]
    return cursor.attempt(_months)


def _months(cursor: Cursor) -> Unit | None:
    count = number(cursor)
    return _MONTHS.get(count or 0) if cursor.accept("tháng") else None


def _names_one_period(cursor: Cursor) -> bool:
    """Whether what follows makes the unit one period ("năm 2025", "quý I", "6 tháng đầu năm")."""
    word = cursor.word()
    numbered = word.isdigit() or word in ("i", "ii", "iii", "iv", "v", "đầu", "cuối", "sau", "nay")
    return numbered and cursor.word(1) != "tháng" and cursor.word(1) != "lần"
