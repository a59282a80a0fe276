"""The units with their names over time; the day is Tuesday, 10/6/2025."""

from datetime import date

from tests.tasks.factories import make_obligation
from tests.work.conftest import APRIL_1, MARCH_31, as_leader, as_officer, province, settings
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.units.models import Succession, Unit, UnitName
from tracker.units.queries import names_on, screen_names

__all__ = ["as_leader", "as_officer", "province", "settings"]

LATE = {"due_on": MARCH_31, "late_from": APRIL_1}


def test_names_over_time_are_told(as_officer, province):
    with write_transaction():
        old = db.session.scalars(db.select(UnitName).filter_by(unit_id=province.other)).one()
        old.name, old.valid_to = "Ban Tổ chức chính quyền", date(2025, 2, 28)
        new = UnitName(unit_id=province.other, name="Sở Nội vụ", valid_from=date(2025, 3, 1))
        db.session.add(new)
    as_officer.get("/don-vi")
    words = "trước đây: Ban Tổ chức chính quyền, đến hết 28/02/2025"
    assert words in as_officer.page.text
    assert names_on(date(2025, 6, 10))[province.other].name == "Sở Nội vụ"


def test_a_body_that_ended_names_its_heir(as_officer, province):
    with write_transaction():
        db.session.get_one(Unit, province.other).valid_to = date(2025, 2, 28)
        db.session.add(
            Succession(
                file_code="S", ordinal=1, effective_on=date(2025, 3, 1), kind="merge",
                scope="whole", from_unit_id=province.other, to_unit_id=province.own,
            )
        )  # fmt: skip
    as_officer.get("/don-vi")
    assert "đã kết thúc hoạt động" in as_officer.page.text
    day = date(2025, 6, 10)
    assert screen_names(day, names_on(day))[province.other] == "Sở Nội vụ (nay là Sở Tư pháp)"


def test_figures_of_other_bodies_are_not_shown(as_officer, province):
    make_obligation(province.task, province.other, **LATE)
    as_officer.get("/don-vi")
    assert not any("donvi=SNV" in link for link in as_officer.page.links)
    assert any("donvi=STP" in link for link in as_officer.page.links)


def test_leadership_finds_every_figure(as_leader, province):
    make_obligation(province.task, province.other, **LATE)
    as_leader.get("/don-vi")
    assert "/qua-han?donvi=SNV&nam=2025" in as_leader.page.links
