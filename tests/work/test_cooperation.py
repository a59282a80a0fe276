"""A lead asks, a partner answers; the day is Tuesday, 10/6/2025."""

import io

import pytest
from openpyxl import load_workbook

from tests.support.people import sign_in
from tests.work import scenes
from tracker.extensions import db
from tracker.tasks.models.asking import CooperationRequest
from tracker.tasks.models.obligation import Obligation

WORDS = "Cho ý kiến về dự thảo kế hoạch"


@pytest.fixture
def scene(shared_scene):
    """The shared task: Sở Tư pháp leads it, Sở Nội vụ is its partner, Sở Y tế has no part."""
    return shared_scene


def unit_of(obligation_id):
    return db.session.get_one(Obligation, obligation_id).unit_id


def ask(client, scene, **changes):
    """Sở Tư pháp asks Sở Nội vụ."""
    sign_in(client, "stp")
    given = {
        "partners": [str(unit_of(scene.partner))], "words": WORDS, "paper": "120/STP-VP",
        "asked_on": "20/5/2025", "answer_by": "30/5/2025",
    }  # fmt: skip
    return client.post(f"/phan-viec/{scene.lead}/phoi-hop", given | changes)


def the_request():
    db.session.rollback()
    return db.session.scalars(db.select(CooperationRequest)).one()


def answer(client, **changes):
    row = the_request()
    given = {"version": "1", "words": "Nhất trí", "answered_on": "09/6/2025", "paper": ""}
    return client.post(f"/phoi-hop/{row.id}/tra-loi", given | changes)


def test_the_partner_is_told_and_answers_on_screen(client, scene):
    assert ask(client, scene).status_code == 302
    sign_in(client, "snv").get("/")
    assert "Đề nghị phối hợp chờ trả lời 1" in client.page.text
    assert "quá 11 ngày" in client.page.text  # due 30/5, today 10/6
    client.get(f"/phoi-hop/{the_request().id}")
    assert scenes.SECRET_WORD in client.page.text  # the lead's last word
    assert "/minh-chung/" not in client.page.html
    assert answer(client).status_code == 302
    client.get("/")
    assert "Đề nghị phối hợp chờ trả lời" not in client.page.text
    sign_in(client, "stp").get(f"/phan-viec/{scene.lead}")
    assert "Đã trả lời ngày 09/6/2025" in client.page.text


def test_a_late_lead_says_whom_it_waits_for(client, scene):
    ask(client, scene)
    told = "chờ ý kiến của Sở Nội vụ từ ngày 20/5/2025"
    for path in ("/", "/qua-han", f"/phan-viec/{scene.lead}"):
        client.get(path)
        assert told in client.page.text
    book = load_workbook(io.BytesIO(client.get("/qua-han.xlsx").data)).worksheets[0]
    assert any(told in str(cell) for row in book.iter_rows(values_only=True) for cell in row)


def test_the_lead_writes_down_an_answer_that_came_by_paper(client, scene):
    ask(client, scene)
    answer(client, paper="88/SNV-CCHC")
    client.get("/phoi-hop?chieu=gui&trangthai=da-tra-loi")
    assert "do đơn vị chủ trì ghi" in client.page.text


def test_two_answers_at_once_are_both_shown(client, scene):
    ask(client, scene)
    answer(client, words="Nhất trí (theo điện thoại)")
    sign_in(client, "snv")
    late = answer(client, words="Đề nghị sửa mục 3")
    assert late.status_code == 409
    assert "Nhất trí (theo điện thoại)" in client.page.text
    assert "Đề nghị sửa mục 3" in client.page.html
    assert answer(client, words="Đề nghị sửa mục 3", version="2").status_code == 302
    assert the_request().answer_words == "Đề nghị sửa mục 3"


def test_a_request_is_taken_back(client, scene):
    ask(client, scene)
    path = f"/phoi-hop/{the_request().id}/rut"
    client.get(path)
    assert client.post(path, {"version": "1"}).status_code == 302
    sign_in(client, "snv").get("/phoi-hop")
    assert WORDS not in client.page.text


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"partners": []}, "Hãy chọn ít nhất một đơn vị"),
        ({"words": ""}, "Hãy ghi nội dung đề nghị"),
        ({"asked_on": "11/6/2025", "answer_by": ""}, "ở sau ngày hôm nay"),
        ({"answer_by": "19/5/2025"}, "ở trước ngày đề nghị"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(client, scene, wrong, message):
    assert ask(client, scene, **wrong).status_code == 422
    assert message in client.page.text
    assert db.session.query(CooperationRequest).count() == 0


def test_a_stranger_finds_nothing(client, scene):
    ask(client, scene)
    sign_in(client, "syt").get("/phoi-hop?trangthai=tat-ca")
    assert WORDS not in client.page.text
    assert client.get(f"/phoi-hop/{the_request().id}").status_code == 404
    assert client.get(f"/phan-viec/{scene.lead}/phoi-hop").status_code == 404


def test_list_is_given_as_a_workbook(client, scene):
    ask(client, scene)
    book = load_workbook(io.BytesIO(client.get("/phoi-hop.xlsx?chieu=gui").data)).worksheets[0]
    (row,) = list(book.iter_rows(min_row=5, values_only=True))
    assert row[5:7] == ("120/STP-VP", WORDS)
    assert row[9] == "Chờ trả lời, đã quá ngày đề nghị"
