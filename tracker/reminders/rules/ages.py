"""How long something waits, in words (pure)."""

from datetime import datetime, timedelta

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def age_words(since: datetime, now: datetime) -> str:
    """The time that passed, in whole units: "dưới 1 phút", "12 phút", "3 giờ", "2 ngày"."""
    waited = now - since
    if waited < _MINUTE:
        return "dưới 1 phút"
    if waited < _HOUR:
        return f"{waited // _MINUTE} phút"
    return f"{waited // _HOUR} giờ" if waited < 2 * _DAY else f"{waited // _DAY} ngày"
