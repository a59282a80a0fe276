"""The rows of a file enter their plan all together, once, as seeding would have written them."""

import pytest
from sqlalchemy import event

from tests.intake.appendices import KH196, rows
from tests.intake.arriving import (
    HEADS,
    NOW,
    accept,
    appendix,
    arrived,
    confirmed,
    next_plan,
    opened,
    received,
    saving,
)
from tests.intake.building import Grid
from tests.support.people import TESTER
from tests.tasks.factories import make_plan, make_unit
from tracker import history
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.intake.operations import confirming
from tracker.intake.operations.confirming import confirm_intake
from tracker.intake.operations.deciding import set_field
from tracker.intake.queries.intakes import rows_of
from tracker.plans.models import Field, Plan
from tracker.refusals import Refused, Stale
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.operations.planning import open_plan

CELLS = ("number", "title", "product_text", "lead_text", "partners_text", "deadline_text")


OTHERWISE = {
    "2", "4.1", "4.2", "5", "TCBM/3", "CDCV/1", "CDCV/2", "CDCV/3.1", "CDDH/3.6.1", "CDDH/3.6.2",
}  # fmt: skip
"""Rows of which the seeds settle by hand what the print leaves open; all of them are asked."""


def tasks_of(plan_id):
    query = db.select(Task).where(Task.plan_id == plan_id)
    return list(db.session.scalars(query.order_by(Task.position)))


def read_of(row):
    """What is read beside a row's print, without ids of its own."""
    return (
        row.code.partition("/")[2], row.field_id, row.is_heading, row.owes,
        sorted((one.role, one.kind, one.unit_id or one.group_id or 0) for one in row.assignments),
        [(one.title.strip("."), one.issuer, one.slot) for one in row.products],
        [(rule.kind, rule.slot, rule.dues) for rule in row.schedule],
    )  # fmt: skip


def owed_of(row):
    """What units owe for a row."""
    query = db.select(
        Obligation.role, Obligation.unit_id, Obligation.slot, Obligation.period_key,
        Obligation.due_on,
    ).where(Obligation.task_id == row.id)  # fmt: skip
    return {tuple(one) for one in db.session.execute(query)}


def test_the_appendix_enters_an_empty_plan_as_seeding_writes_it(loaded_app):
    intake = received(next_plan(), appendix())
    first = rows_of(intake)[0]
    reform = db.session.scalars(db.select(Field).where(Field.code == "CCTC")).one()
    with write_transaction():  # the label of the first block is printed wrongly, so it is asked
        set_field(opened(intake), reform.id, {first.id: 1}, TESTER, NOW)
    asked = accept(intake)
    done = confirmed(intake, last_year=2025)
    seeded = db.session.scalars(db.select(Plan).where(Plan.code == KH196)).one()
    with write_transaction():
        open_plan(seeded, 2025, seeded.version, saving())
    there = {row.code: row for row in tasks_of(seeded.id)}
    wanted, made = [there[row["code"]] for row in rows(KH196)], tasks_of(opened(intake).plan_id)

    assert [[getattr(row, cell) for cell in CELLS] for row in made] == [
        [row[cell] for cell in CELLS] for row in rows(KH196)
    ]
    differing = {
        key_of(row) for row, other in zip(made, wanted, strict=True)
        if not row.is_heading and (read_of(row), owed_of(row)) != (read_of(other), owed_of(other))
    }  # fmt: skip
    assert differing <= asked
    assert differing == OTHERWISE
    assert sum(len(owed_of(row)) for row in made) > 1000
    assert sorted(done.rows.values()) == sorted(row.id for row in made)
    assert {row.source for row in made} == {"Nhập từ tệp “phu-luc.docx”"}
    assert opened(intake).state == "confirmed"
    assert history.last_done(["intake.confirm"]).keys() == {"plan:KH-MOI"}


def key_of(row):
    """The key that a row of the file had: without the field that was told later."""
    tail = row.code.partition("/")[2]
    return tail.removeprefix("CCTC/")


@pytest.fixture
def small(app):
    """A plan of one body without rows, and a file with a heading and two rows."""
    root = make_unit("UBND", kind="province", name="Ủy ban nhân dân tỉnh")
    make_unit("STP", parent=root, name="Sở Tư pháp")
    return make_plan(root)


def two_rows(number="1"):
    return arrived(
        Grid([HEADS, [number, "Ban hành Kế hoạch rà soát", "Kế hoạch", "Sở Tư pháp", "", "Quý I"],
              ["2", "Báo cáo kết quả", "Báo cáo", "Sở Tư pháp", "", "Quý IV"]])
    )  # fmt: skip


def looked_at(plan_id, file):
    """The reading of a file of which a person says that everything was read rightly."""
    intake = received(plan_id, file)
    accept(intake)
    return intake


def test_confirming_again_changes_nothing(small):
    intake = looked_at(small, two_rows())
    first, again = confirmed(intake), confirmed(intake)
    assert again.rows == first.rows
    assert (first.added, again.added) == (2, 0)
    assert len(tasks_of(small)) == 2


@pytest.mark.parametrize("where", ["pair_products_of", "write_links"])
def test_a_failure_in_the_middle_leaves_nothing(small, monkeypatch, where):
    intake = looked_at(small, two_rows())

    def fail(*_):
        raise RuntimeError(where)

    monkeypatch.setattr(confirming, where, fail)
    with pytest.raises(RuntimeError, match=where):
        confirmed(intake)
    db.session.expire_all()
    assert tasks_of(small) == []
    assert (opened(intake).state, opened(intake).version) == ("open", 2)
    assert history.last_done(["intake.confirm"]) == {}


def test_what_is_not_ready_is_refused(small):
    asking = received(small, arrived(Grid([HEADS, ["1", "Rà soát", "Báo cáo", "", "", "Quý I"]])))
    with pytest.raises(Refused, match="Còn 1 chỗ cần xem"):
        confirmed(asking)
    long = looked_at(small, two_rows("Nhiệm vụ số 1.2.3.4.5.6.7.8"))
    with pytest.raises(Refused, match="Còn 1 chỗ cần xem"):
        confirmed(long)
    ready = looked_at(small, two_rows())
    with pytest.raises(Stale), write_transaction():
        confirm_intake(opened(ready), 7, saving())
    assert tasks_of(small) == []


def test_rows_that_came_meanwhile_are_not_written_over(small):
    first, second = looked_at(small, two_rows()), looked_at(small, two_rows("3"))
    confirmed(first)
    with pytest.raises(Refused, match="hãy đối chiếu lại"):
        confirmed(second)
    assert len(tasks_of(small)) == 2


NAMED = ("Sở Tư pháp", "Doanh nghiệp tham gia", "Sở Tư pháp; cơ quan khác")
DUE = ("Quý IV", "")


def statements(count):
    """How many statements write a plan of so many rows."""
    rows = [[str(n), f"Báo cáo nội dung số {n}", "Báo cáo", NAMED[n % 3], "", DUE[n % 2]]
            for n in range(1, count + 1)]  # fmt: skip
    plan = make_plan(db.session.scalars(db.select(Plan.owner_unit_id)).first())
    intake = looked_at(plan, arrived(Grid([HEADS, *rows])))
    made = []
    event.listen(db.engine, "before_cursor_execute", lambda *told: made.append(told[2]))
    confirmed(intake, last_year=2025)
    return len(made)


def test_no_statement_is_sent_for_a_single_row(small):
    assert statements(60) == statements(20) < 90
