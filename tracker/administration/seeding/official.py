"""The official data in `seeds/official/`, table by table, in the order they lean on each other."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from tracker.administration.seeding.reading import OFFICIAL, SeedRow, day, read_csv
from tracker.administration.seeding.upsert import SeedCounts, put
from tracker.documents.models import Document
from tracker.extensions import db
from tracker.plans.models import Field, FieldAlias, FieldFollower, Plan
from tracker.reports.models.letterheads import ReportLetterhead
from tracker.text import fold
from tracker.units.models import Unit, UnitGroup, UnitGroupMember, UnitName
from tracker.workdays.models import CalendarDay


def ids_by_code(model: type[Any]) -> dict[str, int]:
    """The ids of a table's rows by their stable code."""
    return dict(db.session.execute(select(model.code, model.id)).all())


def seed_documents(counts: SeedCounts) -> None:
    """The register of papers."""
    for row in read_csv(OFFICIAL / "documents.csv"):
        values = only(row, "number", "kind", "issuer", "subject", "source", "note")
        put(counts, Document, {"code": row["code"]}, values | {"issued_on": day(row["issued_on"])})


def seed_workdays(counts: SeedCounts) -> None:
    """Announced and projected days off and make-up days."""
    for row in read_csv(OFFICIAL / "workdays.csv"):
        values = only(row, "kind", "name", "status", "source")
        values["enabled"] = row["enabled"] == "yes"
        put(counts, CalendarDay, {"day": day(row["day"])}, values)


def seed_units(counts: SeedCounts) -> None:
    """Bodies, their names, groups and members. A parent stands before its children."""
    for row in read_csv(OFFICIAL / "units.csv"):
        units = ids_by_code(Unit)
        values = {
            "kind": row["kind"], "sort_order": int(row["order"]),
            "parent_id": units[row["parent"]] if row["parent"] else None,
            "valid_from": day(row["valid_from"]), "source": row["source"],
        }  # fmt: skip
        put(counts, Unit, {"code": row["code"]}, values)
    units = ids_by_code(Unit)
    for row in read_csv(OFFICIAL / "unit_names.csv"):
        key = {"unit_id": units[row["unit"]], "valid_from": day(row["valid_from"])}
        values = only(row, "name", "short_name", "place", "superior", "source")
        values["search_key"] = fold(f"{row['name']} {row['short_name']}")
        put(counts, UnitName, key, values)
    for row in read_csv(OFFICIAL / "unit_groups.csv"):
        put(counts, UnitGroup, {"code": row["code"]}, only(row, "name", "printed_forms", "source"))
    groups = ids_by_code(UnitGroup)
    for row in read_csv(OFFICIAL / "unit_group_members.csv"):
        key = {
            "group_id": groups[row["group"]], "unit_id": units[row["unit"]],
            "valid_from": day(row["valid_from"]),
        }  # fmt: skip
        put(counts, UnitGroupMember, key, {"source": row["source"]})


def seed_fields(counts: SeedCounts) -> None:
    """Fields, what else the papers call them, and who follows each."""
    for row in read_csv(OFFICIAL / "fields.csv"):
        values = only(row, "name", "used_in", "source") | {"sort_order": int(row["order"])}
        put(counts, Field, {"code": row["code"]}, values)
    fields, units = ids_by_code(Field), ids_by_code(Unit)
    for row in read_csv(OFFICIAL / "field_aliases.csv"):
        key = {"field_id": fields[row["field"]], "alias": row["alias"]}
        values = {"search_key": fold(row["alias"]), "source": row["source"]}
        put(counts, FieldAlias, key, values)
    for row in read_csv(OFFICIAL / "field_followers.csv"):
        key = {
            "field_id": fields[row["field"]], "unit_id": units[row["unit"]],
            "valid_from": day(row["valid_from"]),
        }  # fmt: skip
        put(counts, FieldFollower, key, {"source": row["source"]})


def seed_plans(counts: SeedCounts) -> None:
    """Plans in official order."""
    documents, units = ids_by_code(Document), ids_by_code(Unit)
    for position, row in enumerate(read_csv(OFFICIAL / "plans.csv"), start=1):
        values = only(row, "number", "title", "kind", "standing", "source") | {
            "document_id": documents[row["document"]],
            "owner_unit_id": units[row["owner_unit"]],
            "period_start": day(row["period_start"]),
            "period_end": day(row["period_end"]),
            "year": int(row["year"]) if row["year"] else None,
            "sort_order": position,
        }
        put(counts, Plan, {"code": row["code"]}, values)


def seed_letterheads(counts: SeedCounts) -> None:
    """What the head and the signature of units' papers print."""
    units = ids_by_code(Unit)
    for row in read_csv(OFFICIAL / "letterheads.csv"):
        key = {"unit_id": units[row["unit"]], "valid_from": day(row["valid_from"])}
        values = only(
            row, "superior", "issuer", "symbol", "drafted_by", "place", "authority", "post",
            "recipients", "source",
        )  # fmt: skip
        put(counts, ReportLetterhead, key, values)


TABLES: tuple[Callable[[SeedCounts], None], ...] = (
    seed_documents,
    seed_workdays,
    seed_units,
    seed_fields,
    seed_plans,
    seed_letterheads,
)


def only(row: SeedRow, *names: str) -> dict[str, Any]:
    """The named cells of a row."""
    return {name: row[name] for name in names}
