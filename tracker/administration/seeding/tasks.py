"""The rows of the plans: printed texts, products, addressees, and their typed readings."""

from typing import Any

from sqlalchemy import select

from tracker.administration.seeding.official import ids_by_code, only
from tracker.administration.seeding.reading import OFFICIAL, SeedRow, read_csv
from tracker.administration.seeding.upsert import SeedCounts, put
from tracker.extensions import db
from tracker.plans.models import Field, Plan
from tracker.tasks.models.printed import Assignment, Product, Task
from tracker.tasks.operations.reading_rows import read_plan
from tracker.text import fold
from tracker.units.models import Unit, UnitGroup

FOLDER = OFFICIAL / "tasks"
TEXTS = (
    "number", "field_basis", "title", "product_text", "lead_text", "partners_text",
    "deadline_text", "target", "note", "source",
)  # fmt: skip


def seed_tasks(counts: SeedCounts) -> None:
    """Every plan's rows, in printed order.

    Of a row that a person edited, addressees and products that are gone stay gone.
    """
    for code, plan_id in ids_by_code(Plan).items():
        rows = read_csv(FOLDER / f"{code}.csv")
        _put_rows(counts, rows, plan_id)
        _put_products(counts, read_csv(FOLDER / f"{code}.products.csv"))
        _put_assignments(counts, read_csv(FOLDER / f"{code}.assignments.csv"))
        counts.forget_rows()
        read_plan(plan_id)


def _put_rows(counts: SeedCounts, rows: list[SeedRow], plan_id: int) -> None:
    fields = ids_by_code(Field)
    tasks = ids_by_code(Task)
    for position, row in enumerate(rows, start=1):
        values = only(row, *TEXTS) | {
            "plan_id": plan_id,
            "position": position,
            "parent_id": tasks[row["parent"]] if row["parent"] else None,
            "cells_from_id": tasks[row["cells_from"]] if row["cells_from"] else None,
            "field_id": fields[row["field"]] if row["field"] else None,
            "is_heading": row["is_heading"] == "yes",
            "search_key": fold(f"{row['number']} {row['title']} {row['product_text']}"),
        }
        tasks[row["code"]] = put(counts, Task, {"code": row["code"]}, values).id


def _edited() -> set[int]:
    """The rows that a person edited on screen."""
    return set(db.session.scalars(select(Task.id).where(Task.version > 1)))


def _is_gone(model: type[Assignment | Product], key: dict[str, Any], edited: set[int]) -> bool:
    if key["task_id"] not in edited:
        return False
    return db.session.scalars(select(model.id).filter_by(**key)).first() is None


def _put_products(counts: SeedCounts, rows: list[SeedRow]) -> None:
    tasks, edited = ids_by_code(Task), _edited()
    for row in rows:
        key = {"task_id": tasks[row["task"]], "ordinal": int(row["ordinal"])}
        if _is_gone(Product, key, edited):
            continue
        values = only(row, "title", "issuer", "issuer_text", "form") | {"slot": int(row["slot"])}
        put(counts, Product, key, values)


def _put_assignments(counts: SeedCounts, rows: list[SeedRow]) -> None:
    tasks, units, groups = ids_by_code(Task), ids_by_code(Unit), ids_by_code(UnitGroup)
    edited = _edited()
    for row in rows:
        key = {
            "task_id": tasks[row["task"]], "role": row["role"], "ordinal": int(row["ordinal"]),
        }  # fmt: skip
        if _is_gone(Assignment, key, edited):
            continue
        values = only(row, "printed", "kind") | {
            "unit_id": units[row["target"]] if row["kind"] == "unit" else None,
            "group_id": groups[row["target"]] if row["kind"] == "group" else None,
        }
        put(counts, Assignment, key, values)
