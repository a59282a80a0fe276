"""An amended file laid beside its plan, and what confirming it does to obligations."""

from datetime import date
from random import Random

import pytest

from tests.intake.appendices import DA2437, KH196
from tests.intake.arriving import (
    HEADS,
    LATER,
    accept,
    amending,
    arrived,
    confirmed,
    opened,
    received,
    saving,
)
from tests.intake.building import Grid
from tests.intake.test_confirming import tasks_of
from tests.support.people import TESTER
from tests.tasks.factories import make_plan, make_unit
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.intake.arriving import arrived_file
from tracker.intake.going_out import appendix_of
from tracker.intake.operations.comparing import compare_again
from tracker.intake.operations.deciding import choose_missing, drop_intake, match_row
from tracker.intake.queries.changes import changes
from tracker.intake.queries.intakes import rows_of
from tracker.intake.queries.review import review
from tracker.plans.models import Plan
from tracker.refusals import Refused
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Assignment, FormerPrint, Task
from tracker.tasks.operations.editing_rows import change_row
from tracker.tasks.queries.planning import facts_of_row

RULES, TOLD = "Ban hành Kế hoạch rà soát văn bản", "Báo cáo kết quả rà soát văn bản"
FIRST = [
    ["1", "Cải cách thể chế", "", "", "", ""],
    ["1.1", RULES, "Kế hoạch", "Sở Tư pháp", "Sở Nội vụ", "Quý II/2025"],
    ["1.2", TOLD, "Báo cáo", "Sở Tư pháp", "", "Quý IV/2025"],
    ["2", "Tập huấn công chức một cửa", "Kế hoạch", "cơ quan chuyên trách", "", "Quý IV/2025"],
    ["3", "Khảo sát mức độ hài lòng của người dân", "Báo cáo", "Sở Nội vụ", "", "Quý III/2025"],
]  # fmt: skip
AMENDED = [
    FIRST[0],
    ["1.1", RULES, "Kế hoạch", "Sở Tư pháp", "Sở Nội vụ", "Quý III/2025"],
    ["1.2", "Công khai kết quả giải quyết hồ sơ", "Báo cáo", "Sở Nội vụ", "", "Quý III/2025"],
    ["1.3", TOLD, "Báo cáo", "Sở Tư pháp", "", "Quý IV/2025"],
    ["2", "Tập huấn công chức một cửa", "Kế hoạch", "cơ quan chuyên trách", "", "Quý IV/2025"],
]  # fmt: skip
"""One deadline moved, one row added before another, whose number moves; the last one is gone."""


def tables(rows):
    return arrived(Grid([HEADS, *rows]))


@pytest.fixture
def plan(app):
    """A plan of two bodies that was confirmed from its file and laid out for 2025."""
    root = make_unit("UBND", kind="province", name="Ủy ban nhân dân tỉnh")
    for code, name in (("STP", "Sở Tư pháp"), ("SNV", "Sở Nội vụ")):
        make_unit(code, parent=root, name=name)
    plan = make_plan(root)
    intake = received(plan, tables(FIRST))
    accept(intake)
    confirmed(intake, last_year=2025)
    return plan


def by_number(plan):
    return {row.number: row for row in tasks_of(plan) if row.ended_on is None}


def owed(plan):
    """Number, day and whether it is owed, of every lead's obligation."""
    query = (
        db.select(Task.title, Obligation.due_on, Obligation.ended_on, Obligation.void)
        .join(Obligation, Obligation.task_id == Task.id)
        .where(Task.plan_id == plan, Obligation.role == "lead")
    )
    return {
        title.split()[0]: (due_on, ended_on is None and not void)
        for title, due_on, ended_on, void in db.session.execute(query)
    }


def test_the_same_file_changes_nothing(plan):
    intake = received(plan, tables([list(row) for row in FIRST]), LATER)
    found = changes(opened(intake))
    assert (found.added, found.changed, found.missing) == ((), (), ())
    assert len(found.same) == 5
    assert not any(row.questions for row in rows_of(intake))
    with pytest.raises(Refused, match="không thêm, sửa hay bớt"):
        confirmed(intake, LATER, amending=amending())


def test_what_an_amended_file_does(plan):
    was = by_number(plan)
    intake = received(plan, tables(AMENDED), LATER)
    accept(intake)
    found = changes(opened(intake))
    assert [row.number for row in found.added] == ["1.2"]
    assert [(one.task.id, one.names) for one in found.changed] == [
        (was["1.1"].id, ("deadline_text",)), (was["1.2"].id, ("number",)),
    ]  # fmt: skip
    assert [one.task.id for one in found.missing] == [was["3"].id]
    confirmed(intake, LATER, amending=amending())
    now = by_number(plan)
    assert [row.number for row in tasks_of(plan)] == ["1", "1.1", "1.2", "1.3", "2", "3"]
    assert (now["1.3"].id, now["1.2"].parent_id) == (was["1.2"].id, was["1"].id)
    assert owed(plan) == {
        "Ban": (date(2025, 9, 30), True), "Công": (date(2025, 9, 30), True),
        "Báo": (date(2025, 12, 31), True), "Khảo": (date(2025, 9, 30), False),
    }  # fmt: skip
    kept = db.session.scalars(db.select(FormerPrint).order_by(FormerPrint.id)).all()
    assert [(one.number, one.deadline_text) for one in kept] == [
        ("1.1", "Quý II/2025"), ("1.2", "Quý IV/2025"),
    ]  # fmt: skip
    made = opened(intake)
    assert {row.task_id for row in rows_of(intake)} == {row.id for row in now.values()}
    assert db.session.get_one(Task, was["3"].id).amended_by_id == made.amendment_id


