"""Which obligations a viewer may see, and how much of each (design invariant 12).

- fully (words, evidence, files): own units and their divisions, the fields one's body follows,
  everything for the compiler and the leadership;
- state and last words only: the other leads and partners of a task in which one's unit has a part;
- fully, to an officer of a division: what the unit handed to the division or to the officer;
- not at all: the rest. A row that may not be seen does not exist for the viewer (404).
"""

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, and_, bindparam, false, or_, select, true
from sqlalchemy.orm import aliased

from tracker.extensions import db
from tracker.permissions import Handed, Permission, Viewer
from tracker.statements import among
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
        *([within(units, viewer.handed(permission))] if units else []),
        *([Obligation.field_id.in_(fields)] if fields and units else []),
    ]
    return or_(*conditions) if conditions else false()


def within(units: Collection[int], handed: Handed | None) -> ColumnElement[bool]:
    """Rows of these units, and those that were handed on; bounded by unit first, for the index."""
    own = Obligation.unit_id.in_(sorted(units))
    if handed is None:
        return own
    any_unit = Obligation.unit_id.in_(sorted(handed.owners.union(units)))
    return and_(any_unit, or_(own, handed_to(handed)))


def handed_to(handed: Handed) -> ColumnElement[bool]:
    """Rows whose open delegation names one of the divisions or the officer."""
    to_division = Obligation.division_id.in_(sorted(handed.divisions))
    return or_(to_division, Obligation.holder_id == handed.holder_id)


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
_TO_WRITE_IN = _TO_WRITE.where(among(Obligation.unit_id, "units"))


def updatable_obligation(
    viewer: Viewer, obligation_id: int, permission: Permission = Permission.UPDATE_WORK
) -> Obligation | None:
    """The obligation, locked for writing, or None where the viewer may not write of it."""
    units, handed = viewer.scope(permission), viewer.handed(permission)
    given = {"id": obligation_id}
    if units is None:
        return db.session.scalars(_TO_WRITE, given).first()
    if handed is not None:
        return db.session.scalars(_TO_WRITE.where(within(units, handed)), given).first()
    return db.session.scalars(_TO_WRITE_IN, given | {"units": list(units)}).first()


def updatable_obligations(
    viewer: Viewer, obligation_ids: Iterable[int], permission: Permission = Permission.UPDATE_WORK
) -> list[Obligation]:
    """Those of these obligations of which the viewer may write, locked one after another by id."""
    query = (
        select(Obligation)
        .where(Obligation.id.in_(list(obligation_ids)), Obligation.void.is_(False))
        .order_by(Obligation.id)
        .with_for_update()
    )
    units = viewer.scope(permission)
    if units is not None:
        query = query.where(within(units, viewer.handed(permission)))
    return list(db.session.scalars(query))
