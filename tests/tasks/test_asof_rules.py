"""The status on two time axes: truth tables written by hand."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.tasks.rules.asof import NOTHING_SAID, Line, effective_lines, status_as_of
from tracker.tasks.rules.states import State, UpdateKind


def at(day, hour=8):
    """An instant of March 2025."""
    return datetime(2025, 3, day, hour, tzinfo=UTC)


def line(number, state, happened, recorded, corrects=None):
    """One line; `happened` and `recorded` are days of March 2025."""
    kind = UpdateKind.CORRECTION if corrects else UpdateKind.WORD
    return Line(number, kind, State(state), date(2025, 3, happened), at(recorded), corrects)


PLAIN = [
    line(1, "in_progress", 3, 3),
    line(2, "done", 10, 12),  # happened Monday 10/3, told two days later
]


@pytest.mark.parametrize(
    ("day", "known", "state"),
    [
        (2, 31, "not_started"),  # nothing had happened
        (3, 2, "not_started"),  # nothing was known
        (3, 3, "in_progress"),
        (9, 31, "in_progress"),
        (10, 11, "in_progress"),  # it was done, but nobody knew
        (10, 12, "done"),
        (31, 11, "in_progress"),
        (31, 31, "done"),
    ],
)
def test_a_line_counts_once_it_happened_and_was_recorded(day, known, state):
    assert status_as_of(PLAIN, date(2025, 3, day), at(known, 9)).state == state


def test_without_bounds_everything_counts():
    standing = status_as_of(PLAIN)
    assert (standing.state, standing.state_on, standing.line_id) == (
        State.DONE,
        date(2025, 3, 10),
        2,
    )


def test_no_history_is_not_started():
    assert status_as_of([], date(2025, 3, 31)) == NOTHING_SAID


def test_a_line_recorded_at_the_very_instant_is_known():
    assert status_as_of(PLAIN, date(2025, 3, 31), at(12, 8)).state is State.DONE


# Line 2 said "done on the 10th"; line 3, recorded on the 20th, corrects it to "done on the 14th".
CORRECTED_DAY = [*PLAIN, line(3, "done", 14, 20, corrects=2)]


@pytest.mark.parametrize(
    ("day", "known", "state"),
    [
        (12, 19, "done"),  # as believed before the correction
        (12, 20, "in_progress"),  # the corrected line is gone, its correction lies after the 12th
        (14, 20, "done"),
        (14, 19, "done"),
    ],
)
def test_a_correction_moves_the_day_from_when_it_is_known(day, known, state):
    assert status_as_of(CORRECTED_DAY, date(2025, 3, day), at(known)).state == state


def test_a_correction_takes_a_wrong_done_back():
    lines = [*PLAIN, line(3, "in_progress", 10, 20, corrects=2)]
    assert status_as_of(lines).state is State.IN_PROGRESS
    assert status_as_of(lines).stopped_on is None


def test_a_correction_of_a_correction_leaves_only_the_last():
    lines = [*CORRECTED_DAY, line(4, "done", 11, 25, corrects=3)]
    assert [kept.id for kept in effective_lines(lines)] == [1, 4]
    assert status_as_of(lines).state_on == date(2025, 3, 11)
    assert status_as_of(lines, known=at(24)).state_on == date(2025, 3, 14)


def test_a_later_day_wins_over_a_later_recording():
    lines = [line(1, "done", 20, 20), line(2, "in_progress", 5, 25)]
    assert status_as_of(lines).state is State.DONE


def test_on_the_same_day_the_later_recording_wins():
    lines = [line(1, "done", 20, 22), line(2, "in_progress", 20, 21)]
    assert status_as_of(lines).line_id == 1


def test_at_the_same_instant_the_later_line_wins():
    lines = [line(2, "done", 20, 20), line(1, "in_progress", 20, 20)]
    assert status_as_of(lines).line_id == 2


@pytest.mark.parametrize(
    ("states", "stopped_on"),
    [
        ("in_progress", None),
        ("done", 1),
        ("submitted", 1),
        ("in_progress submitted", 2),
        ("in_progress submitted done", 2),  # the lead's clock stopped with the submission
        ("submitted submitted", 1),
        ("done done", 1),  # a second word about finished work moves nothing
        ("submitted in_progress", None),  # given back: the clock runs again
        ("submitted in_progress done", 3),
        ("done in_progress submitted done", 3),
    ],
)
def test_the_clock_stops_with_the_first_of_the_last_run(states, stopped_on):
    lines = [line(day, state, day, day) for day, state in enumerate(states.split(), start=1)]
    expected = date(2025, 3, stopped_on) if stopped_on else None
    assert status_as_of(lines).stopped_on == expected


def test_a_correction_in_the_middle_joins_two_runs():
    lines = [
        line(1, "submitted", 3, 3),
        line(2, "in_progress", 6, 6),
        line(3, "done", 9, 9),
        line(4, "submitted", 6, 12, corrects=2),
    ]
    assert status_as_of(lines, known=at(11)).stopped_on == date(2025, 3, 9)
    assert status_as_of(lines, known=at(12)).stopped_on == date(2025, 3, 3)


@st.composite
def histories(draw):
    """Up to six lines; a correction corrects an earlier line, as the program writes it."""
    lines = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        corrects = draw(st.sampled_from([None, *range(1, number)]))
        happened, state = draw(st.integers(1, 9)), draw(st.sampled_from(list(State)))
        lines.append(line(number, state.value, happened, number, corrects))
    return lines


@given(histories(), st.integers(1, 9), st.integers(1, 9), st.randoms(use_true_random=False))
def test_the_order_of_reading_does_not_matter(lines, day, known, random):
    shuffled = random.sample(lines, len(lines))
    asked = (date(2025, 3, day), at(known))
    assert status_as_of(shuffled, *asked) == status_as_of(lines, *asked)


@given(histories(), st.integers(1, 9), st.integers(1, 9))
def test_what_was_known_then_never_changes(lines, day, known):
    """A report as of (day, known) reads the same however much is added afterwards."""
    then = [one for one in lines if one.recorded_at <= at(known)]
    asked = (date(2025, 3, day), at(known))
    assert status_as_of(then, *asked) == status_as_of(lines, *asked)
