from datetime import UTC, date, datetime

import pytest

from tests.support.people import person, sign_in
from tests.tasks.factories import make_line, make_obligation, make_task
from tracker.db import write_transaction
from tracker.documents.models import Document
from tracker.extensions import db
from tracker.tasks.queries import search as search_queries


@pytest.fixture
def said(province):
    """STP said "Đã lấy ý kiến Hội đồng" of its share; a paper names the same council."""
    share = make_obligation(province.task, province.own)
    make_line(share, words="Đã lấy ý kiến Hội đồng thẩm định")
    with write_transaction():
        db.session.add(
            Document(
                code="QD9", number="9/QĐ-UBND", kind="Quyết định", issued_on=date(2025, 2, 3),
                issuer="UBND tỉnh", subject="Thành lập Hội đồng thẩm định",
            )
        )  # fmt: skip
    return share


def search(client, login, text):
    sign_in(client, login)
    return client.get("/tim-kiem", query_string={"q": text}).text


def test_finds_words_without_accents_of_every_kind(client, province, said):
    text = search(client, "stp", "hoi dong tham dinh")
    assert "Đã lấy ý kiến Hội đồng thẩm định" in text
    assert f"/phan-viec/{said}#dien-bien" in text
    assert "Quyết định 9/QĐ-UBND ngày 03/02/2025 của UBND tỉnh" in text


def test_finds_rows_of_plans_and_units(client, province):
    assert "Ban hành Kế hoạch rà soát" in search(client, "stp", "ra soat ke hoach")
    assert "Sở Nội vụ" in search(client, "stp", "so noi vu")


def test_words_of_others_are_not_found(client, province, said):
    person("snv", ("focal", province.other))
    text = search(client, "snv", "hội đồng thẩm định")
    assert "Đã lấy ý kiến" not in text
    assert "9/QĐ-UBND" in text
    assert "Đã lấy ý kiến" not in search(client, "quantri", "hội đồng thẩm định")


def test_a_sign_of_patterns_is_a_letter(client, province):
    assert "Không tìm thấy" in search(client, "stp", "%")
    assert "Nhập từ khóa để tìm" in search(client, "stp", "   ")


def test_an_older_line_is_found_by_the_key_of_its_words(client, province, said):
    make_line(said, words="Đôn đốc", recorded_at=datetime(2025, 6, 1, 2, tzinfo=UTC))
    assert "“Đôn đốc”" in search(client, "stp", "don doc")


def test_older_lines_are_found_by_the_index_of_words(client, province, said, monkeypatch):
    monkeypatch.setattr(search_queries, "WORDS_LOOKED_THROUGH", 1)
    make_line(said, words="Trình dự thảo Nghị quyết 12/NQ-HĐND", happened_on=date(2025, 4, 1))
    make_line(said, words="Đôn đốc")
    for asked, shown in (
        ("thẩm định hội", "Hội đồng thẩm định"), ("nq hdnd 12", "12/NQ-HĐND"),
        ("nghi quye", "Nghị quyết"), ("don doc", "Đôn đốc"),
    ):  # fmt: skip
        assert shown in search(client, "stp", asked)
    assert "Nghị quyết" not in search(client, "stp", "hi quyet")  # a word is found by its beginning
    person("syt", ("focal", province.other))
    assert "Nghị quyết" not in search(client, "syt", "nghi quyet 12")


def test_the_page_tells_when_older_lines_were_too_many(client, province, said, monkeypatch):
    monkeypatch.setattr(search_queries, "WORDS_LOOKED_THROUGH", 1)
    monkeypatch.setattr(search_queries, "OLDER_LOOKED_AT", 2)
    told = "Hãy thêm từ khóa để tìm trong mọi nội dung"
    for number, words in enumerate(("Họp lần một", "Họp lần hai", "Đôn đốc")):
        make_line(said, words=words, happened_on=date(2025, 4, 1 + number))
    assert told in search(client, "stp", "hop lan")
    assert told not in search(client, "stp", "hop hai")


def test_rows_in_force_stand_before_those_that_ended(client, province):
    ended = {"title": "Rà soát cũ", "ended_on": date(2025, 3, 1)}
    make_task(province.plan, "KH196-2025/CCTC/0", **ended)
    make_task(province.plan, "KH196-2025/CCTC/9", title="Rà soát mới", position=9)
    text = search(client, "stp", "ra soat")
    assert text.index("Rà soát mới") < text.index("Rà soát cũ")
