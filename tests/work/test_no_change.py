"""The answer "Không thay đổi"; the day is Tuesday, 10/6/2025, the last closing 14/3/2025."""

from datetime import UTC, date, datetime

import pytest

from tests.tasks.factories import make_line, make_obligation
from tests.work.conftest import APRIL_1, MARCH_31
from tracker.extensions import db
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.operations.verifying import differences

TODAY, NOON = date(2025, 6, 10), datetime(2025, 6, 10, 5, 0, tzinfo=UTC)


@pytest.fixture
def standing(province):
    """Standing work with a word of February: silent in this period."""
    row = make_obligation(province.task, province.own, standing=True)
    make_line(row, happened_on=date(2025, 2, 3), words="Duy trì")
    return row


def press(client, row, act="khong-thay-doi", version="1"):
    client.get("/")
    fields = {"version": version, "next": "/"}
    answer = client.post(f"/phan-viec/{row}/{act}", fields)
    client.get("/")
    return answer


def row_of(number):
    db.session.rollback()
    return db.session.get_one(Obligation, number)


def kinds(number):
    db.session.rollback()
    query = db.select(StatusUpdate.kind).where(StatusUpdate.obligation_id == number)
    return list(db.session.scalars(query.order_by(StatusUpdate.id)))


def test_it_answers_for_the_period_but_is_no_word(as_officer, standing):
    assert press(as_officer, standing).status_code == 302
    row = row_of(standing)
    assert (row.last_words, row.last_words_on) == ("Duy trì", date(2025, 2, 3))
    assert (row.no_change_on, row.state) == (TODAY, "in_progress")
    html = as_officer.page.html
    assert "nhom-chua-cap-nhat" not in html
    assert "nhom-khong-thay-doi" in html
    assert "Không thay đổi (10/6/2025)" in as_officer.page.text
    assert list(differences()) == []


def test_a_word_after_it_takes_the_row_out_of_both_groups(as_officer, standing):
    press(as_officer, standing)
    make_line(standing, happened_on=TODAY, words="Đã kiểm tra")
    as_officer.get("/")
    assert "nhom-khong-thay-doi" not in as_officer.page.html
    assert "nhom-chua-cap-nhat" not in as_officer.page.html


def test_it_is_taken_back_by_a_correction_and_leaves_what_held_before(as_officer, standing):
    press(as_officer, standing)
    assert f"/phan-viec/{standing}/hoan-tac" in as_officer.page.html
    press(as_officer, standing, "hoan-tac", "2")
    row = row_of(standing)
    assert (row.no_change_on, row.state_on) == (None, date(2025, 2, 3))
    assert (row.last_words_on, row.state) == (date(2025, 2, 3), "in_progress")
    assert kinds(standing) == ["word", "no_change", "correction"]
    assert "nhom-chua-cap-nhat" in as_officer.page.html
    assert list(differences()) == []


def test_it_is_taken_back_once_and_only_while_it_is_the_last_answer(as_officer, standing):
    press(as_officer, standing)
    make_line(standing, happened_on=TODAY, words="Đã kiểm tra", recorded_at=NOON)
    press(as_officer, standing, "hoan-tac", "2")
    assert kinds(standing) == ["word", "no_change", "word"]
    assert "Không còn nội dung “Không thay đổi”" in as_officer.page.text


def test_double_click_is_one_answer(as_officer, standing):
    press(as_officer, standing)
    press(as_officer, standing)
    assert kinds(standing) == ["word", "no_change"]


def test_row_that_changed_meanwhile_tells_the_other_word_and_writes_nothing(as_officer, standing):
    words = {"version": "1", "form_key": "k", "state": "in_progress", "words": "Của đồng nghiệp"}
    as_officer.post(f"/phan-viec/{standing}/cap-nhat", words | {"happened_on": "10/6/2025"})
    press(as_officer, standing)
    assert kinds(standing) == ["word", "word"]
    assert "“Của đồng nghiệp”" in as_officer.page.text


def test_late_work_without_a_cause_goes_to_the_form(as_officer, province):
    row = make_obligation(province.task, province.own, due_on=MARCH_31, late_from=APRIL_1)
    as_officer.get("/")
    assert f"/phan-viec/{row}/khong-thay-doi" not in as_officer.page.html
    answer = press(as_officer, row)
    assert answer.headers["Location"].startswith(f"/phan-viec/{row}/cap-nhat")
    assert kinds(row) == []


def test_cause_told_before_holds_on(as_officer, province):
    row = make_obligation(province.task, province.own, due_on=MARCH_31, late_from=APRIL_1)
    make_line(row, cause="objective")
    press(as_officer, row)
    assert (kinds(row), row_of(row).cause) == (["word", "no_change"], "objective")


def test_page_of_the_row_offers_it_too(as_officer, standing):
    as_officer.get(f"/phan-viec/{standing}")
    assert f'action="/phan-viec/{standing}/khong-thay-doi"' in as_officer.page.html
    press(as_officer, standing)
    as_officer.get(f"/phan-viec/{standing}")
    assert "Hoàn tác “Không thay đổi”" in as_officer.page.text
