"""What many tests begin with: written once per kind of database, copied for each test.

A test that asks for the fixture of a stage's name finds it in the database of `app`.
"""

from dataclasses import dataclass

from tests.support.people import person
from tests.tasks.factories import make_field, make_plan, make_task, make_unit
from tests.work import scenes


@dataclass
class Province:
    """Ids of what the pages show."""

    root: int
    own: int
    other: int
    field: int
    plan: int
    task: int


def build_province():
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


STAGES = {"small_province": build_province, "shared_scene": scenes.build}
