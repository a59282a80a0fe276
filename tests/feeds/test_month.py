from datetime import date

import pytest

from tracker.feeds.rules.month import Month, fitting, month_asked

TODAY = date(2025, 6, 10)


def test_a_month_is_shown_in_whole_weeks():
    """June 2025 begins on a Sunday and ends on a Monday: six weeks."""
    month = Month(2025, 6)
    assert (month.grid.first, month.grid.last) == (date(2025, 5, 26), date(2025, 7, 6))
    assert [len(week) for week in month.weeks] == [7] * 6
    assert month.weeks[0][6] == month.first == date(2025, 6, 1)


def test_february_of_a_leap_year():
    month = Month(2028, 2)
    assert (month.last, month.label, month.code) == (date(2028, 2, 29), "Tháng 02/2028", "2028-02")


def test_months_beside_each_other_and_the_ends_of_time():
    assert (Month(2025, 12).after, Month(2025, 1).before) == (Month(2026, 1), Month(2024, 12))
    assert (Month(2000, 1).before, Month(2100, 12).after) == (None, None)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("2025-07", "2025-07"), ("", "2025-06"), ("2025-13", "2025-06"), ("0000-01", "2025-06"),
     ("2025-7", "2025-06"), ("thang-7", "2025-06"), ("9999-12", "2025-06")],
)  # fmt: skip
def test_a_month_that_cannot_be_shown_is_that_of_today(asked, shown):
    assert month_asked(asked, TODAY).code == shown


@pytest.mark.parametrize(
    ("crowded", "most"),
    [((0, 0, 1, 2, 0), 5), ((2, 2, 7, 2, 1), 5), ((3, 3, 3, 3, 3), 2), ((9, 9, 9, 9, 9, 9), 2),
     ((9, 9, 9, 9), 3), ((), 5)],
)  # fmt: skip
def test_a_sheet_shows_as_much_of_a_day_as_its_weeks_leave_room_for(crowded, most):
    """124 mm: five weeks of three matters would take 5 x 27,7 mm; four take 4 x 27,7."""
    assert fitting(crowded) == most
