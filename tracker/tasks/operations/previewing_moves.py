"""Tell beforehand which open obligations a changed calendar would move. Writes nothing."""

from datetime import date

from sqlalchemy import select

from tracker.extensions import db
from tracker.plans.models import Plan
from tracker.tasks.models.obligation import NO_DAY
from tracker.tasks.operations.desired import Settings, desired
from tracker.tasks.operations.moving_days import DayMove, day_moves
from tracker.tasks.queries import layout


def preview_of_moves(settings: Settings) -> list[DayMove]:
    """What `lay_out_all` would move with these settings: plan by plan, the earliest day first.

    Hand in the days off as they would be after saving. Relative days move with what counts them;
    fixed days stay and only begin to be late on another day.
    """
    moves: list[DayMove] = []
    for plan in db.session.scalars(select(Plan).order_by(Plan.sort_order, Plan.id)):
        years = layout.opened_years(plan.id)
        if plan.standing == "issued" and years:
            existing = layout.existing_rows(plan.id)
            wanted = desired(plan, years, settings, existing)
            moves += sorted(day_moves(wanted, existing, settings), key=_place)
    return moves


def _place(move: DayMove) -> tuple[date, int]:
    return move.due_before or NO_DAY, move.obligation_id
