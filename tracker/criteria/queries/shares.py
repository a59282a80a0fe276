"""Phần việc of the tasks that move criteria: how many fall due in a year, late, silent.

Only for those who see the whole province: everybody else gets None, and no figure.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from tracker.criteria.rules import Shares, closings_of, reads_risk
from tracker.extensions import db
from tracker.permissions import Viewer
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.queries.asof import Moment, counting, obligations_as_of, read
from tracker.tasks.queries.counting import in_cell
from tracker.tasks.rules.states import OF_FOLLOWERS, AssignmentRole, Cell, State, UpdateKind

COUNTED = frozenset({Cell.DONE_ON_TIME, Cell.DONE_LATE, Cell.OPEN_IN_TIME, Cell.OPEN_OVERDUE})
_STORED = [cell.value for cell in COUNTED - {Cell.OPEN_OVERDUE}]


def shares_today(
    viewer: Viewer, task_ids: Collection[int], today: date
) -> dict[int, Shares] | None:
    """The shares of each task that fall due in this year, by task id; one statement."""
    if not reads_risk(viewer):
        return None
    late = in_cell(Obligation, Cell.OPEN_OVERDUE, today)
    silent = and_(in_cell(Obligation, Cell.OPEN_IN_TIME, today), *_silent(today))
    sums = [func.sum(case((one, 1), else_=0)) for one in (late, silent)]
    query = (
        select(Obligation.task_id, func.count(), *sums)
        .where(
            *_leads(task_ids), Obligation.void.is_(False), Obligation.outcome.in_(_STORED),
            Obligation.due_on.between(date(today.year, 1, 1), date(today.year, 12, 31)),
        )
        .group_by(Obligation.task_id)
    )  # fmt: skip
    return {task: Shares(*counts) for task, *counts in db.session.execute(query)}


def shares_as_of(task_ids: Collection[int], moment: Moment) -> dict[int, Shares]:
    """The same as of a past moment, for reports and exports of the whole province."""
    query = obligations_as_of(moment).where(*_leads(task_ids))
    begun, closings = _begun(task_ids, moment), closings_of(moment.day)
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in read(query, moment):
        if row.cell not in COUNTED or row.due_on is None or row.due_on.year != moment.day.year:
            continue
        waits = row.cell is Cell.OPEN_IN_TIME and row.status.state is not State.SUBMITTED
        counts[row.task_id][0] += 1
        counts[row.task_id][1] += row.cell is Cell.OPEN_OVERDUE
        counts[row.task_id][2] += waits and closings.is_silent(*begun[row.id])
    return {task: Shares(*found) for task, found in counts.items()}


def _leads(task_ids: Collection[int]) -> list[ColumnElement[bool]]:
    lead = Obligation.role == AssignmentRole.LEAD.value
    return [lead, Obligation.task_id.in_(list(task_ids))]


def _silent(today: date) -> list[ColumnElement[bool]]:
    """`Closings.is_silent` as conditions on the cached days."""
    held = closings_of(today)
    unheard = [
        or_(column.is_(None), column <= held.before)
        for column in (Obligation.last_words_on, Obligation.no_change_on)
    ]
    waits = Obligation.state != State.SUBMITTED.value
    return [waits, Obligation.start_on <= held.last, *unheard]


def _begun(task_ids: Collection[int], moment: Moment) -> dict[int, tuple[date, date | None]]:
    """By obligation: when its work began, and the day of its unit's last answer."""
    said = or_(StatusUpdate.words != "", StatusUpdate.kind == UpdateKind.NO_CHANGE.value)
    heard = and_(
        StatusUpdate.obligation_id == Obligation.id, said, *counting(moment),
        StatusUpdate.kind.not_in(OF_FOLLOWERS),
    )  # fmt: skip
    query = (
        select(Obligation.id, Obligation.start_on, func.max(StatusUpdate.happened_on))
        .outerjoin(StatusUpdate, heard)
        .where(*_leads(task_ids))
        .group_by(Obligation.id, Obligation.start_on)
    )
    return {row[0]: (row[1], row[2]) for row in db.session.execute(query)}
