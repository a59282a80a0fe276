"""The plans: print for everyone, states in the viewer's scope; the day is Tuesday, 10/6/2025."""

from datetime import date

import pytest

from tests.support.people import sign_in
from tests.tasks.factories import make_line, make_obligation, make_plan, make_rule, make_task
from tests.work.conftest import APRIL_1, MARCH_31, as_leader, as_officer, province, settings
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.tasks.models.printed import Assignment

__all__ = ["as_leader", "as_officer", "province", "settings"]

LATE = {"due_on": MARCH_31, "late_from": APRIL_1}
PAGE = "/ke-hoach/KH196-2025"


@pytest.mark.parametrize("login", ["stp", "lanhdao", "tonghop", "quantri"])
def test_everyone_signed_in_reads_the_print(client, province, login):
    sign_in(client, login).get(PAGE)
    assert "Ban hành Kế hoạch rà soát" in client.page.text
    assert "Quý I/2025" in client.page.text


def test_the_anonymous_do_not(client, province):
    assert client.get(PAGE).status_code == 302


def test_an_unknown_plan_is_not_found(as_officer):
    assert as_officer.get("/ke-hoach/KHONG-CO").status_code == 404


def test_states_are_told_in_the_viewers_scope_only(as_officer, province):
    make_obligation(province.task, province.other, **LATE)
    as_officer.get(PAGE)
    assert "quá hạn" not in as_officer.page.text


def test_own_states_are_told(as_officer, province):
    row = make_obligation(province.task, province.own, **LATE)
    make_line(row, state="done", happened_on=MARCH_31)
    make_obligation(province.task, province.other, **LATE)
    as_officer.get(PAGE)
    assert "Hoàn thành đúng hạn" in as_officer.page.text
    assert "02 đơn vị" in as_officer.page.text or "2 đơn vị chủ trì" in as_officer.page.text


def test_leadership_sees_the_state_of_all(as_leader, province):
    make_obligation(province.task, province.other, **LATE)
    as_leader.get(PAGE)
    assert "Chưa hoàn thành, quá hạn" in as_leader.page.text


def test_due_days_carry_their_weekday(as_officer, province):
    make_rule(province.task, dues=[["2025-Q1", "2025-01-01", "2025-03-31"]])
    as_officer.get(PAGE)
    assert "Thứ Hai, 31/3/2025" in as_officer.page.text


def test_rows_that_wait_for_a_decision_are_marked(as_officer, province):
    make_rule(province.task, kind="unknown", question="Thời hạn nào?")
    with write_transaction():
        db.session.add(
            Assignment(task_id=province.task, role="lead", ordinal=1, printed="", kind="to_confirm")
        )
    as_officer.get(PAGE)
    assert "chờ xác định thời hạn" in as_officer.page.text
    assert "chờ xác định chủ trì" in as_officer.page.text
    as_officer.get("/ke-hoach")
    assert "thời hạn: 01; chủ trì: 01" in as_officer.page.text


def test_a_reading_that_somebody_confirmed_waits_no_more(as_officer, province):
    make_rule(province.task, kind="unknown", confirmed_by="Quản trị")
    as_officer.get(PAGE)
    assert "chờ xác định thời hạn" not in as_officer.page.text


def test_a_plan_past_its_end_says_so(as_officer, province):
    make_plan(
        province.root, code="CU", period_start=date(2024, 1, 1), period_end=date(2024, 12, 31)
    )
    for path in ("/ke-hoach", "/ke-hoach/CU"):
        as_officer.get(path)
        assert "chờ kết thúc kế hoạch" in as_officer.page.text


def test_more_rows_send_no_more_statements(as_leader, province, app):
    sent = []
    db.event.listen(db.engine, "before_cursor_execute", lambda *given: sent.append(given[2]))
    counts = []
    for number in (5, 45):
        for _ in range(number):
            make_obligation(make_task(province.plan), province.own, **LATE)
        as_leader.get(PAGE)
        sent.clear()
        as_leader.get(PAGE)
        counts.append(len(sent))
    assert counts[0] == counts[1]
