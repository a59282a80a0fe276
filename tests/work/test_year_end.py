"""The year's end on screen: results of standing work and estimates; the day is 20/11/2025."""

from dataclasses import replace
from datetime import date

import pytest

from tests.tasks.factories import make_line, make_obligation, make_task, paper_row
from tracker import clock
from tracker.extensions import db
from tracker.history import AuditEntry
from tracker.tasks.models.closing import YearEstimate
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.operations.verifying import differences
from tracker.tasks.queries.year_end import estimates_of

TODAY = date(2025, 11, 20)
DECEMBER_31 = {"due_on": date(2025, 12, 31), "late_from": date(2026, 1, 1)}


@pytest.fixture
def settings(settings):
    """The day stands at Thursday, 20/11/2025, within the asking."""
    return replace(settings, today=TODAY)


@pytest.fixture
def shown(province):
    """Standing work of which a paper was shown in March."""
    row = make_obligation(province.task, province.own, standing=True)
    make_line(row, evidence=[paper_row()])
    return row


@pytest.fixture
def bare(province):
    """Standing work without evidence."""
    return make_obligation(make_task(province.plan), province.own, standing=True)


def row_of(number):
    db.session.rollback()
    return db.session.get_one(Obligation, number)


def answered(key="k", **by_row):
    fields = {"form_key": key}
    for name, values in by_row.items():
        row = name.removeprefix("r")
        fields |= {f"r{row}-version": "1", f"r{row}-words": "", f"r{row}-cause": ""}
        fields |= {f"r{row}-{field}": value for field, value in values.items()}
    return fields


def answer(client, **by_row):
    client.get("/cuoi-nam")
    return client.post("/cuoi-nam", answered(**by_row))


def test_first_page_and_list_tell_what_is_not_answered(as_officer, shown, bare):
    as_officer.get("/")
    assert "02 nhiệm vụ thường xuyên chưa trả lời" in as_officer.page.text
    as_officer.get("/cuoi-nam")
    assert "Chưa trả lời 02 nhiệm vụ, đã trả lời 0 nhiệm vụ" in as_officer.page.text
    assert "Đã nêu 01 minh chứng trong năm" in as_officer.page.text


def test_both_answers_are_kept_and_the_cell_stays_without_a_day(as_officer, shown, bare):
    given = {f"r{shown}": {"state": "done"}, f"r{bare}": {"state": "not_started"}}
    given[f"r{bare}"]["cause"] = "objective"
    assert answer(as_officer, **given).status_code == 302
    assert (row_of(shown).state, row_of(shown).outcome) == ("done", "no_deadline")
    assert (row_of(bare).state, row_of(bare).outcome) == ("not_started", "no_deadline")
    kinds = db.session.scalars(db.select(StatusUpdate.kind).order_by(StatusUpdate.id)).all()
    assert kinds == ["word", "year_end", "year_end"]
    assert list(differences()) == []
    as_officer.get("/cuoi-nam")
    assert "Đã trả lời đủ các nhiệm vụ thường xuyên năm 2025" in as_officer.page.text
    as_officer.get(f"/phan-viec/{shown}")
    assert "Đã thực hiện (ngày 20/11/2025)" in as_officer.page.text


def test_done_without_evidence_leads_to_the_full_form_with_what_was_typed(as_officer, bare):
    given = {f"r{bare}": {"state": "done", "words": "Đã làm đủ 12 tháng"}}
    assert answer(as_officer, **given).status_code == 422
    assert "ít nhất một minh chứng" in as_officer.page.text
    text = as_officer.get(f"/phan-viec/{bare}/cap-nhat").text
    assert "Đã làm đủ 12 tháng" in text
    assert "Kết quả năm 2025: đã thực hiện" in text


def test_full_form_takes_the_result_with_its_paper(as_officer, bare):
    path = f"/phan-viec/{bare}/cap-nhat"
    as_officer.get(path)
    fields = {"version": "1", "form_key": "k", "state": "done", "words": "", "happened_on": ""}
    paper = {"khac_number": "45/BC-STP", "khac_day": "10/11/2025"}
    assert as_officer.post(path, fields).status_code == 422
    assert as_officer.post(path, fields | paper).status_code == 302
    assert (row_of(bare).state, row_of(bare).state_on) == ("done", TODAY)
    as_officer.get(f"/phan-viec/{bare}")
    assert "Đã ghi kết quả năm 2025: đã thực hiện." in as_officer.page.text
    assert "Kết quả cuối năm: đã thực hiện" in as_officer.page.text


