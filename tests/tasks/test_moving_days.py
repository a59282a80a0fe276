"""Days that move with a changed calendar, rows that follow their task's field.

"Trước ngày 30/4/2025" is due on Wednesday 30/4, late from 01/5. Where 30/4 is announced as a day
off, and 01/5, 02/5 too, the next working day is Monday 05/5: late from 06/5.
"""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.concurrency.scene import faults
from tests.tasks.factories import (
    make_field,
    make_line,
    make_plan,
    make_rule,
    make_task,
    make_unit,
    paper_row,
)
from tracker.calendar.workdays import DaysOff
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.plans.models import Plan, PlanOpening
from tracker.tasks.models.obligation import DueDay, Obligation, TaskTally
from tracker.tasks.models.printed import Assignment, Task, TriggerEvent
from tracker.tasks.operations.desired import Settings
from tracker.tasks.operations.laying_out import lay_out_all, lay_out_plan
from tracker.tasks.operations.previewing_moves import preview_of_moves
from tracker.tasks.queries.asof import Moment, obligations_as_of, read
from tracker.tasks.rules.states import DueDayKind

ACTOR = Actor(None, "Quản trị")
NOW = datetime(2025, 4, 10, 2, 0, tzinfo=UTC)
BEFORE = Settings(date(2025, 1, 1), DaysOff())
HOLIDAYS = frozenset({date(2025, 4, 30), date(2025, 5, 1), date(2025, 5, 2)})
AFTER = replace(BEFORE, days_off=DaysOff(HOLIDAYS))
FIXED = {"kind": "point", "dues": [["", None, "2025-04-30"]]}
WORKING_DAYS = {"kind": "relative", "event": "giao", "amount": 5, "unit": "working_days"}


class Laid:
    """A plan of one unit, with a row of a fixed day and one of 5 working days after 24/4."""

    def __init__(self):
        self.unit = make_unit()
        self.plan = make_plan(self.unit)
        self.fields = [make_field(), make_field()]
        self.fixed = self.row(**FIXED)
        self.relative = self.row(**WORKING_DAYS)
        with write_transaction():
            db.session.add(
                PlanOpening(plan_id=self.plan, year=2025, opened_at=NOW, actor_label="Kiểm thử")
            )
            db.session.add(
                TriggerEvent(
                    task_id=self.relative, happened_on=date(2025, 4, 24), document_text="",
                    recorded_at=NOW, actor_label="Kiểm thử",
                )
            )  # fmt: skip
        self.lay_out(BEFORE)

    def row(self, **rule):
        task = make_task(self.plan, field_id=self.fields[0])
        make_rule(task, **rule)
        with write_transaction():
            db.session.add(
                Assignment(
                    task_id=task, role="lead", ordinal=1, printed="Sở", kind="unit",
                    unit_id=self.unit,
                )
            )  # fmt: skip
        return task

    def lay_out(self, settings, now=NOW):
        with write_transaction():
            return lay_out_plan(db.session.get_one(Plan, self.plan), settings, ACTOR, now)

    def days(self, task):
        row = self.share(task)
        return row.due_on, row.late_from, row.overdue_from

    def share(self, task):
        query = db.select(Obligation).where(Obligation.task_id == task)
        return db.session.scalars(query).one()


@pytest.fixture
def laid(app):
    """The plan, laid out with the calendar as it was."""
    return Laid()


def lines_of(row):
    query = db.select(DueDay).where(DueDay.obligation_id == row.id).order_by(DueDay.ordinal)
    return [(one.kind, one.due_on, one.late_from) for one in db.session.scalars(query)]


def test_announced_days_off_move_the_first_late_day_of_a_fixed_day(laid):
    known = Moment(date(2025, 4, 9))
    assert laid.lay_out(AFTER).moved == 2
    row = laid.share(laid.fixed)
    late = date(2025, 5, 6)
    assert laid.days(laid.fixed) == (date(2025, 4, 30), late, late)
    assert lines_of(row) == [
        ("laid_out", date(2025, 4, 30), date(2025, 5, 1)),
        ("calendar", date(2025, 4, 30), late),
    ]
    was = {one.id: one.late_from for one in read(obligations_as_of(known), known)}
    assert was[row.id] == date(2025, 5, 1)
    tally = db.select(TaskTally.overdue_from).where(TaskTally.task_id == laid.fixed)
    assert db.session.scalars(tally).all() == [late]
    assert faults() == []
    assert laid.lay_out(AFTER).nothing


def test_a_changed_calendar_that_is_named_stands_in_the_history(laid):
    # From Thursday 24/4: 25, 28, 29/4, 05, 06/5 where it was 25, 28, 29, 30/4, 01/5.
    with write_transaction():
        lay_out_all(AFTER, ACTOR, NOW, because=DueDayKind.CALENDAR)
    assert lines_of(laid.share(laid.relative)) == [
        ("laid_out", date(2025, 5, 1), date(2025, 5, 2)),
        ("calendar", date(2025, 5, 6), date(2025, 5, 7)),
    ]


def test_finished_work_keeps_its_day(laid):
    share = laid.share(laid.fixed).id
    make_line(share, "done", date(2025, 4, 9), evidence=[paper_row(result_on=date(2025, 4, 9))])
    assert laid.lay_out(AFTER).moved == 1
    assert laid.days(laid.fixed) == (date(2025, 4, 30), date(2025, 5, 1), None)


def test_an_extended_day_stays_and_only_its_first_late_day_moves(laid):
    with write_transaction():
        row = laid.share(laid.fixed)
        row.due_on = row.sort_on = date(2025, 5, 2)
        row.late_from = date(2025, 5, 3)
    laid.lay_out(AFTER)
    assert laid.days(laid.fixed)[:2] == (date(2025, 5, 2), date(2025, 5, 6))


def test_the_preview_tells_what_will_move_and_writes_nothing(laid):
    told = preview_of_moves(AFTER)
    fixed, relative = (laid.share(task).id for task in (laid.fixed, laid.relative))
    assert [
        (one.obligation_id, one.due_before, one.late_before, one.due_on, one.late_from)
        for one in told
    ] == [
        (fixed, date(2025, 4, 30), date(2025, 5, 1), date(2025, 4, 30), date(2025, 5, 6)),
        (relative, date(2025, 5, 1), date(2025, 5, 2), date(2025, 5, 6), date(2025, 5, 7)),
    ]
    assert not db.session.new
    assert not db.session.dirty
    assert preview_of_moves(BEFORE) == []


def test_a_changed_field_reaches_rows_and_tally_finished_ones_too(laid):
    make_line(
        laid.share(laid.relative).id, "done", date(2025, 4, 30),
        evidence=[paper_row(result_on=date(2025, 4, 30))],
    )  # fmt: skip
    with write_transaction():
        for task in (laid.fixed, laid.relative):
            db.session.get_one(Task, task).field_id = laid.fields[1]
    assert laid.lay_out(BEFORE).refiled == 2
    for table in (Obligation, TaskTally):
        assert set(db.session.scalars(db.select(table.field_id))) == {laid.fields[1]}
    assert faults() == []
    assert laid.lay_out(BEFORE).nothing
