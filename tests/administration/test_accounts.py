"""Accounts kept on screen; the day is Tuesday, 10/6/2025."""

import io
import re
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from tests.support.client import HouseClient
from tests.support.people import PASSWORD, person, sign_in
from tests.tasks.factories import make_unit
from tracker.accounts.models import Grant, User, UserSession
from tracker.accounts.queries import grants_in_force
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.history import AuditEntry

LIST = "/quan-tri/tai-khoan"
TODAY = date(2025, 6, 10)


@pytest.fixture
def settings(settings):
    return replace(settings, today=TODAY)


@pytest.fixture
def units(app):
    root = make_unit("UBND", kind="province", name="Ủy ban nhân dân tỉnh")
    return {"UBND": root} | {
        code: make_unit(code, parent=root, name=name)
        for code, name in (("STP", "Sở Tư pháp"), ("SNV", "Sở Nội vụ"))
    }


@pytest.fixture
def admin(client, units):
    person("quantri", ("administrator", units["UBND"]))
    return sign_in(client, "quantri")


@pytest.fixture
def officer(units):
    return person("stp.dm", ("focal", units["STP"]), phone="0912 345 678")


def user(user_id):
    db.session.rollback()
    return db.session.get_one(User, user_id)


def grants(user_id):
    db.session.rollback()
    found = db.select(Grant).where(Grant.user_id == user_id).order_by(Grant.id)
    return list(db.session.scalars(found))


def roles_on(user_id, day):
    db.session.rollback()
    return [(one.value.role.value, one.unit_name) for one in grants_in_force(user_id, day)]


def version(user_id):
    return {"version": str(user(user_id).version)}


def is_in(client):
    return client.get("/tai-khoan").status_code == 200


# --- the list -----------------------------------------------------------------------------


def test_list_is_searched_without_marks_and_filtered_by_the_address(admin, units, officer):
    person("snv.ld", ("head", units["SNV"]))
    for query in ("q=can+bo+STP", "donvi=STP", "vaitro=focal", "q=so+tu+phap&vaitro=focal"):
        admin.get(f"{LIST}?{query}")
        assert re.findall(r"<code>(.+?)</code>", admin.page.html) == ["stp.dm"], query


def test_list_goes_on_page_by_page(admin, units, monkeypatch):
    monkeypatch.setattr("tracker.administration.accounts.listing.PAGE", 2)
    for number in range(4):
        person(f"stp.{number}", ("division", units["STP"]))
    seen, path = [], LIST
    while path:
        admin.get(path)
        seen += re.findall(r"<code>(.+?)</code>", admin.page.html)
        path = next((link for link in admin.page.links if "after=" in link), "")
    assert seen == ["quantri", "stp.0", "stp.1", "stp.2", "stp.3"]


def test_review_file_keeps_text_as_text(admin, officer):
    with write_transaction():
        db.session.get_one(User, officer).name = "=1+1"
    sent = admin.get(f"{LIST}.xlsx?q=stp")
    page = openpyxl.load_workbook(io.BytesIO(sent.data)).worksheets[0]
    heads, line = list(page.iter_rows(min_row=4, values_only=True))
    told = dict(zip(heads, line, strict=True))
    assert (told["Tên hiển thị"], page.cell(5, 2).data_type) == ("=1+1", "s")
    assert told["Vai trò, đơn vị"] == "Cán bộ đầu mối – Sở Tư pháp, từ 01/01/2020"
    assert (told["Điện thoại"], told["Trạng thái"]) == ("0912 345 678", "Đang mở")


# --- one account --------------------------------------------------------------------------


def test_contact_is_changed_and_a_stale_form_shows_both_texts(admin, officer):
    first = version(officer)
    given = {"name": "Cán bộ đầu mối mới", "email": "dm@soctrang.gov.vn", "phone": "0299 111 222"}
    assert admin.post(f"{LIST}/{officer}/sua", given | first).status_code == 302
    stale = admin.post(f"{LIST}/{officer}/sua", given | first | {"name": "Bản của tôi"})
    assert stale.status_code == 409
    assert 'value="Bản của tôi"' in stale.text
    assert "Bản đã lưu Cán bộ đầu mối mới" in admin.page.text
    assert user(officer).name == "Cán bộ đầu mối mới"


