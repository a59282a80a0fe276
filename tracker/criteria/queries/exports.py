"""What `tracker export criteria` reads: every row of every set with a result and what moves it.

The whole province, for the operator's scripts. Points are decimals as text ("0.8841"), blank where
unknown. `year` narrows to that year's results, else the last known one stands; `due`, `late`,
`silent` and `risk` (an estimate of the house) are as of the moment, for the year of its day.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from tracker.criteria.queries.links import LinkedTask, fields_of, tasks_of
from tracker.criteria.queries.sets import (
    CriterionLine,
    Score,
    criteria_of,
    last_of,
    scores_of,
    sets,
)
from tracker.criteria.queries.shares import shares_as_of
from tracker.criteria.rules import Shares, risk, summed
from tracker.tasks.queries.exports import Asked, ExportRow, Table

COLUMNS = (
    "code", "set", "kind", "number", "parent", "name", "maximum", "body", "year", "achieved",
    "percent", "rank", "missing", "fields", "tasks", "due", "late", "silent", "risk", "note",
    "source",
)  # fmt: skip


def criteria(asked: Asked) -> Iterator[ExportRow]:
    """The rows in printed order, the latest set first."""
    for one in sets():
        lines = criteria_of(one.id)
        ids = [line.id for line in lines]
        codes = {line.id: line.code for line in lines}
        linked, fields, scores = tasks_of(ids), fields_of(ids), scores_of(ids)
        kept = {number: _of_plans(found, asked) for number, found in linked.items()}
        moved = {task.task_id for found in kept.values() for task in found}
        shares = shares_as_of(moved, asked.moment)
        for line in lines:
            score = _score(scores, line.id, asked.year)
            tasks = kept.get(line.id, [])
            yield {
                "set": one.code, "parent": codes.get(line.parent_id or 0),
                **_printed(line, score), **_risk(line, tasks, shares),
                "fields": "; ".join(field.code for field in fields.get(line.id, ())),
                "tasks": "; ".join(task.code for task in tasks),
            }  # fmt: skip


def _of_plans(found: Sequence[LinkedTask], asked: Asked) -> list[LinkedTask]:
    plans = asked.plan_ids
    return [task for task in found if plans is None or task.plan_id in plans]


def _score(
    scores: Mapping[int, Sequence[Score]], criterion_id: int, year: int | None
) -> Score | None:
    if year is None:
        return last_of(scores, criterion_id)
    return next((one for one in scores.get(criterion_id, ()) if one.year == year), None)


def _printed(line: CriterionLine, score: Score | None) -> ExportRow:
    return {
        "code": line.code, "kind": line.kind, "number": line.number, "name": line.name,
        "maximum": _plain(line.maximum), "body": line.body_text, "note": line.note,
        "source": line.source, "year": score.year if score else None,
        "achieved": _plain(score.achieved) if score else None,
        "percent": _plain(score.percent) if score else None,
        "rank": score.rank if score else None, "missing": _plain(line.missing(score)),
    }  # fmt: skip


def _risk(
    line: CriterionLine, tasks: Sequence[LinkedTask], shares: Mapping[int, Shares]
) -> ExportRow:
    if not line.typed.is_criterion:
        return dict.fromkeys(("due", "late", "silent", "risk"))
    held = summed(shares[one.task_id] for one in tasks if one.task_id in shares)
    return {
        "due": held.due, "late": held.late, "silent": held.silent,
        "risk": _plain(risk(line.maximum, held)),
    }  # fmt: skip


def _plain(points: Decimal | None) -> str | None:
    """Points without needless zeros, never in powers of ten."""
    return None if points is None else f"{points.normalize():f}"


TABLES = {"criteria": Table(COLUMNS, criteria)}
