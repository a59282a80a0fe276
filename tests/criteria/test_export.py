"""`tracker export criteria`: the print, the result of a year, what moves it as of a day."""

import csv
import io
import json
from datetime import date

import pytest

from tests.criteria.factories import build_index
from tests.tasks.factories import make_obligation
from tests.work.conftest import province, settings
from tracker.extensions import db

__all__ = ["province", "settings"]


@pytest.fixture
def index(province):
    build_index(province.task, province.field)
    make_obligation(
        province.task, province.own, due_on=date(2025, 3, 31), late_from=date(2025, 4, 1)
    )


def rows(app, *arguments):
    result = app.test_cli_runner().invoke(
        args=["export", "criteria", *arguments, "--format", "json"]
    )
    db.session.remove()
    assert result.exit_code == 0, result.output
    return {row["code"]: row for row in json.loads(result.output)}


def test_a_criterion_with_its_result_and_its_risk_as_of_a_day(app, index):
    row = rows(app, "--as-of", "2025-06-10")["TC-1"]
    assert (row["maximum"], row["achieved"], row["missing"], row["year"]) == (
        "1.5", "0.5", "1", 2024,
    )  # fmt: skip
    assert (row["parent"], row["tasks"]) == ("LV-1", "KH196-2025/CCTC/1.1")
    assert (row["due"], row["late"], row["silent"], row["risk"]) == (1, 1, 0, "1.5")
    before = rows(app, "--as-of", "2025-03-10")["TC-1"]
    assert (before["due"], before["late"], before["risk"]) == (1, 0, "0")


def test_a_year_without_a_result_is_blank_and_a_field_has_no_risk(app, index):
    found = rows(app, "--year", "2023")
    assert (found["TC-1"]["year"], found["TC-1"]["achieved"]) == (None, None)
    assert (found["LV-1"]["fields"], found["LV-1"]["risk"]) == ("CCTC", None)


def test_csv_of_the_official_data(seeded_app):
    result = seeded_app.test_cli_runner().invoke(args=["export", "criteria", "--format", "csv"])
    table = {row["code"]: row for row in csv.DictReader(io.StringIO(result.output))}
    assert len(table) == 1 + 8 + 21 + 27 + 1 + 9
    assert table["2023-TC16"]["achieved"] == "0.841"
    assert table["2016-LV1"]["maximum"] == ""
