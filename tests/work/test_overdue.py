"""The overdue list; the day is Tuesday, 10/6/2025, and no day off is announced."""

from datetime import date

import pytest

from tests.support.people import sign_in
from tests.tasks.factories import make_field, make_line, make_obligation, make_task
from tests.work.conftest import APRIL_1, MARCH_31
from tests.work.test_tasks import AUTUMN, shown

LATE = {"due_on": MARCH_31, "late_from": APRIL_1}


def add(province, title, unit, **changes):
    """An overdue obligation of a task of its own."""
    field = changes.pop("field", province.field)
    task = make_task(province.plan, title=title, field_id=field)
    return make_obligation(task, unit, **{**LATE, **changes})


def test_a_row_says_since_when_and_how_late(as_officer, province):
    row = add(province, "Trễ", province.own)
    make_line(row, happened_on=date(2025, 5, 12), cause="objective")
    as_officer.get("/qua-han")
    for words in (
        "Thứ Hai, 31/3/2025", "71 ngày", "51 ngày làm việc", "Đang lấy ý kiến",
        "12/5/2025, cách đây 29 ngày", "Khách quan",
    ):  # fmt: skip
        assert words in as_officer.page.text


def test_the_day_before_lateness_is_not_in_the_list(as_officer, province):
    add(province, "Hôm nay", province.own, due_on=date(2025, 6, 10), late_from=date(2025, 6, 11))
    assert shown(as_officer, "/qua-han") == []


def test_the_first_day_of_lateness_is(as_officer, province):
    add(province, "Hôm qua", province.own, due_on=date(2025, 6, 9), late_from=date(2025, 6, 10))
    assert shown(as_officer, "/qua-han") == ["Hôm qua"]


def test_groups_carry_their_whole_subtotal(as_leader, province):
    for number in range(30):
        add(province, f"Việc {number}", province.own)
    as_leader.get("/qua-han")
    assert "Sở Tư pháp 30 phần việc quá hạn" in as_leader.page.text


@pytest.mark.parametrize(("asked", "rows"), [("", 25), ("&dong=100", 28), ("&dong=7", 25)])
def test_a_page_holds_25_rows_or_100(as_leader, province, asked, rows):
    for number in range(28):
        add(province, f"Việc {number}", province.own)
    assert len(shown(as_leader, f"/qua-han?nam=2025{asked}")) == rows


@pytest.mark.parametrize("grouping", ["", "&nhom=linh-vuc"])
def test_pages_follow_by_key_through_the_groups(as_leader, province, grouping):
    second = make_field("TCC")
    for number in range(20):
        add(province, f"A{number:02d}", province.own)
        add(province, f"B{number:02d}", province.other, field=second)
    first = shown(as_leader, f"/qua-han?nam=tat-ca{grouping}")
    following = next(link for link in as_leader.page.links if "after=" in link)
    seen = first + shown(as_leader, following)
    assert seen == [f"{name}{number:02d}" for name in "AB" for number in range(20)]


def test_figures_count_tasks_and_tell_the_work_beside(as_leader, province):
    for unit in (province.own, province.other):
        make_obligation(province.task, unit, **LATE)
    as_leader.get("/qua-han")
    assert "1 Chưa hoàn thành, quá hạn" in as_leader.page.text
    assert "chưa hoàn thành, quá hạn 2" in as_leader.page.text


def test_figures_tell_the_count_by_the_first_day_where_it_differs(as_leader, province):
    extended = {"due_on": date(2025, 9, 30), "late_from": date(2025, 10, 1)}
    make_obligation(province.task, province.own, **extended, original_late_from=APRIL_1)
    add(province, "Trễ", province.own)
    as_leader.get("/qua-han")
    assert "1 Chưa hoàn thành, trong hạn (theo hạn ban đầu: 0)" in as_leader.page.text
    assert "1 Chưa hoàn thành, quá hạn (theo hạn ban đầu: 2)" in as_leader.page.text


