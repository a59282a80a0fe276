"""Titles of lines and local days, without a database."""

from datetime import UTC, date, datetime

from tracker.reminders.rules.local import local_day, spans_of
from tracker.reminders.rules.titles import period_of, title_of
from tracker.text import shortened


def test_titles_as_people_read_them():
    assert title_of("1.2.", "Ban hành\n Kế hoạch", "", "hạn nội bộ") == (
        "1.2. Ban hành Kế hoạch (hạn nội bộ)"
    )
    assert title_of("", "Rà soát", "Quý II/2025", "gia hạn") == "Rà soát (Quý II/2025; gia hạn)"
    assert shortened("Báo cáo kết quả, đề xuất", 17) == "Báo cáo kết quả…"
    assert shortened("Lập báo cáo. Gửi Sở Nội vụ", 20) == "Lập báo cáo…"
    keys = ("2025-Q2", "2025-M06", "2025-H1", "2025", "E7", "")
    assert [period_of(key) for key in keys] == [
        "Quý II/2025", "Tháng 6/2025", "6 tháng đầu năm 2025", "", "", "",
    ]  # fmt: skip


def test_local_days_begin_at_midnight_in_viet_nam():
    assert local_day(datetime(2025, 6, 9, 17, 0, tzinfo=UTC)) == date(2025, 6, 10)
    days = [date(2025, 6, day) for day in (10, 12, 11, 20)]
    assert spans_of(days) == [
        (datetime(2025, 6, first, 17, tzinfo=UTC), datetime(2025, 6, after, 17, tzinfo=UTC))
        for first, after in ((9, 12), (19, 20))
    ]
