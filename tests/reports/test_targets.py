"""Targets as the plans of 2022-2025 print them, and figures as units type them."""

import pytest

from tracker.reports.rules.targets import rate


@pytest.mark.parametrize(
    ("planned", "reached", "expected"),
    [
        ("100%", "96 %", 96.0),
        ("ít nhất 03 mô hình sáng kiến hoặc giải pháp", "02 mô hình", 66.67),
        ("2 lần/năm", "1 lần", 50.0),
        ("đạt 90 % trở lên", "93,6%", 104.0),
        ("2 lần/năm", "1/2 lần đối thoại trong năm", None),
        ("90%", "80 hồ sơ", None),
        ("90%", "80", None),
        ("không quá 5%", "4%", None),
        ("Cấp tỉnh: đạt 90%; Cấp huyện: đạt 80%", "93,7%", None),
        ("tỷ lệ tăng lên hàng năm", "5%", None),
        ("100%", "", None),
    ],
)
def test_a_rate_stands_only_between_numbers_of_one_thing(planned, reached, expected):
    found = rate(planned, reached)
    assert (found if found is None else round(found, 2)) == expected
