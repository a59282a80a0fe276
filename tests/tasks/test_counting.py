"""The cells of a headline, counted by hand; the day is Tuesday, 10/6/2025."""

from datetime import date

import pytest

from tests.tasks.factories import (
    make_field,
    make_line,
    make_obligation,
    make_plan,
    make_task,
    make_unit,
)
from tracker.permissions import GrantValue, Role, Viewer
from tracker.tasks.queries.counting import CountFilter, headline, states_by_task
from tracker.tasks.queries.rows import Scope
from tracker.tasks.rules.states import Cell

TODAY = date(2025, 6, 10)
LATE = {"due_on": date(2025, 3, 31), "late_from": date(2025, 4, 1)}
OPEN = {"due_on": date(2025, 9, 30), "late_from": date(2025, 10, 1)}
DONE_ON, DONE_LATE_ON = date(2025, 3, 31), date(2025, 4, 1)
ALL = Scope(None)


@pytest.fixture
def two(app):
    """Two bodies, a field, a plan."""
    units = make_unit("A"), make_unit("B")
    return units, make_field("CCTC"), make_plan(units[0])


def counted(found):
    """Only the cells that hold something."""
    return {cell: number for cell, number in found.items() if number}


def test_one_late_body_makes_the_task_late(two):
    (a, b), field, plan = two
    task = make_task(plan, field_id=field)
    make_line(make_obligation(task, a, **LATE), state="done", happened_on=DONE_ON)
    make_obligation(task, b, **LATE)
    found = headline(ALL, CountFilter(), TODAY)
    assert counted(found.tasks) == {Cell.OPEN_OVERDUE: 1}
    assert counted(found.obligations) == {Cell.OPEN_OVERDUE: 1, Cell.DONE_ON_TIME: 1}


def test_done_when_all_are_and_late_when_one_was(two):
    (a, b), field, plan = two
    task = make_task(plan, field_id=field)
    make_line(make_obligation(task, a, **LATE), state="done", happened_on=DONE_ON)
    make_line(make_obligation(task, b, **LATE), state="done", happened_on=DONE_LATE_ON)
    assert counted(headline(ALL, CountFilter(), TODAY).tasks) == {Cell.DONE_LATE: 1}


def test_the_tally_and_the_rows_agree(two):
    (a, b), field, plan = two
    for changes in (LATE, OPEN, {"standing": True}, {}):
        task = make_task(plan, field_id=field)
        for unit in (a, b):
            make_obligation(task, unit, **changes)
    by_tally = headline(ALL, CountFilter(year=2025), TODAY)
    by_rows = headline(Scope(frozenset({a, b})), CountFilter(year=2025), TODAY)
    assert by_tally == by_rows
    assert sum(by_tally.tasks.values()) == 4
    assert sum(by_tally.obligations.values()) == 8


def test_partners_and_what_was_before_tracking_enter_no_cell(two):
    (a, b), field, plan = two
    task = make_task(plan, field_id=field)
    make_obligation(task, a, role="partner", **LATE)
    make_obligation(task, b, before_tracking=True, **LATE)
    found = headline(ALL, CountFilter(), TODAY)
    assert counted(found.tasks) == counted(found.obligations) == {}


@pytest.mark.parametrize(
    "cut", [CountFilter(year=2024), CountFilter(plan_id=0), CountFilter(field_id=0)]
)
def test_a_filter_leaves_the_rest_out(two, cut):
    (a, _), field, plan = two
    make_obligation(make_task(plan, field_id=field), a, **LATE)
    assert counted(headline(ALL, cut, TODAY).tasks) == {}


def test_a_body_is_counted_alone(two):
    (a, b), field, plan = two
    make_obligation(make_task(plan, field_id=field), a, **LATE)
    make_obligation(make_task(plan, field_id=field), b, **OPEN)
    assert counted(headline(ALL, CountFilter(unit_id=b), TODAY).tasks) == {Cell.OPEN_IN_TIME: 1}
    assert counted(headline(Scope(frozenset({a})), CountFilter(), TODAY).tasks) == {
        Cell.OPEN_OVERDUE: 1
    }


def test_a_viewer_knows_the_states_of_own_work_only(two):
    (a, b), field, plan = two
    task = make_task(plan, field_id=field)
    make_line(make_obligation(task, a, **LATE), state="done", happened_on=DONE_ON)
    make_obligation(task, b, **LATE)
    officer = Viewer(1, "", (GrantValue(Role.FOCAL, a, frozenset({a})),))
    leader = Viewer(2, "", (GrantValue(Role.LEADERSHIP, a, None),))
    states = [
        states_by_task(who, CountFilter(plan_id=plan), TODAY)[task] for who in (officer, leader)
    ]
    assert [(one.cell, one.done, one.total) for one in states] == [
        (Cell.DONE_ON_TIME, 1, 1), (Cell.OPEN_OVERDUE, 1, 2),
    ]  # fmt: skip
