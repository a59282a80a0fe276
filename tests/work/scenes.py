"""One shared task for the page tests: Sở Tư pháp leads it, Sở Nội vụ is its partner.

Due Monday, 31/3/2025; the frozen day is Tuesday, 10/6/2025. Sở Y tế has no part in it.
"""

from dataclasses import dataclass
from datetime import date

from tests.support.people import person
from tests.tasks import factories

TODAY = date(2025, 6, 10)
DUE, LATE = date(2025, 3, 31), date(2025, 4, 1)
CODE = "KH196-2025/CCTC/1.1"
SECRET_WORD = "Đang lấy ý kiến các sở"


@dataclass(frozen=True)
class Scene:
    """Ids of what the tests use."""

    task: int
    lead: int
    partner: int
    line: int
    paper: int
    own: int
    other: int


def build():
    """The scene with its people: stp, snv, syt (focal), tonghop (compiler), chidao (leadership)."""
    province = factories.make_unit("UBND", kind="province")
    stp, snv, syt = (
        factories.make_unit(code, parent=province, name=name)
        for code, name in (("STP", "Sở Tư pháp"), ("SNV", "Sở Nội vụ"), ("SYT", "Sở Y tế"))
    )
    task = factories.make_task(
        factories.make_plan(province), CODE, field_id=factories.make_field(),
        products=["Báo cáo rà soát", ("Quyết định của UBND tỉnh", "other")],
    )  # fmt: skip
    rule = factories.make_rule(task)
    own, other = factories.product_ids(task)
    lead = factories.make_obligation(task, stp, due_on=DUE, late_from=LATE, rule_id=rule)
    partner = factories.make_obligation(task, snv, role="partner", due_on=DUE, late_from=LATE)
    paper = factories.paper_row(own, date(2025, 3, 3))
    line = factories.make_line(lead, words=SECRET_WORD, evidence=[paper])
    for login, role, unit in (
        ("stp", "focal", stp), ("snv", "focal", snv), ("syt", "focal", syt),
        ("tonghop", "compiler", province), ("chidao", "leadership", province),
    ):  # fmt: skip
        person(login, (role, unit))
    return Scene(task, lead, partner, line, factories.evidence_id(line), own, other)
