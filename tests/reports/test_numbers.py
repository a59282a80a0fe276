"""Figures as people type them; a blank is not zero."""

from decimal import Decimal

import pytest

from tracker.reports.rules.numbers import number_in_cell, number_of, written


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", None), ("  ", None), ("0", "0"), ("1234", "1234"), ("1.234", "1234"),
        ("769.847", "769847"), ("1 234", "1234"), ("1\u00a0234,5", "1234.5"), ("12,50", "12.5"),
        ("1.234.567,25", "1234567.25"), ("007", "7"),
    ],
)  # fmt: skip
def test_vietnamese_figures(text, number):
    assert number_of(text) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("56,07%", "không ghi tỷ lệ"), ("-", "Không phát sinh thì ghi 0"), ("-5", "nhỏ hơn 0"),
        ("12.5", "12,5"), ("1,234.5", "không phải là số"), ("mười", "không phải là số"),
        ("1,23456", "số lẻ"), ("99999999999999", "quá lớn"), ("1.23.456", "không phải là số"),
        ("٣٤", "không phải là số"),
    ],
)  # fmt: skip
def test_what_is_no_figure_says_what_to_do(text, words):
    with pytest.raises(ValueError, match=words):
        number_of(text)


@pytest.mark.parametrize(
    ("cell", "number"), [(None, None), (1234, "1234"), (12.5, "12.5"), (350.0, "350")]
)
def test_cells_of_a_workbook(cell, number):
    assert number_in_cell(cell) == (None if number is None else Decimal(number))


@pytest.mark.parametrize("cell", [True, float("nan"), float("inf"), -1, b"5", 0.12345])
def test_cells_that_are_no_figure(cell):
    with pytest.raises(ValueError, match=r"\w"):
        number_in_cell(cell)


def test_a_figure_is_written_as_it_is_read():
    assert [written(Decimal(n)) for n in ("769847", "12.5", "0")] == ["769.847", "12,5", "0"]
    assert written(None) == ""
