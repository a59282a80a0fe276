import re

import pytest

from tests.support.people import sign_in
from tests.work.posting import fields, held_note, lines, pdf, post, row_of, shown
from tests.work.scenes import CODE, DUE, SECRET_WORD
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.status import Evidence


@pytest.fixture
def scene(shared_scene):
    """The shared task with its people."""
    return shared_scene


# --- the form -----------------------------------------------------------------------------


def test_form_offers_the_states_that_the_rules_allow(client, scene):
    text = sign_in(client, "stp").get(f"/phan-viec/{scene.lead}/cap-nhat").text
    states = re.findall(r'name="state" type="radio" value="(\w+)"', text)
    assert states == ["not_started", "in_progress", "submitted", "done"]
    partner = sign_in(client, "snv").get(f"/phan-viec/{scene.partner}/cap-nhat").text
    assert 'value="submitted"' not in partner


def test_form_says_how_much_is_taken_of_one_file_and_of_all(client, scene):
    sign_in(client, "stp").get(f"/phan-viec/{scene.lead}/cap-nhat")
    assert "mỗi tệp không quá 20 MB. Cả lần gửi, mọi tệp cộng lại, không quá 25 MB." in (
        client.page.text
    )


def test_form_has_a_place_for_every_product(client, scene):
    sign_in(client, "stp").get(f"/phan-viec/{scene.lead}/cap-nhat")
    assert "Sản phẩm: Báo cáo rà soát" in client.page.text
    assert "Do UBND tỉnh ban hành" in client.page.text
    assert "Nguyên nhân quá hạn" in client.page.text
    assert SECRET_WORD in client.page.text


def test_an_empty_day_says_in_vietnamese_how_it_is_written(client, scene):
    sign_in(client, "stp").get(f"/phan-viec/{scene.lead}/cap-nhat")
    assert 'placeholder="ngày/tháng/năm"' in client.page.html
    assert "dd/mm" not in client.page.html


def test_partner_is_asked_for_no_product_and_no_cause(client, scene):
    sign_in(client, "snv").get(f"/phan-viec/{scene.partner}/cap-nhat")
    assert "Sản phẩm:" not in client.page.text
    assert "Nguyên nhân quá hạn" not in client.page.text


def test_ended_row_has_no_form(client, scene):
    with write_transaction():
        row = db.session.get_one(Obligation, scene.lead)
        row.ended_on, row.end_kind = DUE, "handed_over"
    response = sign_in(client, "stp").get(f"/phan-viec/{scene.lead}/cap-nhat")
    assert "đã kết thúc hoặc đã bàn giao" in client.page.text
    assert 'name="words"' not in response.text


# --- accepted -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "day", ["2025-06-09", "09/06/2025", "9/6/2025", "09-06-2025", "9.6.2025", "09062025"]
)
def test_day_is_taken_in_any_common_writing(client, scene, day):
    assert post(client, scene, happened_on=day).status_code == 302
    assert row_of(scene.lead).state_on.isoformat() == "2025-06-09"


def test_day_that_is_none_stays_as_typed(client, scene):
    assert post(client, scene, happened_on="31/2/2025").status_code == 422
    assert 'value="31/2/2025"' in client.page.html
    assert "“31/2/2025” không phải là ngày. Nhập ngày/tháng/năm" in client.page.text


def test_success_goes_back_and_tells_what_comes_next(client, scene):
    response = post(client, scene, next="/qua-han?don_vi=1")
    assert response.headers["Location"] == "/qua-han?don_vi=1"
    client.get(f"/nhiem-vu/{CODE}")
    assert "Đã ghi nhận “Đang thực hiện” ngày 09/6/2025." in client.page.text
    assert "Phần việc vẫn đang quá hạn" in client.page.text


@pytest.mark.parametrize("target", ["//evil.example", "/\\evil.example", "https://evil.example"])
def test_foreign_address_is_no_way_back(client, scene, target):
    response = post(client, scene, next=target)
    assert response.headers["Location"] == f"/nhiem-vu/{CODE}"


def test_done_with_papers_and_a_file(client, scene):
    issued = shown(f"sp{scene.other}", "2025-03-31", "99/QĐ-UBND")
    scan = {f"sp{scene.other}_file": pdf()}
    response = post(client, scene, state="done", **issued, **scan)
    assert response.status_code == 302
    row = row_of(scene.lead)
    assert (row.outcome, row.state_on) == ("done_on_time", DUE)
    found = lines()[-1].evidence
    assert [(item.kind, item.issuer, item.file_name) for item in found] == [
        ("document", "UBND tỉnh", ""), ("file", "", "Kế hoạch.pdf"),
    ]  # fmt: skip