def test_cells_that_did_not_change_keep_what_a_person_settled(plan):
    body = db.session.scalars(db.select(Assignment.unit_id).where(Assignment.unit_id > 0)).first()
    row = by_number(plan)["2"]
    with write_transaction():  # a person said who "cơ quan chuyên trách" is
        one = db.session.scalars(db.select(Assignment).where(Assignment.task_id == row.id)).one()
        one.kind, one.unit_id = "unit", body
    amended = [*AMENDED[:-1], [*AMENDED[-1][:5], "Quý III/2025"]]
    intake = received(plan, tables(amended), LATER)
    accept(intake)
    confirmed(intake, LATER, amending=amending())
    one = db.session.scalars(db.select(Assignment).where(Assignment.task_id == row.id)).one()
    assert (one.unit_id, one.valid_from, one.valid_to) == (body, None, None)
    assert owed(plan)["Tập"] == (date(2025, 9, 30), True)


def test_rows_that_a_person_keeps_stay(plan):
    was = by_number(plan)
    intake = received(plan, tables(AMENDED), LATER)
    accept(intake)
    with write_transaction():
        held = opened(intake)
        choose_missing(held, [was["3"].id], held.version, TESTER, LATER, whole=True)
    confirmed(intake, LATER, amending=amending())
    assert by_number(plan)["3"].id == was["3"].id
    assert owed(plan)["Khảo"] == (date(2025, 9, 30), True)


def test_a_plan_that_moved_meanwhile_is_compared_again(plan):
    intake = received(plan, tables(AMENDED), LATER)
    accept(intake)
    row = by_number(plan)["1.1"]
    with write_transaction():
        change_row(row, facts_of_row(row), row.version, saving(LATER))
    with pytest.raises(Refused, match="hãy đối chiếu lại"):
        confirmed(intake, LATER, amending=amending())
    with write_transaction():
        held = opened(intake)
        compare_again(held, held.version, TESTER, LATER)
    assert confirmed(intake, LATER, amending=amending()).changed == 2


def test_a_person_says_which_row_it_is(plan):
    was = by_number(plan)
    other = [
        "3",
        "Đo lường chất lượng phục vụ bằng phiếu",
        "Báo cáo",
        "Sở Nội vụ",
        "",
        "Quý III/2025",
    ]
    intake = received(plan, tables([*FIRST[:-1], other]), LATER)
    row = rows_of(intake)[-1]
    assert row.task_id is None
    with write_transaction():
        match_row(row, was["3"].id, row.version, TESTER, LATER)
    assert [one.names for one in changes(opened(intake)).changed] == [("title",)]
    taken = rows_of(intake)[0]
    with pytest.raises(Refused, match="đã là dòng 3 trong tệp"), write_transaction():
        match_row(taken, was["3"].id, taken.version, TESTER, LATER)


def edited(random):
    """The first file after a few edits: rows gone, added, reworded, swapped, renumbered."""
    rows = [list(row) for row in FIRST]
    for _ in range(random.randint(1, 4)):
        at, kind = random.randrange(1, len(rows)), random.choice("dawsn")
        if kind == "d" and len(rows) > 2:
            del rows[at]
        elif kind == "a":
            rows.insert(at, ["7", f"Nhiệm vụ mới số {len(rows)}", "Báo cáo", "Sở Nội vụ", "", ""])
        elif kind == "w":
            rows[at][1] = f"{rows[at][1]} {random.choice((RULES, TOLD, 'trên địa bàn'))}"
        elif kind == "s":
            rows[at], rows[at - 1] = rows[at - 1], rows[at]
        else:
            rows[at][0] = str(random.randint(1, 9))
    return rows


def test_no_row_of_the_file_or_the_plan_is_lost(plan):
    random = Random(7)
    there = {row.id for row in tasks_of(plan)}
    for _ in range(12):
        intake = received(plan, tables(edited(random)), LATER)
        taken = {row.id for row in rows_of(intake) if row.taken}
        found = changes(opened(intake))
        both = (*found.changed, *found.same)
        assert sorted([*(row.id for row in found.added), *(one.row.id for one in both)]) == sorted(
            taken
        )
        met = [*(one.task.id for one in both), *(one.task.id for one in found.missing)]
        assert sorted(met) == sorted(there)
        with write_transaction():
            drop_intake(opened(intake), opened(intake).version, TESTER, LATER)


@pytest.mark.parametrize("code", [KH196, DA2437])
def test_a_plan_that_went_out_comes_back_without_a_change(loaded_app, tmp_path, code):
    plan = db.session.scalars(db.select(Plan).where(Plan.code == code)).one()
    content = appendix_of(code, LATER.date()).docx()
    intake = opened(received(plan.id, arrived_file(tmp_path, "ke-hoach.docx", content), LATER))
    found = changes(intake)
    assert [(one.row.key, one.names) for one in found.changed] == []
    assert (found.added, found.missing) == ((), ())
    assert len(found.same) == len(tasks_of(plan.id))
    assert review(intake).ready
