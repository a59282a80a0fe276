"""Units and their names as of a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from tracker.extensions import db
from tracker.units.models import Unit, UnitName


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit with the name it bears on the day asked for."""

    id: int
    code: str
    name: str
    short_name: str
    sort_order: int


def names_on(day: date, unit_ids: Collection[int] | None = None) -> dict[int, NamedUnit]:
    """Every unit (or those named) by id, with its name on `day`, in official order.

    A unit that has no name on that day bears its last one.
    """
    query = (
        select(Unit.id, Unit.code, UnitName.name, UnitName.short_name, Unit.sort_order)
        .join(UnitName, UnitName.unit_id == Unit.id)
        .where(or_(UnitName.valid_from.is_(None), UnitName.valid_from <= day))
        .order_by(Unit.sort_order, Unit.id, UnitName.valid_from)
    )
    if unit_ids is not None:
        query = query.where(Unit.id.in_(unit_ids))
    return {row[0]: NamedUnit(*row) for row in db.session.execute(query)}


def units_in_scope(scope: Collection[int] | None, day: date) -> list[NamedUnit]:
    """The units of a viewer's scope that exist on `day`, in official order; None means all."""
    alive = select(Unit.id).where(
        or_(Unit.valid_from.is_(None), Unit.valid_from <= day),
        or_(Unit.valid_to.is_(None), Unit.valid_to >= day),
    )
    if scope is not None:
        alive = alive.where(Unit.id.in_(scope))
    return list(names_on(day, list(db.session.scalars(alive))).values())
