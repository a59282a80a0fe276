"""`tracker schedule`: the fixed form of its JSON."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from tracker.db import write_transaction
from tracker.workdays.commands import NO_CALENDAR, count_products, schedule
from tracker.workdays.models import CalendarDay

PLAN = ["--plan-start", "2025-01-01", "--plan-end", "2025-12-31"]


def run(*arguments):
    result = CliRunner().invoke(schedule, [*arguments])
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_the_answer_has_exactly_the_agreed_keys():
    answer = run("Quý I/2025", *PLAN, "--year", "2025")
    assert answer == {
        "phrase": "Quý I/2025",
        "rules": [
            {
                "kind": "point",
                "slot": 1,
                "due": ["2025-03-31"],
                "label": "Quý I/2025 → 31/3/2025",
                "source_rule": "Quý: ngày cuối của quý",
            }
        ],
        "confidence": 0.8,
        "question": None,
    }


@pytest.mark.parametrize(
    "products",
    [
        ["--product", "Kế hoạch", "--product", "Báo cáo kết quả"],
        ["--product", "- Kế hoạch\n- Báo cáo kết quả"],
        ["--product", "- Kế hoạch - Báo cáo kết quả (lồng ghép với kết quả CCHC)"],
    ],
)
def test_products_pair_with_deadlines(products):
    rules = run("- Tháng 02/2025 - Tháng 12/2025", *PLAN, *products)["rules"]
    assert [(rule["slot"], rule["due"]) for rule in rules] == [
        (1, ["2025-02-28"]),
        (2, ["2025-12-31"]),
    ]


@pytest.mark.parametrize(
    ("texts", "count"), [((), 0), (("Kế hoạch",), 1), (("A; B", "C"), 3), (("Văn bản - C",), 1)]
)
def test_products_are_counted_as_printed(texts, count):
    assert count_products(texts) == count


FIVE_DAYS = "Trong vòng 05 ngày làm việc kể từ ngày 24/4/2025"


def test_working_days_are_counted_over_the_announced_days(app):
    """Off 30/4 to 02/5/2025, Saturday 26/4 worked: the fifth day after 24/4 is 05/5/2025."""
    off = [date(2025, 4, 30), date(2025, 5, 1), date(2025, 5, 2)]
    with write_transaction() as session:
        announced = {"name": "Nghỉ lễ", "status": "announced", "enabled": True}
        session.add_all(CalendarDay(day=day, kind="off", **announced) for day in off)
        session.add(CalendarDay(day=date(2025, 4, 26), kind="makeup", **announced))
    answer = run(FIVE_DAYS, *PLAN)
    assert answer["rules"][0]["due"] == ["2025-05-05"]
    assert (answer["confidence"], answer["question"]) == (1.0, None)


def test_without_the_announced_days_working_days_are_asked_about(app):
    answer = run(FIVE_DAYS, *PLAN)
    assert (answer["rules"][0]["due"], answer["question"]) == ([], NO_CALENDAR)
    assert answer["confidence"] == 0.5


def test_a_blank_phrase_is_asked_about():
    answer = run("", *PLAN)
    assert answer["rules"][0]["kind"] == "unknown"
    assert "để trống" in answer["question"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["Quý I", "--plan-start", "01/01/2025", "--plan-end", "2025-12-31"],
        ["Quý I", "--plan-start", "2025-12-31", "--plan-end", "2025-01-01"],
        ["Quý I"],
    ],
)
def test_wrong_options_are_refused(arguments):
    assert CliRunner().invoke(schedule, arguments).exit_code == 2
