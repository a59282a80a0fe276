"""Phần việc behind a criterion, counted by hand; the day is Tuesday, 10/6/2025."""

from datetime import date

import pytest

from tests.tasks.factories import make_line, make_obligation, make_task, make_unit
from tests.work.conftest import TODAY, province, settings
from tracker.criteria.queries.shares import shares_as_of, shares_today
from tracker.criteria.rules import Shares
from tracker.permissions import GrantValue, Role, Viewer
from tracker.tasks.queries.asof import Moment

__all__ = ["province", "settings"]

LATE = {"due_on": date(2025, 3, 31), "late_from": date(2025, 4, 1)}
JUNE = {"due_on": date(2025, 6, 30), "late_from": date(2025, 7, 1)}
LEADER = Viewer(1, "Lãnh đạo", (GrantValue(Role.LEADERSHIP, 1, None),))
FEBRUARY = Moment(date(2025, 2, 28))


@pytest.fixture
def task(province):
    """Four leads' shares fall due in 2025: one late, one silent since 14/12/2024."""
    task = make_task(province.plan)
    units = [make_unit() for _ in range(6)]
    make_obligation(task, units[0], **LATE)
    make_obligation(task, units[1], **JUNE)
    make_line(make_obligation(task, units[2], **JUNE), happened_on=date(2025, 3, 3))
    make_line(make_obligation(task, units[3], **JUNE), "done", date(2025, 5, 5))
    make_obligation(task, units[4], role="partner", **LATE)
    make_obligation(task, units[5], due_on=date(2026, 6, 30), late_from=date(2026, 7, 1))
    return task


def test_today_and_as_of_today_count_alike(task):
    found = shares_today(LEADER, [task], TODAY)
    assert found == {task: Shares(due=4, late=1, silent=1)}
    assert shares_as_of([task], Moment(TODAY)) == found


def test_in_february_nothing_was_late_and_no_whole_period_had_passed(task):
    assert shares_as_of([task], FEBRUARY) == {task: Shares(due=4, late=0, silent=0)}


def test_no_change_is_an_answer_and_what_the_compiler_asked_is_none(task, province):
    make_line(2, kind="no_change", words="", happened_on=date(2025, 4, 1), state="not_started")
    assert shares_today(LEADER, [task], TODAY)[task].silent == 0
    assert shares_as_of([task], Moment(TODAY))[task].silent == 0


@pytest.mark.parametrize("role", [Role.FOCAL, Role.HEAD, Role.ADMINISTRATOR])
def test_others_get_no_figure(task, province, role):
    grant = GrantValue(role, province.own, frozenset({province.own}))
    assert shares_today(Viewer(2, "Cán bộ", (grant,)), [task], TODAY) is None
