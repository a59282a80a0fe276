"""The one writer of an obligation's cached state (design invariant 4); the tally follows it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Date, Row, bindparam, select, tuple_, update
from sqlalchemy.orm.attributes import set_committed_value

from tracker.db import UTCDateTime
from tracker.extensions import db
from tracker.statements import among, rows_of
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.operations.tallying import move_tallies, refresh_tally
from tracker.tasks.rules.asof import Standing, effective_lines
from tracker.tasks.rules.cells import CachedRow, Counted, cached_row
from tracker.tasks.rules.retelling import Retold, Spoken, after, carries_on, retold
from tracker.tasks.rules.states import AssignmentRole, State, UpdateKind

HistoryLine = StatusUpdate | Row[Any]
"""A line of the history, as a whole or only with what the cache follows from."""

LINE = (
    StatusUpdate.id, StatusUpdate.obligation_id, StatusUpdate.kind, StatusUpdate.state,
    StatusUpdate.happened_on, StatusUpdate.recorded_at, StatusUpdate.corrects_id,
    StatusUpdate.words, StatusUpdate.cause, StatusUpdate.actor_id, StatusUpdate.form_key,
)  # fmt: skip
_LINES = select(*LINE).where(among(StatusUpdate.obligation_id, "obligations"))


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
    changed = sum(_refresh_one(row, history[row.id]) for row in obligations)
    db.session.flush()
    refresh_tally({row.task_id for row in obligations})
    return changed


def histories(ids: Sequence[int]) -> dict[int, list[Row[Any]]]:
    """The lines of every one of these obligations, by obligation."""
    found: dict[int, list[Row[Any]]] = {number: [] for number in ids}
    for line in rows_of(_LINES, {"obligations": ids}) if ids else ():
        found[line.obligation_id].append(line)
    return found


def derived(row: Obligation, history: Iterable[HistoryLine]) -> dict[str, Any]:
    """The cached columns as they follow from the row's day and its history."""
    return _columns(row, retold(effective_lines(map(as_line, history))))


def _columns(row: Obligation, told: Retold) -> dict[str, Any]:
    standing = told.standing
    cache = cached_row(facts_of(row, standing))
    return {
        "state": standing.state.value,
        "state_on": standing.state_on,
        "stopped_on": standing.stopped_on,
        "open": cache.open,
        "outcome": cache.outcome,
        "overdue_from": cache.overdue_from,
        "last_words": told.last_words,
        "last_words_on": told.last_words_on,
        "cause": told.cause,
        "no_change_on": told.no_change_on,
    }


def _retold_by(row: Obligation) -> Retold:
    """What the row repeats of its history as it stands."""
    standing = Standing(_STATES[row.state], row.state_on, None, row.stopped_on)
    return Retold(standing, row.last_words, row.last_words_on, row.cause, row.no_change_on)


def _refresh_one(row: Obligation, history: Sequence[HistoryLine]) -> bool:
    values = derived(row, history)
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


_KINDS = {one.value: one for one in UpdateKind}
_STATES = {one.value: one for one in State}
"""Looked up for every line of every history, where a call of the class costs ten times as much."""


def as_line(line: HistoryLine) -> Spoken:
    """A stored line as the pure rules take it."""
    return Spoken(
        id=line.id,
        kind=_KINDS[line.kind],
        state=_STATES[line.state],
        happened_on=line.happened_on,
        recorded_at=line.recorded_at,
        corrects_id=line.corrects_id,
        words=line.words,
        cause=line.cause,
    )


_STORE = update(Obligation.__table__).where(Obligation.id == bindparam("key"))


@dataclass(frozen=True, slots=True)
class Written:
    """A line that was added to an obligation; `last`: it is known to come after all others."""

    obligation: Obligation
    line: HistoryLine
    last: bool = False


def settle(written: Sequence[Written]) -> None:
    """Move versions, cached states and tallies on with the lines that were just added.

    A line that comes last moves its row on by itself; of others the whole history is read. Written
    past the session's own bookkeeping, and without the columns that stay in all of the rows, whose
    indexes SQLite would write again: every update waits.
    """
    db.session.flush()  # numbers new lines
    moved, stored, differing = [], [], set()
    for row, values in _moved_on(written):
        moved.append((row, CachedRow(row.open, row.outcome, row.overdue_from)))
        differing |= {name for name, value in values.items() if getattr(row, name) != value}
        for name, value in values.items():
            set_committed_value(row, name, value)
        stored.append({"key": row.id, **values})
    names = ("key", *sorted(differing))
    given = [{name: values[name] for name in names} for values in stored]
    db.session.connection().execute(_STORE, given)
    move_tallies(moved)


def _moved_on(written: Sequence[Written]) -> Iterator[tuple[Obligation, dict[str, Any]]]:
    """Each obligation with its next version and what it repeats from now on."""
    told = {
        one.obligation.id: after(_retold_by(one.obligation), as_line(one.line))
        for one in written
        if one.last and carries_on(as_line(one.line))
    }
    others = histories([one.obligation.id for one in written if one.obligation.id not in told])
    for row in (one.obligation for one in written):
        values = derived(row, others[row.id]) if row.id in others else _columns(row, told[row.id])
        yield row, values | {"version": row.version + 1}


IS_LAST = (
    ~select(StatusUpdate.id)
    .where(
        StatusUpdate.obligation_id == bindparam("of"),
        tuple_(StatusUpdate.happened_on, StatusUpdate.recorded_at)
        > tuple_(bindparam("on", type_=Date), bindparam("at", type_=UTCDateTime)),
    )
    .exists()
).label("last")
"""Whether a line that is just being added comes after all others of its obligation."""
