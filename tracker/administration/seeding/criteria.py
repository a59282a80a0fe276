"""The provincial index as printed: sets, criteria, results by year, links to tasks and fields."""

from decimal import Decimal

from tracker.administration.seeding.official import ids_by_code, only
from tracker.administration.seeding.reading import OFFICIAL, SeedRow, read_csv
from tracker.administration.seeding.upsert import SeedCounts, put
from tracker.criteria.models import CriteriaSet, Criterion, CriterionLink, CriterionScore
from tracker.criteria.rules import exact
from tracker.plans.models import Field
from tracker.tasks.models.printed import Task

FOLDER = OFFICIAL / "criteria"


def seed_criteria(counts: SeedCounts) -> None:
    """Every set in official order; a maximum that no paper prints stays unknown."""
    for row in read_csv(FOLDER / "sets.csv"):
        values = only(row, "name", "decision", "note", "source") | {
            "year_from": int(row["year_from"]), "year_to": number(row["year_to"]),
        }  # fmt: skip
        put(counts, CriteriaSet, {"code": row["code"]}, values)
    _put_criteria(counts, read_csv(FOLDER / "criteria.csv"))
    criteria = ids_by_code(Criterion)
    for row in read_csv(FOLDER / "scores.csv"):
        key = {"criterion_id": criteria[row["criterion"]], "year": int(row["year"])}
        values = only(row, "printed", "note", "source") | {
            "achieved": points(row["achieved"]), "percent": points(row["percent"]),
            "rank": number(row["rank"]), "rank_of": number(row["rank_of"]),
        }  # fmt: skip
        put(counts, CriterionScore, key, values)
    _put_links(counts, read_csv(FOLDER / "links.csv"), criteria)


def points(text: str) -> Decimal | None:
    """Points of a seed cell ("0.8841"); None where it is blank."""
    return exact(text) if text else None


def number(text: str) -> int | None:
    """A whole number of a seed cell; None where it is blank."""
    return int(text) if text else None


def _put_criteria(counts: SeedCounts, rows: list[SeedRow]) -> None:
    """A parent stands before its children."""
    sets, fields, criteria = ids_by_code(CriteriaSet), ids_by_code(Field), ids_by_code(Criterion)
    for position, row in enumerate(rows, start=1):
        values = only(row, "kind", "number", "name", "body_text", "note", "source") | {
            "set_id": sets[row["set"]],
            "parent_id": criteria[row["parent"]] if row["parent"] else None,
            "field_id": fields[row["field"]] if row["field"] else None,
            "maximum": points(row["maximum"]),
            "position": position,
        }
        criteria[row["code"]] = put(counts, Criterion, {"code": row["code"]}, values).id


def _put_links(counts: SeedCounts, rows: list[SeedRow], criteria: dict[str, int]) -> None:
    tasks, fields = ids_by_code(Task), ids_by_code(Field)
    for row in rows:
        key = {
            "criterion_id": criteria[row["criterion"]],
            "task_id": tasks[row["task"]] if row["task"] else None,
            "field_id": fields[row["field"]] if row["field"] else None,
        }
        put(counts, CriterionLink, key, only(row, "basis", "source"))
