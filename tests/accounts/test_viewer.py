from datetime import date

from tests.support.people import TESTER, person, unit
from tracker.accounts import operations, queries
from tracker.accounts.models import Grant, User
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.permissions import Permission, Role

TODAY = date(2025, 6, 10)


def viewer_of(user_id, today=TODAY):
    return queries.viewer_for(db.session.get(User, user_id), today)


def test_province_grant_covers_everything(app):
    province = unit("UBND", kind="province")
    someone = viewer_of(person("a.b.c", ("leadership", province)))
    assert someone.scope(Permission.READ_WORK) is None


def test_unit_grant_covers_divisions_at_any_depth(app):
    province = unit("UBND", kind="province")
    finance = unit("STC", parent=province)
    office = unit("STC/VP", kind="phong", parent=finance)
    desk = unit("STC/VP/1", kind="phong", parent=office)
    unit("STP", parent=province)
    someone = viewer_of(person("stc.daumoi", ("focal", finance)))
    assert someone.scope(Permission.READ_WORK) == {finance, office, desk}


def test_division_does_not_see_its_parent(app):
    finance = unit("STC")
    office = unit("STC/VP", kind="phong", parent=finance)
    someone = viewer_of(person("stc.vp", ("division", office)))
    assert someone.scope(Permission.READ_WORK) == {office}


def test_grant_holds_on_its_first_and_last_day(app):
    user_id = person("stp.head", ("head", unit("STP")))
    with write_transaction():
        grant = db.session.scalars(db.select(Grant)).one()
        grant.valid_from, grant.valid_to = date(2025, 3, 1), date(2025, 6, 30)
    held = {
        day: bool(viewer_of(user_id, day).grants)
        for day in (date(2025, 2, 28), date(2025, 3, 1), date(2025, 6, 30), date(2025, 7, 1))
    }
    assert list(held.values()) == [False, True, True, False]


def test_pending_grant_gives_nothing(app):
    user_id = person("quan.tri", ("administrator", unit("UBND", kind="province")))
    with write_transaction():
        db.session.scalars(db.select(Grant)).one().pending = True
    assert not viewer_of(user_id).grants
    assert not queries.has_administrator(TODAY)


def test_grants_keep_read_only_and_the_unit_name(app):
    finance = unit("STC", name="Sở Tài chính")
    user_id = person("stc.xem", ("focal", finance, "ro"))
    (grant,) = queries.grants_in_force(user_id, TODAY)
    assert grant.value.read_only
    assert grant.unit_name == "Sở Tài chính"
    assert viewer_of(user_id).scope(Permission.UPDATE_WORK) == frozenset()


def test_administrator_is_noticed_until_disabled(app):
    user_id = person("quan.tri", ("administrator", unit("UBND", kind="province")))
    assert queries.has_administrator(TODAY)
    with write_transaction():
        user = db.session.get(User, user_id)
        operations.disable_user(user, TESTER, now=user.created_at)
    assert not queries.has_administrator(TODAY)


def test_role_column_takes_known_roles_only(app):
    assert {role.value for role in Role} == {
        "administrator", "compiler", "leadership", "head", "focal", "division",
    }  # fmt: skip
