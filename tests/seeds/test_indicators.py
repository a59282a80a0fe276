"""The number form as seeded; its known figures against what the papers print, read by hand."""

import csv
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[2] / "seeds/official"


def read(name):
    with (SEEDS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CATALOGUE = {row["code"]: row for row in read("indicators.csv")}
BALANCES = {(row["indicator"], row["year"]): row for row in read("indicator_balances.csv")}


def test_the_form_goes_field_by_field_in_its_numbers():
    fields = [row["field"] for row in CATALOGUE.values()]
    assert list(dict.fromkeys(fields)) == ["CDDH", "CCTC", "TTHC", "TCBM", "CDCV", "TCC", "CQS"]
    numbers = [tuple(map(int, row["number"].split("."))) for row in CATALOGUE.values()]
    assert numbers == sorted(set(numbers))
    assert all(unicodedata.is_normalized("NFC", row["name"]) for row in CATALOGUE.values())


def test_ratios_and_only_they_name_two_parts():
    for row in CATALOGUE.values():
        ratio = row["kind"] == "ratio"
        assert bool(row["numerator"] and row["denominator"]) == ratio, row["code"]
        assert row["kind"] in {"flow", "stock", "ratio"}
        assert row["origin"] in {"lead", "sum"}
        assert row["source"]


@pytest.mark.parametrize(
    ("code", "year", "parts", "printed"),
    [
        ("CT3.2", "2021", ("536", ""), None), ("CT3.4", "2021", ("522", ""), None),
        ("CT3.11", "2021", ("769847", ""), None), ("CT3.14", "2021", ("920", ""), None),
        ("CT3.13", "2021", ("766942", "767862"), "99.88"),
        ("CT1.12", "2021", ("1778", "1798"), "98.89"),
        ("CT4.4", "2024", ("110", "113"), "97.35"),
        ("CT5.6", "2024", ("1131", "1150"), "98.35"),
        ("CT5.7", "2024", ("1026", "1035"), "99.13"),
        ("CT7.3", "2024", ("94511", "168561"), "56.0693"),
        ("CT7.4", "2024", ("350", "512"), "68.3594"),
        ("CT7.5", "2024", ("69", "350"), "19.7143"),
        ("CT7.6", "2024", ("40190", "256833"), "15.6483"),
        ("CT7.7", "2024", ("9", "16"), "56.25"),
    ],
)  # fmt: skip
def test_known_figures_give_the_printed_share(code, year, parts, printed):
    row = BALANCES[code, year]
    assert (row["numerator"], row["denominator"]) == parts
    if printed:
        places = Decimal(1).scaleb(Decimal(printed).as_tuple().exponent)
        assert (100 * Decimal(parts[0]) / Decimal(parts[1])).quantize(places) == Decimal(printed)
    assert row["source"]


def test_published_procedures_make_up_the_printed_whole():
    parts = (BALANCES[code, "2021"]["numerator"] for code in ("CT3.2", "CT3.3", "CT3.4"))
    assert sum(map(int, parts)) == 1076
    received = {code: int(BALANCES[code, "2021"]["numerator"]) for code in ("CT3.12", "CT3.14")}
    assert received["CT3.12"] - received["CT3.14"] == 766942
