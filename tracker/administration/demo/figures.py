"""The figures that a body's words carry: grown from its volume, the same on every run. Pure."""

from datetime import date

from tracker.administration.demo.chance import fraction, number
from tracker.administration.demo.values import Body
from tracker.rounds.rules.windows import RoundKind, window_of
from tracker.text import vn_date, vn_number

WINDOW_BEGINS = window_of(RoundKind.YEAR, 2025).first
"""First day of the reporting windows of 2025 (KH 196/KH-UBND, mục IV.1)."""

_LATE = {"diligent": 0.001, "usual": 0.005, "slow": 0.016, "silent": 0.02}


def figures_for(body: Body, on: date, *key: object) -> dict[str, str]:
    """Every figure a phrase may ask for, as the text shows it, as of `on`."""
    return _dossiers(body, on) | _counts(*key) | {"day": vn_date(on), "domain": body.domain}


def _dossiers(body: Body, on: date) -> dict[str, str]:
    """Dossiers from the beginning of the window to `on`: they only grow, and they add up."""
    quarters = max((on - WINDOW_BEGINS).days, 1) / 90
    received = round(body.volume * quarters * (0.94 + 0.12 * fraction(body.code, "volume")))
    solved = round(received * (0.95 + 0.03 * fraction(body.code, "solved")))
    late = round(solved * _LATE[body.habit]) + number(0, 2, body.code, "late")
    late = min(late, solved)
    online = round(received * min(0.97, _rate(body, "online", 0.55, 0.9) + 0.02 * quarters))
    digitised = round(solved * min(0.96, _rate(body, "digitised", 0.52, 0.86) + 0.03 * quarters))
    payments = round(received * (_rate(body, "payments", 0.08, 0.32) + 0.015 * quarters))
    reused = _rate(body, "reused", 0.02, 0.2) + 0.02 * quarters
    return {
        "received": vn_number(received), "solved": vn_number(solved),
        "on_time": vn_number(solved - late), "on_time_rate": _percent(solved - late, solved),
        "late": two_digits(late), "online": vn_number(online),
        "online_rate": _percent(online, received), "payments": vn_number(payments),
        "payment_rate": vn_number(round(100 * payments / max(received, 1) / 0.6, 1)),
        "digitised": vn_number(digitised), "digitised_rate": _percent(digitised, solved),
        "reused_rate": vn_number(round(100 * reused, 1)),
    }  # fmt: skip


def _counts(*key: object) -> dict[str, str]:
    """Small counts; the second of a pair is never larger than it may be."""
    few, several = number(1, 4, *key, "k"), number(3, 9, *key, "n")
    many = number(12, 48, *key, "m")
    return {
        "k": two_digits(few), "k2": two_digits(number(1, 3, *key, "k2")),
        "n": two_digits(several), "n2": two_digits(several + number(1, 3, *key, "n2")),
        "m": two_digits(many), "m2": two_digits(many - number(1, 5, *key, "m2")),
        "rate": str(number(20, 34, *key, "rate")),
    }  # fmt: skip


def two_digits(value: int) -> str:
    """Counts below 10 carry a zero, as official sentences write them."""
    return f"{value:02d}" if value < 100 else vn_number(value)


def _rate(body: Body, name: str, low: float, high: float) -> float:
    return low + (high - low) * fraction(body.code, name)


def _percent(part: int, whole: int) -> str:
    return vn_number(round(100 * part / whole, 2)) if whole else "0"
