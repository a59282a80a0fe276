"""The cells of one obligation and of one nhiệm vụ: truth tables written by hand."""

from dataclasses import replace
from datetime import date

import pytest

from tracker.tasks.rules.cells import (
    Counted,
    DutyCounts,
    cell_on,
    outcome,
    overdue_from,
    task_cell,
)
from tracker.tasks.rules.states import AssignmentRole, Cell, State

# Due on Saturday 14/6/2025: late from Tuesday 17/6 (the last good day is Monday 16/6).
OPEN = Counted(
    role=AssignmentRole.LEAD, standing=False, before_tracking=False, ended=False,
    due_on=date(2025, 6, 14), late_from=date(2025, 6, 17),
    state=State.IN_PROGRESS, stopped_on=None,
)  # fmt: skip
WITHOUT_DAY = replace(OPEN, due_on=None, late_from=None)


def june(day):
    return date(2025, 6, day)


def stopped(state, day):
    """The open duty, stopped on a day of June in this state."""
    return replace(OPEN, state=state, stopped_on=june(day))


@pytest.mark.parametrize(
    ("today", "cell"),
    [(14, "open_in_time"), (16, "open_in_time"), (17, "open_overdue"), (30, "open_overdue")],
)
@pytest.mark.parametrize("state", [State.NOT_STARTED, State.IN_PROGRESS])
def test_open_work_is_overdue_from_its_late_day(today, cell, state):
    assert cell_on(replace(OPEN, state=state), june(today)) == cell


@pytest.mark.parametrize(
    ("day", "cell"),
    [(1, "done_on_time"), (16, "done_on_time"), (17, "done_late"), (20, "done_late")],
)
def test_finished_work_counts_by_the_day_of_the_result(day, cell):
    assert cell_on(stopped(State.DONE, day), june(30)) == cell


def test_work_submitted_in_time_and_issued_late_is_on_time():
    """ "Đã trình, chờ ban hành" stopped the lead's clock on 10/6; the issuer took until 25/6."""
    assert cell_on(stopped(State.DONE, 10), june(30)) == Cell.DONE_ON_TIME


@pytest.mark.parametrize(("day", "cell"), [(16, "open_in_time"), (17, "open_overdue")])
def test_submitted_work_is_open_and_late_only_if_submitted_late(day, cell):
    assert cell_on(stopped(State.SUBMITTED, day), june(30)) == cell


def test_without_a_day_work_is_undetermined_until_done():
    assert cell_on(WITHOUT_DAY, june(30)) == Cell.UNDETERMINED
    assert cell_on(stopped(State.DONE, 30), june(30)) == Cell.DONE_LATE
    finished = replace(WITHOUT_DAY, state=State.DONE, stopped_on=june(30))
    assert cell_on(finished, june(30)) == Cell.DONE_ON_TIME


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize(
    ("facts", "cell"),
    [
        (replace(WITHOUT_DAY, standing=True), Cell.NO_DEADLINE),
        (replace(OPEN, before_tracking=True), Cell.BEFORE_TRACKING),
        (replace(OPEN, ended=True), Cell.CLOSED),
        (replace(OPEN, ended=True, before_tracking=True), Cell.CLOSED),
        (replace(WITHOUT_DAY, standing=True, ended=True), Cell.CLOSED),
    ],
)
def test_settled_rows_are_late_nowhere(facts, cell, state):
    facts = replace(facts, state=state)
    assert cell_on(facts, june(30)) == cell
    assert overdue_from(facts) is None


@pytest.mark.parametrize("state", list(State))
def test_partners_enter_no_cell(state):
    partner = replace(OPEN, role=AssignmentRole.PARTNER, state=state)
    assert cell_on(partner, june(30)) is None
    assert overdue_from(partner) is None


@pytest.mark.parametrize(
    ("facts", "stored", "late"),
    [
        (OPEN, Cell.OPEN_IN_TIME, june(17)),
        (stopped(State.SUBMITTED, 16), Cell.OPEN_IN_TIME, None),
        (stopped(State.SUBMITTED, 17), Cell.OPEN_IN_TIME, june(17)),
        (stopped(State.DONE, 20), Cell.DONE_LATE, None),
        (WITHOUT_DAY, Cell.UNDETERMINED, None),
    ],
)
def test_the_stored_cell_does_not_age(facts, stored, late):
    """The stored pair gives the cell of any day: overdue once `overdue_from` has come."""
    assert (outcome(facts), overdue_from(facts)) == (stored, late)


@pytest.mark.parametrize(
    ("counts", "cell"),
    [
        ({"done_on_time": 35}, "done_on_time"),
        ({"done_on_time": 34, "done_late": 1}, "done_late"),
        ({"done_on_time": 34, "open_in_time": 1}, "open_in_time"),
        ({"done_late": 1, "open_in_time": 1}, "open_in_time"),  # not done; the open one is in time
        ({"done_on_time": 34, "open_overdue": 1}, "open_overdue"),  # "1/35 đơn vị"
        ({"open_in_time": 34, "open_overdue": 1}, "open_overdue"),
        ({"no_deadline": 3}, "no_deadline"),
        ({"undetermined": 1, "done_on_time": 2}, "undetermined"),
        ({"undetermined": 1, "open_in_time": 2}, "open_in_time"),
    ],
)
def test_a_task_is_done_when_all_are_and_late_when_one_is(counts, cell):
    assert task_cell(DutyCounts(**counts)) == cell


def test_a_task_without_counted_obligations_has_no_cell():
    assert task_cell(DutyCounts()) is None
