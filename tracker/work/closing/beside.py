"""What of years that are over stands on the first page of those who may close them."""

from datetime import date

from tracker.permissions import Permission, Viewer, can
from tracker.plans.rules import PlanKind
from tracker.tasks.queries.closing import WaitingYear, waiting_years

_PLANS = {PlanKind.ANNUAL, PlanKind.DEPARTMENT}


def years_to_close(viewer: Viewer, today: date) -> list[tuple[str, WaitingYear]]:
    """The years that wait, each with the name of its plan; asks nothing for other people."""
    if not can(viewer, Permission.CLOSE_YEAR):
        return []
    return [(_name(one), one) for one in waiting_years(viewer, today)]


def _name(one: WaitingYear) -> str:
    if not one.number:
        return one.title
    return f"Kế hoạch {one.number}" if one.kind in _PLANS else one.number
