"""A compiler enters for a unit; the unit sees it and puts it right."""

import pytest

from tests.support.people import person, sign_in
from tests.work.posting import fields, lines, row_of
from tracker.extensions import db
from tracker.units.models import Unit

ANSWER = {"source": "paper", "source_paper": "215/STP-VP", "source_on": "6/6/2025"}


@pytest.fixture
def scene(shared_scene):
    return shared_scene


def enter(client, scene, login="tonghop", **changes):
    sign_in(client, login)
    return client.post(
        f"/phan-viec/{scene.lead}/nhap-thay", fields(scene, **(ANSWER | changes)),
        content_type="multipart/form-data",
    )  # fmt: skip


def test_the_line_tells_its_source_and_who_entered_it(client, scene):
    assert enter(client, scene).status_code == 302
    line = lines()[-1]
    assert (line.source, line.source_paper, line.actor_label) == (
        "paper", "215/STP-VP", "Cán bộ tonghop",
    )  # fmt: skip
    assert row_of(scene.lead).last_words == "Đã tổng hợp ý kiến"
    client.get(f"/phan-viec/{scene.lead}")
    assert "Nhập thay theo văn bản số 215/STP-VP ngày 06/6/2025" in client.page.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"source": ""}, "Hãy chọn cách đơn vị đã trả lời"),
        ({"source_paper": ""}, "Hãy nêu số, ký hiệu văn bản"),
        ({"source": "phone", "source_paper": ""}, "Hãy nêu người đã trả lời"),
        ({"source_on": "11/6/2025"}, "ở sau ngày hôm nay"),
        ({"words": ""}, "Hãy ghi nội dung thực hiện"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(client, scene, changes, words):
    before = len(lines())
    assert enter(client, scene, **changes).status_code == 422
    assert words in client.page.text
    assert len(lines()) == before


def test_the_unit_is_asked_to_check_until_it_says_a_word(client, scene):
    enter(client, scene)
    sign_in(client, "stp").get("/")
    assert "Đã được nhập thay, đề nghị kiểm tra" in client.page.text
    client.get(f"/phan-viec/{scene.lead}")
    assert "Cán bộ tonghop đã nhập nội dung theo trả lời của đơn vị" in client.page.text
    correction = f"/phan-viec/{scene.lead}/dinh-chinh/{lines()[-1].id}"
    assert correction in client.page.links
    own = fields(scene, version="2", form_key="dc", words="Đã tổng hợp ý kiến, còn 02 sở")
    assert client.post(correction, own).status_code == 302
    assert (lines()[-1].kind, lines()[-1].source) == ("correction", "")
    assert "đề nghị kiểm tra" not in client.get("/").text


def test_a_stale_post_shows_both_texts(client, scene):
    answer = enter(client, scene, version="9")
    assert answer.status_code == 409
    assert "Đã tổng hợp ý kiến" in client.page.html
    assert 'value="215/STP-VP"' in client.page.html


def test_only_compilers_in_scope_enter_for_others(client, scene):
    snv = db.session.scalar(db.select(Unit.id).where(Unit.code == "SNV"))
    person("th.snv", ("compiler", snv))
    answers = {"stp": 403, "snv": 403, "chidao": 403, "th.snv": 404, "tonghop": 302}
    assert {login: enter(client, scene, login).status_code for login in answers} == answers
