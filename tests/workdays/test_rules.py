"""Tết Đinh Mùi 2027: Saturday 06/02 is the first day of the lunar year."""

from datetime import date

import pytest

from tracker.refusals import Refused
from tracker.workdays.rules import DayKind, kind_problem, run_of


def test_a_run_of_days_off_leaves_the_weekend_out():
    found = run_of(DayKind.OFF, date(2027, 2, 4), date(2027, 2, 10))
    assert [day.day for day in found] == [4, 5, 8, 9, 10]


def test_a_make_up_day_is_a_weekend_day():
    assert kind_problem(DayKind.MAKEUP, date(2026, 1, 10)) == ""  # a Saturday
    assert "là ngày làm việc" in kind_problem(DayKind.MAKEUP, date(2026, 1, 9))


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (date(2027, 2, 6), date(2027, 2, 7), "first"),
        (date(2027, 2, 5), date(2027, 2, 4), "last"),
        (date(2027, 2, 4), date(2028, 2, 4), "last"),
    ],
)
def test_a_run_that_is_refused(first, last, field):
    with pytest.raises(Refused) as refused:
        run_of(DayKind.OFF, first, last)
    assert list(refused.value.problems) == [field]
