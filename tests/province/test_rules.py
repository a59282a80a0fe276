from datetime import date

import pytest

from tracker.province.rules import Step, steps_done, steps_left, tracking_problem, with_step

TODAY = date(2025, 6, 10)


def test_steps_left_stand_in_the_order_in_which_one_is_led():
    done = steps_done("letterhead,plans", has_people=False)
    assert steps_left(done) == [Step.TRACKING, Step.MAIL, Step.ACCOUNTS]


def test_accounts_are_done_once_somebody_has_a_role():
    assert steps_left(steps_done("plans,tracking,letterhead,mail", has_people=True)) == []


def test_a_step_saved_twice_is_kept_once():
    assert with_step(with_step("mail", Step.PLANS), Step.MAIL) == "plans,mail"


@pytest.mark.parametrize(
    ("day", "taken"),
    [
        (date(2014, 12, 31), False), (date(2015, 1, 1), True),
        (date(2026, 12, 31), True), (date(2027, 1, 1), False),
    ],
)  # fmt: skip
def test_tracking_begins_within_reason(day, taken):
    assert (tracking_problem(day, TODAY) == "") is taken
