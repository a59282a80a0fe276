"""Working days, over the days announced for 2025 and 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.calendar.workdays import DaysOff


def days(year, *marks):
    """Days written "1/5" or "27-31/1" of one year."""
    found = set()
    for mark in marks:
        span, month = mark.split("/")
        first, _, last = span.partition("-")
        found |= {date(year, int(month), d) for d in range(int(first), int(last or first) + 1)}
    return found


ANNOUNCED = DaysOff(
    off=frozenset(
        days(2025, "1/1", "27-31/1", "7/4", "30/4", "1-2/5", "1-2/9")
        | days(2026, "1-2/1", "16-20/2", "27/4", "30/4", "1/5", "31/8", "1-2/9")
    ),
    makeup=frozenset(days(2025, "26/4") | days(2026, "10/1", "22/8")),
)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2025, 4, 25), True),  # Friday
        (date(2025, 4, 26), True),  # Saturday, made up for 02/5
        (date(2025, 4, 27), False),  # Sunday
        (date(2025, 5, 2), False),  # Friday, swapped
        (date(2025, 5, 3), False),  # Saturday
        (date(2025, 5, 5), True),  # Monday
        (date(2026, 1, 10), True),  # Saturday, made up for 02/01
    ],
)
def test_working_days_follow_the_announcements(day, works):
    assert ANNOUNCED.is_working(day) is works


def test_a_day_announced_twice_works():
    both = frozenset({date(2025, 6, 2)})
    assert DaysOff(off=both, makeup=both).is_working(date(2025, 6, 2))


@pytest.mark.parametrize(
    ("start", "fifth"),
    [
        (date(2025, 4, 24), date(2025, 5, 5)),  # Thursday -> Monday: 26/4 works, 30/4-04/5 off
        (date(2025, 12, 31), date(2026, 1, 9)),  # Wednesday -> Friday: 01-04/01 off
        (date(2025, 1, 22), date(2025, 2, 5)),  # Wednesday -> Wednesday: Tết 27-31/01
    ],
)
def test_five_working_days_do_not_count_the_starting_day(start, fifth):
    assert ANNOUNCED.add_working_days(start, 5) == fifth


def test_working_days_are_counted_back_too():
    assert ANNOUNCED.add_working_days(date(2025, 5, 5), -1) == date(2025, 4, 29)  # Monday, Tuesday
    assert ANNOUNCED.add_working_days(date(2025, 5, 5), 0) == date(2025, 5, 5)


def test_working_days_between_two_days():
    assert ANNOUNCED.working_days_between(date(2025, 4, 29), date(2025, 5, 6)) == 2
    assert ANNOUNCED.working_days_between(date(2025, 5, 6), date(2025, 4, 29)) == -2
    assert ANNOUNCED.working_days_between(date(2025, 5, 1), date(2025, 5, 1)) == 0


def test_next_working_day_of_a_working_day_is_itself():
    assert ANNOUNCED.next_working(date(2025, 4, 26)) == date(2025, 4, 26)
    assert ANNOUNCED.next_working(date(2025, 4, 30)) == date(2025, 5, 5)


@pytest.mark.parametrize(
    ("due", "late"),
    [
        (date(2025, 6, 14), date(2025, 6, 17)),  # Saturday -> Tuesday
        (date(2025, 12, 31), date(2026, 1, 1)),  # Wednesday, works -> Thursday
        (date(2025, 5, 31), date(2025, 6, 3)),  # Saturday -> Tuesday
        (date(2025, 4, 30), date(2025, 5, 6)),  # holiday, open again on Monday 05/5 -> Tuesday
        (date(2025, 6, 30), date(2025, 7, 1)),  # Monday -> Tuesday
        (date(2025, 3, 31), date(2025, 4, 1)),  # Monday -> Tuesday
        (date(2026, 1, 10), date(2026, 1, 11)),  # Saturday that works -> Sunday
    ],
)
def test_late_begins_after_the_next_working_day(due, late):
    assert ANNOUNCED.late_from(due) == late


def test_late_begins_the_next_day_when_the_extension_is_off():
    assert ANNOUNCED.late_from(date(2025, 6, 14), extend_over_days_off=False) == date(2025, 6, 15)


SOME_DAYS = st.dates(date(2024, 12, 1), date(2026, 12, 31))


@given(SOME_DAYS, st.integers(0, 60))
def test_counting_undoes_adding(start, count):
    end = ANNOUNCED.add_working_days(start, count)
    assert ANNOUNCED.working_days_between(start, end) == count
    assert count == 0 or ANNOUNCED.is_working(end)


@given(SOME_DAYS)
def test_the_day_before_late_works(due):
    last_good_day = ANNOUNCED.late_from(due) - timedelta(days=1)
    assert last_good_day >= due
    assert ANNOUNCED.is_working(last_good_day)
