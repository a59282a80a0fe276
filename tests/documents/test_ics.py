"""Calendar entries as bytes, beside the icalendar package; its readers stand in feeds/clients."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from icalendar import Calendar

from tracker.documents.ics import Entry, Head, calendar_file, entry_bytes, uid_of

SPACE = UUID("6f9619ff-8b86-4011-b42d-00c04fc964ff")
ENTRY = Entry(
    uid_of(SPACE, "obligation", 14), 2, datetime(2025, 6, 10, 1, tzinfo=UTC), date(2025, 9, 30),
    "Hạn: 8. Xây dựng cơ sở dữ liệu", "Kế hoạch 196\nSản phẩm: Báo cáo; Quyết định, danh mục",
    "https://cchc.tinh.vn/phan-viec/14", ("Hiện đại hóa hành chính",), alarms=(0, 3),
)  # fmt: skip
HEAD = Head("Việc của tôi, Sở Tư pháp", refresh=timedelta(hours=6))


def test_entry_is_read_back_as_it_was_given():
    (event,) = Calendar.from_ical(calendar_file([ENTRY], HEAD)).events
    assert (event.start, event.end) == (date(2025, 9, 30), date(2025, 10, 1))
    assert (str(event["summary"]), event["sequence"]) == (ENTRY.summary, 2)
    assert str(event["description"]) == ENTRY.description
    assert event.DTSTAMP == event.LAST_MODIFIED == ENTRY.changed_at


def test_backslash_before_a_letter_stays():
    content = calendar_file([replace(ENTRY, summary=r"Thư mục \\may-chu\Nhiem-vu\nam")])
    assert Calendar.from_ical(content).events[0]["summary"] == r"Thư mục \\may-chu\Nhiem-vu\nam"


def test_line_break_in_an_address_is_no_entry():
    with pytest.raises(ValueError, match="CR or LF"):
        entry_bytes(replace(ENTRY, address="https://cchc.tinh.vn\r\nMETHOD:REQUEST"))


def test_alarms_ring_at_eight_that_many_days_before():
    lines = calendar_file([ENTRY]).decode().split("\r\n")
    assert [line for line in lines if line.startswith("TRIGGER")] == [
        "TRIGGER:PT8H", "TRIGGER:-P2DT16H",
    ]  # fmt: skip


def test_head_escapes_its_name_and_gives_durations():
    lines = calendar_file([], HEAD).decode().split("\r\n")
    assert "X-WR-CALNAME:Việc của tôi\\, Sở Tư pháp" in lines
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in lines
    assert "X-PUBLISHED-TTL:PT6H" in lines


def test_uid_tells_things_apart_and_holds_nothing_of_them():
    assert uid_of(SPACE, "obligation", 14) == ENTRY.uid
    assert len({ENTRY.uid, uid_of(SPACE, "obligation", 15), uid_of(SPACE, "internal", 14)}) == 3
    assert UUID(ENTRY.uid).version == 5
