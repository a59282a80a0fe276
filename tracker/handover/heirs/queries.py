"""Shares that ended and that nobody has taken over: they wait for an heir."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select

from tracker.documents.models import Document
from tracker.extensions import db
from tracker.handover.queries import Line, lines
from tracker.permissions import Viewer
from tracker.plans.models import Plan
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.rules.states import EndKind
from tracker.units.models import Succession, Unit


def _waiting() -> tuple[ColumnElement[bool], ...]:
    """Of plans that are followed and rows that an amendment did not end."""
    return (
        Obligation.end_kind.in_((EndKind.DISSOLVED, EndKind.HANDED_OVER)),
        Obligation.successor_id.is_(None), Obligation.void.is_(False),
        Plan.followed.is_(True), Plan.standing == "issued", Task.ended_on.is_(None),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FormerUnit:
    """A unit whose work ended on a day without an heir."""

    unit_id: int
    ended_on: date
    tasks: int
    shares: int


def former_units() -> list[FormerUnit]:
    """The units with waiting work, in official order."""
    query = (
        select(
            Obligation.unit_id, Obligation.ended_on, func.count(Task.id.distinct()), func.count()
        )
        .join(Task, Task.id == Obligation.task_id)
        .join(Plan, Plan.id == Obligation.plan_id)
        .join(Unit, Unit.id == Obligation.unit_id)
        .where(*_waiting())
        .group_by(Obligation.unit_id, Obligation.ended_on, Unit.sort_order)
        .order_by(Unit.sort_order, Obligation.unit_id, Obligation.ended_on)
    )
    return [FormerUnit(*row) for row in db.session.execute(query)]


def shares_waiting() -> int:
    """How many shares wait."""
    return sum(one.shares for one in former_units())


def waiting_lines(viewer: Viewer, unit_id: int, ended_on: date) -> list[Line]:
    """The waiting shares of a unit that ended on the day, in printed order."""
    return lines(
        viewer, *_waiting(), Obligation.unit_id == unit_id, Obligation.ended_on == ended_on
    )


def waiting_tasks(unit_id: int, ended_on: date) -> set[str]:
    """The codes of the tasks of which a share waits."""
    query = (
        select(Task.code)
        .join(Obligation, Obligation.task_id == Task.id)
        .join(Plan, Plan.id == Obligation.plan_id)
        .where(*_waiting(), Obligation.unit_id == unit_id, Obligation.ended_on == ended_on)
    )
    return set(db.session.scalars(query))


def basis_of_end(unit_id: int, ended_on: date) -> Document | None:
    """The paper by which the unit's work ended on the day."""
    query = (
        select(Document)
        .join(Succession, Succession.basis_id == Document.id)
        .where(Succession.from_unit_id == unit_id, Succession.effective_on == ended_on)
    )
    return db.session.scalars(query.order_by(Succession.id)).first()


def last_place() -> int:
    """The last place taken in the register's order."""
    return db.session.scalar(select(func.max(Unit.sort_order))) or 0
