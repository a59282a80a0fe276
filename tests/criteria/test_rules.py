"""Points and what of them is at risk, reckoned by hand."""

from datetime import date
from decimal import Decimal

import pytest

from tracker.criteria.rules import (
    CriterionKind,
    Shares,
    closings_of,
    exact,
    link_problem,
    missing,
    points_words,
    reads_risk,
    risk,
    risk_words,
    score_problem,
    summed,
)
from tracker.permissions import GrantValue, Role, Viewer

ONE_AND_A_HALF = Decimal("1.5")


@pytest.mark.parametrize(
    ("maximum", "shares", "expected"),
    [
        ("1.5", Shares(10, 2, 1), "0.45"),  # 1.5 × 3 / 10
        ("1.5", Shares(10, 0, 0), "0.00"),
        ("1.5", Shares(3, 3, 0), "1.50"),
        ("1", Shares(3, 1, 1), "0.67"),  # 0.666… rounded half up
        ("0.5", Shares(4, 1, 0), "0.13"),  # 0.125 rounded half up
        ("1.5", Shares(0, 0, 0), None),  # nothing falls due
        (None, Shares(10, 2, 1), None),  # the maximum is unknown
    ],
)
def test_points_at_risk(maximum: str | None, shares: Shares, expected: str | None) -> None:
    found = risk(None if maximum is None else Decimal(maximum), shares)
    assert found == (None if expected is None else Decimal(expected))


def test_the_words_name_every_number() -> None:
    assert risk_words(ONE_AND_A_HALF, Shares(10, 2, 1), 2025) == (
        "1,50 × (2 chậm + 1 chưa cập nhật một kỳ) / 10 phần việc đến hạn trong năm 2025 = 0,45 điểm"
    )
    assert "không có phần việc chủ trì nào" in risk_words(ONE_AND_A_HALF, Shares(), 2025)
    assert risk_words(None, Shares(1, 1), 2025) == "Không ước tính: điểm tối đa chưa có."


def test_shares_of_tasks_are_added() -> None:
    assert summed([Shares(3, 1, 0), Shares(2, 0, 2)]) == Shares(5, 1, 2)


@pytest.mark.parametrize(
    ("points", "words"),
    [("1.5", "1,50"), ("0.8841", "0,8841"), ("0", "0,00"), ("100", "100,00"), (None, "chưa có")],
)
def test_points_are_written_as_papers_print_them(points: str | None, words: str) -> None:
    assert points_words(None if points is None else Decimal(points)) == words


@pytest.mark.parametrize("typed", ["1.23456", "một", "", "NaN"])
def test_what_is_no_points_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"points|places"):
        exact(typed)


def test_points_missing_need_both_figures() -> None:
    assert missing(ONE_AND_A_HALF, Decimal("0.841")) == Decimal("0.659")
    assert missing(None, Decimal(1)) is missing(Decimal(1), None) is None


# Data close on 14/3, 14/6, 14/9, 14/12. On 10/6/2025 the last two closings are 14/3/2025 and
# 14/12/2024; on 15/6/2025 they are 14/6 and 14/3.
@pytest.mark.parametrize(
    ("today", "start", "heard", "silent"),
    [
        (date(2025, 6, 10), date(2025, 1, 1), None, True),
        (date(2025, 6, 10), date(2025, 3, 15), None, False),  # begun after the last closing
        (date(2025, 6, 10), date(2025, 1, 1), date(2024, 12, 14), True),
        (date(2025, 6, 10), date(2025, 1, 1), date(2024, 12, 15), False),
        (date(2025, 6, 14), date(2025, 1, 1), date(2025, 1, 2), False),
        (date(2025, 6, 15), date(2025, 1, 1), date(2025, 1, 2), True),
        (date(2025, 6, 15), date(2025, 6, 14), None, True),
    ],
)
def test_silent_for_a_whole_period(
    today: date, start: date, heard: date | None, *, silent: bool
) -> None:
    assert closings_of(today).is_silent(start, heard) is silent


@pytest.mark.parametrize(
    ("role", "units", "reads"),
    [
        (Role.LEADERSHIP, None, True),
        (Role.COMPILER, None, True),
        (Role.COMPILER, frozenset({2}), False),
        (Role.HEAD, frozenset({2}), False),
        (Role.FOCAL, frozenset({2}), False),
        (Role.ADMINISTRATOR, None, False),
    ],
)
def test_who_reads_the_risk(role: Role, units: frozenset[int] | None, *, reads: bool) -> None:
    assert reads_risk(Viewer(1, "Cán bộ", (GrantValue(role, 1, units),))) is reads


def test_a_link_names_one_target_and_its_basis() -> None:
    assert link_problem(1, None, "Cùng nội dung") == {}
    assert set(link_problem(None, None, "")) == {"target", "basis"}
    assert set(link_problem(1, 2, "Cùng nội dung")) == {"target"}


def test_a_result_says_something_and_stays_below_the_maximum() -> None:
    assert set(score_problem(Decimal(1), None, None, None)) == {"achieved"}
    assert "(1,00)" in score_problem(Decimal(1), Decimal("1.1"), None, None)["achieved"]
    assert score_problem(None, Decimal(5), None, None) == {}


def test_only_two_kinds_are_criteria() -> None:
    assert {kind for kind in CriterionKind if kind.is_criterion} == {"assessed", "survey"}
