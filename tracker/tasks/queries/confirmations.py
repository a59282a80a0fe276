"""Work that units said is done and nobody has confirmed yet, for those who follow it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, false, func, or_, select, tuple_
from sqlalchemy.orm import joinedload

from tracker.extensions import db
from tracker.permissions import Permission, Viewer
from tracker.plans.queries import followed_fields
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.queries.judgements import IS_CONFIRMED
from tracker.tasks.queries.rows import BASE, WorkRow, fetch
from tracker.tasks.rules.confirming import Judge
from tracker.tasks.rules.states import AssignmentRole, State
from tracker.tasks.rules.updating import EARLIEST

PAGE = 25
COUNTED = 1000

Key = tuple[date, int]
"""The day since which the result stands, and the row."""


def judge_of(viewer: Viewer, today: date) -> Judge:
    """What the viewer may judge; the fields followed by bodies that give the right."""
    giving = frozenset(
        grant.unit_id for grant in viewer.grants if grant.gives(Permission.CONFIRM_WORK)
    )
    if not giving or not viewer.followed_field_ids:
        return Judge(viewer, frozenset())
    if giving == {grant.unit_id for grant in viewer.grants}:
        return Judge(viewer, viewer.followed_field_ids)
    return Judge(viewer, followed_fields(giving, today))


def judged_by(judge: Judge) -> ColumnElement[bool]:
    """`Judge.may` as a condition on `Obligation`."""
    field = Obligation.field_id + 0  # the walk goes by the day of the result, not by field
    followed = field.in_(sorted(judge.fields)) if judge.fields else false()
    if not judge.whole:
        return followed
    own = sorted(judge.own_units)
    return or_(Obligation.unit_id.not_in(own), followed) if own else Obligation.void.is_(False)


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What the queue is cut by; None sets no bound."""

    plan_id: int | None = None
    field_id: int | None = None
    unit_id: int | None = None
    year: int | None = None


def queue(
    judge: Judge, cut: QueueFilter, after: Key | None = None, limit: int = PAGE + 1
) -> list[WorkRow]:
    """At most `limit` rows said done and not confirmed, the oldest result first."""
    query = BASE.where(*_waiting(judge, cut))
    place = (Obligation.stopped_on, Obligation.id)
    if after is not None:
        query = query.where(tuple_(*place) > after)
    return fetch(query.order_by(*place).limit(limit))


def number_waiting(judge: Judge, cut: QueueFilter = QueueFilter(), most: int = COUNTED + 1) -> int:
    """How many wait, up to `most`."""
    some = select(Obligation.id).where(*_waiting(judge, cut)).limit(most).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def _waiting(judge: Judge, cut: QueueFilter) -> list[ColumnElement[bool]]:
    """The conditions, written so that `ix_obligation_said_done` is walked, or a unit's rows."""
    bounds = (
        (Obligation.plan_id + 0, cut.plan_id), (Obligation.field_id + 0, cut.field_id),
        (Obligation.unit_id, cut.unit_id), (Obligation.year + 0, cut.year),
    )  # fmt: skip
    return [
        Obligation.stopped_on >= EARLIEST, Obligation.ended_on.is_(None),
        Obligation.role.concat("") == AssignmentRole.LEAD.value, Obligation.void.is_(False),
        Obligation.before_tracking.is_(False), judged_by(judge), ~IS_CONFIRMED,
        *(column == value for column, value in bounds if value is not None),
    ]  # fmt: skip


_SAID_DONE = (State.SUBMITTED.value, State.DONE.value)


def lines_that_said_done(obligation_ids: Collection[int]) -> dict[int, list[int]]:
    """The lines of each obligation that told of a result, for its evidence."""
    found: dict[int, list[int]] = {number: [] for number in obligation_ids}
    if not found:
        return found
    query = select(StatusUpdate.obligation_id, StatusUpdate.id).where(
        StatusUpdate.obligation_id.in_(sorted(found)), StatusUpdate.state.in_(_SAID_DONE)
    )
    for owner, line in db.session.execute(query):
        found[owner].append(line)
    return found


def to_judge(judge: Judge, obligation_ids: Collection[int]) -> list[Obligation]:
    """Those of the rows that are theirs to judge, locked for writing, with their tasks."""
    query = (
        select(Obligation)
        .options(joinedload(Obligation.task, innerjoin=True))
        .where(
            Obligation.id.in_(sorted(obligation_ids)),
            and_(Obligation.void.is_(False), Obligation.ended_on.is_(None), judged_by(judge)),
        )
        .order_by(Obligation.id)
        .with_for_update(of=Obligation)
    )
    return list(db.session.scalars(query))
