"""From the origins of sentences to what they were told of, for links on pages."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, select

from tracker.reports.models.unit_report import UnitReport
from tracker.rounds.models import ReportingRegime, ReportRound
from tracker.statements import rows_of
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.models.status import StatusUpdate
from tracker.units.models import Unit

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


@dataclass(frozen=True, slots=True)
class ReportPlace:
    """The address of a unit's report, by codes."""

    regime_code: str
    code: str
    unit_code: str


def of_reports(ids: Collection[int]) -> dict[int, ReportPlace]:
    """By id of a unit's report. Whether the viewer may read it is its page's to say."""
    query = (
        select(UnitReport.id, ReportingRegime.code, ReportRound.code, Unit.code)
        .join(ReportRound, ReportRound.id == UnitReport.round_id)
        .join(ReportingRegime, ReportingRegime.id == ReportRound.regime_id)
        .join(Unit, Unit.id == UnitReport.unit_id)
    )
    return {number: ReportPlace(*rest) for number, *rest in _batched(query, UnitReport.id, ids)}


def _found(query: Select[Any], column: Any, ids: Collection[int]) -> Iterator[tuple[int, ToldOf]]:  # noqa: ANN401 - a mapped column
    for number, *rest in _batched(query, column, ids):
        yield number, ToldOf(*rest)


def _batched(query: Select[Any], column: Any, ids: Collection[int]) -> Iterator[Row[Any]]:  # noqa: ANN401
    ordered = sorted(ids)
    for first in range(0, len(ordered), BATCH):
        yield from rows_of(query.where(column.in_(ordered[first : first + BATCH])))
