"""One word for a field's standing work; the day is Tuesday, 10/6/2025."""

import pytest

from tests.support.people import sign_in
from tests.tasks.factories import make_field, make_obligation, make_task
from tracker.extensions import db
from tracker.history import AuditEntry
from tracker.tasks.models.status import StatusUpdate

PATH = "/thuong-xuyen?donvi=STP&linhvuc=CCTC"


@pytest.fixture
def rows(province):
    """Two standing rows of the field; a third of another field, a fourth of another body."""
    other = make_task(province.plan, field_id=make_field("TTHC"))
    made = [
        make_obligation(province.task, province.own, slot=slot, standing=True) for slot in (1, 2)
    ]
    make_obligation(other, province.own, standing=True)
    make_obligation(province.task, province.other, standing=True)
    return made


def posted(rows, chosen, **changes):
    fields = {"form_key": "phieu", "words": "Duy trì thực hiện", "happened_on": "09/6/2025"}
    fields |= {f"r{row}-version": "1" for row in rows}
    return fields | {"rows": [str(row) for row in chosen]} | changes


def lines():
    db.session.rollback()
    query = db.select(StatusUpdate).order_by(StatusUpdate.id)
    return [(one.obligation_id, one.words) for one in db.session.scalars(query)]


def test_field_is_chosen_among_those_with_standing_work(as_officer, rows):
    as_officer.get("/thuong-xuyen")
    assert "Lĩnh vực CCTC (02)" in as_officer.page.text
    assert "Lĩnh vực TTHC (01)" in as_officer.page.text


def test_all_rows_of_the_field_are_ticked(as_officer, rows):
    html = as_officer.get(PATH).text
    ticked = [str(row) in html and html.count(f'value="{row}" checked') for row in rows]
    assert ticked == [1, 1]
    assert html.count('name="rows"') == 2


def test_word_is_written_to_each_row_in_one_operation(as_officer, rows):
    as_officer.get(PATH)
    assert as_officer.post(PATH, posted(rows, rows)).status_code == 302
    assert lines() == [(row, "Duy trì thực hiện") for row in rows]
    entries = db.session.scalars(db.select(AuditEntry).where(AuditEntry.action == "update.word"))
    assert [entry.subject for entry in entries] == [f"obligation:{rows[0]},{rows[1]}"]
    as_officer.get("/")
    assert "Đã ghi nội dung cho 2 nhiệm vụ thường xuyên" in as_officer.page.text


def test_row_that_is_not_ticked_stays_as_it_was(as_officer, rows):
    as_officer.get(PATH)
    as_officer.post(PATH, posted(rows, rows[1:]))
    assert lines() == [(rows[1], "Duy trì thực hiện")]


def test_row_that_changed_meanwhile_keeps_all_from_being_written(as_officer, rows):
    as_officer.get(PATH)
    as_officer.post(PATH, posted(rows, rows[:1], words="Của đồng nghiệp", form_key="k"))
    stale = as_officer.post(PATH, posted(rows, rows))
    assert stale.status_code == 409
    assert "Của đồng nghiệp" in as_officer.page.text
    assert "Duy trì thực hiện" in stale.text
    assert len(lines()) == 1
    again = posted(rows, rows) | {f"r{rows[0]}-version": "2"}
    assert as_officer.post(PATH, again).status_code == 302
    assert len(lines()) == 3


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"words": ""}, "Hãy ghi nội dung thực hiện"),
        ({"happened_on": "11/6/2025"}, "ở sau ngày hôm nay"),
        ({"rows": []}, "Hãy chọn ít nhất một nhiệm vụ"),
        ({"rows": ["99999"]}, "Danh sách nhiệm vụ vừa thay đổi"),
    ],
)
def test_bad_input_changes_nothing(as_officer, rows, changes, words):
    as_officer.get(PATH)
    assert as_officer.post(PATH, posted(rows, rows) | changes).status_code == 422
    assert words in as_officer.page.text
    assert lines() == []


def test_field_of_another_body_is_not_found(client, province, rows):
    sign_in(client, "stp")
    assert client.get("/thuong-xuyen?donvi=SNV&linhvuc=CCTC").status_code == 404
