"""Compare the stored state and tally with the history they are computed from, and repair them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from tracker.extensions import db
from tracker.tasks.models.obligation import Obligation, TaskTally
from tracker.tasks.models.printed import Task
from tracker.tasks.operations.batching import BATCH, batches
from tracker.tasks.operations.caching import derived, histories, refresh
from tracker.tasks.operations.tallying import refresh_tally, tally_of


@dataclass(frozen=True, slots=True)
class Difference:
    """One stored value that does not follow from the history."""

    subject: str
    number: int
    column: str
    stored: object
    expected: object

    def __str__(self) -> str:
        """One line for the operator."""
        return (
            f"{self.subject} {self.number}, {self.column}: "
            f"đang lưu {self.stored!s}, theo lịch sử {self.expected!s}"
        )


def differences() -> Iterator[Difference]:
    """Every stored value that differs; reads a batch at a time, writes nothing."""
    last = 0
    while rows := _obligations_after(last):
        history = histories([row.id for row in rows])
        for row in rows:
            yield from _of_row(row, derived(row, history[row.id]))
        last = rows[-1].id
        db.session.expunge_all()
    for batch in batches(db.session.scalars(select(Task.id).order_by(Task.id)).all()):
        yield from _of_tally(batch)


def repair(found: Iterable[Difference]) -> None:
    """Recompute the obligations and the tallies of the tasks that differ."""
    listed = list(found)
    for batch in batches(sorted({one.number for one in listed if one.subject == "obligation"})):
        refresh(db.session.scalars(select(Obligation).where(Obligation.id.in_(batch))).all())
    refresh_tally({one.number for one in listed if one.subject == "task"})


def _obligations_after(last: int) -> Sequence[Obligation]:
    query = select(Obligation).where(Obligation.id > last).order_by(Obligation.id).limit(BATCH)
    return db.session.scalars(query).all()


def _of_row(row: Obligation, expected: dict[str, object]) -> Iterator[Difference]:
    for name, value in expected.items():
        if getattr(row, name) != value:
            yield Difference("obligation", row.id, name, getattr(row, name), value)


def _of_tally(task_ids: Sequence[int]) -> Iterator[Difference]:
    """One difference per task whose lines differ: they are recounted together."""
    stored = select(*TaskTally.__table__.columns).where(TaskTally.task_id.in_(task_ids))
    kept = _by_task(stored)
    counted = _by_task(tally_of(Obligation.task_id.in_(task_ids)))
    for task_id in task_ids:
        if kept.get(task_id) != counted.get(task_id):
            lines = (kept.get(task_id), counted.get(task_id))
            yield Difference(
                "task", task_id, "tally", *("; ".join(sorted(one or ())) for one in lines)
            )


def _by_task(query: Select[*tuple[Any, ...]]) -> dict[int, set[str]]:
    """The tally lines of each task, written out; a line that fell to zero says nothing."""
    found: dict[int, set[str]] = defaultdict(set)
    for row in db.session.execute(query):
        if not row.obligations:
            continue
        found[row.task_id].add(
            f"{row.year}/{row.plan_id}/{row.field_id} {row.outcome} {row.overdue_from}: "
            f"{row.obligations}"
        )
    return found
