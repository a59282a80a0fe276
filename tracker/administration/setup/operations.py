"""Steps of the first run that reach beyond the installation's own row."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select

from tracker import history
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.plans.models import Plan
from tracker.province.operations import go_through, open_row, set_tracking_from
from tracker.province.rules import Step
from tracker.tasks.operations.desired import Settings
from tracker.tasks.operations.laying_out import Counts, lay_out_plan
from tracker.tasks.operations.tracking import Retracked, track_from


def follow_plans(
    chosen: Collection[int], version: int, settings: Settings, actor: Actor, *, now: datetime
) -> dict[int, Counts]:
    """Follow exactly these plans: the others' obligations are withdrawn or ended, theirs laid out.

    Returns what changed by plan, for the plans whose answer changed. Raises Stale.
    """
    row = open_row(version)
    go_through(row, Step.PLANS)
    counts = {}
    for plan in db.session.scalars(select(Plan).order_by(Plan.sort_order, Plan.id)):
        if plan.followed == (plan.id in chosen):
            continue
        plan.followed = plan.id in chosen
        plan.version += 1
        db.session.flush()
        counts[plan.id] = lay_out_plan(plan, settings, actor, now)
    detail = {"followed": sorted(chosen)}
    history.record(actor, "province.plans", at=now, subject="plans", ids=counts, detail=detail)
    return counts


def begin_tracking(
    day: date, version: int, settings: Settings, last_year: int, actor: Actor, *, now: datetime
) -> Retracked:
    """Let tracking begin on this day, and put every obligation on its right side of it.

    Raises Stale.
    """
    row = open_row(version)
    set_tracking_from(row, day)
    changed = track_from(replace(settings, tracking_from=day), last_year, actor, now)
    detail = {"set_apart": changed.set_apart, "taken_back": changed.taken_back}
    history.record(
        actor, "province.tracking", at=now, subject=day.isoformat(), ids=[row.id], detail=detail
    )
    return changed
