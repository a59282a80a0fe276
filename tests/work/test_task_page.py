from datetime import date

import pytest

from tests.support.people import person, sign_in
from tests.tasks import factories
from tests.work.scenes import CODE, SECRET_WORD
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.tasks.models.obligation import DueDay, Obligation
from tracker.tasks.models.printed import Task
from tracker.work.task_page import place

PAGE = f"/nhiem-vu/{CODE}"


@pytest.fixture
def scene(shared_scene):
    """The shared task with its people."""
    return shared_scene


def text_of(client, login, path=PAGE):
    response = sign_in(client, login).get(path)
    assert response.status_code == 200
    return client.page.text


def test_page_shows_the_print_and_the_basis_of_the_day(client, scene):
    text = text_of(client, "stp")
    for words in (
        "Nguyên văn trong 196/KH-UBND", "Quý I/2025", "Căn cứ xác định thời hạn",
        "Quý: ngày cuối của quý", "Hệ thống đọc từ văn bản, khá chắc chắn; chưa có người xác nhận",
        "do UBND tỉnh ban hành",
    ):  # fmt: skip
        assert words in text


def test_overdue_row_tells_since_when(client, scene):
    """From 31/3 to 10/6/2025: 71 days, 51 weekdays (no holidays are announced here)."""
    text = text_of(client, "stp")
    assert "Thứ Hai, 31/3/2025 quá hạn 71 ngày (51 ngày làm việc)" in text
    assert "Quá hạn" in text


def test_inherited_cell_names_the_row_that_supplies_it(client, scene):
    with write_transaction():
        plan_id = db.session.get_one(Task, scene.task).plan_id
    parent = factories.make_task(
        plan_id, "KH196-2025/CCTC/1", number="1", is_heading=True, owes=False,
        lead_text="Sở Tư pháp",
    )  # fmt: skip
    with write_transaction():
        row = db.session.get_one(Task, scene.task)
        row.parent_id = row.lead_from_id = parent
    text = text_of(client, "stp")
    assert "Sở Tư pháp theo dòng 1 , vì ô của dòng này để trống" in text
    assert "Các dòng thuộc mục này" not in text
    assert "1.1. Nhiệm vụ KH196-2025/CCTC/1.1" in text_of(
        client, "stp", "/nhiem-vu/KH196-2025/CCTC/1"
    )


def test_rule_tells_who_confirmed_it_and_what_is_asked(client, scene):
    task = factories.make_task(
        db.session.get_one(Task, scene.task).plan_id, "KH/9", deadline_text="Theo yêu cầu"
    )
    factories.make_rule(
        task, phrase="Theo yêu cầu", confirmed_by="Cán bộ tổng hợp", question="Ai yêu cầu?",
        confirmed_at=factories.NOON,
    )  # fmt: skip
    text = text_of(client, "stp", "/nhiem-vu/KH/9")
    assert "Cán bộ tổng hợp, lúc 12:00 ngày 02/01/2025" in text
    assert "Cần làm rõ Ai yêu cầu?" in text


def test_unknown_task_is_not_found(client, scene):
    sign_in(client, "stp")
    assert client.get("/nhiem-vu/KH196-2025/khong-co").status_code == 404


# --- who sees what ------------------------------------------------------------------------


@pytest.mark.parametrize("login", ["stp", "tonghop", "chidao"])
def test_own_unit_compiler_and_leadership_read_words_and_evidence(client, scene, login):
    text = text_of(client, login)
    assert text.count(SECRET_WORD) == 2
    assert "12/KH-STP ngày 03/3/2025 của Sở Tư pháp" in text


def test_partner_reads_state_and_last_word_but_no_evidence(client, scene):
    text = text_of(client, "snv")
    assert text.count(SECRET_WORD) == 1
    assert "12/KH-STP" not in text
    assert "Phối hợp" in text


def test_unit_without_a_part_reads_the_print_alone(client, scene):
    text = text_of(client, "syt")
    assert "Nguyên văn" in text
    assert SECRET_WORD not in text
    assert "Không có phần việc nào trong phạm vi được xem" in text


def test_only_ones_own_row_has_actions(client, scene):
    text_of(client, "stp")
    assert actions(client) == {
        f"/phan-viec/{scene.lead}/cap-nhat", f"/phan-viec/{scene.lead}/dinh-chinh/{scene.line}",
    }  # fmt: skip
    text_of(client, "chidao")
    assert not actions(client)


def actions(client):
    """The addresses of forms about obligations."""
    found = {url.split("?")[0] for url in client.page.links}
    return {url for url in found if url.startswith("/phan-viec/") and url.count("/") > 2}


def test_withdrawn_row_is_nowhere(client, scene):
    with write_transaction():
        row = db.session.get_one(Obligation, scene.lead)
        row.void, row.ended_on, row.end_kind = True, date(2025, 1, 1), "no_longer_owed"
    assert SECRET_WORD not in text_of(client, "tonghop")


