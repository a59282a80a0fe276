"""Who can be told on a day: open accounts with a role in force, and what they chose."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, or_, select

from tracker.accounts.models import Grant, User
from tracker.accounts.queries import DIVISION, PROVINCE
from tracker.permissions import Role
from tracker.reminders.models import PersonSettings
from tracker.reminders.rules.people import People, Person
from tracker.reminders.rules.subjects import Owner
from tracker.statements import rows_of
from tracker.units.models import Unit

STEERING = (Role.COMPILER, Role.LEADERSHIP)
_S = PersonSettings
_CHOSEN = (
    _S.hour, _S.by_mail, _S.by_chat, _S.chat_address, _S.paused_from, _S.paused_to, _S.stand_in_id
)  # fmt: skip
_IN_FORCE = (
    select(Grant.role, Grant.unit_id, Unit.kind, User.id, User.name, User.email, *_CHOSEN)
    .join(User, User.id == Grant.user_id)
    .join(Unit, Unit.id == Grant.unit_id)
    .outerjoin(_S, _S.user_id == User.id)
    .where(Grant.pending.is_(False), Grant.read_only.is_(False), User.disabled_at.is_(None))
    .order_by(User.id)
)
_DIVISIONS = select(Unit.id, Unit.parent_id).where(
    Unit.kind == DIVISION, Unit.parent_id.is_not(None)
)


def people_on(today: date, near: Collection[Owner] | None = None) -> People:
    """Everybody who holds a role in force that is neither pending nor read-only: two statements.

    With `near` only those who can matter to these owners: of their units, divisions and the units
    above, of the whole province, the officers named and who stands in for others.
    """
    in_force, divisions = _IN_FORCE, _DIVISIONS
    if near is not None:
        units = {one.unit_id for one in near} | {one.division_id for one in near} - {None}
        in_force = in_force.where(_matters(units, {one.holder_id for one in near} - {None}, today))
        divisions = divisions.where(Unit.id.in_(units))
    in_force = in_force.where(
        Grant.valid_from <= today, or_(Grant.valid_to.is_(None), Grant.valid_to >= today)
    )
    by_id: dict[int, Person] = {}
    holders: dict[tuple[int, Role], list[int]] = defaultdict(list)
    steering: dict[Role, list[int]] = {role: [] for role in STEERING}
    for role_name, unit_id, kind, number, name, address, *chosen in rows_of(in_force):
        role = Role(role_name)
        if number not in by_id:  # without settings the defaults hold
            by_id[number] = Person(number, name, address, *(chosen if chosen[0] else ()))
        _add(holders[unit_id, role], number)
        if kind == PROVINCE and role in steering:
            _add(steering[role], number)
    return People(
        by_id,
        {key: tuple(ids) for key, ids in holders.items()},
        {role: tuple(ids) for role, ids in steering.items()},
        dict(rows_of(divisions).all()),
    )


def _matters(
    units: Collection[int | None], holders: Collection[int | None], today: date
) -> ColumnElement[bool]:
    above = select(Unit.parent_id).where(Unit.id.in_(units))
    standing_in = select(_S.stand_in_id).where(_S.paused_from <= today)
    return or_(
        Unit.kind == PROVINCE, Grant.unit_id.in_(units), Grant.unit_id.in_(above),
        Grant.user_id.in_(holders), Grant.user_id.in_(standing_in),
    )  # fmt: skip


def _add(ids: list[int], number: int) -> None:
    """Rows come in the order of people: one with two grants of the same role stands once."""
    if not ids or ids[-1] != number:
        ids.append(number)
