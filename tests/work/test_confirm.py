"""Confirming results and asking for more, on screen; the day is Tuesday, 10/6/2025."""

from datetime import date

import pytest

from tests.support.people import person, sign_in
from tests.tasks.factories import make_line, make_obligation, paper_row
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.plans.models import FieldFollower
from tracker.tasks.models.obligation import Obligation

DUE, LATE, DONE_ON = date(2025, 5, 30), date(2025, 5, 31), date(2025, 5, 20)


@pytest.fixture
def shares(province):
    """SNV follows the field of the task that STP leads; two results were said."""
    with write_transaction():
        db.session.add(FieldFollower(field_id=province.field, unit_id=province.other))
    person("snv", ("focal", province.other))
    rows = [
        make_obligation(province.task, province.own, slot=slot, due_on=DUE, late_from=LATE)
        for slot in (1, 2)
    ]
    for row in rows:
        make_line(row, "done", DONE_ON, words="Đã ban hành", evidence=[paper_row(None, DONE_ON)])
    return rows


def judge(client, share, what="xac-nhan", **changes):
    values = {"version": "1", "form_key": "k1", "happened_on": "9/6/2025", "words": ""}
    return client.post(f"/phan-viec/{share}/{what}", values | changes)


def row(number):
    db.session.rollback()
    return db.session.get_one(Obligation, number)


def test_the_queue_shows_results_with_their_evidence(client, shares):
    sign_in(client, "snv").get("/xac-nhan")
    assert "Có 2 phần việc" in client.page.text
    assert "12/KH-STP ngày 20/5/2025 của Sở Tư pháp" in client.page.text
    client.get("/xac-nhan?in=1")
    assert "12/KH-STP ngày 20/5/2025 của Sở Tư pháp" in client.page.text


def test_several_are_confirmed_at_once(client, shares):
    sign_in(client, "snv").get("/xac-nhan")
    ticked = {"rows": [f"{number}-1" for number in shares], "happened_on": "9/6/2025",
              "form_key": "k"}  # fmt: skip
    assert client.post("/xac-nhan", ticked).status_code == 302
    client.get("/xac-nhan")
    assert "Đã xác nhận kết quả của 02 phần việc" in client.page.text
    assert "Không có kết quả nào chờ xác nhận" in client.page.text
    client.get(f"/phan-viec/{shares[0]}")
    assert "đã xác nhận" in client.page.text
    assert f"/phan-viec/{shares[0]}/xac-nhan" not in client.page.links
    assert f"/phan-viec/{shares[0]}/de-nghi-bo-sung" in client.page.links


def test_a_changed_row_stops_them_all_and_keeps_the_ticks(client, shares):
    make_line(shares[0], "done", date(2025, 6, 3))
    with write_transaction():
        db.session.get_one(Obligation, shares[0]).version = 2
    sign_in(client, "snv")
    ticked = {"rows": [f"{number}-1" for number in shares], "happened_on": "9/6/2025",
              "form_key": "k"}  # fmt: skip
    assert client.post("/xac-nhan", ticked).status_code == 409
    assert client.page.html.count(" checked") == 2
    assert row(shares[1]).version == 1


def test_nothing_ticked_is_told(client, shares):
    sign_in(client, "snv")
    assert client.post("/xac-nhan", {"happened_on": "9/6/2025"}).status_code == 422
    assert "Hãy chọn ít nhất một phần việc" in client.page.text


def test_what_is_asked_stands_first_at_the_unit_with_its_reasons(client, shares):
    sign_in(client, "snv")
    asked = judge(client, shares[0], "de-nghi-bo-sung", words="Thiếu phụ lục II")
    assert asked.status_code == 302
    assert (row(shares[0]).state, row(shares[0]).state_on) == ("in_progress", date(2025, 6, 9))
    sign_in(client, "stp").get("/")
    groups = [part.split('"')[0] for part in client.page.html.split('id="nhom-')[1:]]
    assert groups[0] == "de-nghi-bo-sung"
    assert "Thiếu phụ lục II" in client.page.text
    assert "/nhiem-vu?trangthai=de-nghi-bo-sung" in client.page.links
    client.get("/nhiem-vu?trangthai=de-nghi-bo-sung")
    assert "Có 1 phần việc" in client.page.text
    client.get(f"/phan-viec/{shares[0]}")
    assert "đề nghị bổ sung" in client.page.text


def test_asking_without_reasons_changes_nothing(client, shares):
    sign_in(client, "snv")
    assert judge(client, shares[0], "de-nghi-bo-sung").status_code == 422
    assert "Hãy nêu lý do" in client.page.text
    assert row(shares[0]).state == "done"


def test_a_stale_form_shows_both_and_can_be_sent_again(client, shares):
    make_line(shares[0], "done", date(2025, 6, 3), words="Đã bổ sung bản ký")
    with write_transaction():
        db.session.get_one(Obligation, shares[0]).version = 2
    sign_in(client, "snv")
    asked = {"words": "Thiếu bản ký"}
    assert judge(client, shares[0], "de-nghi-bo-sung", **asked).status_code == 409
    assert "Đã bổ sung bản ký" in client.page.text
    assert "Thiếu bản ký" in client.page.html
    assert 'name="version" type="hidden" value="2"' in client.page.html
    again = judge(client, shares[0], "de-nghi-bo-sung", **asked, version="2")
    assert again.status_code == 302


@pytest.mark.parametrize("what", ["xac-nhan", "de-nghi-bo-sung"])
def test_owners_and_strangers_judge_nothing(client, province, shares, what):
    for login, answer in (("stp", 404), ("lanhdao", 403), ("quantri", 403), ("tonghop", 302)):
        sign_in(client, login)
        assert judge(client, shares[0], what, words="x").status_code == answer
    sign_in(client, "stp").get("/xac-nhan")
    assert "Đơn vị không phụ trách lĩnh vực nào" in client.page.text


def test_a_judgement_before_the_result_is_refused(client, shares):
    sign_in(client, "snv")
    assert judge(client, shares[0], happened_on="19/5/2025").status_code == 422
    assert "sớm hơn ngày đơn vị báo kết quả (20/5/2025)" in client.page.text
