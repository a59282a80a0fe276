"""Việc của tôi; the day is Tuesday, 10/6/2025."""

from datetime import date

from tests.support.people import person, sign_in
from tests.tasks.factories import make_line, make_obligation, make_plan, make_task
from tests.work.conftest import APRIL_1, MARCH_31
from tracker.extensions import db
from tracker.tasks.models.obligation import Obligation


def headings(client):
    """Words of the page from the strip on."""
    return client.page.text.split("Thứ Ba, 10/6/2025", 2)[-1]


def test_overdue_work_comes_first_with_days_and_working_days(as_officer, province):
    make_obligation(province.task, province.own, due_on=MARCH_31, late_from=APRIL_1)
    as_officer.get("/")
    assert "Quá hạn 71 ngày" in as_officer.page.text
    assert "Thứ Hai, 31/3/2025" in as_officer.page.text
    assert "Quý I/2025 →" in as_officer.page.text


def test_each_row_offers_to_update(as_officer, province):
    row = make_obligation(province.task, province.own, due_on=MARCH_31, late_from=APRIL_1)
    as_officer.get("/")
    assert f"/phan-viec/{row}/cap-nhat" in as_officer.page.links


def test_groups_stand_by_seriousness(as_officer, province):
    make_obligation(province.task, province.own, slot=4)
    make_obligation(province.task, province.own, slot=3, standing=True)
    soon = {"due_on": date(2025, 6, 30), "late_from": date(2025, 7, 1)}
    make_obligation(province.task, province.own, slot=2, **soon)
    make_obligation(province.task, province.own, slot=1, due_on=MARCH_31, late_from=APRIL_1)
    as_officer.get("/")
    found = [part.split('"')[0] for part in as_officer.page.html.split('id="nhom-')[1:]]
    assert found == ["qua-han", "trong-30-ngay", "chua-cap-nhat", "chua-xac-dinh"]


def test_standing_work_told_of_after_the_closing_does_not_wait(as_officer, province):
    row = make_obligation(province.task, province.own, standing=True)
    make_line(row, happened_on=date(2025, 3, 15))
    as_officer.get("/")
    assert "nhom-chua-cap-nhat" not in as_officer.page.html


def test_standing_work_told_of_on_the_closing_day_waits_again(as_officer, province):
    row = make_obligation(province.task, province.own, standing=True)
    make_line(row, happened_on=date(2025, 3, 14))
    as_officer.get("/")
    assert "nhom-chua-cap-nhat" in as_officer.page.html


def test_work_of_a_plan_past_its_end_stands_apart(as_officer, province):
    plan = make_plan(
        province.root, period_start=date(2024, 1, 1), period_end=date(2024, 12, 31), year=2024
    )
    make_obligation(make_task(plan), province.own, due_on=MARCH_31, late_from=APRIL_1)
    as_officer.get("/")
    assert "nhom-cho-ket-thuc" in as_officer.page.html
    assert "nhom-qua-han" not in as_officer.page.html


def test_what_was_due_before_tracking_waits_nowhere(as_officer, province):
    make_obligation(
        province.task, province.own, due_on=date(2024, 3, 29), late_from=date(2024, 3, 30),
        before_tracking=True,
    )  # fmt: skip
    as_officer.get("/")
    assert "Không có việc nào đang chờ" in as_officer.page.text


def test_partners_rows_are_folded_apart_and_never_late(as_officer, province):
    make_obligation(province.task, province.own, role="partner", due_on=MARCH_31, late_from=APRIL_1)
    as_officer.get("/")
    assert "Phối hợp" in as_officer.page.text
    assert "Quá hạn 71 ngày" not in as_officer.page.text


def test_other_bodies_work_is_not_there(as_officer, province):
    make_obligation(province.task, province.other, due_on=MARCH_31, late_from=APRIL_1)
    as_officer.get("/")
    assert "Ban hành Kế hoạch rà soát" not in as_officer.page.text


def test_a_long_group_is_cut_with_a_link_to_the_rest(as_officer, province):
    for slot in range(27):
        make_obligation(province.task, province.own, slot=slot, due_on=MARCH_31, late_from=APRIL_1)
    as_officer.get("/")
    assert as_officer.page.text.count("Quá hạn 71 ngày") == 25
    assert "Xem tất cả 27 phần việc" in as_officer.page.text


def test_leadership_sees_overdue_by_body(as_leader, province):
    for body in (province.own, province.other):
        make_obligation(province.task, body, due_on=MARCH_31, late_from=APRIL_1)
    as_leader.get("/")
    assert "/qua-han?donvi=SNV&nam=tat-ca" in as_leader.page.links


def test_the_number_of_late_bodies_leads_to_those_bodies(as_leader, province):
    make_obligation(province.task, province.own, due_on=MARCH_31, late_from=APRIL_1)
    as_leader.get("/")
    assert "Cơ quan, đơn vị có việc quá hạn 1" in as_leader.page.text
    assert "#theo-don-vi" in as_leader.page.links
    assert '<h2 id="theo-don-vi"' in as_leader.page.html


def test_people_without_work_are_led_to_the_plans(client, province):
    person("khach")
    sign_in(client, "khach").get("/")
    assert "Xem kế hoạch" in client.page.text
    assert "Mở Quản trị" not in client.page.text


def test_administrators_are_led_to_what_they_keep(client, province):
    sign_in(client, "quantri").get("/")
    assert "Mở Quản trị" in client.page.text
    assert "/quan-tri/" in client.page.links
    assert "Xem kế hoạch" not in client.page.text


def test_more_rows_send_no_more_statements(as_officer, province, sent_again):
    sent = []
    for slots in (range(5), range(5, 50)):
        for slot in slots:
            make_obligation(
                province.task, province.own, slot=slot, due_on=MARCH_31, late_from=APRIL_1
            )
        sent.append(sent_again(lambda: as_officer.get("/")))
    assert sent[0] == sent[1] <= 11
    assert db.session.query(Obligation).count() == 50


def test_a_very_long_title_is_cut(as_officer, province):
    task = make_task(province.plan, title="Rà soát " + "văn bản " * 100)
    make_obligation(task, province.own, due_on=MARCH_31, late_from=APRIL_1)
    as_officer.get("/")
    assert "văn bản văn bản văn bản" in as_officer.page.text
    assert "…" in as_officer.page.text
    assert as_officer.page.text.count("văn bản") < 100


def test_one_who_reads_only_sees_no_update(client, province):
    person("doc", ("head", province.own, "ro"))
    make_obligation(province.task, province.own, due_on=MARCH_31, late_from=APRIL_1)
    sign_in(client, "doc").get("/")
    assert "Quá hạn 71 ngày" in client.page.text
    assert "/cap-nhat" not in client.page.html
