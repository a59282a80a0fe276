"""Units kept by hand; the day is Tuesday, 10/6/2025."""

from datetime import date

import pytest

from tests.support.people import person, sign_in
from tests.tasks.factories import make_obligation
from tests.work.conftest import province, settings
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.units.models import Unit, UnitName
from tracker.units.queries import names_on
from tracker.workdays.models import CalendarDay

__all__ = ["province", "settings"]

NEW_NAME = {"name": "Sở Tư pháp và Hộ tịch", "short_name": "Sở TPHT", "day": "01/7/2025"}


@pytest.fixture
def admin(client, province):
    return sign_in(client, "quantri")


def unit(unit_id):
    db.session.rollback()
    return db.session.get_one(Unit, unit_id)


def test_a_division_is_added_with_its_name(admin, province):
    new = {
        "code": "STP/P1", "name": "Phòng Hộ tịch", "kind": "phong", "sort_order": "1",
        "parent": str(province.own), "valid_from": "01/01/2025",
    }  # fmt: skip
    assert admin.post("/quan-tri/don-vi/moi", new | {"parent": "0"}).status_code == 422
    assert "Hãy chọn cơ quan mà phòng, đơn vị này trực thuộc" in admin.page.text
    assert admin.post("/quan-tri/don-vi/moi", new).status_code == 302
    row = db.session.scalars(db.select(Unit).where(Unit.code == "STP/P1")).one()
    assert (row.parent_id, row.names[0].search_key) == (province.own, "phong ho tich")
    assert admin.post("/quan-tri/don-vi/moi", new).status_code == 422
    assert "Mã này đã có" in admin.page.text


def test_a_renaming_holds_from_its_day_and_a_stale_one_shows_both(admin, province):
    page = f"/quan-tri/don-vi/{province.own}/ten-moi"
    assert admin.post(page, NEW_NAME | {"version": "1"}).status_code == 302
    assert names_on(date(2025, 6, 30))[province.own].name == "Sở Tư pháp"
    assert names_on(date(2025, 7, 1))[province.own].name == "Sở Tư pháp và Hộ tịch"
    first, second = unit(province.own).names
    assert (first.valid_to, second.search_key) == (
        date(2025, 6, 30), "so tu phap va ho tich so tpht",
    )  # fmt: skip
    mine = {"name": "Sở Tư pháp tỉnh", "version": "1"}
    stale = admin.post(f"/quan-tri/don-vi/{province.own}/ten/{first.id}", mine)
    assert stale.status_code == 409
    assert 'value="Sở Tư pháp tỉnh"' in stale.text
    assert "Sở Tư pháp và Hộ tịch" in admin.page.text


def test_a_mistyped_name_and_its_day_are_put_right(admin, province):
    admin.post(f"/quan-tri/don-vi/{province.own}/ten-moi", NEW_NAME | {"version": "1"})
    later = unit(province.own).names[1].id
    right = {"name": "Sở Tư pháp", "day": "15/7/2025", "version": "2"}
    page = f"/quan-tri/don-vi/{province.own}/ten/{later}"
    assert admin.post(page, right).status_code == 302
    first, second = unit(province.own).names
    assert (first.valid_to, second.valid_from) == (date(2025, 7, 14), date(2025, 7, 15))


def test_a_unit_ends_only_when_nothing_is_left(admin, province):
    page = f"/quan-tri/don-vi/{province.other}/ket-thuc"
    work = make_obligation(province.task, province.other, due_on=date(2025, 9, 30))
    person("snv", ("focal", province.other))
    last = {"last_day": "30/6/2025", "version": "1"}
    assert admin.post(page, last).status_code == 422
    assert "còn 1 phần việc chưa kết thúc và 1 vai trò của tài khoản" in admin.page.text
    assert unit(province.other).valid_to is None
    with write_transaction():
        db.session.execute(db.text(f"UPDATE obligation SET open = false WHERE id = {work}"))
        db.session.execute(db.text("UPDATE user_grant SET valid_to = '2025-06-30'"))
        db.session.execute(db.text("UPDATE user_grant SET valid_to = NULL WHERE role <> 'focal'"))
    assert admin.post(page, last).status_code == 302
    assert unit(province.other).valid_to == date(2025, 6, 30)


def test_no_unit_stands_inside_itself(admin, province):
    facts = {"kind": "so", "sort_order": "1", "parent": str(province.own), "version": "1"}
    assert admin.post(f"/quan-tri/don-vi/{province.own}/sua", facts).status_code == 422
    assert "không thể trực thuộc chính mình" in admin.page.text


def test_administrator_of_one_unit_keeps_only_that(client, province):
    person("qt.stp", ("administrator", province.own))
    browser = sign_in(client, "qt.stp")
    assert browser.get(f"/quan-tri/don-vi/{province.own}").status_code == 200
    assert browser.get(f"/quan-tri/don-vi/{province.other}").status_code == 404
    assert browser.get("/quan-tri/nhom-don-vi").status_code == 403


def test_what_was_put_right_survives_seeding(seeded_app):
    with write_transaction():
        name = db.session.scalars(db.select(UnitName).join(Unit).where(Unit.code == "STP")).one()
        name.name, name.valid_from = "Sở Tư pháp tỉnh", date(2021, 12, 1)
        db.session.get_one(CalendarDay, date(2027, 2, 8)).enabled = False
    seeded_app.test_cli_runner().invoke(args=["seed"])
    db.session.rollback()
    names = db.session.scalars(db.select(UnitName.name).join(Unit).where(Unit.code == "STP"))
    assert names.all() == ["Sở Tư pháp tỉnh"]
    assert db.session.get_one(CalendarDay, date(2027, 2, 8)).enabled is False
