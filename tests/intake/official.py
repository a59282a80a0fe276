"""The official data of `seeds/` as values: rows of a plan, and the directory that reads them."""

import csv
from datetime import date
from pathlib import Path

from tracker.calendar.schedule import PlanContext
from tracker.intake.rules.directory import Body, Directory, FieldNames
from tracker.tasks.rules.addressees import Named

SEEDS = Path(__file__).parents[2] / "seeds" / "official"
CONTEXTS = {
    "KH196-2025": PlanContext(date(2025, 1, 1), date(2025, 12, 31), 2025),
    "DA2437": PlanContext(date(2022, 9, 16), date(2030, 12, 31)),
}


def seed(name):
    """The rows of a seed file."""
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def directory():
    """The bodies before the reorganisation of 2025; the key of a body is its code."""
    forms = {}
    for row in seed("unit_names"):
        forms[row["unit"]] = (row["name"], row["short_name"])
    divisions = {row["code"] for row in seed("units") if row["kind"] == "phong"}
    bodies = [
        Body(
            Named(f"unit:{code}", name, (name,) if code in divisions else (name, short)), code=code
        )
        for code, (name, short) in forms.items()
    ]
    bodies += [
        Body(
            Named(
                f"group:{row['code']}", row["name"],
                tuple(form.strip() for form in row["printed_forms"].split("|")),
            ),
            code=row["code"],
        )
        for row in seed("unit_groups")
    ]  # fmt: skip
    aliases, followers = {}, {}
    for row in seed("field_aliases"):
        aliases.setdefault(row["field"], []).append(row["alias"])
    for row in seed("field_followers"):
        followers.setdefault(row["field"], []).append(f"unit:{row['unit']}")
    fields = [
        FieldNames(
            row["code"], row["name"], tuple(aliases.get(row["code"], ())),
            tuple(followers.get(row["code"], ())),
        )
        for row in seed("fields")
        if row["used_in"] != "index"
    ]  # fmt: skip
    return Directory.of(bodies, fields, place="tỉnh Sóc Trăng")