def test_submission_paper_is_taken_as_ones_own(client, scene):
    response = post(client, scene, state="submitted", **shown(f"sp{scene.other}"))
    assert response.status_code == 302
    assert lines()[-1].evidence[0].issuer == "Sở Tư pháp"
    assert row_of(scene.lead).overdue_from is None


def test_figure_link_and_evidence_of_no_product(client, scene):
    slot = shown("khac", "09/6/2025", "", figure="92,5%", url="https://soctrang.gov.vn/a")
    assert post(client, scene, **slot).status_code == 302
    assert [(item.kind, item.product_id) for item in lines()[-1].evidence] == [
        ("figure", None), ("link", None),
    ]  # fmt: skip


def test_double_post_is_one_update(client, scene):
    first, second = post(client, scene), post(client, scene)
    assert (first.status_code, second.status_code) == (302, 302)
    assert len(lines()) == 2  # the scene's own line and one more


def test_going_back_and_saving_the_same_words_again_is_one_update(client, scene):
    """The form is opened anew, the browser puts the old words back into it."""
    post(client, scene)
    again = post(client, scene, version="2", form_key="phieu-2")
    assert (again.status_code, len(lines())) == (302, 2)
    post(client, scene, version="2", form_key="phieu-3", words="Đã họp lần hai")
    assert len(lines()) == 3


def test_the_same_words_of_somebody_else_are_said_anew(client, scene):
    post(client, scene)
    path = f"/phan-viec/{scene.lead}/nhap-thay"
    entered = {"source": "phone", "source_paper": "Cán bộ đầu mối", "source_on": "2025-06-09"}
    post(client, scene, "tonghop", path, version="2", form_key="phieu-2", **entered)
    assert len(lines()) == 3


def test_a_form_that_was_sent_writes_nothing_a_second_time(client, scene):
    """The same form on the newer version, as no page sends it: nothing is taken silently."""
    post(client, scene)
    again = post(client, scene, version="2", words="Nội dung khác")
    assert again.status_code == 422
    assert "Biểu mẫu này đã được gửi một lần." in client.page.text
    assert "Nội dung khác" in again.text
    assert len(lines()) == 2


def test_older_word_tells_that_the_state_stays(client, scene):
    post(client, scene, state="not_started", happened_on="2025-02-03")
    client.get(f"/nhiem-vu/{CODE}")
    assert "Trạng thái hiện tại vẫn là “Đang thực hiện” theo nội dung mới hơn." in client.page.text


# --- refused ------------------------------------------------------------------------------


def test_refused_form_names_the_missing_product_and_keeps_what_was_typed(client, scene):
    response = post(client, scene, state="done", words="Xong phần mình")
    assert response.status_code == 422
    assert "Chưa có minh chứng cho: “Quyết định của UBND tỉnh”." in client.page.text
    assert "Xong phần mình" in response.text
    assert len(lines()) == 1


def test_a_missing_product_is_told_at_the_whole_of_its_fields(client, scene):
    slot = f"sp{scene.other}"
    text = post(client, scene, state="done").text
    assert f'href="#{slot}_shown"' in text
    assert f'<fieldset class="group-of-fields" id="{slot}_shown"' in text
    assert [slot in one for one in re.findall(r'id="([^"]+)-error"', text)] == [True]
    assert f'id="{slot}_shown-error"' in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"happened_on": "2025-06-11"}, "Ngày 11/6/2025 ở sau ngày hôm nay"),
        ({"happened_on": "31/02/2025"}, "“31/02/2025” không phải là ngày"),
        ({"happened_on": ""}, "Hãy nhập ngày thực hiện"),
        ({"words": ""}, "Hãy ghi nội dung thực hiện hoặc nêu sản phẩm"),
        ({"state": ""}, "Hãy chọn một trạng thái"),
        ({"state": "approved"}, "Lựa chọn không có trong danh sách"),
        ({"cause": ""}, "hãy chọn nguyên nhân khách quan hoặc chủ quan"),
        ({"words": "ă" * 5001}, "Dài quá 5000 ký tự (đã nhập 5001 ký tự)"),
        ({"khac_day": "2025-06-09"}, "Văn bản cần có số, ký hiệu"),
        ({"khac_number": "1/BC"}, "Mỗi minh chứng cần có ngày"),
        ({"khac_url": "javascript:alert(1)", "khac_day": "2025-06-09"}, "bắt đầu bằng http"),
        ({"khac_number": "1" * 81, "khac_day": "2025-06-09"}, "Dài quá 80 ký tự"),
    ],
)
def test_bad_input_is_refused_at_its_field(client, scene, changes, words):
    assert post(client, scene, **changes).status_code == 422
    assert words in client.page.text
    assert row_of(scene.lead).version == 1


