"""Dates, numbers, lists and Roman numerals as officials write them."""

from datetime import date
from decimal import Decimal

import pytest

from tracker.text import roman, roman_value, vn_date, vn_list, vn_number, vn_weekday_date


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2025, 6, 5), "05/6/2025"),
        (date(2025, 1, 1), "01/01/2025"),
        (date(2025, 2, 10), "10/02/2025"),
        (date(2025, 12, 31), "31/12/2025"),
    ],
)
def test_dates_are_padded_as_the_decree_says(day, text):
    assert vn_date(day) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2025, 6, 14), "Thứ Bảy, 14/6/2025"),
        (date(2025, 6, 15), "Chủ nhật, 15/6/2025"),
        (date(2025, 6, 16), "Thứ Hai, 16/6/2025"),
    ],
)
def test_dates_with_their_weekday(day, text):
    assert vn_weekday_date(day) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234567, None, "1.234.567"),
        (Decimal("1234.56"), None, "1.234,56"),
        (84.825, 2, "84,83"),
        (0.1, None, "0,1"),
        (-0.001, 2, "0,00"),
        (1e21, None, "1.000.000.000.000.000.000.000"),
        (12, 1, "12,0"),
    ],
)
def test_numbers_have_vietnamese_separators(value, decimals, text):
    assert vn_number(value, decimals) == text


def test_a_number_that_is_none_is_refused():
    with pytest.raises(ValueError, match="finite"):
        vn_number(float("nan"))


def test_lists_end_with_and():
    assert vn_list([]) == ""
    assert vn_list(["A"]) == "A"
    assert vn_list(["A", "B", "C"]) == "A, B và C"


@pytest.mark.parametrize(("number", "numeral"), [(1, "I"), (4, "IV"), (9, "IX"), (2025, "MMXXV")])
def test_roman_numerals(number, numeral):
    assert roman(number) == numeral
    assert roman_value(numeral.lower()) == number


@pytest.mark.parametrize("text", ["", "IIII", "VX", "A", "IM", "1", "M" * 3000])
def test_what_is_no_roman_numeral(text):
    assert roman_value(text) is None


def test_roman_numerals_end_at_3999():
    with pytest.raises(ValueError, match="no Roman numeral"):
        roman(0)
