"""A small province for the pages of work: two bodies, a plan, people of each kind."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from sqlalchemy import event

from tests.support.people import person, sign_in
from tests.tasks.factories import make_field, make_plan, make_task, make_unit
from tracker.extensions import db

TODAY = date(2025, 6, 10)
MARCH_31, APRIL_1 = date(2025, 3, 31), date(2025, 4, 1)


@pytest.fixture
def settings(settings):
    """The day stands at Tuesday, 10/6/2025."""
    return replace(settings, today=TODAY)


@dataclass
class Province:
    """Ids of what the pages show."""

    root: int
    own: int
    other: int
    field: int
    plan: int
    task: int


@pytest.fixture
def province(app):
    """Bodies STP and SNV, one plan with one task, an officer of STP, leadership, compiler."""
    root = make_unit("UBND", kind="province", name="Ủy ban nhân dân tỉnh")
    own = make_unit("STP", parent=root, name="Sở Tư pháp")
    other = make_unit("SNV", parent=root, name="Sở Nội vụ")
    field = make_field("CCTC")
    plan = make_plan(root, code="KH196-2025")
    task = make_task(plan, "KH196-2025/CCTC/1.1", field_id=field, title="Ban hành Kế hoạch rà soát")
    person("stp", ("focal", own))
    person("lanhdao", ("leadership", root))
    person("tonghop", ("compiler", root))
    person("quantri", ("administrator", root))
    return Province(root, own, other, field, plan, task)


@pytest.fixture
def as_officer(client, province):
    """A browser signed in as the focal officer of STP."""
    return sign_in(client, "stp")


@pytest.fixture
def as_leader(client, province):
    """A browser signed in as leadership."""
    return sign_in(client, "lanhdao")


@pytest.fixture
def statements(app):
    """Counts the statements sent to the database: `with statements() as sent: ...`."""
    sent = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: sent.append(given[2]))
    return sent
