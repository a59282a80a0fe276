"""The first run; the day is Tuesday, 10/6/2025."""

import stat
from dataclasses import replace
from datetime import date

import pytest

from tests.support.client import HouseClient
from tests.support.people import TESTER, person, sign_in
from tests.tasks.factories import NOON, make_plan, make_rule, make_task, make_unit
from tracker.config import mail_password
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.plans.models import Plan
from tracker.province.models import Province
from tracker.tasks.jobs import open_years
from tracker.tasks.models.obligation import Obligation, TaskTally
from tracker.tasks.models.printed import Assignment, Task

LETTERHEAD = {
    "name": "tỉnh Sóc Trăng", "superior": "", "body": "ỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG",
    "place": "Sóc Trăng",
}  # fmt: skip
MAIL = {
    "host": "mail.soctrang.gov.vn", "port": "587", "security": "starttls", "user": "cchc",
    "sender": "cchc@soctrang.gov.vn", "password": "Bi-Mat-Cua-May-Chu",
}  # fmt: skip
STEPS = "/quan-tri/thiet-lap"


@pytest.fixture
def settings(settings):
    return replace(settings, today=date(2025, 6, 10))


@pytest.fixture
def root(app):
    return make_unit("UBND", kind="province", name="Ủy ban nhân dân tỉnh")


@pytest.fixture
def admin(client, root):
    person("quantri", ("administrator", root))
    return sign_in(client, "quantri")


@pytest.fixture
def plan(root):
    """A plan of 2025 whose one task was due on 31/3/2025, laid out."""
    unit = make_unit("STP", parent=root, name="Sở Tư pháp")
    found = make_plan(root, "KH196-2025")
    task = make_task(found, "KH196-2025/1", lead_text="Sở Tư pháp")
    make_rule(task, slot=1, dues=[["", "2025-01-01", "2025-03-31"]])
    with write_transaction():
        db.session.get_one(Task, task).lead_from_id = task
        db.session.add(Assignment(task_id=task, role="lead", ordinal=1, printed="Sở Tư pháp",
                                  kind="unit", unit_id=unit))  # fmt: skip
    with write_transaction():
        open_years(2025, 2025, TESTER, NOON)
    return found


def row():
    """The one obligation."""
    db.session.rollback()
    return db.session.scalars(db.select(Obligation)).one()


def tally():
    query = db.select(TaskTally.outcome).where(TaskTally.obligations > 0)
    return list(db.session.scalars(query))


def province():
    db.session.rollback()
    return db.session.scalars(db.select(Province)).one()


def token(client):
    """What the preview asks to be sent back."""
    return client.page.html.split('name="confirmed"')[1].split('value="')[1].split('"')[0]


def test_start_page_offers_the_steps_left_and_lets_one_pass_by(admin):
    admin.get("/")
    assert "Thiết lập ban đầu: còn 05 bước" in admin.page.text
    assert admin.get("/nhiem-vu").status_code == 200


def test_others_are_not_offered_it(client, root):
    person("stp", ("focal", make_unit("STP", parent=root)))
    assert "Thiết lập ban đầu" not in sign_in(client, "stp").get("/").text


def test_administrator_of_one_unit_does_not_set_the_province_up(client, root):
    person("qt.stp", ("administrator", make_unit("STP", parent=root)))
    assert sign_in(client, "qt.stp").get(STEPS).status_code == 403


def test_plan_left_out_is_previewed_then_withdrawn_and_may_come_back(admin, plan):
    seen = admin.post(f"{STEPS}/ke-hoach", {"version": "0"})
    assert "thôi theo dõi, kết thúc 1 phần việc" in admin.page.text
    assert (row().void, db.session.get_one(Plan, plan).followed) == (False, True)
    again = {"version": "0", "confirmed": token(admin)}
    assert seen.status_code == 200
    assert admin.post(f"{STEPS}/ke-hoach", again).location == f"{STEPS}/ngay-bat-dau"
    assert (row().void, row().end_kind) == (True, "no_longer_owed")
    admin.post(f"{STEPS}/ke-hoach", {"version": "1", "plans": str(plan)})
    assert "theo dõi, lập 1 phần việc" in admin.page.text
    admin.post(f"{STEPS}/ke-hoach", {"version": "1", "plans": str(plan), "confirmed": str(plan)})
    assert (row().void, row().ended_on) == (False, None)


