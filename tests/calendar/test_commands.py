"""`tracker schedule`: the fixed form of its JSON."""

import json

import pytest
from click.testing import CliRunner

from tracker.calendar.commands import count_products, schedule

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