def test_figures_are_of_one_year_or_one_plan(as_leader, province):
    add(province, "Trễ", province.own)
    as_leader.get("/qua-han?nam=tat-ca")
    assert "Chọn một năm hoặc một kế hoạch" in as_leader.page.text
    assert "Chưa hoàn thành, quá hạn" not in as_leader.page.text


def test_a_figure_of_tasks_leads_to_its_tasks(as_leader, province):
    # Task A is late for one of two bodies and so is late; task B is only open.
    late, open_ = (make_task(province.plan, title=title) for title in "AB")
    make_obligation(late, province.own, **LATE)
    make_obligation(late, province.other, **AUTUMN)
    make_obligation(open_, province.own, **AUTUMN)
    assert shown(as_leader, "/ket-qua/qua-han") == ["A"]
    assert shown(as_leader, "/ket-qua/trong-han") == ["B"]
    as_leader.get("/ket-qua/qua-han")
    assert "0/2" in as_leader.page.text


def test_tasks_of_a_figure_follow_by_key(as_leader, province):
    titles = [f"Việc {number:02d}" for number in range(30)]
    for title in titles:
        add(province, title, province.own)
    first = shown(as_leader, "/ket-qua/qua-han")
    following = next(link for link in as_leader.page.links if "after=" in link)
    assert first == titles[:25]
    assert "25 trong 30 nhiệm vụ" in as_leader.page.text
    assert shown(as_leader, following) == titles[25:]
    assert "5 trong 30 nhiệm vụ" in as_leader.page.text


def test_an_officer_finds_only_own_tasks_behind_a_figure(as_officer, province):
    add(province, "Của mình", province.own)
    add(province, "Của nơi khác", province.other)
    assert shown(as_officer, "/ket-qua/qua-han") == ["Của mình"]
    assert "Có 1 nhiệm vụ" in as_officer.page.text


def test_an_unknown_figure_is_not_found(as_leader, province):
    assert as_leader.get("/ket-qua/khong-co").status_code == 404


def test_figures_of_an_officer_count_own_work_only(as_officer, province):
    make_obligation(province.task, province.other, **LATE)
    as_officer.get("/qua-han")
    assert "0 Chưa hoàn thành, quá hạn" in as_officer.page.text
    assert "Tính theo phần việc" not in as_officer.page.text


def test_other_years_are_told_of_and_shown_when_asked(as_officer, province):
    old = {"due_on": date(2024, 12, 31), "late_from": date(2025, 1, 2), "year": 2024}
    add(province, "Năm trước", province.own, **old)
    assert shown(as_officer, "/qua-han") == []
    assert "Còn 01 phần việc quá hạn thuộc các năm khác" in as_officer.page.text
    assert shown(as_officer, "/qua-han?nam=tat-ca") == ["Năm trước"]


@pytest.mark.parametrize("path", ["/qua-han", "/qua-han?donvi=SNV", "/qua-han?phamvi=linh-vuc"])
def test_another_bodys_rows_never_leak(as_officer, province, path):
    add(province, "Bí mật", province.other)
    assert shown(as_officer, path) == []
    assert "Bí mật" not in as_officer.page.html


def test_administrators_have_no_overdue_list(client, province):
    assert sign_in(client, "quantri").get("/qua-han").status_code == 403


def test_more_rows_send_no_more_statements(as_leader, province, sent_again):
    sent = []
    for numbers in (range(5), range(5, 50)):
        for number in numbers:
            add(province, f"Việc {number}", province.own if number % 2 else province.other)
        sent.append(sent_again(lambda: as_leader.get("/qua-han")))
    assert sent[0] == sent[1] <= 8


@pytest.mark.parametrize("after", ["x", "1~2~3", "1~2025-04-01~x", "999~2025-04-01~1"])
def test_a_broken_key_does_no_harm(as_officer, province, after):
    add(province, "Trễ", province.own)
    assert as_officer.get(f"/qua-han?after={after}").status_code == 200
