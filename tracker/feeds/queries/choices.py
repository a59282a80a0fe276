"""What a calendar may be narrowed to, for one viewer on one day."""

from dataclasses import dataclass
from datetime import date

from tracker.feeds.rules.selection import Part, parts_of
from tracker.permissions import Permission, Viewer
from tracker.plans.queries import FieldLine, PlanLine, plan_fields, plan_lines
from tracker.units.queries import NamedUnit, units_in_scope


@dataclass(frozen=True, slots=True)
class Choices:
    """Parts, units, plans and fields, each in its official order."""

    parts: tuple[Part, ...]
    units: tuple[NamedUnit, ...]
    plans: tuple[PlanLine, ...]
    fields: tuple[FieldLine, ...]


def choices_of(viewer: Viewer, today: date) -> Choices:
    """What this viewer may choose: the units whose work they read, and what belongs to them."""
    scope = viewer.scope(Permission.READ_WORK)
    return Choices(
        parts_of(whole=scope is None), tuple(units_in_scope(scope, today)),
        tuple(plan_lines().values()), tuple(plan_fields().values()),
    )  # fmt: skip
