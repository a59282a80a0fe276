"""How a number of a sheet is printed: days, percents, padded numbers, thousands."""

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from tracker.text import vn_number

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DAY_FORMS = re.compile(r"[dyhs]|m")
_LAST_DAY = 2_958_465  # 31/12/9999
_FALSE_LEAP_DAY = 60  # Excel counts a 29/02/1900 that never was
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 22: "dd/mm/yyyy h:mm", 30: "m/d/yy", 37: "#,##0",
    38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 49: "@",
}  # fmt: skip
"""The number formats that every workbook has without saying so (ECMA-376, 18.8.30)."""


def is_date(code: str) -> bool:
    """Whether a number format prints a day."""
    bare = _bare(code)
    return bool(_DAY_FORMS.search(bare)) and "general" not in bare


def printed(value: str, code: str, *, from_1904: bool = False) -> str:
    """A stored number as the sheet prints it; what is no number stays as it is."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number.adjusted()) > 15:
        return value
    if is_date(code):
        return _day(number, _bare(code), from_1904=from_1904) or value
    return _number(number, _bare(code))


def printed_day(value: str, code: str) -> str:
    """A day that is stored as "2025-07-01T00:00:00" as the sheet prints it; else what is stored."""
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return value
    return _as_coded(day, _bare(code) if is_date(code) else BUILT_IN[14])


def _bare(code: str) -> str:
    return _QUOTED.sub("", code.split(";", maxsplit=1)[0]).lower()


def _day(number: Decimal, code: str, *, from_1904: bool) -> str:
    """Day first, as it is written here; a month alone where the format prints no day."""
    serial = int(number)
    if not 0 < serial <= _LAST_DAY:
        return ""
    epoch = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
    try:
        day = epoch + timedelta(days=serial + (not from_1904 and serial < _FALSE_LEAP_DAY))
    except OverflowError:
        return ""
    return _as_coded(day, code)


def _as_coded(day: date, code: str) -> str:
    if "d" not in code:
        return f"{day.month:02d}/{day.year}" if "m" in code else str(day.year)
    return f"{day.day:02d}/{day.month:02d}" + (f"/{day.year}" if "y" in code else "")


def _number(number: Decimal, code: str) -> str:
    if "%" in code:
        return f"{vn_number(number * 100, _places(code))}%"
    if "0" not in code:
        return _general(number)
    if "," in code:
        return vn_number(number, _places(code))
    whole = code.split(".", maxsplit=1)[0].count("0")
    if _places(code) == 0:
        return f"{int(number.to_integral_value()):0{whole}d}"
    return vn_number(number, _places(code)).replace(".", "")


def _places(code: str) -> int:
    return min(code.partition(".")[2].count("0"), 9)


def _general(number: Decimal) -> str:
    """Without a format: the shortest form, as a row's number "4.2" is meant."""
    rounded = round(number, 10)
    if rounded == rounded.to_integral_value():
        return str(int(rounded))
    return f"{rounded.normalize():f}"
