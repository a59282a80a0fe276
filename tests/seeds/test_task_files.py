"""The task files of every plan, held to the rules their README states."""

import csv
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[2] / "seeds" / "official"
PLANS = sorted(p.stem for p in (SEEDS / "tasks").glob("*.csv") if "." not in p.stem)
FORMS = {"document", "system", "figure", "event", "other"}
every_plan = pytest.mark.parametrize("plan", PLANS)

Row = dict[str, str]


@cache
def read(name: str) -> list[Row]:
    """Return the rows of one seed file."""
    with (SEEDS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tasks(plan: str) -> dict[str, Row]:
    return {row["code"]: row for row in read(f"tasks/{plan}.csv")}


def products(plan: str) -> list[Row]:
    return read(f"tasks/{plan}.products.csv")


def assignments(plan: str) -> list[Row]:
    return read(f"tasks/{plan}.assignments.csv")


def with_children(plan: str) -> set[str]:
    return {row["parent"] for row in tasks(plan).values()} - {""}


def leads_of(plan: str, code: str) -> list[Row]:
    """Return the lead assignments of a row or of the row whose cells it takes over."""
    while code:
        own = [a for a in assignments(plan) if (a["task"], a["role"]) == (code, "lead")]
        if own:
            return own
        row = tasks(plan)[code]
        code = row["cells_from"] or row["parent"]
    return []


def deadline_items(text: str) -> int:
    """Return the number of list items of a deadline cell; a cell without a list is one item."""
    return max(1, len(re.findall(r"^- ", text, flags=re.MULTILINE)))


def test_the_four_plans_are_here() -> None:
    assert PLANS == ["BC43-2025", "DA2437", "KH196-2025", "STC-2437"]
    assert set(PLANS) <= {row["code"] for row in read("plans.csv")}


@every_plan
def test_codes_are_unique_and_carry_the_plan(plan: str) -> None:
    codes = [row["code"] for row in read(f"tasks/{plan}.csv")]
    assert [c for c, n in Counter(codes).items() if n > 1] == []
    assert all(c.startswith(f"{plan}/") for c in codes)


@every_plan
def test_a_parent_stands_above_its_children(plan: str) -> None:
    seen = {""}
    for code, row in tasks(plan).items():
        assert row["parent"] in seen, code
        seen.add(code)


@every_plan
def test_shared_cells_belong_to_a_row_above_that_shares_none_itself(plan: str) -> None:
    rows = tasks(plan)
    order = list(rows)
    for code, row in rows.items():
        if other := row["cells_from"]:
            assert order.index(other) < order.index(code)
            assert rows[other]["cells_from"] == ""
            assert other != row["parent"]


@every_plan
def test_every_row_has_a_title_a_plan_field_and_a_source(plan: str) -> None:
    fields = {f["code"] for f in read("fields.csv") if f["used_in"] in {"plan", "both"}}
    for code, row in tasks(plan).items():
        assert row["title"].strip(), code
        assert row["source"].strip(), code
        assert row["field"] in fields, code
        assert row["field_basis"].strip(), code
        assert row["is_heading"] in {"yes", "no"}, code


@every_plan
def test_a_row_with_children_owes_only_with_its_own_product_and_deadline(plan: str) -> None:
    for code in with_children(plan):
        row = tasks(plan)[code]
        own = bool(row["product_text"] and row["deadline_text"])
        assert row["is_heading"] == ("no" if own else "yes"), code


@every_plan
def test_a_heading_without_children_says_why(plan: str) -> None:
    for code, row in tasks(plan).items():
        if row["is_heading"] == "yes" and code not in with_children(plan):
            assert row["note"], code


@every_plan
def test_every_owed_row_has_a_lead_or_asks_for_one(plan: str) -> None:
    owed = [code for code, row in tasks(plan).items() if row["is_heading"] == "no"]
    assert [code for code in owed if not leads_of(plan, code)] == []


@every_plan
def test_targets_of_assignments_exist(plan: str) -> None:
    known = {
        "unit": {row["code"] for row in read("units.csv")},
        "group": {row["code"] for row in read("unit_groups.csv")},
        "outside": {""},
        "to_confirm": {""},
    }
    for entry in assignments(plan):
        assert entry["task"] in tasks(plan), entry
        assert entry["role"] in {"lead", "partner"}, entry
        assert entry["target"] in known[entry["kind"]], entry


@every_plan
def test_an_assignment_is_a_part_of_the_cell_it_reads(plan: str) -> None:
    for entry in assignments(plan):
        cell = "lead_text" if entry["role"] == "lead" else "partners_text"
        printed = tasks(plan)[entry["task"]][cell]
        assert entry["printed"] in printed, entry
        assert entry["printed"] or (entry["kind"], printed) == ("to_confirm", ""), entry


@every_plan
def test_every_printed_lead_and_partner_is_assigned(plan: str) -> None:
    assigned = {(a["task"], a["role"]) for a in assignments(plan)}
    for code, row in tasks(plan).items():
        assert not row["lead_text"] or (code, "lead") in assigned, code
        assert not row["partners_text"] or (code, "partner") in assigned, code


@every_plan
def test_ordinals_count_from_one(plan: str) -> None:
    counted: dict[tuple[str, ...], list[str]] = {}
    for entry in assignments(plan):
        counted.setdefault((entry["task"], entry["role"]), []).append(entry["ordinal"])
    for entry in products(plan):
        counted.setdefault((entry["task"],), []).append(entry["ordinal"])
    for key, ordinals in counted.items():
        assert ordinals == [str(n + 1) for n in range(len(ordinals))], key


@every_plan
def test_products_are_those_of_the_rows_that_print_one(plan: str) -> None:
    printing = {code for code, row in tasks(plan).items() if row["product_text"]}
    assert {entry["task"] for entry in products(plan)} == printing


@every_plan
def test_products_say_who_issues_them_and_in_what_form(plan: str) -> None:
    for entry in products(plan):
        assert entry["title"].strip(), entry
        assert entry["issuer"] == ("other" if entry["issuer_text"] else "own"), entry
        assert entry["form"] in FORMS, entry


@every_plan
def test_slots_pair_products_with_the_deadlines_of_a_list(plan: str) -> None:
    slots: dict[str, set[str]] = {}
    for entry in products(plan):
        slots.setdefault(entry["task"], set()).add(entry["slot"])
    for code, found in slots.items():
        paired = deadline_items(tasks(plan)[code]["deadline_text"])
        assert found in ({"1"}, {str(n + 1) for n in range(paired)}), code


@pytest.mark.parametrize("path", sorted((SEEDS / "tasks").glob("*.csv")), ids=lambda p: p.name)
def test_text_is_clean_vietnamese(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert not re.search("[ƢƣÐ\u00a0\u00ad\r\t¹²³⁰-⁹]|PHÕNG|Đ/c|đ/c", text)
    for row in read(f"tasks/{path.name}"):
        for column, value in row.items():
            assert value == value.strip(), (path.name, row, column)
            assert "  " not in value, (path.name, row, column)
