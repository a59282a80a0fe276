"""Dates are written from the papers: KH 196/KH-UBND mục IV.1 for 2025, the same days for 2026."""

from datetime import date

import pytest

from tracker.calendar.workdays import DaysOff
from tracker.rounds.rules.clocks import (
    Clocks,
    RoundState,
    is_late,
    late_from,
    locked_from,
    moved,
    problems_of,
    round_of,
    state_on,
)
from tracker.rounds.rules.naming import ordinal_of, periodic_title, round_code
from tracker.rounds.rules.windows import (
    PERIODIC,
    RoundKind,
    Window,
    next_closing,
    pattern_of,
    previous_closing,
    window_of,
)

PLAIN = DaysOff(off=frozenset(), makeup=frozenset())


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("kind", "year", "first", "last"),
    [
        ("Q1", 2025, "2024-12-15", "2025-03-14"),
        ("H1", 2025, "2024-12-15", "2025-06-14"),
        ("Q3", 2025, "2025-06-15", "2025-09-14"),
        ("Y", 2025, "2024-12-15", "2025-12-14"),
        ("9M", 2025, "2024-12-15", "2025-09-14"),
        ("H2", 2025, "2025-06-15", "2025-12-14"),
        ("Q1", 2026, "2025-12-15", "2026-03-14"),
        ("Q3", 2026, "2026-06-15", "2026-09-14"),
    ],
)
def test_windows_are_those_of_the_papers(kind, year, first, last):
    assert window_of(RoundKind(kind), year) == Window(day(first), day(last))


def clocks(kind="H1", year=2025, on_time="06-18", closed_after="06-20"):
    window = window_of(RoundKind(kind), year)
    return Clocks(
        window.first, window.last, day(f"{year}-{on_time}"), day(f"{year}-{closed_after}")
    )


def test_pattern_becomes_the_days_of_a_year():
    window = pattern_of(RoundKind.YEAR)
    pattern = Clocks(window.first, window.last, day("2001-12-18"), day("2002-01-05"))
    expected = Clocks(day("2023-12-15"), day("2024-12-14"), day("2024-12-18"), day("2025-01-05"))
    assert pattern.of_year(2024) == expected


@pytest.mark.parametrize(
    ("happened", "told_in"),
    [
        ("2025-03-10", "2025-Q1"),
        ("2025-03-15", "2025-H1"),
        ("2025-06-14", "2025-H1"),
        ("2025-06-15", "2025-Q3"),  # half-year edge: 14/6-30/6 is told in quarter III
        ("2025-06-30", "2025-Q3"),
        ("2025-09-15", "2025-Y"),
        ("2025-12-14", "2025-Y"),
        ("2025-12-15", "2026-Q1"),  # year edge: 15/12-31/12 is told in the next year
        ("2025-12-31", "2026-Q1"),
    ],
)
def test_a_day_is_told_in_the_first_round_that_holds_it(happened, told_in):
    kinds = [RoundKind(value) for value in ("Y", "Q3", "H1", "Q1")]
    rounds = {clocks(kind, year): round_code(year, kind) for kind in kinds for year in (2025, 2026)}
    assert rounds[round_of(day(happened), rounds)] == told_in


def test_where_there_are_no_quarters_the_year_tells_the_second_half():
    rounds = [clocks("H1"), clocks("Y")]
    assert round_of(day("2025-06-20"), rounds) == clocks("Y")
    assert round_of(day("2024-12-14"), rounds) is None


@pytest.mark.parametrize(
    ("on_time", "first_late"),
    [
        ("06-14", "2025-06-17"),  # Saturday 14/6: Monday 16/6 is still on time
        ("06-18", "2025-06-19"),  # Wednesday
    ],
)
def test_late_begins_after_the_next_working_day(on_time, first_late):
    round_ = clocks(on_time=on_time)
    assert late_from(round_, PLAIN) == day(first_late)
    assert is_late(day(first_late), round_, PLAIN)
    assert not is_late(late_from(round_, PLAIN).replace(day=late_from(round_, PLAIN).day - 1),
                       round_, PLAIN)  # fmt: skip


def test_no_round_is_locked_while_a_report_is_still_on_time():
    both_on_saturday = clocks(on_time="06-14", closed_after="06-14")
    assert locked_from(both_on_saturday, PLAIN) == day("2025-06-17")


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2024-12-14", RoundState.AHEAD),
        ("2024-12-15", RoundState.OPEN),
        ("2025-06-14", RoundState.OPEN),
        ("2025-06-15", RoundState.DATA_CLOSED),
        ("2025-06-18", RoundState.DATA_CLOSED),
        ("2025-06-19", RoundState.OVERDUE),
        ("2025-06-20", RoundState.OVERDUE),
        ("2025-06-21", RoundState.LOCKED),
    ],
)
def test_state_of_the_half_year_round(today, state):
    assert state_on(day(today), clocks(), PLAIN) == state


def test_clocks_in_a_wrong_order_are_told_at_their_field():
    wrong = Clocks(day("2025-06-15"), day("2025-06-14"), day("2025-06-01"), day("2025-05-31"))
    assert set(problems_of(wrong)) == {"last", "on_time", "closed_after"}
    assert problems_of(clocks(on_time="06-10")) == {}  # a paper may ask before the window's end


def test_what_moved():
    found = moved(clocks(), clocks(on_time="06-16"))
    assert [(one.clock.value, one.before.day, one.after.day) for one in found] == [
        ("on_time", 18, 16)
    ]


def test_codes_and_titles():
    assert [round_code(2025, RoundKind(kind)) for kind in ("Q1", "H1", "Q3", "Y")] == [
        "2025-Q1", "2025-H1", "2025-Q3", "2025-Y",
    ]  # fmt: skip
    assert round_code(2025, RoundKind.AD_HOC, 3) == "2025-DX03"
    assert ordinal_of("2025-DX03") == 3
    assert [periodic_title(2025, RoundKind(kind)) for kind in ("Q1", "H1", "Q3", "Y")] == [
        "Quý I năm 2025", "6 tháng đầu năm 2025", "Quý III năm 2025", "Năm 2025",
    ]  # fmt: skip


def test_every_window_closes_on_the_closing_days_of_standing_work():
    for kind in PERIODIC:
        last = window_of(kind, 2025).last
        assert next_closing(last) == last > previous_closing(last)
