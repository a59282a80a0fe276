"""The pages that hand work on inside a unit; the day is Tuesday, 10/6/2025."""

from dataclasses import replace
from datetime import date

import pytest

from tests.ladder.walking import text_of
from tests.support.people import sign_in
from tests.tasks import factories, handing
from tests.tasks.handing import TODAY, hand
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.rules.delegating import Handing

DUE, EARLY = date(2025, 6, 30), date(2025, 6, 2)


@pytest.fixture
def settings(settings):
    return replace(settings, today=TODAY)


@pytest.fixture
def inside(app):
    return handing.build()


@pytest.fixture
def shares(inside):
    """Two obligations of the unit, told apart by their titles."""
    plan = factories.make_plan(inside.root, "KH196-2025")
    return [
        factories.make_obligation(
            factories.make_task(plan, title=title), inside.unit, due_on=DUE, late_from=DUE
        )
        for title in ("Rà soát văn bản", "Kiểm tra thủ tục")
    ]


def post(client, share, version=1, **changes):
    values = {
        "version": str(version),
        "division": "",
        "officer": "",
        "internal_due_on": "20/6/2025",
    }
    return client.post(f"/phan-viec/{share}/giao", values | changes)


def row(number):
    db.session.rollback()
    return db.session.get_one(Obligation, number)


def test_a_share_is_handed_on_and_its_page_tells(client, inside, shares):
    sign_in(client, "dm").get(f"/phan-viec/{shares[0]}")
    assert f"/phan-viec/{shares[0]}/giao" in client.page.links
    assert post(client, shares[0], division=str(inside.one), note="Xong sớm").status_code == 302
    client.get(f"/phan-viec/{shares[0]}")
    for words in ("Đã giao 01 phần việc cho Phòng Một, hạn nội bộ 20/6/2025", "giao Phòng Một",
                  "Xong sớm", "Thứ Sáu, 20/6/2025"):  # fmt: skip
        assert words in client.page.text


def test_an_internal_day_after_the_due_day_is_refused(client, inside, shares):
    sign_in(client, "dm")
    answer = post(client, shares[0], division=str(inside.one), internal_due_on="1/7/2025")
    assert answer.status_code == 422
    assert "vào hoặc trước thời hạn 30/6/2025" in client.page.text
    assert row(shares[0]).division_id is None


def test_a_stale_form_shows_both_and_can_be_sent_again(client, inside, shares):
    hand(inside, shares[:1], Handing(inside.one, None, note="Bản thứ nhất"))
    sign_in(client, "dm")
    changed = {"officer": str(inside.officer_two), "note": "Bản thứ hai"}
    assert post(client, shares[0], 1, **changed).status_code == 409
    assert "Bản thứ nhất" in client.page.text
    assert "Bản thứ hai" in client.page.html
    assert row(shares[0]).division_id == inside.one
    assert post(client, shares[0], 2, **changed).status_code == 302
    assert row(shares[0]).holder_id == inside.officer_two


def test_taking_back(client, inside, shares):
    hand(inside, shares[:1])
    sign_in(client, "dm")
    stale = client.post(f"/phan-viec/{shares[0]}/thu-hoi", {"version": "1"})
    assert stale.status_code == 409
    assert client.post(f"/phan-viec/{shares[0]}/thu-hoi", {"version": "2"}).status_code == 302
    assert row(shares[0]).division_id is None


def test_many_are_ticked_and_handed_on_together(client, inside, shares):
    sign_in(client, "dm").get("/giao-viec?chon=tat-ca")
    assert client.page.html.count(" checked") == 2
    ticked = {"rows": [f"{number}-1" for number in shares], "division": str(inside.one)}
    assert client.post("/giao-viec", ticked).status_code == 302
    client.get("/giao-viec")
    assert "Đã giao 02 phần việc cho Phòng Một" in client.page.text
    assert "đều đã được giao" in client.page.text


def test_many_with_a_stale_row_change_nothing_and_keep_the_ticks(client, inside, shares):
    with write_transaction():
        db.session.get_one(Obligation, shares[0]).version = 5
    sign_in(client, "dm")
    ticked = {"rows": [f"{number}-1" for number in shares], "division": str(inside.one)}
    assert client.post("/giao-viec", ticked).status_code == 409
    assert client.page.html.count(" checked") == 2
    assert f'value="{shares[0]}-5"' in client.page.html
    assert row(shares[1]).division_id is None


