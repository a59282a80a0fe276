"""What a change of the register touches beyond it: work, roles, plans."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, or_, select

from tracker.accounts.models import Grant, User
from tracker.extensions import db
from tracker.plans.models import PlanOpening
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Assignment, Task
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.queries.rows import BATCH
from tracker.units.queries import living_children


@dataclass(frozen=True, slots=True)
class Left:
    """What a unit still has: open phần việc, roles beyond a day, living units inside."""

    obligations: int
    handed: int
    grants: int
    children: int

    @property
    def nothing(self) -> bool:
        """Whether the unit may end."""
        return not (self.obligations or self.handed or self.grants or self.children)


def left_of(unit_id: int, last_day: date) -> Left:
    """What keeps a unit from ending on a day."""
    lasting = or_(Grant.valid_to.is_(None), Grant.valid_to > last_day)
    roles = (
        select(func.count())
        .select_from(Grant)
        .join(User, User.id == Grant.user_id)
        .where(Grant.unit_id == unit_id, lasting, User.disabled_at.is_(None))
    )
    return Left(
        _open_rows(Obligation.unit_id == unit_id),
        _open_rows(Obligation.division_id == unit_id),
        db.session.scalar(roles) or 0,
        len(living_children(unit_id, last_day)),
    )


def _open_rows(owned: object) -> int:
    query = select(func.count()).select_from(Obligation)
    is_open = (Obligation.open.is_(True), Obligation.void.is_(False))
    return db.session.scalar(query.where(owned, *is_open)) or 0  # type: ignore[arg-type]


def opened_plans() -> list[int]:
    """The ids of the plans of which a year was opened."""
    return sorted(set(db.session.scalars(select(PlanOpening.plan_id))))


def plans_addressing(group_id: int) -> list[int]:
    """The ids of the plans with a row that addresses a group."""
    query = (
        select(Task.plan_id)
        .join(Assignment, Assignment.task_id == Task.id)
        .where(Assignment.group_id == group_id)
    )
    return sorted(set(db.session.scalars(query)))


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A phần việc whose day moves, as a page names it."""

    unit_id: int
    code: str
    number: str
    title: str


def named_rows(ids: list[int]) -> dict[int, MovedRow]:
    """These phần việc by id."""
    query = select(Obligation.id, Obligation.unit_id, Task.code, Task.number, Task.title).join(
        Task, Task.id == Obligation.task_id
    )
    found = {}
    for first in range(0, len(ids), BATCH):
        batch = Obligation.id.in_(ids[first : first + BATCH])
        found |= {row[0]: MovedRow(*row[1:]) for row in db.session.execute(query.where(batch))}
    return found


def spoken_of(ids: list[int]) -> set[int]:
    """Those of these phần việc of which somebody said something."""
    found: set[int] = set()
    for first in range(0, len(ids), BATCH):
        words = exists().where(StatusUpdate.obligation_id == Obligation.id)
        batch = Obligation.id.in_(ids[first : first + BATCH])
        found |= set(db.session.scalars(select(Obligation.id).where(batch, words)))
    return found
