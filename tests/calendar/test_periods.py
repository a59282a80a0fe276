"""Period keys, their days and their Vietnamese names."""

from datetime import date

import pytest

from tracker.calendar import periods

PERIODS = [
    ("2025", date(2025, 1, 1), date(2025, 12, 31), "Năm 2025", "year"),
    ("2025-Q1", date(2025, 1, 1), date(2025, 3, 31), "Quý I/2025", "quarter"),
    ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31), "Quý IV/2025", "quarter"),
    ("2025-H1", date(2025, 1, 1), date(2025, 6, 30), "6 tháng đầu năm 2025", "half"),
    ("2025-H2", date(2025, 7, 1), date(2025, 12, 31), "6 tháng cuối năm 2025", "half"),
    ("2025-M02", date(2025, 2, 1), date(2025, 2, 28), "Tháng 02/2025", "month"),
    ("2028-M02", date(2028, 2, 1), date(2028, 2, 29), "Tháng 02/2028", "month"),
    ("2025-M03", date(2025, 3, 1), date(2025, 3, 31), "Tháng 3/2025", "month"),
    ("2022-2025", date(2022, 1, 1), date(2025, 12, 31), "Giai đoạn 2022-2025", "phase"),
]


@pytest.mark.parametrize(("key", "first", "last", "label", "kind"), PERIODS)
def test_a_period_has_days_a_name_and_a_kind(key, first, last, label, kind):
    assert periods.bounds(key) == (first, last)
    assert periods.label(key) == label
    assert periods.kind(key) == kind


@pytest.mark.parametrize(("key", "label"), [("", ""), ("E12", "Sự kiện số 12")])
def test_no_period_and_events_have_no_days(key, label):
    assert periods.bounds(key) is None
    assert periods.label(key) == label


@pytest.mark.parametrize(
    "key", ["2025-Q5", "2025-M13", "2025-H3", "25", "2025-2022", "2025-2025", "E0", "Q1", "2025 "]
)
def test_a_malformed_key_is_refused(key):
    with pytest.raises(ValueError, match="not a period key"):
        periods.bounds(key)


def test_keys_are_made_as_they_are_read():
    assert periods.month_key(2025, 3) == "2025-M03"
    assert periods.quarter_key(2025, 1) == "2025-Q1"
    assert periods.half_key(2025, 2) == "2025-H2"
    assert periods.phase_key(2022, 2025) == "2022-2025"
    assert periods.phase_key(2025, 2025) == "2025"
    assert periods.event_key(12) == "E12"
