"""The pages of the index, for each kind of reader; the day is Tuesday, 10/6/2025."""

from datetime import date

import pytest

from tests.criteria.factories import build_index, link_task, make_criterion, make_score
from tests.support.people import sign_in
from tests.tasks.factories import make_obligation, make_task
from tests.work.conftest import province, settings, statements
from tracker.criteria.models import CriteriaSet
from tracker.extensions import db

__all__ = ["province", "settings", "statements"]

LATE = {"due_on": date(2025, 3, 31), "late_from": date(2025, 4, 1)}
RISK = "Nguy cơ mất điểm"


@pytest.fixture
def index(province):
    """One criterion of 1,50, moved by the task of STP and of SNV, both late."""
    found = build_index(province.task, province.field)
    make_obligation(province.task, province.own, **LATE)
    make_obligation(province.task, province.other, **LATE)
    return found


def as_person(client, login):
    return sign_in(client, login)


def test_leadership_sees_states_and_the_formula(client, index):
    as_person(client, "lanhdao").get("/tieu-chi/TC-1")
    text = client.page.text
    assert "1,50 × (2 chậm + 0 chưa cập nhật một kỳ) / 2 phần việc đến hạn trong năm 2025" in text
    assert "= 1,50 điểm" in text
    assert "ước tính nội bộ" in text
    assert "Cùng nội dung" in text
    assert "2 đơn vị chủ trì" in text


@pytest.mark.parametrize("login", ["stp", "quantri"])
def test_everybody_reads_the_print_and_nobody_else_the_risk(client, index, login):
    reader = as_person(client, login)
    for path in ("/tieu-chi", "/tieu-chi/TC-1", "/tieu-chi/LV-1"):
        assert reader.get(path).status_code == 200
        assert RISK not in client.page.text
        assert "chưa cập nhật một kỳ" not in client.page.text
    reader.get("/tieu-chi/TC-1")
    assert "Năm 2024: 0,50 điểm" in client.page.text
    assert ("0/1" in client.page.text or "Chưa hoàn thành, quá hạn" in client.page.text) == (
        login == "stp"
    )


def test_the_set_tells_what_is_known_and_what_is_not(client, index):
    chosen = db.session.scalars(db.select(CriteriaSet.id)).one()
    make_criterion(chosen, "TC-2", None, name="Tiêu chí chưa rõ điểm", number="(2)", parent_id=1)
    as_person(client, "lanhdao").get("/tieu-chi")
    text = client.page.text
    assert "1,50 trong 10,00 điểm của lĩnh vực; 8,50 điểm còn lại chưa có danh mục" in text
    assert "Không ước tính: chưa có nhiệm vụ liên kết." in text
    assert "chưa có" in text


def test_a_task_names_the_criteria_that_it_moves(client, index, province):
    as_person(client, "stp").get("/nhiem-vu/KH196-2025/CCTC/1.1")
    text = client.page.text
    assert "Tiêu chí liên quan" in text
    assert "Mục TC-1 , tối đa 1,50 điểm Cùng nội dung" in text
    assert "Lĩnh vực của Chỉ số: Mục LV-1" in text


@pytest.mark.parametrize(("login", "shown"), [("lanhdao", True), ("stp", False)])
def test_the_print_carries_the_risk_for_the_same_readers(client, index, login, shown):
    as_person(client, login).get("/tieu-chi?in=1")
    assert (RISK in client.page.text) is shown
    assert "Mục TC-1" in client.page.text


def test_no_statement_per_row(client, index, province, statements):
    leader = as_person(client, "lanhdao")
    leader.get("/tieu-chi")
    del statements[:]
    leader.get("/tieu-chi")
    once = len(statements)
    for number in range(5):
        criterion = make_criterion(1, f"TC-1{number}", parent_id=1)
        make_score(criterion, 2024, "0.5")
        link_task(criterion, make_task(province.plan))
    del statements[:]
    leader.get("/tieu-chi")
    assert len(statements) == once


def test_an_address_of_nothing_is_not_found(client, index):
    reader = as_person(client, "stp")
    for path in ("/tieu-chi/KHONG-CO", "/tieu-chi?bo=KHONG-CO"):
        assert reader.get(path).status_code == 404


def test_without_a_set_the_page_says_so(client, province):
    assert as_person(client, "stp").get("/tieu-chi").status_code == 200
    assert "Chưa có bộ tiêu chí nào" in client.page.text
