"""The provincial index as seeded, against sums and figures read in the papers by hand."""

import csv
import importlib.util
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[2] / "seeds"
Row = dict[str, str]


def read(name: str) -> list[Row]:
    """Return the rows of one seed file."""
    with (SEEDS / "official" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def criteria(code: str = "TINH-2023", *kinds: str) -> list[Row]:
    rows = [row for row in read("criteria/criteria.csv") if row["set"] == code]
    return [row for row in rows if not kinds or row["kind"] in kinds]


def points(rows: list[Row], column: str) -> Decimal:
    return sum((Decimal(row[column]) for row in rows), Decimal(0))


def scores(year: int, rows: list[Row]) -> list[Row]:
    codes = {row["code"] for row in rows}
    found = read("criteria/scores.csv")
    return [row for row in found if row["criterion"] in codes and row["year"] == str(year)]


def test_eight_fields_sum_to_one_hundred() -> None:
    fields = criteria("TINH-2023", "field")
    assert [row["maximum"] for row in fields] == [
        "9.50", "10.00", "13.00", "10.50", "15.00", "12.00", "13.50", "16.50",
    ]  # fmt: skip
    assert points(fields, "maximum") == 100


@pytest.mark.parametrize(
    ("kind", "count", "maximum", "achieved"),
    [  # mục II.1.2.1: 10,03 điểm chưa đạt trong 22,50; mục II.1.2.2: đạt 26,8603/32,00
        ("assessed", 21, "22.50", "12.4669"),
        ("survey", 27, "32.0", "26.8603"),
    ],
)
def test_criteria_and_their_sums(kind: str, count: int, maximum: str, achieved: str) -> None:
    rows = criteria("TINH-2023", kind)
    assert (len(rows), points(rows, "maximum")) == (count, Decimal(maximum))
    assert points(scores(2024, rows), "achieved") == Decimal(achieved)


@pytest.mark.parametrize(
    ("field", "assessed", "survey"),
    [  # the printed lines 1.2.1.1-8 and 1.2.2.1-6: maximum of the criteria named
        (1, "2.50", "0"), (2, "1.00", "4.0"), (3, "3.50", "0"), (4, "1.50", "4.0"),
        (5, "2.00", "9.0"), (6, "2.00", "4.0"), (7, "4.50", "1.0"), (8, "5.50", "10.0"),
    ],
)  # fmt: skip
def test_each_field_has_the_points_its_line_prints(field: int, assessed: str, survey: str) -> None:
    below = [row for row in criteria() if row["parent"] == f"2023-LV{field}"]
    for kind, expected in (("assessed", assessed), ("survey", survey)):
        assert points([r for r in below if r["kind"] == kind], "maximum") == Decimal(expected)


@pytest.mark.parametrize(
    ("field", "lost_assessed", "lost_survey", "achieved"),
    [  # printed: điểm chưa đạt by field, and the field's result; they agree to 0,01
        (1, "0.13", "0", "9.37"), (2, "0.57", "0.5350", "8.89"), (3, "1.65", "0", "11.35"),
        (4, "0.15", "0.5356", "9.81"), (5, "1.50", "1.3983", "12.10"),
        (6, "0.80", "0.7677", "10.43"), (7, "2.58", "0.1383", "10.78"),
        (8, "2.65", "1.7648", "12.09"),
    ],
)  # fmt: skip
def test_what_criteria_lost_is_what_the_field_lost(
    field: int, lost_assessed: str, lost_survey: str, achieved: str
) -> None:
    below = [row for row in criteria() if row["parent"] == f"2023-LV{field}"]
    lost = points(below, "maximum") - points(scores(2024, below), "achieved")
    assert abs(lost - Decimal(lost_assessed) - Decimal(lost_survey)) <= Decimal("0.01")
    [own] = [row for row in criteria("TINH-2023", "field") if row["code"] == f"2023-LV{field}"]
    assert abs(Decimal(own["maximum"]) - lost - Decimal(achieved)) <= Decimal("0.01")


@pytest.mark.parametrize(
    ("year", "achieved", "rank", "sum_of_fields"),
    [(2023, "81.70", "62", "81.71"), (2024, "84.83", "58", "84.82")],
)
def test_totals_as_printed_and_their_rounding(
    year: int, achieved: str, rank: str, sum_of_fields: str
) -> None:
    [total] = scores(year, criteria("TINH-2023", "total"))
    assert (total["achieved"], total["rank"]) == (achieved, rank)
    fields = scores(year, criteria("TINH-2023", "field"))
    assert points(fields, "achieved") == Decimal(sum_of_fields)
    assert sum_of_fields.replace(".", ",") in total["note"]


@pytest.mark.parametrize(
    ("name", "shares"),
    [
        ("Hiện đại hóa hành chính", "30.56 66.40 70.70 80.54 81.80 85.25"),
        ("Cải cách tài chính công", "62.50 74.60 61.30 70.08 83.42 91.91"),
        ("Thực hiện cơ chế một cửa, một cửa liên thông", "56.25"),
    ],
)
def test_shares_of_2016_to_2021(name: str, shares: str) -> None:
    [row] = [row for row in criteria("TINH-2016", "field") if row["name"] == name]
    found = [one for one in read("criteria/scores.csv") if one["criterion"] == row["code"]]
    assert [one["percent"] for one in found] == shares.split()
    assert row["maximum"] == ""


def test_an_unknown_figure_stays_blank() -> None:
    assert {row["maximum"] for row in criteria("TINH-2016")} == {""}
    assert {row["achieved"] for row in scores(2021, criteria("TINH-2016"))} == {""}


def test_every_row_names_its_source_and_every_link_its_basis() -> None:
    for name in ("sets", "criteria", "scores", "links"):
        assert all(row["source"] for row in read(f"criteria/{name}.csv")), name
    assert all(row["basis"] for row in read("criteria/links.csv"))


def test_links_go_from_rows_that_owe_to_criteria_and_from_fields_to_index_fields() -> None:
    kinds = {row["code"]: row["kind"] for row in criteria()}
    rows = {r["code"]: r for p in ("KH196-2025", "DA2437") for r in read(f"tasks/{p}.csv")}
    links = read("criteria/links.csv")
    assert Counter(bool(link["field"]) for link in links) == {False: len(links) - 7, True: 7}
    for link in links:
        if link["task"]:
            assert rows[link["task"]]["is_heading"] == "no"
            assert kinds[link["criterion"]] in {"assessed", "survey"}
        else:
            assert kinds[link["criterion"]] == "field"


def test_a_changed_figure_or_name_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(SEEDS), *sys.path])
    path = SEEDS / "check_criteria_against_papers.py"
    spec = importlib.util.spec_from_file_location("check_criteria", path)
    assert spec is not None
    assert spec.loader is not None
    checker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(checker)
    assert checker.stand_together(["1,50", "0,8410"], "toàn trình 1,50 | 0.8410 | 0,66")
    assert not checker.stand_together(["1,50", "0,8411"], "toàn trình 1,50 | 0,8410 | 0,66")
    assert not checker.stand_together(["1,50", "0,841"], "1,50" + " x" * 400 + " 0,841")
    named = {"a": {"name": "Thanh toán trực tuyến", "note": "", "kind": "assessed"}}
    assert checker.unfound_names(named, "Thực hiện thanh toán trực tuyến", broken=False) == []
    assert len(checker.unfound_names(named, "Mức độ thu hút đầu tư của tỉnh", broken=False)) == 1
