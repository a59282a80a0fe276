"""What a digest says, and its letter, compared with texts written by hand."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tracker.calendar.workdays import DaysOff
from tracker.reminders.letters import letter_of
from tracker.reminders.queries.letters import Digest
from tracker.reminders.rules.digest import Part, Told, copy_text, groups, subject_line
from tracker.reminders.rules.ladder import Level
from tracker.reminders.rules.subjects import SubjectKind

LETTERS = Path(__file__).parent / "letters"
DAY = date(2025, 6, 10)  # a Tuesday
NO_DAYS_OFF = DaysOff()


def told(kind, due_on, title, **given):
    values = {
        "level": Level.OFFICER, "late_from": None, "unit_id": 7, "unit": "Sở Tư pháp",
        "code": "KH196-2025/TTHC/2", "address": "/phan-viec/12",
    }  # fmt: skip
    return Told(kind=kind, due_on=due_on, title=title, **(values | given))


LATE = told(
    SubjectKind.OBLIGATION, date(2025, 6, 5), "2.1. Rà soát thủ tục nội bộ",
    late_from=date(2025, 6, 6),
)  # fmt: skip
TODAY = told(
    SubjectKind.OBLIGATION, DAY, "3. Báo cáo kiểm tra", late_from=date(2025, 6, 11),
    address="/phan-viec/13",
)  # fmt: skip
SOON = [
    told(
        SubjectKind.OBLIGATION, date(2025, 6, 30), f"{number}. Ban hành kế hoạch",
        late_from=date(2025, 7, 1), code=f"KH196-2025/TTHC/{number}",
    )
    for number in range(4, 8)
]  # fmt: skip
ROUND = told(
    SubjectKind.ROUND_ON_TIME, date(2025, 6, 18), "Báo cáo 6 tháng đầu năm 2025",
    late_from=date(2025, 6, 19), address="/ky-bao-cao/CCHC-TINH/2025-H1/STP",
)  # fmt: skip
MOVED = told(
    SubjectKind.DEADLINE_SET, date(2025, 9, 30), "8. Xây dựng cơ sở dữ liệu",
    late_from=date(2025, 10, 1), address="/phan-viec/14", late=True,
)  # fmt: skip
EVERY = [*SOON, MOVED, ROUND, TODAY, LATE]


def test_most_serious_comes_first_and_many_of_one_day_are_one_line():
    found = groups(EVERY, DAY, NO_DAYS_OFF)
    assert [(one.part, one.count) for one in found] == [
        (Part.OVERDUE, 1), (Part.TODAY, 1), (Part.ROUNDS, 1), (Part.SOON, 4), (Part.SET, 1),
    ]  # fmt: skip
    # From Friday 06/6 to Tuesday 10/6: three working days late; 14 are left until 30/6.
    assert found[0].entries[0].when == "hạn 05/6/2025, chậm 3 ngày làm việc"
    (folded,) = found[3].entries
    assert (folded.text, folded.when) == (
        "04 nhiệm vụ đến hạn 30/6/2025",
        "hạn 30/6/2025, còn 14 ngày làm việc",
    )
    assert folded.address == "/nhiem-vu?nam=2025&quy=2"


def test_day_off_is_told_as_still_open_until_the_next_working_day():
    # 14/6/2025 is a Saturday; on Monday 16/6 the report may still be sent in time.
    report = told(
        SubjectKind.ROUND_ON_TIME, date(2025, 6, 14), "Báo cáo", late_from=date(2025, 6, 17)
    )
    (group,) = groups([report], date(2025, 6, 16), NO_DAYS_OFF)
    assert group.entries[0].when == "hạn 14/6/2025, ngày nghỉ; còn đến hết 16/6/2025"


def test_head_reads_which_unit_is_late():
    late = told(
        SubjectKind.OBLIGATION, date(2025, 6, 5), "2.1. Rà soát", level=Level.HEAD,
        late_from=date(2025, 6, 6),
    )  # fmt: skip
    (group,) = groups([late], DAY, NO_DAYS_OFF)
    assert (group.part, group.entries[0].text) == (Part.ESCALATED, "Sở Tư pháp: 2.1. Rà soát")


def test_short_text_for_a_chat():
    assert copy_text(groups([LATE, *SOON], DAY, NO_DAYS_OFF), DAY).splitlines() == [
        "Nhắc việc CCHC ngày 10/6/2025:",
        "Đã quá hạn (01):",
        "- 2.1. Rà soát thủ tục nội bộ (hạn 05/6/2025, chậm 3 ngày làm việc)",
        "Sắp đến hạn (04):",
        "- 04 nhiệm vụ đến hạn 30/6/2025 (hạn 30/6/2025, còn 14 ngày làm việc)",
    ]


@pytest.mark.parametrize("form", ["text", "html"])
def test_letter_is_the_one_kept(form, make_app):
    lines = [line for line in EVERY if line is not MOVED]
    digest = Digest(DAY, "Cán bộ đầu mối Sở Tư pháp", lines)
    with make_app(database_url="sqlite://").app_context():
        letter = letter_of(digest, NO_DAYS_OFF, "https://cchc.tinh.vn", datetime.now(UTC))
    assert letter["subject"] == (
        "Nhắc việc CCHC ngày 10/6/2025: 01 quá hạn, 01 đến hạn hôm nay, 01 về kỳ báo cáo, "
        "04 sắp đến hạn"
    )
    assert letter["attachments"] == []
    kept = LETTERS / f"digest.{form}"
    assert letter[form] == kept.read_text(), f"read it, then write it to {kept}"


def test_subject_of_quiet_day():
    assert subject_line(groups([MOVED], DAY, NO_DAYS_OFF), DAY).endswith("01 việc cần biết")


def test_who_cannot_write_for_a_unit_is_led_to_the_page_of_its_work():
    late = {"late_from": date(2025, 6, 6), "address": "/phan-viec/12/cap-nhat"}
    pages = {
        level: groups([told(SubjectKind.OBLIGATION, date(2025, 6, 5), "2.1. Rà soát", level=level,
                            **late)], DAY, NO_DAYS_OFF)[0].entries[0].address
        for level in (Level.OFFICER, Level.HEAD, Level.COMPILER)
    }  # fmt: skip
    assert pages == {
        Level.OFFICER: "/phan-viec/12/cap-nhat", Level.HEAD: "/phan-viec/12/cap-nhat",
        Level.COMPILER: "/phan-viec/12",
    }  # fmt: skip
