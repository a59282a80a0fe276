"""Drafts that the server keeps while a form is typed; the day is Tuesday, 10/6/2025."""

import json
from datetime import timedelta

import pytest

from tests.support.people import person, sign_in
from tests.tasks.factories import make_obligation
from tests.work.conftest import APRIL_1, MARCH_31
from tracker.accounts.drafts import MOST_CHARACTERS, draft_of, keep_draft
from tracker.accounts.models import FormDraft, User
from tracker.clock import now
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.tasks.models.status import StatusUpdate


@pytest.fixture
def row(province):
    """An overdue row of the officer's unit."""
    return make_obligation(province.task, province.own, due_on=MARCH_31, late_from=APRIL_1)


def keep(client, key, content):
    client.get("/tro-giup/quyen")
    text = content if isinstance(content, str) else json.dumps(content)
    return client.post("/ban-nhap", {"khoa": key, "noi-dung": text})


def typed(words="Đang soạn dở"):
    fields = {"words": [words], "state": ["not_started"], "happened_on": ["31/2/2025"]}
    return {"at": 5, "fields": fields}


def user_id(login="stp"):
    db.session.rollback()
    return db.session.scalar(db.select(User.id).where(User.login == login))


def test_form_opens_with_the_draft_and_tells_its_time(as_officer, row):
    assert keep(as_officer, f"cap-nhat-{row}", typed()).status_code == 200
    text = as_officer.get(f"/phan-viec/{row}/cap-nhat").text
    assert "Bản nháp lúc" in as_officer.page.text
    assert "Đang soạn dở" in text
    assert 'value="31/2/2025"' in text
    assert 'name="version" type="hidden" value="1"' in text


def test_draft_is_read_by_nobody_else(as_officer, row, province):
    keep(as_officer, f"cap-nhat-{row}", typed("Chỉ của tôi"))
    person("ld", ("head", province.own))
    text = sign_in(as_officer, "ld").get(f"/phan-viec/{row}/cap-nhat").text
    assert "Chỉ của tôi" not in text
    assert "Bản nháp" not in text
    as_officer.post("/ban-nhap", {"khoa": f"cap-nhat-{row}"})
    assert draft_of(user_id(), f"cap-nhat-{row}") is not None


def test_draft_goes_when_the_form_is_accepted_and_stays_when_it_is_refused(as_officer, row):
    keep(as_officer, f"cap-nhat-{row}", typed())
    path = f"/phan-viec/{row}/cap-nhat"
    sent = {"version": "1", "form_key": "k", "state": "in_progress", "words": "Xong"}
    sent["happened_on"] = "10/6/2025"
    assert as_officer.post(path, sent).status_code == 422
    assert draft_of(user_id(), f"cap-nhat-{row}") is not None
    assert as_officer.post(path, sent | {"cause": "objective"}).status_code == 302
    assert draft_of(user_id(), f"cap-nhat-{row}") is None
    assert db.session.scalars(db.select(StatusUpdate.words)).one() == "Xong"


def test_draft_is_dropped_on_demand(as_officer, row):
    keep(as_officer, f"cap-nhat-{row}", typed())
    path = f"/phan-viec/{row}/cap-nhat"
    answer = as_officer.post("/ban-nhap", {"khoa": f"cap-nhat-{row}", "next": path})
    assert answer.headers["Location"] == path
    assert "Đang soạn dở" not in as_officer.get(path).text


@pytest.mark.parametrize(
    "content",
    [
        "không phải JSON", "[]", '{"fields": {"a": "b"}}', '{"fields": {"a": [1]}}', "[" * 100_000,
        {"fields": {"words": ["ă" * (MOST_CHARACTERS + 1)]}}, {"fields": {"x" * 200: ["a"]}},
    ],
)  # fmt: skip
def test_malformed_or_huge_draft_is_refused(as_officer, row, content):
    answer = keep(as_officer, f"cap-nhat-{row}", content)
    assert answer.status_code == 422
    assert answer.json["loi"]
    assert draft_of(user_id(), f"cap-nhat-{row}") is None


def test_what_no_database_keeps_is_left_out(as_officer, row):
    content = '{"at": true, "fields": {"words": ["a\\u0000b\\ud800c"]}}'
    assert keep(as_officer, f"cap-nhat-{row}", content).status_code == 200
    assert draft_of(user_id(), f"cap-nhat-{row}").fields == {"words": ["abc"]}


def test_without_the_token_nothing_is_kept(as_officer, row):
    fields = {"khoa": "cap-nhat-1", "noi-dung": json.dumps(typed())}
    assert as_officer.post("/ban-nhap", fields, token=False).status_code == 400
    assert db.session.scalars(db.select(FormDraft)).all() == []


def test_fields_lie_over_those_kept_before_and_empty_ones_leave(as_officer, row):
    keep(as_officer, "luoi", {"fields": {"r1-words": ["một"], "r2-words": ["hai"]}})
    keep(as_officer, "luoi", {"fields": {"r1-words": [], "r3-words": ["ba"]}})
    assert draft_of(user_id(), "luoi").fields == {"r2-words": ["hai"], "r3-words": ["ba"]}


def test_old_drafts_go(app, as_officer):
    number, today = user_id(), now()
    with write_transaction():
        keep_draft(number, "cu", {"words": ["cũ"]}, now=today - timedelta(days=61))
    shown = app.test_cli_runner().invoke(args=["drafts", "clean"])
    assert "Đã bỏ 1 bản nháp cũ" in shown.output
    with write_transaction():
        keep_draft(number, "cu", {"words": ["cũ"]}, now=today - timedelta(days=61))
        keep_draft(number, "moi", {"words": ["mới"]}, now=today)
    assert (draft_of(number, "cu"), draft_of(number, "moi").fields) == (None, {"words": ["mới"]})
