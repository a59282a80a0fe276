"""What a person chose so far, and who may be told in their place."""

from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select

from tracker.accounts.models import Grant, User
from tracker.extensions import db
from tracker.reminders.models import PersonSettings
from tracker.statements import rows_of
from tracker.units.models import Unit

_DIVISION = "phong"


def settings_of(person_id: int) -> PersonSettings | None:
    """What the person chose; None where the defaults hold."""
    return db.session.get(PersonSettings, person_id)


def address_of(person_id: int) -> str:
    """The person's e-mail address; empty without one."""
    return db.session.scalars(select(User.email).where(User.id == person_id)).one()


def colleagues_of(person_id: int, today: date) -> dict[int, str]:
    """Those who hold a role in the person's units or their divisions today, by id; not the person.

    An officer of a division may name somebody of the unit above as well.
    """
    own = _in_force(today).where(Grant.user_id == person_id).with_only_columns(Grant.unit_id)
    rows = rows_of(select(Unit.id, Unit.parent_id, Unit.kind).where(Unit.id.in_(own))).all()
    tops = {row.parent_id if row.kind == _DIVISION and row.parent_id else row.id for row in rows}
    units = select(Unit.id).where(
        or_(Unit.id.in_(tops), (Unit.parent_id.in_(tops)) & (Unit.kind == _DIVISION))
    )
    found = _in_force(today).where(
        Grant.unit_id.in_(units), Grant.user_id != person_id, Grant.read_only.is_(False)
    )  # fmt: skip
    return {row.id: row.name for row in rows_of(found.order_by(User.name, User.id))}


def _in_force(today: date) -> Select[Any]:
    return (
        select(User.id, User.name)
        .join(Grant, Grant.user_id == User.id)
        .where(
            or_(Grant.valid_from.is_(None), Grant.valid_from <= today),
            or_(Grant.valid_to.is_(None), Grant.valid_to >= today),
            Grant.pending.is_(False), User.disabled_at.is_(None),
        )
    )  # fmt: skip
