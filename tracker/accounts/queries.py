"""Reading accounts, grants and sessions."""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Protocol

from sqlalchemy import (
    ColumnElement,
    Row,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
    true,
)

from tracker import history
from tracker.accounts.models import Grant, User, UserSession
from tracker.extensions import db
from tracker.permissions import GrantValue, Role, Viewer
from tracker.statements import rows_of
from tracker.units.models import Unit, UnitName

PROVINCE = "province"
DIVISION = "phong"


def _covers(model: type[Grant] | type[UnitName]) -> ColumnElement[bool]:
    """Whether a row's validity (inclusive ends, empty = open) holds on `today`."""
    return and_(
        or_(model.valid_from.is_(None), model.valid_from <= bindparam("today")),
        or_(model.valid_to.is_(None), model.valid_to >= bindparam("today")),
    )


def _grants(user_id: ColumnElement[int]) -> Select[*tuple[Any, ...]]:
    """A person's grants, one row for each unit covered; below the province no unit is listed."""
    seed = (
        select(Unit.id.label("top"), Unit.id.label("unit_id"))
        .join(Grant, Grant.unit_id == Unit.id)
        .where(Grant.user_id == user_id, Unit.kind != PROVINCE)
    )
    tree = seed.cte("tree", recursive=True)
    tree = tree.union(select(tree.c.top, Unit.id).join(Unit, Unit.parent_id == tree.c.unit_id))
    return (
        select(
            Grant.id.label("grant_id"), Grant.role, Grant.read_only, Grant.unit_id, Unit.kind,
            Unit.parent_id,
            UnitName.name.label("unit_name"), tree.c.unit_id.label("below"),
        )
        .join(Unit, Unit.id == Grant.unit_id)
        .outerjoin(UnitName, and_(UnitName.unit_id == Unit.id, _covers(UnitName)))
        .outerjoin(tree, tree.c.top == Grant.unit_id)
        .where(Grant.user_id == user_id, _covers(Grant), Grant.pending.is_(False))
    )  # fmt: skip


Counted = Callable[[ColumnElement[int]], ScalarSelect[int]]
"""How many digests a person has not opened yet, as a column beside the person's id."""


@cache
def _signed_in(unread: Counted) -> Select[*tuple[Any, ...]]:
    """An open session with its account, one row for each grant and unit covered.

    Asked with every request: built once.
    """
    session = and_(
        UserSession.token_hash == bindparam("token_hash"), UserSession.ended_at.is_(None)
    )
    held = _grants(select(UserSession.user_id).where(session).scalar_subquery()).subquery()
    return (
        select(
            UserSession.id.label("session_id"), UserSession.created_at, UserSession.last_seen_at,
            User.id, User.name, User.is_demo, User.disabled_at,
            User.must_change_password, User.totp_secret,
            func.coalesce(history.HEAD, 0).label("stand"), unread(User.id).label("unread"), held,
        )
        .join(User, User.id == UserSession.user_id)
        .outerjoin(held, true())
        .where(session, User.disabled_at.is_(None))
        .order_by(held.c.grant_id)
    )  # fmt: skip


_GRANTS = _grants(bindparam("user_id")).order_by(Grant.id)


@dataclass(frozen=True)
class GrantInForce:
    """A grant's value and the name of its scope unit on the day asked."""

    value: GrantValue
    unit_name: str


def user_by_login(login: str) -> User | None:
    """The account of this login name, in any case of letters."""
    return db.session.scalar(select(User).where(User.login == login.strip().lower()))


def user_by_id(user_id: int) -> User | None:
    """The account of this id."""
    return db.session.get(User, user_id)


@dataclass(frozen=True)
class SignedIn:
    """An open session with what a request asks of its account, and the grants in force.

    `stand` is the number of the newest audit entry, `unread` counts the digests not yet opened.
    """

    session_id: int
    created_at: datetime
    last_seen_at: datetime
    id: int
    name: str
    is_demo: bool
    disabled_at: datetime | None
    must_change_password: bool
    totp_secret: str | None
    stand: int
    unread: int
    grants: tuple[GrantInForce, ...]


_SIGNED_IN_VALUES = tuple(SignedIn.__dataclass_fields__)[:-1]


def signed_in(token_hash: str, today: date, unread: Counted) -> SignedIn | None:
    """The open session of this hash with its account, unless either has ended."""
    rows = rows_of(_signed_in(unread), {"token_hash": token_hash, "today": today}).all()
    if not rows:
        return None
    grants = _in_force(row for row in rows if row.grant_id is not None)
    return SignedIn(*(getattr(rows[0], name) for name in _SIGNED_IN_VALUES), grants)


def grants_in_force(user_id: int, today: date) -> tuple[GrantInForce, ...]:
    """The roles a person holds on a day, in the order they were granted."""
    return _in_force(rows_of(_GRANTS, {"user_id": user_id, "today": today}))


def _in_force(rows: Iterable[Row[Any]]) -> tuple[GrantInForce, ...]:
    """The grants of these rows, each with all the units that it covers."""
    told: dict[int, Row[Any]] = {}
    below: dict[int, set[int]] = {}
    for row in rows:
        told[row.grant_id] = row
        below.setdefault(row.grant_id, set()).add(row.below)
    return tuple(
        GrantInForce(
            GrantValue(
                Role(row.role),
                row.unit_id,
                None if row.kind == PROVINCE else frozenset(below[row.grant_id]),
                row.read_only,
                row.parent_id if row.kind == DIVISION else None,
            ),
            row.unit_name or "",
        )
        for row in told.values()
    )


