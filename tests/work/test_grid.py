"""Cập nhật nhiều việc; the day is Tuesday, 10/6/2025."""

import re
from datetime import date

import pytest

from tests.support.people import sign_in
from tests.tasks.factories import make_line, make_obligation, make_task
from tests.work.conftest import APRIL_1, MARCH_31
from tracker.accounts.drafts import draft_of
from tracker.accounts.models import User
from tracker.extensions import db
from tracker.history import AuditEntry
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.status import StatusUpdate

PATH = "/cap-nhat-nhieu"
SOON = {"due_on": date(2025, 6, 30), "late_from": date(2025, 7, 1)}


@pytest.fixture
def rows(province):
    """An overdue row, one due within 30 days, a standing one; a far one that needs no word."""
    far = make_task(province.plan, title="Còn xa")
    make_obligation(far, province.own, due_on=date(2025, 12, 31), late_from=date(2026, 1, 1))
    late = make_obligation(province.task, province.own, due_on=MARCH_31, late_from=APRIL_1)
    soon = make_obligation(province.task, province.own, slot=2, **SOON)
    standing = make_obligation(
        province.task, province.own, slot=3, standing=True, sort_on=date(2025, 12, 31)
    )
    return late, soon, standing


def posted(*rows, key="phieu-1", **changes):
    """What a browser sends of untouched rows, with some fields changed: `r12_words`."""
    fields = {"form_key": key}
    for row in rows:
        fields |= {
            f"r{row}-version": "1", f"r{row}-was": "in_progress~10/6/2025~",
            f"r{row}-state": "in_progress", f"r{row}-happened_on": "10/6/2025",
            f"r{row}-words": "", f"r{row}-cause": "",
        }  # fmt: skip
    return fields | {name.replace("_", "-", 1): value for name, value in changes.items()}


def lines():
    db.session.rollback()
    query = db.select(StatusUpdate).order_by(StatusUpdate.id)
    return [(one.obligation_id, one.kind, one.words) for one in db.session.scalars(query)]


def user_id(login="stp"):
    db.session.rollback()
    return db.session.scalar(db.select(User.id).where(User.login == login))


def test_grid_begins_with_the_rows_that_need_a_word(as_officer, rows):
    html = as_officer.get(PATH).text
    shown = [part.split('"')[0] for part in html.split('id="dong-')[1:]]
    assert shown == [str(row) for row in rows]
    assert f'name="r{rows[0]}-cause"' in html
    assert f'name="r{rows[1]}-cause"' not in html


def test_untouched_rows_are_not_sent_and_the_others_are_one_operation(as_officer, rows):
    late, _, standing = rows
    words = {f"r{late}_words": "Đang lấy ý kiến", f"r{late}_cause": "objective"}
    same = {f"r{standing}_unchanged": "y"}
    answer = as_officer.post(PATH, posted(*rows, **words, **same))
    assert answer.status_code == 302
    assert lines() == [(late, "word", "Đang lấy ý kiến"), (standing, "no_change", "")]
    entry = db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.action, entry.subject) == ("update.many", f"obligation:{late},{standing}")
    as_officer.get(PATH)
    assert "Đã lưu 2 phần việc" in as_officer.page.text


def test_one_wrong_row_keeps_all_from_being_written(as_officer, rows):
    late, soon, _ = rows
    typed = {f"r{late}_words": "Thiếu nguyên nhân", f"r{soon}_words": "Dòng này đủ"}
    answer = as_officer.post(PATH, posted(*rows, **typed))
    assert answer.status_code == 422
    assert lines() == []
    assert "hãy chọn nguyên nhân" in as_officer.page.text
    assert "Thiếu nguyên nhân" in answer.text
    assert "Dòng này đủ" in answer.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"happened_on": "31/2/2025", "words": "a"}, "“31/2/2025” không phải là ngày"),
        ({"happened_on": "11/6/2025", "words": "a"}, "ở sau ngày hôm nay"),
        ({"words": "ă" * 5001}, "Dài quá 5000 ký tự"),
        ({"state": "approved"}, "Lựa chọn không có trong danh sách"),
        ({"happened_on": "09/6/2025"}, "Hãy ghi nội dung thực hiện"),
        ({"unchanged": "y", "words": "a"}, "hãy bỏ chọn, hoặc xóa nội dung"),
        ({"unchanged": "y", "state": "not_started"}, "hãy bỏ một"),
    ],
)
def test_bad_input_is_told_at_its_row(as_officer, rows, changes, words):
    given = {f"r{rows[1]}_{name}": value for name, value in changes.items()}
    assert as_officer.post(PATH, posted(*rows, **given)).status_code == 422
    assert words in as_officer.page.text
    assert lines() == []


