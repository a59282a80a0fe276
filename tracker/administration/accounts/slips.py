"""What one printed slip says: unit, role, login, initial password."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.administration.accounts.queries import AccountRow
from tracker.administration.accounts.rules import NewPerson


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip. The password is known only while it is shown."""

    name: str
    unit: str
    role: str
    login: str
    password: str


def slip_for(person: NewPerson, password: str) -> Slip:
    """The slip of somebody just added."""
    return Slip(person.name, person.unit, person.role.label, person.login, password)


def slip_of(row: AccountRow, password: str, units: Mapping[int, str], today: date) -> Slip:
    """The slip of an account that was there; its first role in force names unit and role."""
    first = next(iter(row.grants_on(today) or row.grants), None)
    unit, role = (units[first.unit_id], first.role.label) if first else ("", "")
    return Slip(row.name, unit, role, row.login, password)