def test_all_that_one_officer_has_goes_to_another(client, inside, shares):
    hand(inside, shares, Handing(None, inside.officer_one, date(2025, 6, 20)))
    sign_in(client, "dm").get("/ban-giao-viec")
    assert "Cán bộ cv1 – 02 phần việc" in client.page.text
    client.get(f"/ban-giao-viec?tu=cb-{inside.officer_one}")
    assert client.page.html.count(" checked") == 2
    ticked = {"rows": [f"{number}-2" for number in shares], "officer": str(inside.officer_two)}
    path = f"/ban-giao-viec?tu=cb-{inside.officer_one}"
    assert client.post(path, ticked).status_code == 302
    found = row(shares[1])
    assert (found.holder_id, found.internal_due_on) == (inside.officer_two, date(2025, 6, 20))


def test_who_left_stands_first_and_is_told(client, inside, shares):
    hand(inside, shares[:1], Handing(None, inside.officer_one))
    with write_transaction():
        db.session.execute(
            db.text("UPDATE user_account SET disabled_at = created_at WHERE login = 'cv1'")
        )
    sign_in(client, "dm").get("/ban-giao-viec")
    assert "Cán bộ cv1 – 01 phần việc (không còn làm việc tại đơn vị)" in client.page.text


PAGES = (
    "/",
    "/nhiem-vu?trangthai=tat-ca",
    "/nhiem-vu.xlsx?trangthai=tat-ca",
    "/qua-han?nam=tat-ca",
)


def test_a_division_officer_meets_the_handed_row_alone(client, inside, shares):
    hand(inside, shares[:1], Handing(inside.one, None, date(2025, 6, 20)))
    sign_in(client, "cv1").get("/")
    assert "Rà soát văn bản" in client.page.text
    assert "hạn nội bộ 20/6/2025" in client.page.text
    assert f"/phan-viec/{shares[0]}/cap-nhat" in client.page.links
    for path in PAGES:
        assert "Kiểm tra thủ tục" not in text_of(client.get(path))
    for path in ("", "/cap-nhat"):
        assert client.get(f"/phan-viec/{shares[0]}{path}").status_code == 200
        assert client.get(f"/phan-viec/{shares[1]}{path}").status_code == 404
    for path in ("/giao-viec", f"/phan-viec/{shares[0]}/giao"):
        assert client.get(path).status_code == 403


def test_a_division_officer_updates_what_was_handed_on(client, inside, shares):
    hand(inside, shares[:1])
    sign_in(client, "cv1")
    said = {"version": "2", "form_key": "k", "state": "in_progress", "happened_on": "9/6/2025",
            "words": "Phòng đang soạn"}  # fmt: skip
    assert client.post(f"/phan-viec/{shares[0]}/cap-nhat", said).status_code == 302
    assert row(shares[0]).last_words == "Phòng đang soạn"
    assert client.post(f"/phan-viec/{shares[1]}/cap-nhat", said).status_code == 404


def test_work_of_another_unit_is_not_there(client, inside):
    task = factories.make_task(factories.make_plan(inside.root))
    foreign = factories.make_obligation(task, inside.other, due_on=DUE, late_from=DUE)
    sign_in(client, "dm")
    assert post(client, foreign, division=str(inside.one)).status_code == 404
    ticked = {"rows": [f"{foreign}-1"], "division": str(inside.one)}
    assert client.post("/giao-viec", ticked).status_code == 409
    assert row(foreign).division_id is None


def test_internal_days_that_passed_and_people_who_left_stand_on_the_first_page(
    client, inside, shares
):
    hand(inside, shares[:1], Handing(None, inside.officer_one, date(2025, 6, 5)), today=EARLY)
    with write_transaction():
        db.session.execute(
            db.text("UPDATE user_account SET disabled_at = created_at WHERE login = 'cv1'")
        )
    sign_in(client, "dm").get("/")
    assert "Đã giao trong đơn vị, quá hạn nội bộ 1" in client.page.text
    assert "Người được giao không còn làm việc tại đơn vị" in client.page.text
    assert f"/ban-giao-viec?tu=cb-{inside.officer_one}" in client.page.links


def test_a_division_officers_rows_go_by_the_internal_day(client, inside, shares):
    hand(inside, shares[:1], Handing(inside.one, None, date(2025, 6, 27)))
    hand(inside, shares[1:], Handing(inside.one, None, date(2025, 6, 20)))
    html = sign_in(client, "cv1").get("/").text
    assert html.index("Kiểm tra thủ tục") < html.index("Rà soát văn bản")
