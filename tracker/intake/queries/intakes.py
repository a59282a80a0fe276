"""The readings of plan files: one of them for those who keep its plan, those of a plan."""

from collections.abc import Sequence

from sqlalchemy import select

from tracker.extensions import db
from tracker.intake.models import PlanIntake
from tracker.permissions import Viewer
from tracker.plans.models import Plan
from tracker.plans.queries import within_plans


def kept_intake(viewer: Viewer, intake_id: int, *, lock: bool = False) -> PlanIntake | None:
    """The reading of a file, or None where its plan is not the viewer's to keep."""
    query = (
        select(PlanIntake)
        .join(Plan, Plan.id == PlanIntake.plan_id)
        .where(PlanIntake.id == intake_id, within_plans(viewer))
    )
    return db.session.scalars(query.with_for_update(of=PlanIntake) if lock else query).first()


def intakes_of(plan_id: int) -> Sequence[PlanIntake]:
    """The readings for a plan that were not dropped, the last first; the caller checks it."""
    query = select(PlanIntake).where(PlanIntake.plan_id == plan_id, PlanIntake.state != "dropped")
    return db.session.scalars(query.order_by(PlanIntake.id.desc())).all()
