"""Groups and their members; the day is Tuesday, 10/6/2025."""

from datetime import date

import pytest

from tests.support.people import TESTER, person, sign_in
from tests.tasks.factories import NOON, make_line, make_plan, make_rule, make_task, make_unit
from tests.work.conftest import settings
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.tasks.jobs import open_years
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Assignment, Task
from tracker.units.models import UnitGroup, UnitGroupMember

__all__ = ["settings"]


class Scene:
    """A group of STP and SNV, and one task that addresses it; SYT is outside."""

    def __init__(self):
        self.root = make_unit("UBND", kind="province", name="Ủy ban nhân dân tỉnh")
        names = {"STP": "Sở Tư pháp", "SNV": "Sở Nội vụ", "SYT": "Sở Y tế"}
        self.units = {
            code: make_unit(code, parent=self.root, name=name) for code, name in names.items()
        }
        with write_transaction():
            group = UnitGroup(code="G", name="Các sở, ngành")
            db.session.add(group)
            db.session.flush()
            self.group = group.id
            members = [
                UnitGroupMember(group_id=group.id, unit_id=self.units[code], seed_digest=mark)
                for code, mark in (("STP", "s"), ("SNV", ""))
            ]
            db.session.add_all(members)
            db.session.flush()
            self.stp, self.snv = (one.id for one in members)
        self.lay_out()
        person("quantri", ("administrator", self.root))

    def lay_out(self):
        task = make_task(make_plan(self.root), lead_text="Các sở, ngành")
        make_rule(task, dues=[["", "2025-01-01", "2025-12-31"]])
        with write_transaction():
            db.session.get_one(Task, task).lead_from_id = task
            db.session.add(
                Assignment(
                    task_id=task, role="lead", ordinal=1, printed="Các sở, ngành", kind="group",
                    group_id=self.group,
                )
            )  # fmt: skip
        with write_transaction():
            open_years(2025, 2025, TESTER, NOON)

    @property
    def page(self):
        return f"/quan-tri/nhom-don-vi/{self.group}/thanh-vien"


@pytest.fixture
def scene(app):
    return Scene()


@pytest.fixture
def admin(client, scene):
    return sign_in(client, "quantri")


def token(client):
    return client.page.html.split('name="confirmed"')[1].split('value="')[1].split('"')[0]


def rows():
    """Unit by unit: when it ends, whether it was withdrawn."""
    db.session.rollback()
    return {
        row.unit_id: (row.ended_on, row.void) for row in db.session.scalars(db.select(Obligation))
    }


def test_changed_members_are_previewed_by_unit_then_laid_out(admin, scene):
    share = db.select(Obligation.id).where(Obligation.unit_id == scene.units["STP"])
    make_line(db.session.scalar(share), words="Đã trình dự thảo")
    change = {
        "version": "1", f"last_{scene.stp}": "31/12/2024", "dropped": str(scene.snv),
        "joining": str(scene.units["SYT"]), "joining_first": "01/6/2025",
    }  # fmt: skip
    assert admin.post(scene.page, change).status_code == 200
    assert "Sở Tư pháp: kết thúc 1" in admin.page.text
    assert "Sở Nội vụ: thu hồi (chưa có cập nhật) 1" in admin.page.text
    assert "Sở Y tế: mở mới 1" in admin.page.text
    assert "Phần việc đã có cập nhật 1" in admin.page.text
    assert scene.units["SYT"] not in rows()
    assert admin.post(scene.page, change | {"confirmed": token(admin)}).status_code == 302
    began = date(2025, 1, 1)  # work that was spoken of stays, ended on the day it began
    assert rows() == {
        scene.units["STP"]: (began, False),
        scene.units["SNV"]: (began, True),
        scene.units["SYT"]: (None, False),
    }
    assert admin.post(scene.page, change).status_code == 409


def test_an_official_member_is_ended_not_taken_back(admin, scene):
    seen = admin.get(scene.page)
    assert f'value="{scene.snv}"' in seen.text.split('name="dropped"')[1].split(">")[0]
    change = {"version": "1", "dropped": str(scene.stp)}
    assert admin.post(scene.page, change).status_code == 422
    assert len(rows()) == 2


def test_a_membership_does_not_end_ahead_of_its_day(admin, scene):
    ahead = {"version": "1", f"last_{scene.stp}": "30/6/2025"}
    assert admin.post(scene.page, ahead).status_code == 422
    assert "Ngày 30/6/2025 chưa qua" in admin.page.text


def test_one_unit_is_no_member_twice_on_one_day(admin, scene):
    again = {"version": "1", "joining": str(scene.units["STP"]), "joining_first": "01/6/2025"}
    assert admin.post(scene.page, again).status_code == 422
    assert "được ghi hai lần trong cùng một thời gian" in admin.page.text


def test_a_group_keeps_its_wordings(admin):
    new = {"code": "G-XA", "name": "UBND các xã, phường", "forms": "UBND cấp xã\n\nCác xã"}
    assert admin.post("/quan-tri/nhom-don-vi/moi", new).status_code == 302
    row = db.session.scalars(db.select(UnitGroup).where(UnitGroup.code == "G-XA")).one()
    assert row.printed_forms == "UBND cấp xã | Các xã"
    page, text = f"/quan-tri/nhom-don-vi/{row.id}", {"name": "UBND cấp xã", "forms": "Các xã"}
    assert admin.post(page, text | {"version": "1"}).status_code == 302
    assert admin.post(page, text | {"version": "1"}).status_code == 409
