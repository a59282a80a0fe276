"""New accounts from a spreadsheet and by hand; the day is Tuesday, 10/6/2025."""

import io
import re
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from tests.support.client import HouseClient
from tests.support.people import person, sign_in
from tests.tasks.factories import make_unit
from tracker.accounts.models import Grant, User
from tracker.administration.accounts.reading import COLUMNS
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.units.models import Unit

LOAD = "/quan-tri/tai-khoan/nap"
TWO = (
    ["Cán bộ đầu mối Sở Tư pháp", "so tu phap", "Cán bộ đầu mối", "", "dm@stp.vn", "0912345678"],
    ["Lãnh đạo Sở Nội vụ", "SNV", "lanh dao don vi", "snv.ld", "", ""],
)


@pytest.fixture
def settings(settings):
    return replace(settings, today=date(2025, 6, 10))


@pytest.fixture
def admin(client, app):
    root = make_unit("UBND", kind="province", name="Ủy ban nhân dân tỉnh")
    make_unit("STP", parent=root, name="Sở Tư pháp")
    make_unit("SNV", parent=root, name="Sở Nội vụ")
    person("quantri", ("administrator", root))
    return sign_in(client, "quantri")


def upload(client, *rows):
    book = openpyxl.Workbook()
    for row in (COLUMNS, *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return client.post(LOAD, {"file": (out, "ds.xlsx")}, content_type="multipart/form-data")


def preview_note(client):
    return re.search(r'name="rows"[^>]* value="([^"]*)"', client.page.html)[1]


def confirm(client, note=None):
    rows = preview_note(client) if note is None else note
    return client.post(f"{LOAD}/xac-nhan", {"rows": rows})


def logins():
    db.session.rollback()
    return sorted(db.session.scalars(db.select(User.login)))


def codes(answer):
    return re.findall(r"<code[^>]*>(.+?)</code>", answer.text)


def test_preview_writes_nothing_and_confirming_gives_slips_once(app, admin):
    seen = upload(admin, *TWO)
    assert codes(seen) == ["dm.stp", "snv.ld"]
    assert logins() == ["quantri"]
    slips = confirm(admin)
    assert slips.headers["Cache-Control"] == "no-store"
    login, password, second, _ = codes(slips)
    assert (login, second) == ("dm.stp", "snv.ld")
    assert "Đổi mật khẩu ở lần đăng nhập đầu" in admin.page.text
    assert logins() == ["dm.stp", "quantri", "snv.ld"]
    row = db.session.execute(
        db.select(Grant.role, Unit.code, Grant.valid_from, User.phone, User.must_change_password)
        .join(User, User.id == Grant.user_id).join(Unit, Unit.id == Grant.unit_id)
        .where(User.login == "dm.stp")
    ).one()  # fmt: skip
    assert tuple(row) == ("focal", "STP", date(2025, 6, 10), "0912345678", True)
    fresh = HouseClient(app)
    assert fresh.post("/dang-nhap", {"login": login, "password": password}).status_code == 302
    assert fresh.get("/").location == "/tai-khoan/mat-khau"


def test_confirming_twice_adds_nobody_twice(admin):
    upload(admin, *TWO)
    note = preview_note(admin)
    confirm(admin, note)
    again = confirm(admin, note)
    assert again.status_code == 422
    assert "Tên đăng nhập dm.stp đã có" in admin.page.text
    assert len(logins()) == 3


def test_one_bad_row_keeps_all_from_being_loaded(admin):
    bad = ["Cán bộ", "Sở Ngoại vụ", "Cán bộ đầu mối", "", "", ""]
    answer = upload(admin, TWO[0], bad)
    assert answer.status_code == 422
    assert "Dòng 3: Không có cơ quan, đơn vị nào tên “Sở Ngoại vụ”" in admin.page.text
    assert 'name="rows"' not in answer.text
    assert logins() == ["quantri"]


def test_unit_that_ended_is_refused_by_name(admin):
    with write_transaction():
        unit = db.session.scalars(db.select(Unit).where(Unit.code == "STP")).one()
        unit.valid_to = date(2025, 2, 28)
    assert upload(admin, TWO[0]).status_code == 422
    assert "“so tu phap” đã kết thúc hoạt động" in admin.page.text


@pytest.mark.parametrize("note", ["", "abc", '[["1"]].forged'])
def test_forged_preview_is_worth_nothing(admin, note):
    upload(admin, *TWO)
    assert confirm(admin, note).location == LOAD
    assert logins() == ["quantri"]


def test_preview_of_somebody_else_is_worth_nothing(app, admin):
    upload(admin, *TWO)
    note = preview_note(admin)
    root = db.session.scalars(db.select(Unit.id).where(Unit.code == "UBND")).one()
    person("quantri2", ("administrator", root))
    other = sign_in(HouseClient(app), "quantri2")
    assert confirm(other, note).location == LOAD
    assert logins() == ["quantri", "quantri2"]


def test_no_file_is_asked_for(admin):
    assert admin.post(LOAD).status_code == 422
    assert "Chọn tệp bảng tính đã điền" in admin.page.text


def test_one_account_is_added_by_hand_with_its_days(admin):
    unit = db.session.scalars(db.select(Unit.id).where(Unit.code == "STP")).one()
    given = {"name": "Cán bộ Phòng Hành chính tư pháp", "unit": str(unit), "role": "division",
             "login": "CV.Stp", "valid_from": "01/7/2025", "valid_to": "31/12/2025"}  # fmt: skip
    answer = admin.post("/quan-tri/tai-khoan/them", given)
    assert codes(answer)[0] == "cv.stp"
    days = db.session.execute(
        db.select(Grant.valid_from, Grant.valid_to).where(Grant.role == "division")
    ).one()
    assert tuple(days) == (date(2025, 7, 1), date(2025, 12, 31))
    assert admin.post("/quan-tri/tai-khoan/them", given).status_code == 422
    assert "Tên đăng nhập cv.stp đã có" in admin.page.text
