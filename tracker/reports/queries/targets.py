"""The figures that plans print of their nhiệm vụ, and the figures that units gave of them.

"Thực hiện" is a figure ("số liệu") that came with an update of the nhiệm vụ's lead work; the last
by the day it is of. "Cùng kỳ" is the same a year earlier, of the nhiệm vụ itself or of the
earlier one: the row that it continues, else the one row of the year before that it follows.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from tracker.reports.queries.standing import Scope, held_by
from tracker.reports.rules.collected import Duty, PlanRow, Target
from tracker.statements import rows_of
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Task, TaskLineage
from tracker.tasks.models.status import Evidence, StatusUpdate
from tracker.tasks.queries.asof import Moment, counting
from tracker.tasks.rules.states import AssignmentRole, EvidenceKind

_FOLLOWED = (
    select(func.min(TaskLineage.origin_id))
    .where(
        TaskLineage.task_id == Task.id, TaskLineage.kind == "follows",
        TaskLineage.removed.is_(False),
    )
    .having(func.count() == 1)
    .correlate(Task)
    .scalar_subquery()
)  # fmt: skip
"""The row of the year before; none where several were made one: no figure of theirs is its own."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A figure given with an update."""

    unit_id: int
    figure: str
    result_on: date
    update_id: int
    duty_id: int


def targets_of(rows: Collection[PlanRow], scope: Scope, moment: Moment) -> tuple[Target, ...]:
    """Each target of these nhiệm vụ, with what its units reached by then, in printed order.

    One line a unit that gave a figure; one without figures where none of them did.
    """
    query = select(Task.id, Task.target, func.coalesce(Task.continues_id, _FOLLOWED))
    query = query.where(Task.id.in_([row.id for row in rows]), Task.target != "")
    found = {number: (target, before) for number, target, before in rows_of(query)}
    if not found:
        return ()
    now = _shown(found, scope, moment, moment.day)
    earlier = {number: before or number for number, (_, before) in found.items()}
    then = _shown({*found, *earlier.values()}, scope, moment, _year_before(moment.day))
    return tuple(
        one
        for row in rows
        if row.id in found
        for one in _lines(
            row, found[row.id][0], now.get(row.id, {}),
            then.get(row.id) or then.get(earlier[row.id], {}),
        )
    )  # fmt: skip


def _lines(
    row: PlanRow, planned: str, now: Mapping[int, _Shown], then: Mapping[int, _Shown]
) -> Iterable[Target]:
    units = {duty.unit_id: duty for duty in row.duties}
    if len(units) == 1:  # one leads: what a body gave that led before is of the same nhiệm vụ
        (duty,) = units.values()
        yield _target(row, planned, duty, _last(now.values()), _last(then.values()))
        return
    spoken = [unit_id for unit_id in units if unit_id in now]
    for unit_id in spoken:
        yield _target(row, planned, units[unit_id], now[unit_id], then.get(unit_id))
    if not spoken:
        yield Target(row.id, row.lead, planned)


def _last(shown: Iterable[_Shown]) -> _Shown | None:
    return max(shown, key=lambda one: (one.result_on, one.update_id), default=None)


def _target(
    row: PlanRow, planned: str, duty: Duty, now: _Shown | None, then: _Shown | None
) -> Target:
    before = then.figure if then else ""
    if now is None:
        return Target(row.id, duty.unit, planned, before=before)
    return Target(
        row.id, duty.unit, planned, now.figure, now.result_on, before, now.update_id, now.duty_id
    )


def _shown(
    task_ids: Iterable[int], scope: Scope, moment: Moment, last: date
) -> dict[int, dict[int, _Shown]]:
    """The last figure until a day that each lead gave of each nhiệm vụ, as told by the moment.

    What a body gave before it handed the work over stands with the body that has it now.
    """
    heir = aliased(Obligation)
    owner = func.coalesce(heir.unit_id, Obligation.unit_id)
    query = (
        select(
            Obligation.task_id, owner, Evidence.figure, Evidence.result_on, StatusUpdate.id,
            Obligation.id,
        )
        .join(StatusUpdate, StatusUpdate.id == Evidence.update_id)
        .join(Obligation, Obligation.id == StatusUpdate.obligation_id)
        .outerjoin(heir, heir.id == Obligation.successor_id)
        .where(
            Obligation.task_id.in_(list(task_ids)), Obligation.void.is_(False),
            Obligation.role == AssignmentRole.LEAD.value,
            Evidence.kind == EvidenceKind.FIGURE.value, Evidence.result_on <= last,
            *counting(moment),
        )
        .order_by(Evidence.result_on, Evidence.id)
    )  # fmt: skip
    if scope.units is not None:
        query = query.where(or_(owner.in_(scope.units), held_by(scope.units, moment)))
    found: dict[int, dict[int, _Shown]] = defaultdict(dict)
    for task_id, unit_id, *rest in rows_of(query):
        found[task_id][unit_id] = _Shown(unit_id, *rest)
    return found


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)
