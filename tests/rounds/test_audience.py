"""Who is expected: hand-made bodies 1 and 2 that became 9 on 01/3/2025; 5 stays as it is."""

from datetime import date

import pytest

from tracker.rounds.rules.audience import Member, expected_of, living_heirs
from tracker.rounds.rules.windows import RoundKind, window_of

Q1 = window_of(RoundKind.QUARTER_1, 2025)
Q3 = window_of(RoundKind.QUARTER_3, 2025)
ENDED = date(2025, 2, 28)
BEGUN = date(2025, 3, 1)
BODIES = [
    Member(1, None, ENDED, ENDED),
    Member(2, None, ENDED, ENDED),
    Member(5, None, None),
    Member(9, BEGUN, None),
]


def told(rows):
    return [(one.unit_id, one.counted, one.successors, one.writers) for one in rows]


def test_who_ended_in_the_window_is_shown_and_counted_with_the_successor():
    rows = expected_of(BODIES, {1: [9], 2: [9]}, Q1, date(2025, 3, 14))
    assert told(rows) == [
        (1, False, (9,), (9,)),
        (2, False, (9,), (9,)),
        (5, True, (), (5,)),
        (9, True, (), (9,)),
    ]


def test_a_later_window_knows_only_the_successor():
    rows = expected_of(BODIES, {1: [9], 2: [9]}, Q3, date(2025, 9, 14))
    assert told(rows) == [(5, True, (), (5,)), (9, True, (), (9,))]


def test_a_successor_outside_the_audience_writes_for_the_ended_once():
    rows = expected_of(BODIES[:3], {1: [9], 2: [9]}, Q1, date(2025, 3, 14))
    assert told(rows)[:2] == [(1, True, (9,), (9,)), (2, False, (9,), (9,))]


def test_who_ended_without_a_successor_is_shown_and_owes_nothing():
    rows = expected_of(BODIES[:1], {}, Q1, date(2025, 3, 14))
    assert told(rows) == [(1, False, (), ())]


def test_who_ended_after_the_window_still_counts_and_the_successor_writes():
    ended = date(2025, 6, 30)
    rows = expected_of([Member(1, None, ended, ended)], {1: [9]}, Q1, date(2025, 7, 5))
    assert told(rows) == [(1, True, (9,), (9,))]


@pytest.mark.parametrize(
    ("last", "expected"), [(date(2025, 2, 10), []), (date(2025, 3, 20), [(5, True, (), (5,))])]
)
def test_who_left_the_audience_and_lives_on_is_expected_only_if_it_stayed(last, expected):
    assert told(expected_of([Member(5, None, last)], {}, Q1, date(2025, 3, 14))) == expected


def test_successors_of_successors():
    assert living_heirs(1, {1: [2], 2: [3, 4], 3: [4], 4: []}) == (4,)
    assert living_heirs(1, {1: [2], 2: [1]}) == ()
