"""From a typed deadline to the duties of one plan year: hand-written cases."""

from datetime import date

import pytest

from tracker.calendar.grammar import Due, Rule, RuleKind
from tracker.calendar.workdays import DaysOff
from tracker.tasks.rules.duties import PlanYear, duties_of_events, duties_of_year


def rule(kind, *dues, slot=1, **more):
    """A rule; each due is (period key, first day or None, due day)."""
    values = {"start": None, "event": None, "amount": None, "unit": None} | more
    return Rule(
        RuleKind(kind), slot, "nhãn", "quy tắc", dues=tuple(Due(*d) for d in dues), **values
    )


def day(text):
    return date.fromisoformat(text)


def year(number, start="2022-01-01", end="2030-12-31", first=2025):
    return PlanYear(day(start), day(end), number, first)


def laid_out(number, *rules, **plan):
    """Period key, counted year and due day of what opening the year lays out."""
    duties = duties_of_year(rules, year(number, **plan))
    return [(one.period_key, one.year, one.due_on and one.due_on.isoformat()) for one in duties]


QUARTERS = rule(
    "recurring",
    *(
        (f"{y}-Q{q}", None, date(y, 3 * q, 28))
        for y in (2024, 2025, 2026)
        for q in (1, 2, 3, 4)
    ),
)  # fmt: skip


def test_recurring_days_are_opened_year_by_year():
    assert laid_out(2025, QUARTERS) == [
        ("2025-Q1", 2025, "2025-03-28"),
        ("2025-Q2", 2025, "2025-06-28"),
        ("2025-Q3", 2025, "2025-09-28"),
        ("2025-Q4", 2025, "2025-12-28"),
    ]


@pytest.mark.parametrize(
    ("opened", "due_on", "expected"),
    [
        (2025, "2025-06-30", True),
        (2026, "2025-06-30", False),  # opened with 2025
        (2025, "2026-06-30", False),  # not yet
        (2025, "2023-06-30", True),  # before tracking began: history, opened in the first year
        (2026, "2023-06-30", False),
    ],
)
def test_a_single_day_is_opened_in_its_year_or_as_history(opened, due_on, expected):
    assert bool(laid_out(opened, rule("point", ("", None, day(due_on))))) is expected


@pytest.mark.parametrize(
    ("opened", "expected"),
    [(2025, True), (2026, True), (2027, True), (2028, False)],
)
def test_a_range_is_opened_in_every_year_it_reaches(opened, expected):
    """The key is the same in each year, so that it is owed once; it counts in the year it ends."""
    phase = rule("range", ("2025-2027", day("2025-01-01"), day("2027-12-31")))
    found = laid_out(opened, phase)
    assert found == ([("2025-2027", 2027, "2027-12-31")] if expected else [])


def test_a_day_after_the_plan_ends_belongs_to_its_last_year():
    """A plan of 2025 whose last report is due "trước ngày 10/01/2026"."""
    report = rule("recurring", ("2025-Q4", None, day("2026-01-09")))
    plan = {"start": "2025-01-01", "end": "2025-12-31"}
    assert laid_out(2025, report, **plan) == [("2025-Q4", 2026, "2026-01-09")]
    assert laid_out(2026, report, **plan) == []


def test_a_day_before_the_plan_begins_is_opened_with_its_first_year():
    early = rule("point", ("", None, day("2025-12-20")))
    plan = {"start": "2026-01-01", "end": "2026-12-31"}
    assert laid_out(2026, early, **plan) == [("", 2025, "2025-12-20")]


def test_standing_work_is_owed_once_a_year():
    assert laid_out(2026, rule("standing")) == [("2026", 2026, None)]
    (duty,) = duties_of_year([rule("standing")], year(2026))
    assert duty.standing
    assert (duty.start, duty.last_day) == (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize("kind", ["unknown", "reference", "relative"])
def test_work_without_a_day_is_owed_once(kind):
    assert laid_out(2025, rule(kind)) == [("", 2025, None)]
    assert laid_out(2026, rule(kind)) == []


@pytest.mark.parametrize("opened", [2021, 2031])
def test_a_plan_owes_nothing_outside_its_period(opened):
    assert laid_out(opened, QUARTERS, rule("standing")) == []


def test_the_plan_clips_the_year():
    (duty,) = duties_of_year([rule("standing")], year(2022, start="2022-09-16", first=2022))
    assert (duty.start, duty.last_day) == (date(2022, 9, 16), date(2022, 12, 31))


def test_slots_of_paired_lists_are_duties_apart():
    pair = [
        rule("point", ("", None, day("2025-03-31")), slot=1),
        rule("point", ("", None, day("2025-06-30")), slot=2),
    ]
    duties = duties_of_year(pair, year(2025))
    assert [(one.slot, one.rule_position) for one in duties] == [(1, 0), (2, 1)]


def test_one_key_is_laid_out_once():
    first, second = (rule("point", ("", None, day(d))) for d in ("2025-03-31", "2025-06-30"))
    assert laid_out(2025, first, second) == [("", 2025, "2025-03-31")]


@pytest.mark.parametrize(
    ("amount", "unit", "due_on"),
    [
        (5, "working_days", date(2025, 5, 5)),  # 24/4 is a Thursday: 25, 26 (made up), 28, 29, 5/5
        (5, "days", date(2025, 4, 29)),
    ],
)
def test_an_event_starts_a_deadline(amount, unit, due_on):
    announced = DaysOff(
        off=frozenset({date(2025, 4, 30), date(2025, 5, 1), date(2025, 5, 2)}),
        makeup=frozenset({date(2025, 4, 26)}),
    )
    relative = rule("relative", event="ban hành", amount=amount, unit=unit)
    (duty,) = duties_of_events([relative], [(12, date(2025, 4, 24))], announced)
    assert (duty.period_key, duty.start, duty.due_on) == ("E12", date(2025, 4, 24), due_on)


def test_each_event_owes_again_and_other_rules_do_not():
    relative = rule("relative", event="ban hành", amount=1, unit="days")
    events = [(1, date(2025, 4, 1)), (2, date(2025, 5, 1))]
    duties = duties_of_events([rule("standing"), relative], events, DaysOff())
    assert [one.period_key for one in duties] == ["E1", "E2"]


def test_working_days_from_a_printed_day_need_no_event():
    # "05 ngày làm việc kể từ ngày 06/6/2025" (a Friday): 9, 10, 11, 12 and 13 June.
    relative = rule("relative", start=date(2025, 6, 6), event="06/6", amount=5, unit="working_days")
    (duty,) = duties_of_events([relative], [(1, date(2025, 1, 2))], DaysOff())
    assert (duty.period_key, duty.due_on) == ("", date(2025, 6, 13))
    assert laid_out(2025, relative) == []