def test_bad_contact_changes_nothing(admin, officer):
    for changes, words in (
        ({"name": ""}, "Nhập họ và tên"), ({"email": "a@b"}, "Địa chỉ thư điện tử không hợp lệ"),
        ({"phone": "gọi sau"}, "Số điện thoại chỉ gồm"), ({"name": "a" * 201}, "Dài quá 200"),
    ):  # fmt: skip
        given = {"name": "Mới", "email": "", "phone": ""} | version(officer) | changes
        assert admin.post(f"{LIST}/{officer}/sua", given).status_code == 422
        assert words in admin.page.text
    assert user(officer).version == 2  # made, and given a phone


def test_disabled_account_is_out_at_once_and_may_be_opened_again(app, admin, officer):
    other = sign_in(HouseClient(app), "stp.dm")
    assert is_in(other)
    admin.post(f"{LIST}/{officer}/khoa", version(officer))
    assert not is_in(other)
    admin.post(f"{LIST}/{officer}/mo-khoa", version(officer))
    assert user(officer).disabled_at is None


def test_disabling_on_an_old_page_asks_again(admin, officer):
    assert admin.post(f"{LIST}/{officer}/khoa", {"version": "1"}).status_code == 409
    assert user(officer).disabled_at is None


def test_nobody_closes_the_own_account_or_the_last_administrator(admin, units):
    me = db.session.scalars(db.select(User.id).where(User.login == "quantri")).one()
    assert admin.post(f"{LIST}/{me}/khoa", version(me)).status_code == 422
    assert "Không tự khóa tài khoản đang dùng" in admin.page.text
    mine = grants(me)[0]
    ends = {"version": "1", "last_day": "30/6/2025"}
    assert admin.post(f"{LIST}/vai-tro/{mine.id}/ket-thuc", ends).status_code == 422
    assert "người quản trị cuối cùng" in admin.page.text
    person("quantri2", ("administrator", units["UBND"]))
    assert admin.post(f"{LIST}/vai-tro/{mine.id}/ket-thuc", ends).status_code == 302
    assert grants(me)[0].valid_to == date(2025, 6, 30)


def test_reset_shows_the_slip_once_and_ends_what_was_open(app, admin, officer):
    other = sign_in(HouseClient(app), "stp.dm")
    first = version(officer)
    answer = admin.post(f"{LIST}/{officer}/mat-khau", first)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Cán bộ đầu mối" in admin.page.text
    assert "http://127.0.0.1:8000" in admin.page.text
    password = re.findall(r"<code class[^>]*>(.+?)</code>", answer.text)[1]
    assert not is_in(other)
    again = admin.post(f"{LIST}/{officer}/mat-khau", first)
    assert (again.status_code, password in again.text) == (409, False)
    signed = other.post("/dang-nhap", {"login": "stp.dm", "password": password})
    assert signed.status_code == 302
    assert other.get("/").location == "/tai-khoan/mat-khau"
    kept = db.session.scalars(db.select(AuditEntry.detail)).all()
    assert password not in " ".join(kept)


def test_old_password_is_worth_nothing_after_a_reset(app, admin, officer):
    admin.post(f"{LIST}/{officer}/mat-khau", version(officer))
    tried = HouseClient(app).post("/dang-nhap", {"login": "stp.dm", "password": PASSWORD})
    assert tried.status_code == 422


def test_lost_authenticator_is_taken_away_and_sessions_end(app, admin, officer):
    other = sign_in(HouseClient(app), "stp.dm")
    admin.post(f"{LIST}/{officer}/xac-thuc", version(officer))
    assert "chưa bật xác thực hai lớp" in admin.page.text
    assert is_in(other)
    with write_transaction():
        db.session.get_one(User, officer).totp_secret = "JBSWY3DPEHPK3PXP"
    assert admin.post(f"{LIST}/{officer}/xac-thuc", version(officer)).status_code == 302
    assert user(officer).totp_secret is None
    assert not is_in(other)


# --- roles --------------------------------------------------------------------------------


def test_role_is_given_from_day_to_day_and_not_twice(admin, units, officer):
    given = {"role": "head", "unit": str(units["SNV"]), "valid_from": "01/7/2025",
             "valid_to": "31/7/2025", "read_only": "y", "note": "Biệt phái"}  # fmt: skip
    assert admin.post(f"{LIST}/{officer}/vai-tro", given).status_code == 302
    assert roles_on(officer, date(2025, 6, 30)) == [("focal", "Sở Tư pháp")]
    assert roles_on(officer, date(2025, 7, 31)) == [
        ("focal", "Sở Tư pháp"), ("head", "Sở Nội vụ"),
    ]  # fmt: skip
    assert grants(officer)[1].read_only
    assert admin.post(f"{LIST}/{officer}/vai-tro", given).status_code == 422
    assert "đã có vai trò này tại đơn vị" in admin.page.text
    assert len(grants(officer)) == 2


