"""How far feeds reach, as an administrator may set it (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass

PAST_DAYS = range(367)
AHEAD_DAYS = range(30, 1101)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an administrator chose for all feeds; the days are counted from today."""

    enabled: bool
    outside: bool
    past_days: int
    ahead_days: int


def problems_of(chosen: Chosen) -> Mapping[str, str]:
    """What is wrong, by field."""
    return {
        "past_days": _outside(chosen.past_days, PAST_DAYS),
        "ahead_days": _outside(chosen.ahead_days, AHEAD_DAYS),
    }


def _outside(days: int, allowed: range) -> str:
    if days in allowed:
        return ""
    return f"Nhập số ngày từ {allowed.start} đến {allowed.stop - 1}."
