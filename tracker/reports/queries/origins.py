"""From the origins of sentences to the nhiệm vụ that they were told of, for links on pages."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from tracker.db import rows_of
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.models.status import StatusUpdate

BATCH = 500


@dataclass(frozen=True, slots=True)
class ToldOf:
    """The nhiệm vụ of a source: its code in addresses, its number and title as printed."""

    code: str
    number: str
    title: str
    obligation_id: int


_TASK = (Task.code, Task.number, Task.title, Obligation.id)


def of_updates(ids: Collection[int]) -> dict[int, ToldOf]:
    """By id of a status update."""
    query = (
        select(StatusUpdate.id, *_TASK)
        .join(Obligation, Obligation.id == StatusUpdate.obligation_id)
        .join(Task, Task.id == Obligation.task_id)
    )
    return dict(_found(query, StatusUpdate.id, ids))


def of_obligations(ids: Collection[int]) -> dict[int, ToldOf]:
    """By id of a phần việc."""
    query = select(Obligation.id, *_TASK).join(Task, Task.id == Obligation.task_id)
    return dict(_found(query, Obligation.id, ids))


def _found(query: Select[Any], column: Any, ids: Collection[int]) -> Iterator[tuple[int, ToldOf]]:  # noqa: ANN401 - a mapped column
    ordered = sorted(ids)
    for first in range(0, len(ordered), BATCH):
        for number, *rest in rows_of(query.where(column.in_(ordered[first : first + BATCH]))):
            yield number, ToldOf(*rest)