def test_row_that_changed_meanwhile_comes_back_with_both_texts(as_officer, rows):
    late, soon, _ = rows
    first = posted(soon, key="a", **{f"r{soon}_words": "Bản của đồng nghiệp"})
    as_officer.post(PATH, first)
    typed = {f"r{soon}_words": "Bản của tôi", f"r{late}_words": "Dòng khác"}
    answer = as_officer.post(
        PATH, posted(*rows, key="b", **typed, **{f"r{late}_cause": "subjective"})
    )
    assert answer.status_code == 409
    assert [words for _, _, words in lines()] == ["Bản của đồng nghiệp"]
    assert "Bản của đồng nghiệp" in as_officer.page.text
    assert "Bản của tôi" in answer.text
    assert f'name="r{soon}-version" type="hidden" value="2"' in answer.text
    again = posted(
        *rows, key="b", **typed, **{f"r{late}_cause": "subjective", f"r{soon}_version": "2"}
    )
    assert as_officer.post(PATH, again).status_code == 302
    assert len(lines()) == 3


def test_double_post_is_one_update(as_officer, rows):
    typed = posted(*rows, **{f"r{rows[1]}_words": "Một lần"})
    assert [as_officer.post(PATH, typed).status_code for _ in range(2)] == [302, 302]
    assert len(lines()) == 1


def test_done_that_needs_products_goes_on_in_the_full_form(as_officer, province):
    task = make_task(province.plan, products=["Báo cáo"])
    row = make_obligation(task, province.own, **SOON)
    done = {f"r{row}_state": "done", f"r{row}_words": "Đã gửi báo cáo"}
    as_officer.post(PATH, posted(row, **done))
    assert "Chưa có minh chứng cho: “Báo cáo”" in as_officer.page.text
    link = next(one for one in as_officer.page.links if f"/phan-viec/{row}/cap-nhat" in one)
    text = as_officer.get(link).text
    assert "Đã gửi báo cáo" in text
    assert re.search(r'<input checked[^>]*value="done"', text)
    assert "Bản nháp lúc" in as_officer.page.text


def test_refused_rows_wait_as_a_draft_until_they_are_accepted(as_officer, rows):
    late = rows[0]
    as_officer.post(PATH, posted(*rows, **{f"r{late}_words": "Thiếu nguyên nhân"}))
    assert next(iter(draft_of(user_id(), "cap-nhat-nhieu").fields)).startswith(f"r{late}-")
    as_officer.get(PATH)
    assert "Bản nháp lúc" in as_officer.page.text
    good = {f"r{late}_words": "Đủ", f"r{late}_cause": "objective"}
    as_officer.post(PATH, posted(*rows, **good))
    assert draft_of(user_id(), "cap-nhat-nhieu") is None


def test_row_of_another_body_does_not_exist(as_officer, province, rows):
    foreign = make_obligation(province.task, province.other, **SOON)
    typed = posted(
        *rows, foreign, **{f"r{foreign}_words": "Ghi hộ", f"r{rows[1]}_words": "Của mình"}
    )
    assert as_officer.post(PATH, typed).status_code == 404
    assert lines() == []


def test_partners_rows_are_offered_on_demand(as_officer, province):
    row = make_obligation(province.task, province.own, role="partner", **SOON)
    assert f'id="dong-{row}"' not in as_officer.get(PATH).text
    assert f'id="dong-{row}"' in as_officer.get(f"{PATH}?vaitro=phoi-hop").text


def test_pages_hold_25_rows(as_officer, province, statements):
    for slot in range(30):
        make_obligation(province.task, province.own, slot=slot, **SOON)
    first = as_officer.get(PATH).text
    following = next(link for link in as_officer.page.links if "after=" in link)
    second = as_officer.get(following).text
    assert (first.count('id="dong-'), second.count('id="dong-')) == (25, 5)


def test_statements_of_a_save_grow_by_few_per_row(as_officer, province, statements):
    """Locks, reads, the audit and the tally are paid once, the lines and rows in batches."""
    made = [make_obligation(province.task, province.own, slot=slot, **SOON) for slot in range(20)]
    sent = []
    for key, chosen in (("a", made[:5]), ("b", made[5:])):
        typed = {f"r{row}_words": "Đang làm" for row in chosen}
        as_officer.get("/tro-giup/quyen")
        statements.clear()
        assert as_officer.post(PATH, posted(*chosen, key=key, **typed)).status_code == 302
        sent.append(len(statements))
    assert sent[1] <= sent[0] + 10


def test_version_that_cannot_be_read_is_stale(as_officer, rows):
    typed = {f"r{rows[1]}_words": "Bản của tôi", f"r{rows[1]}_version": "mới"}
    assert as_officer.post(PATH, posted(*rows, **typed)).status_code == 409
    assert lines() == []


def test_finished_row_is_refused_by_its_version_not_written(as_officer, rows):
    make_line(rows[1], state="done")
    db.session.rollback()
    assert db.session.get_one(Obligation, rows[1]).open is False
    typed = {f"r{rows[1]}_unchanged": "y"}
    assert as_officer.post(PATH, posted(*rows, **typed)).status_code == 422
    assert "đã ghi hoàn thành" in as_officer.page.text


def test_others_may_not_open_it(client, province):
    assert sign_in(client, "lanhdao").get(PATH).status_code == 403
