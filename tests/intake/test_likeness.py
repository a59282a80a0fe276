"""How well earlier rows are found again, on rows that were matched by hand.

The weights and bounds of the rule were chosen while looking at these very rows, so what a plan of
another office gives will be lower. The bounds below are what the rule reaches, rounded down.
"""

import time
from dataclasses import replace

import pytest

from tests.intake.alike_by_hand import (
    ADDRESSED,
    CARRIED_OUT,
    DOUBTFUL,
    DOUBTFUL_OF_THE_DEPARTMENT,
    OF_THE_DEPARTMENT,
    follows,
    lines,
    next_years,
)
from tracker.intake.rules.likeness import CARRIES_OUT, FOLLOWS, Line, alike, words_of


def rates(found, right, doubtful=frozenset()):
    """(precision, recall) of proposed pairs; what may be taken either way is left out."""
    pairs = {(one.key, one.other) for one in found} - doubtful
    good = len(pairs & right)
    return good / len(pairs), good / len(right)


def test_rows_of_a_reworded_plan_are_found_again():
    """50 rows by hand: 9 of 10 proposals right, 9 of 10 links found."""
    precision, recall = rates(alike(next_years(), lines("KH196-2025"), FOLLOWS), follows())
    assert precision >= 0.93
    assert recall >= 0.91


def test_a_departments_rows_are_found_in_the_programme():
    """11 links by hand, worded closely: none wrong, all but one found."""
    duties = [line for line in lines("DA2437") if line.key.startswith(ADDRESSED)]
    found = alike(lines("STC-2437"), duties, CARRIES_OUT)
    precision, recall = rates(found, OF_THE_DEPARTMENT, DOUBTFUL_OF_THE_DEPARTMENT)
    assert precision == 1
    assert recall >= 0.9


def test_a_provinces_rows_are_found_in_the_programme_less_surely():
    """11 links by hand, worded apart: of seven proposals four are right; every fourth is missed."""
    found = alike(lines("KH196-2025"), lines("DA2437"), CARRIES_OUT)
    precision, recall = rates(found, CARRIED_OUT, DOUBTFUL)
    assert precision >= 0.57
    assert recall >= 0.7


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kế hoạch CCHC năm 2025", "Kế hoạch cải cách hành chính năm 2026"),
        ("Hoàn thành trong quý I/2025", "Hoàn thành trong Quý III năm 2026"),
        ("Theo Nghị định số 60/2021/NĐ-CP", "Theo Nghị định số 71/NĐ-CP"),
        ("Rà soát văn bản QPPL", "RÀ SOÁT VĂN BẢN QUY PHẠM PHÁP LUẬT"),
    ],
)
def test_years_numbers_and_abbreviations_are_no_difference(one, other):
    assert words_of(one) == words_of(other)


def test_a_proposal_says_why():
    same = Line(1, "Kiểm tra công vụ năm 2026", "", "Báo cáo", frozenset({"unit:1"}), "CDDH")
    earlier = replace(same, key=7, title="Kiểm tra công vụ", name="dòng 3.4, Kế hoạch 196/KH-UBND")
    other = Line(8, "Tuyển dụng viên chức")
    (found,) = alike([same], [other, earlier], FOLLOWS)
    assert (found.key, found.other, found.score) == (1, 7, pytest.approx(1))
    assert found.basis == (
        "Trùng 100 % từ ngữ với dòng 3.4, Kế hoạch 196/KH-UBND; cùng cơ quan chủ trì,"
        " cùng lĩnh vực và sản phẩm tương tự"
    )


@pytest.mark.parametrize("rows", [[], [Line(1, "")], [Line(1, "2025 2026")]])
def test_rows_without_words_are_like_nothing(rows):
    assert alike(rows, [Line(2, "Kiểm tra công vụ"), Line(3, "")], FOLLOWS) == []


def test_rows_that_are_all_the_same_are_not_offered():
    """ "Nhiệm vụ 17" is as alike as every other: which one it goes on with is not known."""
    earlier = [Line(n, f"Nhiệm vụ {n} của kế hoạch") for n in range(5)]
    assert alike([Line(9, "Nhiệm vụ 17 của kế hoạch")], earlier, FOLLOWS) == []
    assert len(alike([Line(9, "Nhiệm vụ 17 của kế hoạch")], earlier[:2], FOLLOWS)) == 2


def test_the_work_grows_with_the_rows_and_not_with_their_product():
    """Ten times the rows, ten times the steps: measured in CPU time, with room for a busy host."""

    def seconds(times):
        rows = [
            replace(line, key=f"{line.key}-{turn}", title=f"{line.title} đợt x{turn}y")
            for line in lines("KH196-2025")[:50]
            for turn in range(times)
        ]
        begun = time.process_time()
        alike(rows, rows, FOLLOWS)
        return time.process_time() - begun

    few, many = min(seconds(2) for _ in range(3)), seconds(20)
    assert many < 30 * few
    assert many < 10
