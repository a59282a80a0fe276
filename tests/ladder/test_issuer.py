"""The compiler of a body that issued a plan which other bodies carry out.

It decides on later days and closes the plan's years; the words and files of the units that carry
the plan out stay theirs: of them it reads what a request says, and nothing more.
"""

import pytest

from tests.ladder.answers import ANSWERS
from tests.ladder.asking import ASKED, WISHED
from tests.ladder.test_ladder import EVERY_MARK
from tests.ladder.walking import letter, rules, text_of
from tests.support.people import person
from tests.support.soaking import on_postgresql
from tests.tasks.factories import make_unit
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.plans.models import Plan

TABLE = """
work.mine                   GET  o
work.tasks                  GET  o
work.task                   GET  o
work.overdue                GET  o
work.share                  GET  4
work.evidence               GET  4
work.update                 GET  3
work.update                 POST 3
work.enter_for              GET  4
work.enter_for              POST 4
work.confirm                GET  4
work.confirm                POST 4
work.event                  GET  4
work.cooperation            GET  4
work.extensions             GET  o
work.extensions_xlsx        GET  o
work.ask_extended_day       GET  3
work.withdraw_extended_day  GET  3
work.decide_extended_day    GET  o
work.decide_extended_day    POST b
work.closing_years          GET  o
work.closing_sheet          GET  o
work.closing_sheet          POST b
work.closing_xlsx           GET  o
work.take_closings_back     GET  o
work.take_closings_back     POST b
"""
ISSUER = {tuple(words[:2]): words[2] for words in map(str.split, TABLE.strip().splitlines())}


@pytest.fixture
def issuer(walk):
    """The plan is of Văn phòng UBND tỉnh, which carries nothing of it out."""
    way = walk("issuer")
    office = make_unit("VPUB", parent=way.world.units["UBND"], name="Văn phòng UBND tỉnh")
    with write_transaction():
        db.session.get_one(Plan, way.plan_id).owner_unit_id = office
    person("issuer", ("compiler", office))
    way.enter()
    return way


def test_answers_are_the_written_ones(issuer):
    assert ISSUER.keys() <= ANSWERS.keys()
    found = {
        (rule.endpoint, method): letter(issuer.send(method, issuer.path(rule), rule.endpoint))
        for rule in rules(issuer.app)
        for method in ("GET", "POST")
        if (rule.endpoint, method) in ISSUER
    }
    assert found == ISSUER


def test_what_was_not_asked_for_is_not_there(issuer):
    share = issuer.world.shares["A3"]
    assert issuer.client.get(f"/phan-viec/{share}/y-kien-gia-han").status_code == 404


def test_the_request_is_read_and_nothing_more(issuer, database_kind):
    on_postgresql(database_kind)
    share, closing = issuer.world.shares["A1"], "/ket-thuc-nam/KH196-2025/2025"
    asked = f"/phan-viec/{share}/y-kien-gia-han"
    pages = [
        *issuer.pages(), asked, closing, f"{closing}?quyetdinh=tat-ca", f"{closing}.xlsx",
        f"{closing}?in=1", f"{closing}/hoan-tac", "/gia-han?trangthai=tat-ca",
    ]  # fmt: skip
    text = {path: text_of(issuer.client.get(path)) for path in pages}
    assert {word: path for path in pages for word in EVERY_MARK if word in text[path]} == {}
    assert not [path for path in pages if ASKED in text[path]]
    for told in (
        WISHED,
        "30/9/2025",
        "31/3/2025",
        "45/STP-VP",
        "Kế hoạch",
        "Nhiệm vụ KH196-2025/T1",
    ):
        assert told in text[asked]


def test_the_decision_is_written_from_outside(issuer):
    path = f"/phan-viec/{issuer.world.shares['A1']}/y-kien-gia-han"
    version = issuer.client.get(path).text.split('name="version"')[1].split('value="')[1]
    given = {
        "version": version.split('"')[0], "decision": "granted", "until": "30/8/2025",
        "number": "1500/UBND-NC", "decided_on": "09/6/2025", "issuer": "UBND tỉnh", "words": "",
    }  # fmt: skip
    assert letter(issuer.client.post(path, given)) == "w"
    assert "Đã gia hạn đến ngày 30/8/2025" in issuer.client.get("/gia-han").text
