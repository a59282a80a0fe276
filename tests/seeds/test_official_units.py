"""The seed files agree with the papers and with each other; read with csv and yaml only."""

import csv
import unicodedata
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

OFFICIAL = Path(__file__).parents[2] / "seeds" / "official"
SUCCESSIONS = sorted((OFFICIAL / "successions").glob("*.yaml"))
OWN_CSV = [
    "documents",
    "workdays",
    "units",
    "unit_names",
    "unit_groups",
    "unit_group_members",
    "fields",
    "field_aliases",
    "field_followers",
    "plans",
    "letterheads",
]
DATE_COLUMNS = {"day", "issued_on", "valid_from", "valid_to", "period_start", "period_end"}


def rows(name):
    with (OFFICIAL / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(name, key):
    return [row[key] for row in rows(name)]


def members(group):
    return {row["unit"] for row in rows("unit_group_members") if row["group"] == group}


def succession(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def new_codes():
    return {unit["code"] for path in SUCCESSIONS for unit in succession(path)["new_units"]}


def units_of_kinds(*kinds):
    return {
        row["code"] for row in rows("units") if row["kind"] in kinds and row["parent"] == "UBND"
    }


# Báo cáo của Sở Nội vụ về kết quả Chỉ số CCHC năm 2021, mục I.1: 19 + 4 + 6 + 11 = 40.
@pytest.mark.parametrize(
    ("group", "kinds", "count"),
    [
        ("G-SBN", ("so", "ban_nganh"), 19),
        ("G-SNCL", ("su_nghiep",), 4),
        ("G-TW", ("trung_uong",), 6),
        ("G-HUYEN", ("huyen",), 11),
        ("G-ALL", ("so", "ban_nganh", "su_nghiep", "trung_uong", "huyen"), 40),
    ],
)
def test_the_forty_units_of_decision_3119(group, kinds, count):
    assert len(members(group)) == count
    assert members(group) == units_of_kinds(*kinds)


def test_fourteen_departments_remain_after_the_first_of_march_2025():
    data = succession(OFFICIAL / "successions" / "2025-03-01.yaml")
    gone = {move["from"] for move in data["moves"] if move["scope"] == "whole"}
    come = {row["unit"] for row in data["group_members"] if row["group"] == "G-SBN"}
    assert len((members("G-SBN") - gone) | come) == 14


def test_the_seven_lead_bodies_of_plan_196():
    assert members("G-CHUTRI") == {"VPUBND", "STP", "STC", "STTTT", "SKHCN", "SNV", "SKHDT"}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("units", "code"),
        ("units", "order"),
        ("unit_groups", "code"),
        ("fields", "code"),
        ("field_aliases", "alias"),
        ("plans", "code"),
        ("documents", "code"),
        ("workdays", "day"),
    ],
)
def test_every_code_is_unique(name, key):
    values = column(name, key)
    assert len(values) == len(set(values))


def test_every_reference_exists():
    units, groups = set(column("units", "code")), set(column("unit_groups", "code"))
    documents, fields = set(column("documents", "code")), set(column("fields", "code"))
    assert set(column("units", "parent")) - {""} <= units
    assert set(column("unit_names", "unit")) == units
    assert set(column("unit_group_members", "unit")) <= units
    assert set(column("unit_group_members", "group")) <= groups
    assert set(column("field_aliases", "field")) <= fields
    assert set(column("field_followers", "unit")) <= units
    assert set(column("field_followers", "field")) == fields
    assert set(column("plans", "owner_unit")) <= units
    assert set(column("plans", "document")) <= documents


def test_groups_list_every_wording_that_the_plans_print_for_them():
    forms = {
        row["code"]: {form.strip().lower() for form in row["printed_forms"].split("|")}
        for row in rows("unit_groups")
    }
    for path in (OFFICIAL / "tasks").glob("*.assignments.csv"):
        for row in rows(f"tasks/{path.stem}"):
            if row["kind"] == "group":
                assert row["printed"].lower() in forms[row["target"]], row


def test_moved_tasks_exist():
    codes = {
        row["code"]
        for path in (OFFICIAL / "tasks").glob("*.csv")
        if "." not in path.stem
        for row in rows(f"tasks/{path.stem}")
    }
    moves = [move for path in SUCCESSIONS for move in succession(path)["moves"]]
    assert {move["task"] for move in moves if "task" in move} <= codes


def test_there_is_one_root():
    assert [row["code"] for row in rows("units") if row["parent"] == ""] == ["UBND"]


@pytest.mark.parametrize("path", SUCCESSIONS, ids=lambda path: path.stem)
def test_every_move_knows_its_units_and_basis(path):
    data, units = succession(path), set(column("units", "code")) | new_codes()
    assert data["effective_on"] == date.fromisoformat(path.stem)
    assert data["basis"] in column("documents", "code")
    assert {move["from"] for move in data["moves"]} <= units
    assert {move["to"] for move in data["moves"] if "to" in move} <= units
    assert all(("to" in move) == (move["kind"] != "dissolve") for move in data["moves"])
    assert all(("task" in move) == (move["scope"] == "task") for move in data["moves"])
    assert {row["unit"] for row in data["group_members"]} <= units


@pytest.mark.parametrize("path", SUCCESSIONS, ids=lambda path: path.stem)
def test_new_units_are_not_yet_in_the_list(path):
    fresh = succession(path)["new_units"]
    assert not {unit["code"] for unit in fresh} & set(column("units", "code"))
    assert not {str(unit["order"]) for unit in fresh} & set(column("units", "order"))


@pytest.mark.parametrize("name", OWN_CSV)
def test_dates_parse_and_every_row_names_its_source(name):
    for row in rows(name):
        for key in DATE_COLUMNS & row.keys():
            assert row[key] == "" or date.fromisoformat(row[key]).isoformat() == row[key]
        assert row["source"].strip(), row


@pytest.mark.parametrize(
    "path", [*(OFFICIAL / f"{name}.csv" for name in OWN_CSV), *SUCCESSIONS], ids=lambda p: p.name
)
def test_text_is_nfc_without_extraction_letters(path):
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert not {"\u01a2", "\u01a3", "\u00a0"} & set(text)


def working_days(year):
    days = [row for row in rows("workdays") if row["enabled"] == "yes"]
    off = {row["day"] for row in days if row["kind"] == "off"}
    makeup = {row["day"] for row in days if row["kind"] == "makeup"}
    every = [date(year, 1, 1) + timedelta(n) for n in range(366)]
    return sum(
        (day.weekday() < 5 and str(day) not in off) or str(day) in makeup
        for day in every
        if day.year == year
    )


@pytest.mark.parametrize(
    ("year", "count"), [(2022, 249), (2023, 249), (2024, 251), (2025, 250), (2026, 250)]
)
def test_working_days_of_a_year(year, count):
    assert working_days(year) == count


def test_days_off_are_weekdays_and_made_up_days_saturdays():
    for row in rows("workdays"):
        assert (date.fromisoformat(row["day"]).weekday() == 5) == (row["kind"] == "makeup"), row


def test_after_2026_the_calendar_is_only_projected():
    assert {row["status"] for row in rows("workdays") if row["day"] >= "2027"} == {"projected"}


def test_culture_day_is_kept_but_switched_off():
    (day,) = [row for row in rows("workdays") if row["day"] == "2026-11-24"]
    assert (day["kind"], day["enabled"]) == ("off", "no")