def viewer_for(user: User, today: date, followed: frozenset[int] = frozenset()) -> Viewer:
    """The person as a viewer on a day; `followed` are the ids of the fields their bodies follow."""
    return viewer_of(user, grants_in_force(user.id, today), followed)


class Account(Protocol):
    """An account, however much of it was read."""

    @property
    def id(self) -> int:
        """The account's id."""

    @property
    def name(self) -> str:
        """How the screen calls the person."""

    @property
    def is_demo(self) -> bool:
        """Whether it belongs to a demonstration."""

    @property
    def disabled_at(self) -> datetime | None:
        """Since when it is closed."""


def viewer_of(
    user: Account,
    grants: tuple[GrantInForce, ...],
    followed: AbstractSet[int] = frozenset(),
) -> Viewer:
    """The viewer over grants that were read already."""
    return Viewer(user.id, user.name, tuple(grant.value for grant in grants), followed)


def open_sessions(user_id: int) -> Sequence[UserSession]:
    """A person's sessions that were not ended, newest first."""
    return db.session.scalars(
        select(UserSession)
        .where(UserSession.user_id == user_id, UserSession.ended_at.is_(None))
        .order_by(UserSession.last_seen_at.desc(), UserSession.id.desc())
    ).all()


def demo_accounts() -> Sequence[User]:
    """The accounts of a demonstration, as the sign-in page lists them."""
    return db.session.scalars(
        select(User).where(User.is_demo, User.disabled_at.is_(None)).order_by(User.id)
    ).all()


def all_accounts() -> Sequence[User]:
    """Every account by login, for the list that is reviewed each half-year."""
    return db.session.scalars(select(User).order_by(User.login)).all()


def has_administrator(day: date) -> bool:
    """Whether an open account keeps the whole province on that day."""
    found = db.session.scalar(
        select(User.id)
        .join(Grant, Grant.user_id == User.id)
        .join(Unit, Unit.id == Grant.unit_id)
        .where(
            Grant.role == Role.ADMINISTRATOR, Unit.kind == PROVINCE, _covers(Grant),
            Grant.pending.is_(False), Grant.read_only.is_(False), User.disabled_at.is_(None),
        )
        .limit(1),
        {"today": day},
    )  # fmt: skip
    return found is not None


def overlapping(user_id: int, first: date, last: date | None) -> Select[tuple[int]]:
    """The ids of a person's grants that hold on some day from the first to the last."""
    query = select(Grant.id).where(
        Grant.user_id == user_id, or_(Grant.valid_to.is_(None), Grant.valid_to >= first)
    )
    return query if last is None else query.where(Grant.valid_from <= last)


def unit_id_by_code(code: str) -> int | None:
    """The id of the unit with this code."""
    return db.session.scalar(select(Unit.id).where(Unit.code == code))


def province() -> Unit | None:
    """The province, the scope that covers everything."""
    return db.session.scalar(select(Unit).where(Unit.kind == PROVINCE).order_by(Unit.id))


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """An account that may work for a unit; `unit_id` is where the role is held."""

    id: int
    name: str
    unit_id: int


_OFFICERS = (
    select(User.id, User.name, Grant.unit_id)
    .join(Grant, Grant.user_id == User.id)
    .where(
        Grant.unit_id.in_(bindparam("units", expanding=True)),
        Grant.role.in_([Role.HEAD.value, Role.FOCAL.value, Role.DIVISION.value]),
        _covers(Grant), Grant.pending.is_(False), Grant.read_only.is_(False),
        User.disabled_at.is_(None),
    )
    .order_by(User.name, User.id, Grant.id)
)  # fmt: skip


def officers_of(unit_ids: Iterable[int], today: date) -> list[OfficerLine]:
    """Those who hold a working role in one of these units today; one line for each role."""
    given = {"units": sorted(unit_ids), "today": today}
    return [OfficerLine(*row) for row in rows_of(_OFFICERS, given)]


def has_people() -> bool:
    """Whether anybody but administrators has been given a role."""
    found = select(Grant.id).where(Grant.role != Role.ADMINISTRATOR).limit(1)
    return db.session.scalar(found) is not None


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to talk to in a unit, by the role held there."""

    unit_id: int
    role: Role
    name: str
    phone: str
    email: str


_CONTACTS = (
    select(Grant.unit_id, Grant.role, User.name, User.phone, User.email)
    .join(User, User.id == Grant.user_id)
    .where(
        _covers(Grant), Grant.pending.is_(False), Grant.read_only.is_(False),
        User.disabled_at.is_(None), Grant.role.in_(bindparam("roles", expanding=True)),
    )
    .order_by(Grant.unit_id, User.name, User.id, Grant.id)
)  # fmt: skip


def contacts(
    roles: Iterable[Role], today: date, unit_id: int | None = None
) -> dict[int, list[Contact]]:
    """Those who hold one of these roles in force, by unit; of one unit where it is named."""
    query = _CONTACTS if unit_id is None else _CONTACTS.where(Grant.unit_id == unit_id)
    given = {"roles": [role.value for role in roles], "today": today}
    found: dict[int, list[Contact]] = {}
    for unit, role, *person in rows_of(query, given):
        found.setdefault(unit, []).append(Contact(unit, Role(role), *person))
    return found
