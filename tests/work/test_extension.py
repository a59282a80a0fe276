"""A later day on screen; due Monday 31/3/2025, the day is Tuesday, 10/6/2025."""

import io

import pytest
from openpyxl import load_workbook

from tests.support.people import sign_in
from tests.work import scenes
from tracker.extensions import db
from tracker.tasks.models.asking import Extension
from tracker.tasks.models.obligation import Obligation

REASON = "Chờ nghị định hướng dẫn"


@pytest.fixture
def scene(shared_scene):
    """The shared task: Sở Tư pháp leads it."""
    return shared_scene


def ask(client, scene, **changes):
    sign_in(client, "stp")
    given = {"until": "30/9/2025", "reason": REASON, "paper": "45/STP-VP", "asked_on": "02/6/2025"}
    return client.post(f"/phan-viec/{scene.lead}/gia-han", given | changes)


def decide(client, scene, **changes):
    sign_in(client, "tonghop")
    path = f"/phan-viec/{scene.lead}/y-kien-gia-han"
    client.get(path)
    version = client.page.html.split('name="version"')[1].split('value="')[1].split('"')[0]
    given = {
        "version": version, "decision": "granted", "until": "30/8/2025", "number": "1500/UBND-NC",
        "decided_on": "09/6/2025", "issuer": "Ủy ban nhân dân tỉnh", "words": "",
    }  # fmt: skip
    return client.post(path, given | changes)


def test_from_the_wish_to_the_new_day(client, scene):
    assert ask(client, scene).status_code == 302
    client.get("/qua-han")
    assert "đã xin gia hạn, chưa có ý kiến (đến 30/9/2025)" in client.page.text
    sign_in(client, "tonghop").get("/")
    assert "Đề nghị gia hạn chờ ý kiến 1" in client.page.text
    assert decide(client, scene).status_code == 302
    sign_in(client, "stp").get("/nhiem-vu")
    assert "Thứ Bảy, 30/8/2025" in client.page.text
    assert "đã gia hạn" in client.page.text
    client.get(f"/phan-viec/{scene.lead}")
    assert "Đã gia hạn đến 30/8/2025 theo 1500/UBND-NC ngày 09/6/2025" in client.page.text


def test_both_counts_stand_where_lateness_is_told(client, scene):
    decide(client, scene)
    told = "theo hạn ban đầu: 01 ; đã gia hạn, chưa hoàn thành: 01"
    for path in ("/", "/qua-han"):
        client.get(path)
        assert told in client.page.text
    client.get("/don-vi")
    assert "theo hạn ban đầu: 01; đã gia hạn 01" in client.page.text


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"until": "31/3/2025"}, "phải sau hạn hiện tại (31/3/2025)"),
        ({"reason": ""}, "Hãy nêu lý do xin gia hạn"),
        ({"paper": ""}, "Hãy nêu số, ký hiệu văn bản xin gia hạn"),
        ({"asked_on": "11/6/2025"}, "ở sau ngày hôm nay"),
    ],
)
def test_what_is_missing_in_a_wish_is_said(client, scene, wrong, message):
    assert ask(client, scene, **wrong).status_code == 422
    assert message in client.page.text
    assert db.session.query(Extension).count() == 0


def test_a_second_wish_is_shown_the_first(client, scene):
    ask(client, scene)
    second = ask(client, scene, reason="Lý do khác", until="31/12/2025")
    assert second.status_code == 409
    assert REASON in client.page.text
    assert "Lý do khác" in client.page.html
    assert db.session.query(Extension).count() == 1


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"number": ""}, "Hãy nêu số, ký hiệu văn bản đồng ý gia hạn"),
        ({"until": ""}, "Hãy nhập ngày được gia hạn đến"),
        ({"decision": "refused", "until": ""}, "Hãy nêu lý do không đồng ý"),
        ({"decided_on": "01/6/2025"}, "ở trước ngày đề nghị"),
    ],
)
def test_what_is_missing_in_a_decision_is_said(client, scene, wrong, message):
    ask(client, scene)
    assert decide(client, scene, **wrong).status_code == 422
    assert message in client.page.text
    assert db.session.get_one(Obligation, scene.lead).due_on == scenes.DUE


def test_a_decision_on_a_wish_that_was_taken_back_meanwhile_is_not_written(client, scene):
    ask(client, scene)
    wish = db.session.scalars(db.select(Extension)).one().id
    client.get(f"/gia-han/{wish}/rut")
    assert client.post(f"/gia-han/{wish}/rut", {"version": "1"}).status_code == 302
    assert decide(client, scene, version="1~2025-03-31").status_code == 409
    assert "Nội dung vừa nhập chưa được lưu" in client.page.text
    assert db.session.get_one(Obligation, scene.lead).due_on == scenes.DUE


def test_a_refusal_is_told_with_its_reason(client, scene):
    ask(client, scene)
    decide(client, scene, decision="refused", until="", words="Đã gia hạn hai lần")
    sign_in(client, "stp").get(f"/phan-viec/{scene.lead}")
    assert "Không đồng ý gia hạn" in client.page.text
    assert "Đã gia hạn hai lần" in client.page.text


def test_list_is_given_as_a_workbook(client, scene):
    ask(client, scene)
    book = load_workbook(io.BytesIO(client.get("/gia-han.xlsx").data)).worksheets[0]
    (row,) = list(book.iter_rows(min_row=5, values_only=True))
    assert REASON in row
    assert "Đã xin, chưa có ý kiến" in row