def test_last_day_before_the_first_is_refused(admin, units, officer):
    given = {"role": "head", "unit": str(units["SNV"]), "valid_from": "10/6/2025"}
    admin.post(f"{LIST}/{officer}/vai-tro", given | {"valid_to": "09/6/2025"})
    assert "Ngày cuối không được trước ngày bắt đầu" in admin.page.text
    ends = {"version": "1", "last_day": "31/12/2019"}
    admin.post(f"{LIST}/vai-tro/{grants(officer)[0].id}/ket-thuc", ends)
    assert "không được trước ngày bắt đầu 01/01/2020" in admin.page.text


def test_role_ends_with_its_last_day_and_an_old_page_asks_again(admin, officer):
    path = f"{LIST}/vai-tro/{grants(officer)[0].id}/ket-thuc"
    assert admin.post(path, {"version": "1", "last_day": "15/6/2025"}).status_code == 302
    assert roles_on(officer, date(2025, 6, 15))
    assert roles_on(officer, date(2025, 6, 16)) == []
    assert admin.post(path, {"version": "1", "last_day": "20/6/2025"}).status_code == 409
    assert grants(officer)[0].valid_to == date(2025, 6, 15)


def test_stand_in_holds_the_absent_persons_roles_for_the_days(admin, units, officer):
    other = person("snv.cv", ("division", units["SNV"]))
    days = {"absent": str(officer), "first": "16/6/2025", "last": "20/6/2025"}
    assert admin.post(f"{LIST}/{other}/lam-thay", days).status_code == 302
    own = ("division", "Sở Nội vụ")
    assert roles_on(other, date(2025, 6, 15)) == [own]
    assert roles_on(other, date(2025, 6, 20)) == [own, ("focal", "Sở Tư pháp")]
    assert roles_on(other, date(2025, 6, 21)) == [own]
    assert grants(other)[1].stands_in_for_id == officer
    admin.get(f"{LIST}/{other}")
    assert "Làm thay Cán bộ stp.dm" in admin.page.text
    assert admin.post(f"{LIST}/{other}/lam-thay", days).status_code == 422
    assert "Đã giao làm thay Cán bộ stp.dm trong thời gian đó" in admin.page.text


def test_stand_in_has_a_last_day(admin, units, officer):
    other = person("snv.cv", ("division", units["SNV"]))
    open_end = {"absent": str(officer), "first": "16/6/2025", "last": ""}
    assert admin.post(f"{LIST}/{other}/lam-thay", open_end).status_code == 422
    assert len(grants(other)) == 1


# --- whose accounts -----------------------------------------------------------------------


def test_administrator_of_a_unit_keeps_its_accounts_only(client, units, officer):
    person("qt.stp", ("administrator", units["STP"]))
    both = person("hai", ("head", units["STP"]), ("focal", units["SNV"]))
    foreign = person("snv.dm", ("focal", units["SNV"]))
    sign_in(client, "qt.stp").get(LIST)
    assert re.findall(r"<code>(.+?)</code>", client.page.html) == ["qt.stp", "stp.dm"]
    for user_id in (both, foreign, 987654):
        assert client.get(f"{LIST}/{user_id}").status_code == 404
        assert client.post(f"{LIST}/{user_id}/mat-khau", {"version": "1"}).status_code == 404
    wide = {"role": "compiler", "unit": str(units["UBND"]), "valid_from": "10/6/2025"}
    assert client.post(f"{LIST}/{officer}/vai-tro", wide).status_code == 422


def test_every_change_stands_in_the_audit_trail(admin, units, officer):
    admin.post(f"{LIST}/{officer}/vai-tro", {"role": "head", "unit": str(units["STP"]),
                                             "valid_from": "10/6/2025"})  # fmt: skip
    admin.post(f"{LIST}/{officer}/khoa", version(officer))
    db.session.rollback()
    told = db.session.execute(
        db.select(AuditEntry.action, AuditEntry.actor_label).where(AuditEntry.subject == "stp.dm")
    ).all()
    assert ("account.grant", "Cán bộ quantri") in told
    assert ("account.disable", "Cán bộ quantri") in told
    assert db.session.scalars(db.select(UserSession.id)).all()
