"""Putting a line of the history right, through the browser's form."""

import re

import pytest

from tests.support.people import sign_in
from tests.tasks import factories
from tests.work.posting import lines, post, row_of, shown
from tests.work.scenes import CODE, DUE, SECRET_WORD


@pytest.fixture
def scene(shared_scene):
    """The shared task with its people."""
    return shared_scene


def test_correction_keeps_ticked_evidence(client, scene):
    path = f"/phan-viec/{scene.lead}/dinh-chinh/{scene.line}"
    opened = sign_in(client, "stp").get(path)
    assert "12/KH-STP ngày 03/3/2025" in client.page.text
    assert SECRET_WORD in opened.text
    response = post(client, scene, path=path, words="Đã trình dự thảo", kept=str(scene.paper))
    assert response.status_code == 302
    new = lines()[-1]
    assert (new.kind, new.corrects_id, len(new.evidence)) == ("correction", scene.line, 1)


def test_word_that_stands_in_the_way_may_be_put_right_at_once(client, scene):
    """Said to be open on 09/6, though the product of 31/3 was there: one button corrects it."""
    post(client, scene, form_key="phieu-0", **shown(f"sp{scene.own}"))
    issued = shown(f"sp{scene.other}", "2025-03-31", "99/QĐ-UBND")
    refused = post(client, scene, state="done", version="2", **issued)
    assert refused.status_code == 422
    assert "Nội dung ngày 09/6/2025 ghi là chưa xong" in client.page.text
    assert f'id="sp{scene.other}_day-error"' in refused.text
    assert 'id="happened_on-error"' not in refused.text
    assert refused.text.index("Lưu thành đính chính") < refused.text.index('name="words"')
    path = re.search(r'formaction="([^"]+)"', refused.text)[1]
    kept = re.search(r'name="kept" value="(\d+)"', refused.text)[1]
    again = {"path": path, "state": "done", "version": "2", "kept": kept}
    assert post(client, scene, **again, **issued).status_code == 302
    row = row_of(scene.lead)
    assert (row.outcome, row.state_on) == ("done_on_time", DUE)


def test_what_could_be_put_right_may_be_sent_as_an_update_too(client, scene):
    """The day was mistyped: the product is of the very day on which the work was still open."""
    post(client, scene, form_key="phieu-0", **shown(f"sp{scene.own}"))
    early = shown(f"sp{scene.other}", "2025-03-31", "99/QĐ-UBND")
    refused = post(client, scene, state="done", version="2", **early)
    kept = re.search(r'name="kept" value="(\d+)"', refused.text)[1]
    issued = shown(f"sp{scene.other}", "2025-06-09", "99/QĐ-UBND")
    again = post(client, scene, state="done", version="2", kept=kept, **issued)
    assert again.status_code == 302
    assert [item.number for item in lines()[-1].evidence] == ["99/QĐ-UBND"]


def test_what_a_hand_over_brought_is_not_offered_to_be_put_right(client, scene):
    own, received = (
        f"/phan-viec/{scene.lead}/dinh-chinh/{line}"
        for line in (
            scene.line,
            factories.make_line(scene.lead, form_key=None, words="Tiếp nhận từ Sở A."),
        )
    )
    page = sign_in(client, "stp").get(f"/nhiem-vu/{CODE}").text
    assert ("Tiếp nhận từ Sở A." in page, own in page, received in page) == (True, True, False)
    assert client.get(received).status_code == 404
    assert post(client, scene, path=received).status_code == 404


def test_line_already_put_right_is_not_found(client, scene):
    path = f"/phan-viec/{scene.lead}/dinh-chinh/{scene.line}"
    post(client, scene, path=path)
    assert client.get(path).status_code == 404


def test_two_corrections_of_one_line_show_both_texts(client, scene):
    path = f"/phan-viec/{scene.lead}/dinh-chinh/{scene.line}"
    post(client, scene, path=path, words="Đính chính của đồng nghiệp", form_key="phieu-0")
    late = post(client, scene, path=path, words="Đính chính của tôi")
    assert late.status_code == 409
    assert "Đính chính của đồng nghiệp" in client.page.text
    assert "Đính chính của tôi" in late.text
    assert f'action="/phan-viec/{scene.lead}/cap-nhat"' in late.text
    assert len(lines()) == 2


def test_evidence_of_another_line_cannot_be_kept(client, scene):
    foreign = factories.make_line(
        scene.partner, evidence=[factories.paper_row(None)], words="Đã góp ý"
    )
    path = f"/phan-viec/{scene.lead}/dinh-chinh/{scene.line}"
    kept = str(factories.evidence_id(foreign))
    assert post(client, scene, path=path, kept=kept).status_code == 422
