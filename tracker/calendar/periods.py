"""Period keys of obligations, their first and last days, and their Vietnamese names.

A key is `''` (no period), `2025`, `2025-Q1`, `2025-H1`, `2025-M03`, a phase `2022-2025`,
or `E12` (event number 12).
"""

import re
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from tracker.text import roman

_KEY = re.compile(
    r"(?P<year>[12][0-9]{3})"
    r"(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|M(?P<month>0[1-9]|1[0-2])|(?P<last>[12][0-9]{3})))?"
)
_EVENT = re.compile(r"E[1-9][0-9]*")
_HALF_NAMES = {1: "6 tháng đầu năm", 2: "6 tháng cuối năm"}


class PeriodKind(StrEnum):
    """What a period key names."""

    NONE = "none"
    EVENT = "event"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    PHASE = "phase"


def month_key(year: int, month: int) -> str:
    """Key of a month: `2025-M03`."""
    return f"{year}-M{month:02d}"


def quarter_key(year: int, quarter: int) -> str:
    """Key of a quarter: `2025-Q1`."""
    return f"{year}-Q{quarter}"


def half_key(year: int, half: int) -> str:
    """Key of a half-year: `2025-H1`."""
    return f"{year}-H{half}"


def phase_key(first: int, last: int) -> str:
    """Key of a phase of years: `2022-2025`; of a single year `2025`."""
    return f"{first}-{last}" if first != last else str(first)


def event_key(event_id: int) -> str:
    """Key of a recorded event: `E12`."""
    return f"E{event_id}"


@lru_cache(maxsize=1024)
def kind(key: str) -> PeriodKind:
    """The kind of a key. Raises ValueError for a malformed key."""
    if key == "":
        return PeriodKind.NONE
    if _EVENT.fullmatch(key):
        return PeriodKind.EVENT
    parts = _parts(key)
    named = {
        "quarter": PeriodKind.QUARTER,
        "half": PeriodKind.HALF,
        "month": PeriodKind.MONTH,
        "last": PeriodKind.PHASE,
    }
    return next((named[name] for name in named if name in parts), PeriodKind.YEAR)


def bounds(key: str) -> tuple[date, date] | None:
    """First and last day of a period; None for `''` and for events, which have no days.

    Raises ValueError for a malformed key.
    """
    if kind(key) in (PeriodKind.NONE, PeriodKind.EVENT):
        return None
    parts = _parts(key)
    first_month, last_month = _months(parts)
    last_year = parts.get("last", parts["year"])
    return date(parts["year"], first_month, 1), month_end(last_year, last_month)


@lru_cache(maxsize=1024)
def label(key: str) -> str:
    """Vietnamese name: "Quý I/2025", "6 tháng đầu năm 2025", "Giai đoạn 2022-2025".

    Empty for `''`. Raises ValueError for a malformed key.
    """
    if key == "":
        return ""
    if kind(key) is PeriodKind.EVENT:
        return f"Sự kiện số {key[1:]}"
    parts = _parts(key)
    year = parts["year"]
    if "quarter" in parts:
        return f"Quý {roman(parts['quarter'])}/{year}"
    if "half" in parts:
        return f"{_HALF_NAMES[parts['half']]} {year}"
    if "month" in parts:
        return f"Tháng {padded_month(parts['month'])}/{year}"
    return f"Giai đoạn {year}-{parts['last']}" if "last" in parts else f"Năm {year}"


def padded_month(month: int) -> str:
    """Month as the decree on clerical work writes it: 01 and 02 padded, the others not."""
    return f"{month:02d}" if month <= 2 else str(month)


def month_end(year: int, month: int) -> date:
    """Last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def _parts(key: str) -> dict[str, int]:
    match = _KEY.fullmatch(key)
    parts = {name: int(text) for name, text in match.groupdict().items() if text} if match else {}
    if not parts or parts.get("last", parts["year"] + 1) <= parts["year"]:
        raise ValueError(f"not a period key: {key!r}")
    return parts


def _months(parts: dict[str, int]) -> tuple[int, int]:
    if "month" in parts:
        return parts["month"], parts["month"]
    if "quarter" in parts:
        return parts["quarter"] * 3 - 2, parts["quarter"] * 3
    if "half" in parts:
        return parts["half"] * 6 - 5, parts["half"] * 6
    return 1, 12
