from datetime import date

import pytest

from tracker.units.rules import Span, code_problem, overlapping, renaming_problem, search_key

MARCH_1 = date(2025, 3, 1)


@pytest.mark.parametrize("code", ["STP", "STP/P1", "G-SBN", "X2"])
def test_codes(code):
    assert code_problem(code) == ""


@pytest.mark.parametrize("code", ["", "stp", "SỞ", "STP/", "A B"])
def test_no_codes(code):
    assert code_problem(code).startswith("Mã chỉ gồm")


def test_a_name_is_found_without_marks():
    assert search_key("Sở Tư pháp", "STP") == "so tu phap stp"


def test_a_renaming_comes_after_the_present_name():
    assert "Tên hiện nay dùng từ 01/3/2025" in renaming_problem(MARCH_1, [None, MARCH_1])
    assert renaming_problem(date(2025, 3, 2), [None, MARCH_1]) == ""


def test_times_that_meet_on_one_day_overlap():
    until, since = Span(1, None, MARCH_1), Span(2, MARCH_1, None)
    assert overlapping([since, until], same_owner=False) == (until, since)
    assert overlapping([since, until]) is None
    assert overlapping([Span(2, date(2025, 3, 2), None), until], same_owner=False) is None
    assert overlapping([Span(1, None, None), until]) is not None
