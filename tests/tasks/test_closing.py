"""Closing 2025: carried, stopped, replaced; the day is Monday, 05/01/2026."""

from datetime import UTC, date, datetime

import pytest

from tests.concurrency.scene import faults
from tests.tasks.factories import make_line, make_plan, make_rule, make_task, make_unit
from tracker.calendar.workdays import DaysOff
from tracker.db import write_transaction
from tracker.documents.operations import Paper
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.plans.models import Plan, PlanOpening
from tracker.refusals import Refused, Stale
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Assignment, Task
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.operations.closing import Sheet, close_rows
from tracker.tasks.operations.desired import Settings
from tracker.tasks.operations.editing_rows import Saving
from tracker.tasks.operations.laying_out import lay_out_plan
from tracker.tasks.queries.asof import Moment, obligations_as_of, read
from tracker.tasks.queries.closing import SheetCut, sheet
from tracker.tasks.rules.closing import Choice, Decided, check_choice, note_of
from tracker.tasks.rules.states import Cell, ClosingDecision
from tracker.units.models import Succession, Unit

TODAY = date(2026, 1, 5)
NOW = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
SAVING = Saving(Settings(date(2025, 1, 1), DaysOff()), Actor(None, "Cán bộ tổng hợp"), NOW)
PAPER = Paper("Quyết định", "15/QĐ-UBND", date(2026, 1, 2), "UBND tỉnh", "Dừng")
STOP = Choice(ClosingDecision.STOPPED, "Không còn phù hợp", "15/QĐ-UBND", date(2026, 1, 2))


@pytest.mark.parametrize(
    ("choice", "rows", "today", "fields"),
    [
        (STOP, [1], date(2025, 12, 31), {"", "decided_on"}),
        (STOP, [], TODAY, {"rows"}),
        (Choice(ClosingDecision.CARRIED), [1], TODAY, {"target", "deadline"}),
        (Choice(ClosingDecision.STOPPED), [1], TODAY, {"number", "decided_on", "words"}),
        (Choice(ClosingDecision.REPLACED), [1], TODAY, {"number", "decided_on"}),
    ],
)
def test_what_a_decision_asks_for(choice, rows, today, fields):
    with pytest.raises(Refused) as refused:
        check_choice(choice, rows, 2025, today)
    assert set(refused.value.problems) == fields


def test_where_carried_work_comes_from():
    assert note_of("196/KH-UBND", "1.2") == "Chuyển tiếp từ 196/KH-UBND, mục 1.2"


class Scene:
    """Plan 196 of 2025 with a task of two units and one of one; plan 10 of 2026 is issued."""

    def __init__(self):
        self.root = make_unit("UBND", kind="province", name="Ủy ban nhân dân tỉnh")
        self.stp = make_unit("STP", parent=self.root, name="Sở Tư pháp")
        self.snv = make_unit("SNV", parent=self.root, name="Sở Nội vụ")
        self.plan = make_plan(self.root, "KH196-2025")
        self.later = make_plan(
            self.root, "KH10-2026", number="10/KH-UBND", title="Kế hoạch 2026", year=2026,
            period_start=date(2026, 1, 1), period_end=date(2026, 12, 31),
        )  # fmt: skip
        self.shared = self.task("1.1", self.stp, self.snv)
        self.single = self.task("1.2", self.stp)
        with write_transaction():
            db.session.add(
                PlanOpening(plan_id=self.plan, year=2025, opened_at=NOW, actor_label="Kiểm thử")
            )
        self.lay_out()

    def task(self, number, *units):
        task = make_task(
            self.plan, f"KH196-2025/{number}", number=number, products=["Báo cáo"],
            deadline_text="Quý IV/2025",
        )  # fmt: skip
        make_rule(task, dues=[["2025-Q4", "2025-10-01", "2025-12-31"]], kind="point")
        with write_transaction():
            for ordinal, unit in enumerate(units, 1):
                db.session.add(
                    Assignment(
                        task_id=task, role="lead", ordinal=ordinal, printed="Sở", kind="unit",
                        unit_id=unit,
                    )
                )  # fmt: skip
        return task

    def lay_out(self):
        with write_transaction():
            plan = db.session.get_one(Plan, self.plan)
            return lay_out_plan(plan, SAVING.settings, SAVING.actor, NOW)

    def share(self, task, unit):
        query = db.select(Obligation).where(Obligation.task_id == task, Obligation.unit_id == unit)
        return db.session.scalars(query).one()

    def ids(self, *tasks):
        query = db.select(Obligation.id).where(Obligation.task_id.in_(tasks))
        return list(db.session.scalars(query.order_by(Obligation.id)))

    def close(self, choice, ids, paper=None):
        with write_transaction():
            plan = db.session.get_one(Plan, self.plan)
            return close_rows(Sheet(plan, 2025), ids, choice, paper, SAVING)

    def carry(self, *ids, deadline="Quý II/2026", own=None):
        choice = Choice(
            ClosingDecision.CARRIED, target_id=self.later, deadline=deadline, own=own or {}
        )
        return self.close(choice, ids)

    def row(self, number):
        return db.session.get_one(Obligation, number)

    def decided(self):
        return sorted(row.decided.name for row in sheet(self.plan, 2025, SheetCut()))


@pytest.fixture
def scene(app):
    return Scene()


