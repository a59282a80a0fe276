"""The bodies and groups that a printed addressee may name on a day."""

from datetime import date

from sqlalchemy import select

from tracker.extensions import db
from tracker.tasks.rules.addressees import Named
from tracker.units.models import UnitGroup, UnitName
from tracker.units.queries import units_in_scope


def nameable(day: date) -> list[Named]:
    """Groups first, then the bodies that exist on the day, each with every wording known of it."""
    groups = db.session.execute(
        select(UnitGroup.id, UnitGroup.name, UnitGroup.printed_forms).order_by(UnitGroup.id)
    )
    found = [
        Named(f"group:{group_id}", name, tuple(form.strip() for form in forms.split("|")))
        for group_id, name, forms in groups
    ]
    former: dict[int, list[str]] = {}
    for unit_id, name, short in db.session.execute(
        select(UnitName.unit_id, UnitName.name, UnitName.short_name)
    ):
        former.setdefault(unit_id, []).extend(form for form in (name, short) if form)
    return found + [
        Named(f"unit:{unit.id}", unit.name, tuple(former.get(unit.id, ())))
        for unit in units_in_scope(None, day)
    ]
