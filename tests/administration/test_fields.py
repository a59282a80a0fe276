"""Fields and who follows them; the day is Tuesday, 10/6/2025."""

from datetime import date

import pytest

from tests.support.people import person, sign_in
from tests.work.conftest import province, settings
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.plans.models import Field, FieldAlias, FieldFollower
from tracker.plans.queries import followed_fields

__all__ = ["province", "settings"]

TEXTS = {"name": "Cải cách thể chế", "sort_order": "2", "used_in": "both"}


@pytest.fixture
def compiler(client, province):
    with write_transaction():
        db.session.add(FieldFollower(field_id=province.field, unit_id=province.own))
        db.session.add(FieldAlias(field_id=province.field, alias="Thể chế", seed_digest="s"))
    return sign_in(client, "tonghop")


def follower():
    return db.session.scalars(db.select(FieldFollower)).first()


def test_two_bodies_do_not_follow_one_field_on_one_day(compiler, province):
    page = f"/quan-tri/linh-vuc/{province.field}/theo-doi"
    first = f"last_{follower().id}"
    new = {"version": "1", "unit": str(province.other), "unit_first": "01/7/2025"}
    assert compiler.post(page, new).status_code == 422
    assert "hai cơ quan cùng ghi ở ngày 01/7/2025" in compiler.page.text
    assert compiler.post(page, new | {first: "01/7/2025"}).status_code == 422
    assert compiler.post(page, new | {first: "30/6/2025"}).status_code == 302
    own, other = frozenset({province.own}), frozenset({province.other})
    last, after = date(2025, 6, 30), date(2025, 7, 1)
    assert [len(followed_fields(*one)) for one in ((own, last), (own, after), (other, after))] == [
        1, 0, 1,
    ]  # fmt: skip
    assert compiler.post(page, new | {first: "30/6/2025"}).status_code == 409


def test_names_change_and_official_other_names_stay(compiler, province):
    page = f"/quan-tri/linh-vuc/{province.field}"
    typed = TEXTS | {"aliases": "Công tác thể chế\n", "version": "1"}
    assert compiler.post(page, typed).status_code == 302
    compiler.post(page, TEXTS | {"aliases": "Xây dựng thể chế", "version": "2"})
    db.session.rollback()
    aliases = db.session.scalars(db.select(FieldAlias.alias).order_by(FieldAlias.id)).all()
    assert aliases == ["Thể chế", "Xây dựng thể chế"]
    assert db.session.get_one(Field, province.field).name == "Cải cách thể chế"
    stale = compiler.post(page, typed | {"name": "Tên khác"})
    assert stale.status_code == 409
    assert 'value="Tên khác"' in stale.text


def test_a_compiler_of_one_body_keeps_no_fields(client, province):
    person("th.stp", ("compiler", province.own))
    assert sign_in(client, "th.stp").get("/quan-tri/linh-vuc").status_code == 403
    client.get("/quan-tri/")
    assert "Lĩnh vực" not in client.page.text
