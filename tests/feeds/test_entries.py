"""What a calendar says, by hand; the words are those that officials read."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from tracker.feeds.rules.access import is_inside
from tracker.feeds.rules.entries import Making, entries_of
from tracker.feeds.rules.facts import Printed, Report, Work
from tracker.feeds.rules.selection import window_on
from tracker.tasks.rules.revisions import Begun, Revision, Trace, revision_of
from tracker.tasks.rules.states import AssignmentRole, EndKind, State

AT = datetime(2025, 1, 2, 5, tzinfo=UTC)
MAKING = Making(UUID(int=1), "https://cchc.tinh.vn", (3, 0))
PRINTED = Printed(
    "1.2.", "Ban hành Kế hoạch rà soát", "Cải cách thể chế", "Kế hoạch", "Sở Tư pháp",
    "Các sở, ban, ngành", "Quý I/2025", "196/KH-UBND", "Thể chế, chính sách",
)  # fmt: skip
OPEN = Work(
    7, AssignmentRole.LEAD, date(2025, 3, 31), date(2025, 4, 1), date(2025, 3, 31),
    State.IN_PROGRESS, None, Revision(2, AT), PRINTED,
)  # fmt: skip
LEAVING = {"ended_on": date(2025, 3, 1), "end": EndKind.HANDED_OVER, "heir": "Sở Nội vụ"}
REPORT = Report(
    (5, 9), "6 tháng đầu năm 2025", "Báo cáo CCHC", date(2025, 6, 14), date(2025, 6, 18),
    "/ky-bao-cao/CCHC-TINH/2025-H1/STP", Revision(0, AT),
)  # fmt: skip
TITLE = "Ban hành Kế hoạch rà soát"


def told(fact):
    return list(entries_of(fact, MAKING))


@pytest.mark.parametrize(
    ("changes", "summary", "cancelled", "alarms"),
    [
        ({}, f"Hạn: {TITLE}", False, (3, 0)),
        ({"role": AssignmentRole.PARTNER}, f"Phối hợp: {TITLE}", False, (3, 0)),
        ({"unit": "Sở Tư pháp"}, f"Hạn (Sở Tư pháp): {TITLE}", False, (3, 0)),
        ({"state": State.SUBMITTED}, f"Đã trình, chờ ban hành: {TITLE}", False, ()),
        ({"state": State.DONE}, f"✓ Đã hoàn thành: {TITLE}", False, ()),
        (LEAVING, f"[Đã bàn giao] {TITLE}", True, ()),
        ({"ended_on": date(2025, 3, 1), "end": EndKind.REPLACED, "unit": "Sở Y tế"},
         f"[Được thay thế] (Sở Y tế) {TITLE}", True, ()),
        ({"ended_on": date(2025, 3, 1)}, f"[Đã hủy] {TITLE}", True, ()),
    ],
)  # fmt: skip
def test_a_summary_leads_with_what_matters(changes, summary, cancelled, alarms):
    [entry] = told(replace(OPEN, **changes))
    assert (entry.summary, entry.cancelled, entry.alarms) == (summary, cancelled, alarms)
    assert (entry.uid, entry.day, entry.sequence) == (told(OPEN)[0].uid, OPEN.due_on, 2)


def test_a_description_names_print_day_and_standing_and_ends_with_the_link():
    moved = replace(OPEN, due_on=date(2025, 5, 31), late_from=date(2025, 6, 3), **LEAVING)
    assert told(moved)[0].description.split("\n") == [
        "Nhiệm vụ: Ban hành Kế hoạch rà soát", "Thuộc: Cải cách thể chế", "Sản phẩm: Kế hoạch",
        "Chủ trì: Sở Tư pháp", "Phối hợp: Các sở, ban, ngành",
        "Thời hạn ghi trong kế hoạch: Quý I/2025", "Căn cứ: 196/KH-UBND, mục 1.2",
        "Vai trò: Chủ trì", "Hạn: 31/5/2025 (hạn ban đầu 31/3/2025)",
        "Quá hạn tính từ: 03/6/2025, vì hạn rơi vào ngày nghỉ",
        "Tình trạng: Đã bàn giao từ 01/3/2025; Sở Nội vụ tiếp nhận",
        "https://cchc.tinh.vn/phan-viec/7",
    ]  # fmt: skip
    assert told(OPEN)[0].categories == ("Thể chế chính sách",)


def test_what_was_withdrawn_has_no_page_to_lead_to():
    [gone] = told(replace(OPEN, ended_on=date(2025, 3, 1)))
    assert gone.address == "https://cchc.tinh.vn/lich"
    assert gone.description.endswith("Tình trạng: Đã hủy từ 01/3/2025\nhttps://cchc.tinh.vn/lich")


def test_an_earlier_day_inside_the_house_is_an_entry_of_its_own():
    due, inside = told(replace(OPEN, inside_on=date(2025, 3, 20)))
    assert (inside.day, inside.summary) == (date(2025, 3, 20), f"Hạn nội bộ: {TITLE}")
    assert inside.uid != due.uid
    assert "Hạn nội bộ: 20/3/2025" in due.description
    [only] = told(replace(OPEN, due_on=None, inside_on=date(2025, 3, 20)))
    assert only == replace(inside, description=only.description)


def test_a_round_closes_its_figures_and_is_due():
    data, due = told(REPORT)
    assert (data.day, data.summary) == (REPORT.last, "Chốt số liệu báo cáo: 6 tháng đầu năm 2025")
    assert (due.day, due.summary) == (REPORT.on_time, "Hạn gửi báo cáo: 6 tháng đầu năm 2025")
    sent = told(replace(REPORT, sent=True))[1]
    assert (sent.uid, sent.alarms) == (due.uid, ())
    assert sent.summary == "✓ Đã gửi báo cáo: 6 tháng đầu năm 2025"
    off = told(replace(REPORT, ended_on=date(2025, 6, 1)))[1]
    assert (off.cancelled, off.summary) == (True, "[Đã hủy] 6 tháng đầu năm 2025")


def test_an_end_that_was_undone_counts_more_than_the_end_did():
    begun = Begun(AT, False, False, 1, None)
    ended = begun._replace(stood_at=AT.replace(day=5), ended=True)
    withdrawn = ended._replace(stood_at=AT.replace(day=6), withdrawn=True)
    back = revision_of(begun, [Trace(3, AT.replace(day=7))])
    counts = [revision_of(one, ()).sequence for one in (begun, ended, withdrawn)]
    assert [*counts, back.sequence] == [0, 1, 2, 3]
    assert back.changed_at == AT.replace(day=7)
    assert revision_of(begun._replace(print_version=2, printed_at=AT.replace(day=9)), ()) == (
        Revision(1, AT.replace(day=9))
    )


@pytest.mark.parametrize(
    ("address", "inside"),
    [("127.0.0.1", True), ("10.8.0.3", True), ("172.31.255.1", True), ("192.168.1.20", True),
     ("::1", True), ("fd12::1", True), ("fe80::1%eth0", True), ("::ffff:10.1.2.3", True),
     ("172.32.0.1", False), ("113.160.92.202", False), ("::ffff:8.8.8.8", False),
     ("2405:4800::1", False), ("", False), ("unix:", False)],
)  # fmt: skip
def test_what_is_inside_the_own_network(address, inside):
    assert is_inside(address) is inside


def test_the_window_slides_over_a_leap_day():
    assert window_on(date(2028, 2, 29), 60, 366).first == date(2027, 12, 31)
    assert window_on(date(2028, 2, 29), 60, 366).last == date(2029, 3, 1)
