"""The one writer of an obligation's cached state and of the tally (design invariant 4)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm.attributes import set_committed_value

from tracker.extensions import db
from tracker.statements import among
from tracker.tasks.models.obligation import NO_DAY, Obligation, TaskTally
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.rules.asof import Line, Standing, effective_lines, status_of
from tracker.tasks.rules.cells import Counted, outcome, overdue_from
from tracker.tasks.rules.states import OF_FOLLOWERS, AssignmentRole, State, UpdateKind

HistoryLine = StatusUpdate | Row[Any]
"""A line of the history, as a whole or only with what the cache follows from."""

BATCH = 500
"""Ids in one IN list: below SQLite's oldest limit of 999 variables."""


@dataclass(frozen=True, slots=True)
class CachedRow:
    """The columns that follow from an obligation's own day and its history."""

    open: bool
    outcome: str
    overdue_from: date | None


def cached_row(facts: Counted) -> CachedRow:
    """The stored cache for one obligation."""
    cell = outcome(facts)
    return CachedRow(
        open=not facts.ended and facts.state is not State.DONE,
        outcome=cell.value if cell else "",
        overdue_from=overdue_from(facts),
    )


def facts_of(row: Obligation, standing: Standing) -> Counted:
    """What counting needs, from a row and the status that holds."""
    return Counted(
        role=AssignmentRole(row.role),
        standing=row.standing,
        before_tracking=row.before_tracking,
        ended=row.ended_on is not None,
        due_on=row.due_on,
        late_from=row.late_from,
        state=standing.state,
        stopped_on=standing.stopped_on,
    )


def refresh(obligations: Sequence[Obligation]) -> int:
    """Recompute the cache of these obligations and the tally of their tasks.

    Returns how many rows differed from their history: 0 when the cache was right.
    """
    db.session.flush()
    history = histories([row.id for row in obligations])
    changed = sum(_refresh_one(row, history.get(row.id, [])) for row in obligations)
    db.session.flush()
    refresh_tally({row.task_id for row in obligations})
    return changed


def histories(ids: Sequence[int]) -> dict[int, list[StatusUpdate]]:
    """The lines of these obligations, by obligation."""
    found: dict[int, list[StatusUpdate]] = defaultdict(list)
    for batch in batches(ids):
        for line in db.session.scalars(
            select(StatusUpdate).where(StatusUpdate.obligation_id.in_(batch))
        ):
            found[line.obligation_id].append(line)
    return found


def derived(row: Obligation, history: Sequence[HistoryLine]) -> dict[str, object]:
    """The cached columns as they follow from the row's day and its history."""
    by_id = {line.id: line for line in history}
    effective = effective_lines(map(as_line, history))
    standing = status_of(effective)
    counted = [by_id[line.id] for line in effective]
    spoken = [line for line in counted if line.words and line.kind not in OF_FOLLOWERS]
    cache = cached_row(facts_of(row, standing))
    return {
        "state": standing.state.value,
        "state_on": standing.state_on,
        "stopped_on": standing.stopped_on,
        "open": cache.open,
        "outcome": cache.outcome,
        "overdue_from": cache.overdue_from,
        "last_words": spoken[-1].words if spoken else "",
        "last_words_on": spoken[-1].happened_on if spoken else None,
        "cause": next((line.cause for line in reversed(counted) if line.cause), ""),
        "no_change_on": next((line.happened_on for line in reversed(counted) if _same(line)), None),
    }


def _same(line: HistoryLine) -> bool:
    """Whether it only says that nothing changed: an answer, but not a word."""
    return line.kind == UpdateKind.NO_CHANGE.value


def _refresh_one(row: Obligation, history: Sequence[HistoryLine]) -> bool:
    values = derived(row, history)
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


_KINDS = {one.value: one for one in UpdateKind}
_STATES = {one.value: one for one in State}
"""Looked up for every line of every history, where a call of the class costs ten times as much."""


def as_line(line: HistoryLine) -> Line:
    """A stored line as the pure rules take it."""
    return Line(
        id=line.id,
        kind=_KINDS[line.kind],
        state=_STATES[line.state],
        happened_on=line.happened_on,
        recorded_at=line.recorded_at,
        corrects_id=line.corrects_id,
    )


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


def _counting(upsert: postgresql.Insert | sqlite.Insert) -> postgresql.Insert | sqlite.Insert:
    """Add a step to a tally line, which is made when it is not there."""
    return upsert.on_conflict_do_update(
        index_elements=list(_KEY),
        set_={"obligations": TaskTally.obligations + upsert.excluded.obligations},
    )


_TALLY = TaskTally.__table__
_COUNT = {
    "postgresql": _counting(postgresql.insert(_TALLY)), "sqlite": _counting(sqlite.insert(_TALLY)),
}  # fmt: skip


_STORE = update(Obligation.__table__).where(Obligation.id == bindparam("key"))


def refresh_after_updates(
    changed: Sequence[tuple[Obligation, Sequence[HistoryLine]]],
) -> None:
    """Recompute obligations from their whole histories, to which a line was just added.

    Each gets its next version. Written past the session's own bookkeeping: every update waits.
    """
    moved, stored = [], []
    for row, history in changed:
        moved.append((row, CachedRow(row.open, row.outcome, row.overdue_from)))
        values = derived(row, history) | {"version": row.version + 1}
        for name, value in values.items():
            set_committed_value(row, name, value)
        stored.append({"key": row.id, **values})
    db.session.connection().execute(_STORE, stored)
    move_tallies(moved)


def batches(ids: Iterable[int]) -> Iterable[list[int]]:
    """The ids in lists of at most BATCH."""
    listed = list(ids)
    for first in range(0, len(listed), BATCH):
        yield listed[first : first + BATCH]