def test_carried_work_goes_on_in_the_later_plan(scene):
    old = scene.share(scene.shared, scene.stp)
    make_line(old.id, happened_on=date(2025, 12, 1), words="Đã xong dự thảo")
    closed = scene.carry(*scene.ids(scene.shared))
    assert (closed.rows, closed.new_tasks, closed.heirs) == (2, 1, 2)
    task = db.session.scalars(db.select(Task).where(Task.plan_id == scene.later)).one()
    assert (task.continues_id, task.note) == (
        scene.shared, "Chuyển tiếp từ 196/KH-UBND, mục 1.1",
    )  # fmt: skip
    assert (task.title, task.deadline_text) == ("Nhiệm vụ KH196-2025/1.1", "Quý II/2026")
    old, heir = scene.share(scene.shared, scene.stp), scene.share(task.id, scene.stp)
    assert (old.ended_on, old.end_kind, old.successor_id) == (
        date(2026, 1, 1), "carried", heir.id,
    )  # fmt: skip
    assert (heir.due_on, heir.year, heir.state) == (date(2026, 6, 30), 2026, "in_progress")
    assert heir.last_words == ("Chuyển tiếp từ 196/KH-UBND. Nội dung gần nhất: Đã xong dự thảo")
    silent = scene.share(task.id, scene.snv)
    assert (silent.state, silent.last_words) == ("not_started", "")
    assert faults() == []


def test_on_the_last_day_carried_work_was_still_open(scene):
    scene.carry(*scene.ids(scene.single))
    (old,) = scene.ids(scene.single)
    for day, cell in ((date(2025, 12, 31), Cell.OPEN_IN_TIME), (date(2026, 1, 1), Cell.CLOSED)):
        found = {row.id: row.cell for row in read(obligations_as_of(Moment(day)), Moment(day))}
        assert found[old] is cell


def test_units_carried_later_join_the_row_of_the_same_deadline(scene):
    first, second = scene.ids(scene.shared)
    scene.carry(first)
    closed = scene.carry(second, deadline="quý II/2026")
    assert (closed.new_tasks, closed.heirs) == (0, 1)
    assert db.session.query(Task).filter_by(plan_id=scene.later).count() == 1


def test_a_deadline_of_its_own_makes_a_row_of_its_own(scene):
    first, second = scene.ids(scene.shared)
    closed = scene.carry(first, second, own={second: "Trước ngày 15/11/2026"})
    assert (closed.tasks, closed.new_tasks, closed.heirs) == (1, 2, 2)
    query = db.select(Task).where(Task.plan_id == scene.later).order_by(Task.position)
    rows = [(row.deadline_text, row.lead_text) for row in db.session.scalars(query)]
    assert rows == [("Quý II/2026", "Sở Tư pháp"), ("Trước ngày 15/11/2026", "Sở Nội vụ")]
    days = {row.id: row.successor.due_on for row in map(scene.row, (first, second))}
    assert days == {first: date(2026, 6, 30), second: date(2026, 11, 14)}


def test_what_is_wrong_with_a_deadline_of_its_own_is_told_at_its_row(scene):
    first, second = scene.ids(scene.shared)
    with pytest.raises(Refused) as refused:
        scene.carry(first, second, own={second: "Quý IV/2025"})
    assert set(refused.value.problems) == {f"han-{second}"}
    with pytest.raises(Refused) as refused:
        scene.carry(first, second, deadline="", own={second: "Quý II/2026"})
    assert set(refused.value.problems) == {"deadline"}


@pytest.mark.parametrize("deadline", ["sau khi có chủ trương", "Quý IV/2025", "31/12/2025"])
def test_a_deadline_that_gives_no_later_day_is_refused(scene, deadline):
    with pytest.raises(Refused) as refused:
        scene.carry(*scene.ids(scene.single), deadline=deadline)
    assert set(refused.value.problems) == {"deadline"}
    db.session.rollback()
    assert db.session.query(Task).filter_by(plan_id=scene.later).count() == 0


def test_nothing_is_closed_by_silence(scene):
    scene.close(STOP, scene.ids(scene.single), PAPER)
    assert scene.decided() == ["OPEN", "OPEN", "STOPPED"]
    assert scene.share(scene.shared, scene.stp).ended_on is None


def test_laying_out_again_keeps_what_was_decided(scene):
    scene.close(STOP, scene.ids(scene.single), PAPER)
    scene.carry(*scene.ids(scene.shared))
    assert scene.lay_out().nothing
    with write_transaction():
        later = db.session.get_one(Plan, scene.later)
        assert lay_out_plan(later, SAVING.settings, SAVING.actor, NOW).nothing


def test_a_hand_over_does_not_open_what_was_closed(scene):
    scene.close(STOP, scene.ids(scene.single), PAPER)
    heir = make_unit("SM", parent=scene.root)
    with write_transaction():
        db.session.get_one(Unit, scene.stp).valid_to = date(2026, 2, 28)
        db.session.add(
            Succession(
                from_unit_id=scene.stp, to_unit_id=heir, effective_on=date(2026, 3, 1),
                kind="merge", scope="whole", file_code="BG", ordinal=1,
            )
        )  # fmt: skip
    scene.lay_out()
    assert len(scene.ids(scene.single)) == 1
    assert scene.share(scene.shared, heir).ended_on is None


def test_a_row_decided_meanwhile_stops_the_batch(scene):
    rows = scene.ids(scene.shared, scene.single)
    scene.close(STOP, rows[:1], PAPER)
    with pytest.raises(Stale):
        scene.close(STOP, rows, PAPER)
    db.session.rollback()
    assert scene.decided() == ["OPEN", "OPEN", "STOPPED"]


def test_work_done_after_the_year_is_told_apart(scene):
    (row,) = scene.ids(scene.single)
    make_line(row, "done", date(2026, 1, 3))
    found = {one.id: one.decided for one in sheet(scene.plan, 2025, SheetCut())}
    assert found[row] is Decided.DONE
    assert db.session.query(StatusUpdate).count() == 1