# --- history ------------------------------------------------------------------------------


def test_replaced_line_stays_marked(client, scene):
    factories.make_line(
        scene.lead, kind="correction", corrects_id=scene.line, words="Đã trình dự thảo"
    )
    text = text_of(client, "stp")
    assert "đã đính chính" in text
    assert text.count("Đính chính") == 2  # the kind of the new line, and its action


def test_moved_day_tells_what_moved_it(client, scene):
    with write_transaction():
        row = db.session.get_one(Obligation, scene.lead)
        row.due_on = row.sort_on = date(2025, 6, 30)
        row.late_from = date(2025, 7, 1)
        day = {
            "obligation_id": row.id, "ordinal": 2, "kind": "extension", "due_on": row.due_on,
            "late_from": row.late_from, "decided_on": date(2025, 3, 28),
            "recorded_at": factories.NOON, "actor_label": "Cán bộ tổng hợp",
        }  # fmt: skip
        db.session.add(DueDay(**day))
    text = text_of(client, "stp")
    assert "hạn ban đầu 31/3/2025" in text
    assert "Gia hạn đến 30/6/2025, quyết định ngày 28/3/2025" in text


def test_hand_over_names_both_sides(client, scene):
    heir_unit = factories.make_unit("SMOI", name="Sở Mới")
    person("moi", ("focal", heir_unit))
    heir = factories.make_obligation(
        scene.task, heir_unit, due_on=date(2025, 3, 31), late_from=date(2025, 4, 1),
        opened_on=date(2025, 3, 1),
    )  # fmt: skip
    with write_transaction():
        row = db.session.get_one(Obligation, scene.lead)
        row.ended_on, row.end_kind, row.successor_id = date(2025, 3, 1), "handed_over", heir
    text = text_of(client, "tonghop")
    assert "Đã bàn giao cho Sở Mới từ 01/3/2025" in text
    assert "Tiếp nhận từ Sở Tư pháp" in text


def test_timeline_of_one_row(client, scene):
    factories.make_line(scene.partner, words="Đã góp ý")
    assert "Đã góp ý" in text_of(client, "tonghop")
    response = sign_in(client, "tonghop").get(f"{PAGE}?phan-viec={scene.lead}")
    assert "Diễn biến: Sở Tư pháp" in client.page.text
    assert response.text.count("Đã góp ý") == 1  # the table's last word, not the timeline


def test_timeline_of_several_rows_shows_the_newest(client, scene):
    for day in range(1, 24):
        factories.make_line(scene.partner, words="Góp ý", happened_on=date(2025, 5, day))
    assert "Chỉ hiện 10 nội dung mới nhất" in text_of(client, "tonghop")
    alone = text_of(client, "tonghop", f"{PAGE}?phan-viec={scene.partner}")
    assert "nội dung mới nhất" not in alone


@pytest.mark.parametrize("after", ["", "x", "lead_2025-13-01_1", "boss_2025-01-01_1", "lead_2025"])
def test_bad_place_is_the_first_page(after):
    assert place(after) is None


def test_place_in_the_table_is_read_back():
    assert place("lead_2025-03-31_12") == ("lead", date(2025, 3, 31), 12)


def test_long_table_is_paged_by_key(client, scene):
    for _ in range(30):
        factories.make_obligation(scene.task, factories.make_unit(), role="partner")
    text = text_of(client, "tonghop")
    assert "19 trong 31 phần việc" in text
    assert "Còn 12 phần việc ở trang sau" in text
    following = next(url for url in client.page.links if "after=" in url)
    seen = client.get(PAGE).text.count('id="pv-') + client.get(following).text.count('id="pv-')
    assert seen == 32
    assert "12 trong 31 phần việc" in client.page.text


def test_number_of_statements_does_not_grow_with_the_rows(client, scene, sent_again):
    def sent():
        return sent_again(lambda: client.get(PAGE))

    sign_in(client, "tonghop")
    units = [factories.make_unit() for _ in range(15)]
    few = sent()
    for unit in units:
        row = factories.make_obligation(scene.task, unit, role="partner")
        factories.make_line(row, evidence=[factories.paper_row()])
    assert sent() == few
    assert few <= 6


def test_ones_own_row_stands_first_and_once(client, scene):
    for _ in range(30):
        factories.make_obligation(scene.task, factories.make_unit())
    sign_in(client, "snv")
    first = client.get(PAGE).text
    assert first.index("Đơn vị mình") < first.index("Chủ trì</h3>")
    following = next(url for url in client.page.links if "after=" in url)
    both = first + client.get(following).text
    assert both.count(f'id="pv-{scene.partner}"') == 1
    assert both.count('id="pv-') == 32
    assert "20 trong 31 phần việc" in first
