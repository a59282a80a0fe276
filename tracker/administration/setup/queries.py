"""What the pages of the first run show beside the installation's own row."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, select

from tracker.extensions import db
from tracker.plans.models import Plan, PlanOpening
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.models.status import StatusUpdate


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """A plan that may be followed or not; `spoken_of` counts its open rows that carry words."""

    id: int
    code: str
    label: str
    title: str
    standing: str
    period_start: date
    period_end: date
    followed: bool
    tasks: int
    spoken_of: int


def plan_choices() -> list[PlanChoice]:
    """Every plan in official order, with how much hangs on it."""
    tasks = select(func.count()).where(Task.plan_id == Plan.id, Task.owes.is_(True))
    told = select(func.count()).where(
        Obligation.plan_id == Plan.id, Obligation.ended_on.is_(None), Obligation.void.is_(False),
        exists().where(StatusUpdate.obligation_id == Obligation.id),
    )  # fmt: skip
    query = select(
        Plan.id, Plan.code, Plan.number, Plan.title, Plan.standing, Plan.period_start,
        Plan.period_end, Plan.followed, tasks.scalar_subquery(),
        told.scalar_subquery(),
    ).order_by(Plan.sort_order, Plan.id)  # fmt: skip
    return [
        PlanChoice(row[0], row[1], row[2] or row[3], *row[3:]) for row in db.session.execute(query)
    ]


def last_opened_year(otherwise: int) -> int:
    """The last plan year that was opened."""
    return db.session.scalar(select(func.max(PlanOpening.year))) or otherwise
