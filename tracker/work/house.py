"""The unit inside which work is handed on: its divisions and the people who work there."""

from datetime import date

from tracker.accounts.queries import officers_of
from tracker.permissions import Permission, Viewer
from tracker.tasks.rules.delegating import House, Officer
from tracker.units.queries import divisions_of


def house_of(unit_id: int, today: date) -> House:
    """Divisions and officers of the unit as they are today; an officer stands once.

    Whoever has a role in the unit itself may work with any of its divisions.
    """
    divisions = divisions_of(unit_id, today)
    found: dict[int, Officer] = {}
    for line in officers_of([unit_id, *divisions], today):
        if line.id not in found or line.unit_id == unit_id:
            found[line.id] = Officer(line.id, line.name, line.unit_id)
    return House(unit_id, divisions, tuple(found.values()))


def own_units(viewer: Viewer) -> list[int]:
    """The units for which the viewer hands work on: where the roles were granted."""
    giving = (grant.unit_id for grant in viewer.grants if grant.gives(Permission.DELEGATE))
    return list(dict.fromkeys(giving))
