"""The tally: how many lead obligations of a task and year stand in each stored cell."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from tracker.extensions import db
from tracker.statements import INSERTS, among
from tracker.tasks.models.obligation import NO_DAY, Obligation, TaskTally
from tracker.tasks.operations.batching import batches
from tracker.tasks.rules.cells import CachedRow
from tracker.tasks.rules.states import AssignmentRole


def refresh_tally(task_ids: Collection[int]) -> None:
    """Recount the lead obligations of these tasks, all years."""
    db.session.flush()
    connection = db.session.connection()
    for batch in batches(sorted(task_ids)):
        connection.execute(_FORGET, {"tasks": batch})
        connection.execute(_RECOUNT, {"tasks": batch})


def tally_of(which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """The tally lines as they follow from the lead obligations `which`."""
    lines = (
        Obligation.task_id,
        Obligation.year,
        Obligation.outcome,
        func.coalesce(Obligation.overdue_from, NO_DAY).label("overdue_from"),
        Obligation.plan_id,
        Obligation.field_id,
    )
    return (
        select(*lines, func.count().label("obligations"))
        .where(
            which,
            Obligation.role == AssignmentRole.LEAD.value,
            Obligation.void.is_(False),
        )
        .group_by(*lines)
    )


_FORGET = delete(TaskTally.__table__).where(among(TaskTally.__table__.c.task_id, "tasks"))
_RECOUNT = insert(TaskTally.__table__).from_select(
    ["task_id", "year", "outcome", "overdue_from", "plan_id", "field_id", "obligations"],
    tally_of(among(Obligation.task_id, "tasks")),
)


def move_tallies(moved: Iterable[tuple[Obligation, CachedRow]]) -> None:
    """Carry lead obligations from their old tally lines to their new ones, at constant cost each.

    Lines are touched in one order, so that two writers never wait for each other; a line that
    falls to zero stays.
    """
    steps: Counter[tuple[int, int, str, date]] = Counter()
    tasks = {}
    for row, before in moved:
        if row.role == AssignmentRole.LEAD.value:
            steps[_line_key(row, before)] -= 1
            steps[_line_key(row, CachedRow(row.open, row.outcome, row.overdue_from))] += 1
            tasks[row.task_id] = {"plan_id": row.plan_id, "field_id": row.field_id}
    lines = [
        dict(zip(_KEY, key, strict=True), obligations=step) | tasks[key[0]]
        for key, step in sorted(steps.items())
        if step
    ]
    if lines:
        db.session.execute(_COUNT[db.engine.dialect.name], lines)


_KEY = ("task_id", "year", "outcome", "overdue_from")


def _line_key(row: Obligation, cache: CachedRow) -> tuple[int, int, str, date]:
    return row.task_id, row.year, cache.outcome, cache.overdue_from or NO_DAY


_TALLY = TaskTally.__table__


def _counting(upsert: postgresql.Insert | sqlite.Insert) -> postgresql.Insert | sqlite.Insert:
    """Add a step to a tally line, which is made when it is not there."""
    return upsert.on_conflict_do_update(
        index_elements=list(_KEY),
        set_={"obligations": TaskTally.obligations + upsert.excluded.obligations},
    )


_COUNT = {kind: _counting(insert(_TALLY)) for kind, insert in INSERTS.items()}