def test_day_that_is_none_stays_as_it_was_typed(client, scene):
    response = post(client, scene, happened_on="31/02/2025", khac_day="05/6/2025")
    assert 'value="31/02/2025"' in response.text
    assert re.search(r'name="khac_day"[^>]*value="05/6/2025"', response.text)


def test_refused_file_says_why(client, scene):
    response = post(client, scene, khac_file=pdf("kẻ xấu.exe"), khac_day="2025-06-09")
    assert response.status_code == 422
    assert "Tệp “kẻ xấu.exe” không thuộc loại được nhận" in client.page.text


def test_file_of_a_refused_form_is_not_lost(client, scene):
    slot = f"sp{scene.other}"
    first = post(client, scene, state="done", **{f"{slot}_file": pdf()})
    assert first.status_code == 422
    assert "Tệp đã nhận, chờ lưu" in client.page.text
    note = held_note(first.text, slot)
    again = {f"{slot}_held": note, f"{slot}_day": "2025-03-28"}
    assert post(client, scene, state="done", **again).status_code == 302
    assert [item.file_name for item in lines()[-1].evidence] == ["Kế hoạch.pdf"]


def test_held_file_of_somebody_else_is_worth_nothing(client, scene):
    slot = f"sp{scene.other}"
    note = held_note(post(client, scene, state="done", **{f"{slot}_file": pdf()}).text, slot)
    stolen = {"khac_held": note, "khac_day": "2025-06-09"}
    response = post(client, scene, "snv", f"/phan-viec/{scene.partner}/cap-nhat", **stolen)
    assert response.status_code == 422
    forged = {"khac_held": note[:-4] + "AAAA", "khac_day": "2025-06-09"}
    assert post(client, scene, **forged).status_code == 422
    assert db.session.scalars(db.select(Evidence).where(Evidence.kind == "file")).all() == []


# --- stale --------------------------------------------------------------------------------


def test_stale_form_shows_both_texts_and_may_be_sent_again(client, scene):
    post(client, scene, words="Bản của đồng nghiệp", form_key="phieu-0")
    stale = post(client, scene, words="Bản của tôi", khac_file=pdf(), khac_day="2025-06-09")
    assert stale.status_code == 409
    assert "Bản của đồng nghiệp" in client.page.text
    assert "Bản của tôi" in stale.text
    assert 'name="version" type="hidden" value="2"' in stale.text
    held = {"khac_held": held_note(stale.text, "khac"), "khac_day": "2025-06-09"}
    again = post(client, scene, words="Bản đã gộp", version="2", **held)
    assert again.status_code == 302
    row = row_of(scene.lead)
    assert (row.last_words, row.version) == ("Bản đã gộp", 3)


@pytest.mark.parametrize("version", ["", "abc", "-1", "٣", "9" * 30])
def test_unreadable_version_counts_as_stale(client, scene, version):
    assert post(client, scene, version=version).status_code == 409
    assert len(lines()) == 1


# --- who may ------------------------------------------------------------------------------


@pytest.mark.parametrize("login", ["snv", "syt"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_row_of_another_unit_does_not_exist(client, scene, login, method):
    path = f"/phan-viec/{scene.lead}/cap-nhat"
    sign_in(client, login)
    client.get("/")
    answer = client.get(path) if method == "GET" else client.post(path, fields(scene))
    missing = client.get("/phan-viec/99999/cap-nhat")
    assert (answer.status_code, missing.status_code) == (404, 404)
    assert answer.text.count("Không tìm thấy") == missing.text.count("Không tìm thấy")
    assert len(lines()) == 1


@pytest.mark.parametrize("login", ["tonghop", "chidao"])
def test_those_who_only_read_do_not_update(client, scene, login):
    assert sign_in(client, login).get(f"/phan-viec/{scene.lead}/cap-nhat").status_code == 403


def test_post_without_the_token_changes_nothing(client, scene):
    sign_in(client, "stp")
    path = f"/phan-viec/{scene.lead}/cap-nhat"
    assert client.post(path, fields(scene), token=False).status_code == 400
    assert len(lines()) == 1


def test_update_costs_the_same_statements_after_any_history(client, scene, statements):
    sent = []
    for number in range(1, 4):
        sign_in(client, "stp").get(f"/phan-viec/{scene.lead}/cap-nhat")
        statements.clear()
        told = {"form_key": f"phieu-{number}", "words": f"Nội dung {number}"}
        posted = fields(scene, version=str(number), **told)
        assert client.post(f"/phan-viec/{scene.lead}/cap-nhat", posted).status_code == 302
        sent.append(len(statements))
    assert sent[1] == sent[2] <= 9