def test_day_of_tracking_is_previewed_and_puts_rows_apart_and_back(admin, plan):
    day = {"version": "0", "day": "01/4/2025"}
    admin.post(f"{STEPS}/ngay-bat-dau", day)
    assert "1 phần việc chuyển sang “trước thời điểm bắt đầu theo dõi”" in admin.page.text
    assert row().before_tracking is False
    admin.post(f"{STEPS}/ngay-bat-dau", day | {"confirmed": "2025-04-01"})
    assert (row().before_tracking, row().outcome, row().overdue_from) == (
        True, "before_tracking", None,
    )  # fmt: skip
    assert tally() == ["before_tracking"]
    admin.post(f"{STEPS}/ngay-bat-dau", {"version": "1", "day": "31/3/2025"})
    assert "1 phần việc được tính trở lại" in admin.page.text
    back = {"version": "1", "day": "31/3/2025", "confirmed": "2025-03-31"}
    admin.post(f"{STEPS}/ngay-bat-dau", back)
    assert (row().before_tracking, row().overdue_from) == (False, date(2025, 4, 1))
    assert tally() == ["open_in_time"]
    assert province().tracking_from == date(2025, 3, 31)


def test_stale_choice_of_plans_and_stale_day_tell_who_saved_and_keep_what_was_typed(admin, plan):
    admin.post(f"{STEPS}/phan-dau-van-ban", LETTERHEAD | {"version": "0"})
    stale = admin.post(f"{STEPS}/ke-hoach", {"version": "0"})
    assert stale.status_code == 409
    assert "Cán bộ quantri đã lưu lúc" in admin.page.text
    assert f'name="plans" value="{plan}" checked' not in stale.text
    stale = admin.post(f"{STEPS}/ngay-bat-dau", {"version": "0", "day": "01/4/2025"})
    assert stale.status_code == 409
    assert "ngày đang lưu: 01/01/2025" in admin.page.text
    assert 'value="01/4/2025"' in stale.text
    assert (province().version, row().before_tracking) == (1, False)


def test_letterhead_is_kept_and_a_stale_form_shows_both_texts(admin):
    page = f"{STEPS}/phan-dau-van-ban"
    assert admin.post(page, LETTERHEAD | {"version": "0"}).status_code == 302
    mine = LETTERHEAD | {"version": "0", "name": "tỉnh Sóc Trăng mới"}
    stale = admin.post(page, mine)
    assert stale.status_code == 409
    assert 'value="tỉnh Sóc Trăng mới"' in stale.text
    assert "Bản đã lưu tỉnh Sóc Trăng " in admin.page.text
    assert admin.post(page, mine | {"version": "1"}).status_code == 302
    assert (province().name, province().version) == ("tỉnh Sóc Trăng mới", 2)


def test_mail_password_goes_to_a_file_of_the_owner_only(admin, settings):
    page = f"{STEPS}/may-chu-thu"
    assert admin.post(page, MAIL | {"version": "0"}).status_code == 302
    path = settings.data_dir / "mail-password"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert mail_password(settings.data_dir) == MAIL["password"]
    assert MAIL["password"] not in admin.get(page).text
    assert province().smtp_host == MAIL["host"]
    kept = MAIL | {"version": "1", "password": ""}
    admin.post(page, kept)
    assert mail_password(settings.data_dir) == MAIL["password"]
    admin.post(page, kept | {"version": "2", "forget": "y"})
    assert not path.exists()


def test_bad_mail_server_is_refused(admin):
    for changes, words in (
        ({"host": "http://mail/x"}, "Tên máy chủ chỉ gồm"),
        ({"port": "70000"}, "Số phải từ 1 đến 65535"),
        ({"sender": "cchc"}, "Địa chỉ thư điện tử không hợp lệ"),
    ):
        given = MAIL | {"version": "0"} | changes
        assert admin.post(f"{STEPS}/may-chu-thu", given).status_code == 422
        assert words in admin.page.text
    assert db.session.scalar(db.select(Province.id)) is None


def test_first_run_ends_when_every_step_was_gone_through(app, admin, root):
    admin.post(f"{STEPS}/hoan-thanh", {"version": "0"})
    assert db.session.scalar(db.select(Province.id)) is None
    admin.post(f"{STEPS}/ke-hoach", {"version": "0"})
    admin.post(f"{STEPS}/ngay-bat-dau", {"version": "1", "day": "01/01/2025"})
    admin.post(f"{STEPS}/phan-dau-van-ban", LETTERHEAD | {"version": "2"})
    admin.post(f"{STEPS}/may-chu-thu/de-sau", {"version": "3"})
    admin.get("/")
    assert "còn 01 bước" in admin.page.text
    person("stp", ("focal", make_unit("STP", parent=root)))
    admin.get(STEPS)
    assert "Hoàn thành thiết lập ban đầu" in admin.page.text
    admin.post(f"{STEPS}/hoan-thanh", {"version": "4"})
    assert province().set_up_at is not None
    second = sign_in(HouseClient(app), "quantri")
    assert "Thiết lập ban đầu" not in second.get("/").text
