"""Lateness in calendar and working days; the arithmetic against looking at every day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.calendar.workdays import DaysOff
from tracker.work.days import DayCount, Lateness

TUESDAY = date(2025, 6, 10)
ANNOUNCED = DaysOff(
    off=frozenset({date(2025, 4, 30), date(2025, 5, 1), date(2025, 5, 2)}),
    makeup=frozenset({date(2025, 4, 26)}),
)
NEAR = st.dates(date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("late_from", "expected"),
    [
        (date(2025, 6, 11), None),
        (date(2025, 6, 10), Lateness(1, 1)),
        (date(2025, 6, 7), Lateness(4, 2)),  # Saturday: Monday and Tuesday worked
        (date(2025, 4, 26), Lateness(46, 30)),  # Saturday made up; 30/4 to 02/5 off
        (None, None),
    ],
)
def test_lateness(late_from, expected):
    assert DayCount(ANNOUNCED, TUESDAY).late(late_from) == expected


@given(NEAR, st.integers(0, 400), st.frozensets(NEAR, max_size=30), st.frozensets(NEAR, max_size=9))
def test_arithmetic_and_looking_at_every_day_agree(today, days, off, makeup):
    calendar = DaysOff(off, makeup)
    late_from = today - timedelta(days=days)
    worked = sum(calendar.is_working(late_from + timedelta(days=n)) for n in range(days + 1))
    assert DayCount(calendar, today).late(late_from) == Lateness(days + 1, worked)
