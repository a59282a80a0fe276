"""Which obligations a viewer may see, and how much of each (design invariant 12).

- fully (words, evidence, files): own units and their divisions, the fields one's body follows,
  everything for the compiler and the leadership;
- state and last words only: the other leads and partners of a task in which one's unit has a part;
- not at all: the rest. A row that may not be seen does not exist for the viewer (404).
"""

from sqlalchemy import ColumnElement, bindparam, false, or_, select, true
from sqlalchemy.orm import aliased

from tracker.extensions import db
from tracker.permissions import Permission, Viewer
from tracker.tasks.models.obligation import Obligation


def fully_visible(
    viewer: Viewer, permission: Permission = Permission.READ_WORK
) -> ColumnElement[bool]:
    """The condition under which an obligation's words and evidence are the viewer's to read."""
    units = viewer.scope(permission)
    if units is None:
        return true()
    fields = viewer.followed_field_ids
    conditions = [
        *([Obligation.unit_id.in_(units)] if units else []),
        *([Obligation.field_id.in_(fields)] if fields and units else []),
    ]
    return or_(*conditions) if conditions else false()


_OWN = aliased(Obligation)


def partly_visible(viewer: Viewer) -> ColumnElement[bool]:
    """The condition under which state and last words may be seen: fully, or a shared task."""
    units = viewer.scope(Permission.READ_WORK)
    if units is None:
        return true()
    shared = select(_OWN.task_id).where(_OWN.unit_id.in_(units), _OWN.void.is_(False))
    return or_(fully_visible(viewer), Obligation.task_id.in_(shared))


def visible_obligation(viewer: Viewer, obligation_id: int) -> Obligation | None:
    """The obligation with all its words, or None where it is not the viewer's to read."""
    query = select(Obligation).where(
        Obligation.id == obligation_id, Obligation.void.is_(False), fully_visible(viewer)
    )
    return db.session.scalars(query).first()


_TO_WRITE = (
    select(Obligation)
    .where(Obligation.id == bindparam("id"), Obligation.void.is_(False))
    .with_for_update()
)
_TO_WRITE_IN = _TO_WRITE.where(Obligation.unit_id.in_(bindparam("units", expanding=True)))


def updatable_obligation(
    viewer: Viewer, obligation_id: int, permission: Permission = Permission.UPDATE_WORK
) -> Obligation | None:
    """The obligation, locked for writing, or None where the viewer may not write of it."""
    units = viewer.scope(permission)
    if units is None:
        return db.session.scalars(_TO_WRITE, {"id": obligation_id}).first()
    given = {"id": obligation_id, "units": list(units)}
    return db.session.scalars(_TO_WRITE_IN, given).first()
