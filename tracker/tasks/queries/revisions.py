"""The revisions of obligations, counted from their append-only histories."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select, union_all
from sqlalchemy.orm import aliased

from tracker import history
from tracker.plans.models import PlanAmendment
from tracker.statements import rows_of
from tracker.tasks.models.closing import YearClosing
from tracker.tasks.models.delegation import Delegation
from tracker.tasks.models.obligation import DueDay, FormerEnd, Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.rules.revisions import Begun, Revision, Trace, revision_of

Ids = Collection[int] | Select[Any]
"""Obligations by id, or a select of their ids: one statement for any number of them."""

UNDONE = 3
"""Weight of an end that was undone: more than an end (1) that was withdrawn (1) weighs."""

STOOD_AT = func.coalesce(Obligation.withdrawn_at, Obligation.ended_at, Obligation.opened_at)
"""Since when a row stands as it stands: see `Begun`."""

BEGUN = (
    STOOD_AT, Obligation.ended_on.is_not(None), Obligation.void,
    Task.version, PlanAmendment.recorded_at, Task.code,
)  # fmt: skip
"""The columns of `begun_of`, of an obligation joined with its task and the task's amendment."""


def revisions_of(ids: Ids) -> dict[int, Revision]:
    """The revision of each obligation; a bounded number of statements."""
    traces, edits = traces_of(ids), edits_of_prints()
    query = (
        select(Obligation.id, *BEGUN)
        .join(Task, Task.id == Obligation.task_id)
        .outerjoin(PlanAmendment, PlanAmendment.id == Task.amended_by_id)
        .where(Obligation.id.in_(ids))
    )
    return {
        number: revision_of(begun_of(begun, edits), traces.get(number, ()))
        for number, *begun in rows_of(query)
    }


def begun_of(values: Any, edits: dict[str, datetime]) -> Begun:  # noqa: ANN401 - a row's columns
    """The columns of BEGUN as the rule takes them."""
    *stood, amended_at, code = values
    return Begun(*stood, print_changed_at(code, amended_at, edits))


def print_changed_at(
    code: str, amended_at: datetime | None, edits: dict[str, datetime]
) -> datetime | None:
    """When the print of a row last changed, by an amendment or by hand; None where it never did."""
    known = [at for at in (amended_at, edits.get(f"task:{code}")) if at is not None]
    return max(known, default=None)


def edits_of_prints() -> dict[str, datetime]:
    """When rows of plans were last edited by hand, by the subject that the audit trail names."""
    return history.last_done(("task.change",))


def traces_of(ids: Ids) -> dict[int, list[Trace]]:
    """What the histories hold of each obligation; most have no line yet. One statement."""
    told = select(ids.cte("told").c[0]) if isinstance(ids, Select) else list(ids)
    found: dict[int, list[Trace]] = {}
    for number, weight, last_at in rows_of(union_all(*_histories(told))):
        found.setdefault(number, []).append(Trace(int(weight), last_at))
    return found


def _histories(ids: Select[Any] | list[int]) -> Iterator[Select[Any]]:
    """Each history as (id, weight, last instant) of the obligations of which it has lines."""
    yield _counted(ids, DueDay, DueDay.recorded_at).where(DueDay.ordinal > 1)
    yield _counted(ids, StatusUpdate, StatusUpdate.recorded_at)
    yield _counted(ids, FormerEnd, FormerEnd.replaced_at, UNDONE)
    handed_until = func.coalesce(Delegation.ended_at, Delegation.recorded_at)
    yield _counted(ids, Delegation, handed_until, 1 + _over(Delegation.ended_at))
    heir = aliased(Obligation)  # who took a row over after it ended is told with the end
    taken_over = select(Obligation.id, literal(0), heir.opened_at)
    yield taken_over.join(heir, heir.id == Obligation.successor_id).where(Obligation.id.in_(ids))
    held_until = func.coalesce(YearClosing.taken_back_at, YearClosing.recorded_at)
    yield _counted(ids, YearClosing, held_until, UNDONE * _over(YearClosing.taken_back_at))


def _over(at: Any) -> ColumnElement[int]:  # noqa: ANN401 - a column
    return case((at.is_not(None), 1), else_=0)


def _counted(
    ids: Select[Any] | list[int],
    lines: Any,  # noqa: ANN401 - a table with `obligation_id`
    at: Any,  # noqa: ANN401 - a column
    weight: Any = 1,  # noqa: ANN401 - a number or a column
) -> Select[Any]:
    number = lines.obligation_id
    return select(number, func.sum(weight), func.max(at)).where(number.in_(ids)).group_by(number)