def test_not_done_asks_for_its_cause(as_officer, bare):
    assert answer(as_officer, **{f"r{bare}": {"state": "not_started"}}).status_code == 422
    assert "hãy chọn nguyên nhân" in as_officer.page.text
    assert answer(as_officer, **{f"r{bare}": {"state": "", "words": "a"}}).status_code == 422
    assert "Hãy chọn “Đã thực hiện” hoặc “Chưa thực hiện”" in as_officer.page.text


def test_row_answered_meanwhile_comes_back_with_both_texts(as_officer, bare):
    first = {f"r{bare}": {"state": "not_started", "cause": "objective", "words": "Của bạn"}}
    answer(as_officer, **first)
    mine = {f"r{bare}": {"state": "not_started", "cause": "objective", "words": "Của tôi"}}
    stale = as_officer.post("/cuoi-nam", answered("khac", **mine))
    assert stale.status_code == 409
    assert "Của bạn" in as_officer.page.text
    assert "Của tôi" in stale.text


def test_result_is_asked_for_until_the_next_closing(as_officer, bare, app):
    folder = app.config["TRACKER"].data_dir
    for day, told in ((date(2026, 3, 14), True), (date(2026, 3, 15), False)):
        app.config["FROZEN_DAY"] = clock.freeze(day, folder)
        as_officer.get("/")
        assert ("Cuối năm 2025: 01 nhiệm vụ" in as_officer.page.text) is told


# --- ước thực hiện đến 31/12 ----------------------------------------------------------------


@pytest.fixture
def open_row(province):
    """Open work due on 31/12/2025."""
    return make_obligation(province.task, province.own, slot=9, **DECEMBER_31)


def estimate(client, row, outlook, words="", last="0"):
    fields = {f"r{row}-outlook": outlook, f"r{row}-words": words, f"r{row}-version": last}
    client.get("/uoc-thuc-hien")
    return client.post("/uoc-thuc-hien", fields | {f"r{row}-was": "~", "form_key": "k"})


def test_last_estimate_counts_and_earlier_ones_stay(as_officer, open_row):
    assert estimate(as_officer, open_row, "done").status_code == 302
    first = estimates_of([open_row], 2025)[open_row]
    assert estimate(as_officer, open_row, "partly", "Còn 02 xã", str(first.id)).status_code == 302
    db.session.rollback()
    last = estimates_of([open_row], 2025)[open_row]
    assert (last.outlook, last.words) == ("partly", "Còn 02 xã")
    assert db.session.query(YearEstimate).count() == 2
    known = estimates_of([open_row], 2025, known=first.recorded_at)
    assert known[open_row].outlook == "done"
    actions = db.session.scalars(db.select(AuditEntry.action).order_by(AuditEntry.id.desc()))
    assert list(actions)[:2] == ["year_end.estimate"] * 2
    as_officer.get(f"/phan-viec/{open_row}")
    assert "Sẽ hoàn thành một phần: Còn 02 xã" in as_officer.page.text


def test_estimate_that_leaves_something_open_says_what(as_officer, open_row):
    assert estimate(as_officer, open_row, "not").status_code == 422
    assert "Hãy ghi phần chưa hoàn thành và lý do" in as_officer.page.text


def test_stale_estimate_shows_both_and_a_double_post_is_one(as_officer, open_row):
    for _ in range(2):
        assert estimate(as_officer, open_row, "partly", "Còn 02 xã").status_code == 302
    stale = estimate(as_officer, open_row, "not", "Thiếu kinh phí")
    assert stale.status_code == 409
    assert "Sẽ hoàn thành một phần. Còn 02 xã" in as_officer.page.text
    assert "Thiếu kinh phí" in stale.text
    assert db.session.query(YearEstimate).count() == 1


def test_estimates_leave_out_standing_and_finished_work(as_officer, province, shown, open_row):
    other = make_obligation(province.task, province.other, slot=9, **DECEMBER_31)
    html = as_officer.get("/uoc-thuc-hien").text
    assert [f'id="dong-{row}"' in html for row in (open_row, shown, other)] == [True, False, False]
    assert estimate(as_officer, other, "done").status_code == 404
