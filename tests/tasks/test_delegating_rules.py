"""Who inside the unit may take a phần việc, and by which day."""

from datetime import date

import pytest

from tracker.tasks.rules.delegating import Handing, House, Officer, Work, check

TODAY, DUE = date(2025, 6, 10), date(2025, 6, 30)
STP, P1, P2 = 1, 11, 12
HOUSE = House(STP, {P1: "Phòng Một", P2: "Phòng Hai"}, (Officer(7, "Cán bộ phòng", P1),
              Officer(8, "Cán bộ đầu mối", STP)))  # fmt: skip
WORK = Work(STP, True, DUE, "Ban hành Kế hoạch")


@pytest.mark.parametrize(
    ("division", "officer", "field"),
    [
        (P1, None, None), (None, 7, None), (P1, 7, None), (P2, 8, None),
        (None, None, "division"), (99, None, "division"), (None, 99, "officer"),
        (P2, 7, "officer"),
    ],
)  # fmt: skip
def test_work_goes_to_a_division_or_an_officer_of_the_unit(division, officer, field):
    problems = check(Handing(division, officer), [WORK], HOUSE, TODAY)
    assert list(problems) == ([field] if field else [])


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, None), (DUE, None), (None, None),
        (date(2025, 7, 1), "Hạn nội bộ phải vào hoặc trước thời hạn 30/6/2025."),
        (date(2025, 6, 9), "Hạn nội bộ 09/6/2025 đã qua"),
    ],
)  # fmt: skip
def test_internal_day_lies_between_today_and_the_due_day(day, words):
    problems = check(Handing(P1, None, day), [WORK], HOUSE, TODAY)
    assert (words is None) == (not problems)
    assert words is None or problems["internal_due_on"].startswith(words)


def test_overdue_work_takes_no_internal_day():
    late = Work(STP, True, date(2025, 3, 31), "Rà soát")
    words = check(Handing(P1, None, TODAY), [late], HOUSE, TODAY)["internal_due_on"]
    assert "đã quá hạn thì để trống" in words
    assert check(Handing(P1, None, TODAY, keeps_day=True), [late], HOUSE, TODAY) == {}


def test_of_many_rows_those_that_do_not_fit_are_named():
    works = [WORK, Work(STP, True, date(2025, 6, 15), "Rà soát."), Work(STP, False, None, "Xong")]
    problems = check(Handing(P1, None, date(2025, 6, 20)), works, HOUSE, TODAY)
    assert "15/6/2025 của 01 phần việc: “Rà soát”" in problems["internal_due_on"]
    assert "“Xong”" in problems["rows"]


def test_standing_work_takes_any_later_day():
    standing = Work(STP, True, None, "Thường xuyên")
    assert check(Handing(None, 8, date(2025, 12, 1)), [standing], HOUSE, TODAY) == {}


def test_work_of_another_unit_and_no_work_at_all_are_refused():
    foreign = Work(2, True, DUE, "Của sở khác")
    assert list(check(Handing(P1, None), [foreign], HOUSE, TODAY)) == ["rows"]
    assert list(check(Handing(P1, None), [], HOUSE, TODAY)) == ["rows"]
