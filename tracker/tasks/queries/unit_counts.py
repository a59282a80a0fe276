"""What each unit owes as lead: open and overdue phần việc."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from tracker.extensions import db
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.queries.rows import Scope
from tracker.tasks.rules.states import AssignmentRole


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """Open and overdue phần việc of one unit as lead."""

    open: int = 0
    overdue: int = 0


def counts_by_unit(scope: Scope, today: date) -> dict[int, UnitCounts]:
    """The counts by unit id; units outside the scope are not in it."""
    number = func.count()
    unit = Obligation.unit_id
    owed = select(unit, number).where(*scope.conditions()).group_by(unit)
    lead = Obligation.role == AssignmentRole.LEAD.value
    tracked = (lead, Obligation.open.is_(True), Obligation.before_tracking.is_(False))
    is_open = dict(db.session.execute(owed.where(*tracked)).all())
    late = dict(db.session.execute(owed.where(Obligation.overdue_from <= today)).all())
    return {unit: UnitCounts(count, late.get(unit, 0)) for unit, count in is_open.items()}
