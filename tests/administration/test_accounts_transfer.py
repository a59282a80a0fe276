"""People of a unit that ended go to its successor; the day is Tuesday, 10/6/2025."""

from dataclasses import replace
from datetime import date

import pytest

from tests.support.people import person, sign_in
from tests.tasks.factories import make_unit
from tracker.accounts.models import Grant, User
from tracker.accounts.queries import grants_in_force, viewer_for
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.permissions import Permission, can
from tracker.units.models import Succession, Unit

TODAY = date(2025, 6, 10)
PAGE = "/quan-tri/tai-khoan/chuyen-don-vi"
WAITING = "/quan-tri/tai-khoan/cho-duyet"


@pytest.fixture
def settings(settings):
    return replace(settings, today=TODAY)


@pytest.fixture
def units(app):
    root = make_unit("UBND", kind="province", name="Ủy ban nhân dân tỉnh")
    found = {"UBND": root} | {
        code: make_unit(code, parent=root, name=name)
        for code, name in (("SKHDT", "Sở Kế hoạch và Đầu tư"), ("STC", "Sở Tài chính"))
    }
    with write_transaction():
        db.session.get_one(Unit, found["SKHDT"]).valid_to = date(2025, 2, 28)
        db.session.add(
            Succession(
                file_code="x", ordinal=1, effective_on=date(2025, 3, 1), kind="merge",
                scope="whole", from_unit_id=found["SKHDT"], to_unit_id=found["STC"],
            )
        )  # fmt: skip
    return found


@pytest.fixture
def admin(client, units):
    person("quantri", ("administrator", units["UBND"]))
    return sign_in(client, "quantri")


@pytest.fixture
def officer(units):
    return person("dm.skhdt", ("focal", units["SKHDT"]))


def grants(user_id):
    db.session.rollback()
    found = db.select(Grant).where(Grant.user_id == user_id).order_by(Grant.id)
    return list(db.session.scalars(found))


def move(client, units, officer, **changes):
    client.get(f"{PAGE}?donvi=SKHDT")
    old = grants(officer)[0]
    given = {"grants": f"{old.id}:{old.version}", "to_unit": str(units["STC"]),
             "from_day": "10/6/2025"}  # fmt: skip
    return client.post(f"{PAGE}?donvi=SKHDT", given | changes)


def may_update(officer, unit_id):
    db.session.rollback()
    viewer = viewer_for(db.session.get_one(User, officer), TODAY)
    return can(viewer, Permission.UPDATE_WORK, unit_id)


def test_ended_unit_comes_first_and_its_heir_is_proposed(admin, units, officer):
    person("dm.stc", ("focal", units["STC"]))
    admin.get(PAGE)
    links = [link for link in admin.page.links if "donvi=" in link]
    assert links == [f"{PAGE}?donvi={code}" for code in ("SKHDT", "UBND", "STC")]
    admin.get(f"{PAGE}?donvi=SKHDT")
    assert f'selected value="{units["STC"]}"' in admin.page.html


def test_old_role_only_reads_and_the_new_one_gives_nothing_before_approval(admin, units, officer):
    assert move(admin, units, officer).location == WAITING
    old, new = grants(officer)
    assert (old.read_only, old.valid_to) == (True, None)
    assert (new.role, new.unit_id, new.pending) == ("focal", units["STC"], True)
    assert [one.value.unit_id for one in grants_in_force(officer, TODAY)] == [units["SKHDT"]]
    assert not may_update(officer, units["SKHDT"])
    assert not may_update(officer, units["STC"])
    admin.get(WAITING)
    assert "Chuyển từ Sở Kế hoạch và Đầu tư" in admin.page.text


def test_approved_role_works_at_the_successor(admin, units, officer):
    move(admin, units, officer)
    new = grants(officer)[1].id
    path = f"/quan-tri/tai-khoan/vai-tro/{new}"
    admin.post(f"{path}/duyet", {"version": "1"})
    assert may_update(officer, units["STC"])
    assert not may_update(officer, units["SKHDT"])
    admin.post(f"{path}/tu-choi", {"version": "1"})
    assert may_update(officer, units["STC"])  # it waits no more


def test_refused_role_is_gone_and_the_old_one_still_only_reads(admin, units, officer):
    move(admin, units, officer)
    new = grants(officer)[1].id
    admin.post(f"/quan-tri/tai-khoan/vai-tro/{new}/tu-choi", {"version": "1"})
    (old,) = grants(officer)
    assert old.read_only
    assert not may_update(officer, units["STC"])


def test_transfer_from_an_old_page_changes_nothing(admin, units, officer):
    old = grants(officer)[0]
    answer = move(admin, units, officer, grants=f"{old.id}:9")
    assert answer.status_code == 409
    assert "Xem lại danh sách rồi chuyển" in admin.page.text
    assert len(grants(officer)) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"to_unit": "0"}, "Chọn đơn vị tiếp nhận"), ({"from_day": ""}, "Nhập ngày bắt đầu"),
        ({"grants": ""}, "Xem lại danh sách"),
    ],
)  # fmt: skip
def test_incomplete_transfer_is_refused(admin, units, officer, changes, words):
    assert move(admin, units, officer, **changes).status_code in {409, 422}
    assert words in admin.page.text
    assert len(grants(officer)) == 1


def test_last_administrator_stays_one(admin, units):
    person("x", ("focal", units["STC"]))
    me = db.session.scalars(db.select(User.id).where(User.login == "quantri")).one()
    old = grants(me)[0]
    given = {"grants": f"{old.id}:1", "to_unit": str(units["STC"]), "from_day": "10/6/2025"}
    assert admin.post(f"{PAGE}?donvi=UBND", given).status_code == 422
    assert "người quản trị cuối cùng" in admin.page.text
    assert not grants(me)[0].read_only
