"""The reader of structure: each rule is noticed when it is broken, and only then."""

import pytest

from tests.feeds.clients.structure import faults

GOOD = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Theo doi//VI
METHOD:PUBLISH
NAME:Việc của tôi\\, Sở Tư pháp
REFRESH-INTERVAL;VALUE=DURATION:PT6H
BEGIN:VEVENT
UID:6f9619ff-8b86-4011-b42d-00c04fc964ff
DTSTAMP:20250610T010000Z
DTSTART;VALUE=DATE:20250930
DTEND;VALUE=DATE:20251001
SEQUENCE:2
STATUS:CONFIRMED
SUMMARY:Hạn: xây dựng cơ sở dữ liệu\\; ban hành bản danh
  mục
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Hạn
TRIGGER:-PT16H
END:VALARM
END:VEVENT
END:VCALENDAR
""".encode().replace(b"\n", b"\r\n")
STAMP, EVENT_END = b"DTSTAMP:20250610T010000Z\r\n", b"END:VEVENT\r\n"
BROKEN = [
    (b"VERSION:2.0\r\n", b"VERSION:2.0\n", "CR or LF alone"),
    (b"END:VCALENDAR\r\n", b"END:VCALENDAR", "no line break at the end"),
    ("danh\r\n  mục".encode(), "danh mục".encode(), "octets in a line"),
    ("mục".encode(), b"m\xe1\r\n " + "ụ".encode()[1:] + b"c", "split"),
    (b"NAME:", b"NAME:\x0b", "control character"),
    (b"NAME:", "NAME:\ufeff".encode(), "control character"),
    (b"METHOD:PUBLISH", b"METHOD:REQUEST", "METHOD"),
    (b"VERSION:2.0\r\n", b"", "VERSION"),
    (b"METHOD:PUBLISH", b"METHOD", "not a content line"),
    (b"END:VALARM\r\n", b"", "END:VEVENT closes VALARM"),
    (EVENT_END, EVENT_END + EVENT_END, "END:VEVENT closes VCALENDAR"),
    (EVENT_END + b"END:VCALENDAR\r\n", EVENT_END, "not one whole calendar"),
    (STAMP, b"", "DTSTAMP 0 times"),
    (STAMP, STAMP * 2, "DTSTAMP 2 times"),
    (b"010000Z", b"080000", "DTSTAMP not in UTC"),
    (b"DTSTAMP:", b"DTSTAMP;TZID=UTC+07:00:", "without VTIMEZONE"),
    (b"DTSTART;VALUE=DATE:", b"DTSTART;TZID=Asia/Saigon:", "without VTIMEZONE"),
    (b"DTSTART;VALUE=DATE:20250930", b"DTSTART:20250930T000000", "floats"),
    (b"20251001", b"20250930", "DTEND 20250930 after"),
    (b"20251001", b"20251001T000000Z", "DTEND 20251001T000000Z after"),
    (b"SEQUENCE:2", b"SEQUENCE:-1", "SEQUENCE"),
    (b"STATUS:CONFIRMED", b"STATUS:cancelled", "STATUS"),
    (b"\\;", b";", "SUMMARY not escaped"),
    (b"\\,", b"\\x", "NAME not escaped"),
    (b"ACTION:DISPLAY", b"ACTION:EMAIL", "alarm"),
    (b";VALUE=DURATION", b"", "REFRESH-INTERVAL"),
]


def test_good_feed_has_no_fault():
    assert faults(GOOD) == []


@pytest.mark.parametrize(("old", "new", "said"), BROKEN)
def test_broken_rule_is_noticed(old, new, said):
    broken = GOOD.replace(old, new, 1)
    assert broken != GOOD
    assert any(said in fault for fault in faults(broken))


def test_one_uid_for_two_events_is_noticed():
    event = GOOD[GOOD.index(b"BEGIN:VEVENT") : GOOD.index(EVENT_END) + len(EVENT_END)]
    assert faults(GOOD.replace(event, event * 2)) == [
        "UID twice: 6f9619ff-8b86-4011-b42d-00c04fc964ff"
    ]
