"""The number form: its catalogue in form order, and what papers of earlier years print of it."""

from decimal import Decimal

from tracker.administration.seeding.official import ids_by_code, only
from tracker.administration.seeding.reading import OFFICIAL, day, read_csv
from tracker.administration.seeding.upsert import SeedCounts, put
from tracker.plans.models import Field
from tracker.reports.models.indicators import Indicator, OpeningBalance


def seed_indicators(counts: SeedCounts) -> None:
    """Every row of the form, then the figures that are known of it."""
    fields = ids_by_code(Field)
    for position, row in enumerate(read_csv(OFFICIAL / "indicators.csv"), start=1):
        values = only(row, "number", "name", "measure", "kind", "origin", "note", "source") | {
            "field_id": fields[row["field"]], "position": position,
            "numerator_label": row["numerator"], "denominator_label": row["denominator"],
            "share": row["share"] == "yes", "counted": row["counted"] == "yes",
            "valid_from": day(row["valid_from"]), "valid_to": day(row["valid_to"]),
        }  # fmt: skip
        put(counts, Indicator, {"code": row["code"]}, values)
    indicators = ids_by_code(Indicator)
    for row in read_csv(OFFICIAL / "indicator_balances.csv"):
        key = {
            "indicator_id": indicators[row["indicator"]], "year": int(row["year"]),
            "kind": row["kind"],
        }  # fmt: skip
        values = only(row, "printed", "note", "source") | {
            "numerator": _figure(row["numerator"]), "denominator": _figure(row["denominator"]),
        }  # fmt: skip
        put(counts, OpeningBalance, key, values)


def _figure(text: str) -> Decimal | None:
    """A figure of a seed cell ("769847"); None where it is blank."""
    return Decimal(text) if text else None
