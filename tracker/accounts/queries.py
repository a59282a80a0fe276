"""Reading accounts, grants and sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Row, and_, or_, select

from tracker.accounts.models import Grant, User, UserSession
from tracker.extensions import db
from tracker.permissions import GrantValue, Role, Viewer
from tracker.units.models import Unit, UnitName

PROVINCE = "province"


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


def signed_in_row(token_hash: str) -> Row[tuple[UserSession, User]] | None:
    """The open session of this hash with its account, unless either has ended."""
    return db.session.execute(
        select(UserSession, User)
        .join(User, User.id == UserSession.user_id)
        .where(
            UserSession.token_hash == token_hash,
            UserSession.ended_at.is_(None),
            User.disabled_at.is_(None),
        )
    ).first()


def grants_in_force(user_id: int, today: date) -> tuple[GrantInForce, ...]:
    """The roles a person holds on a day, in the order they were granted."""
    rows = db.session.execute(
        select(Grant.role, Grant.read_only, Unit.id, Unit.kind, UnitName.name)
        .join(Unit, Unit.id == Grant.unit_id)
        .outerjoin(UnitName, and_(UnitName.unit_id == Unit.id, _covers(UnitName, today)))
        .where(Grant.user_id == user_id, _covers(Grant, today))
        .order_by(Grant.id)
    ).all()
    below = _with_descendants({row.id for row in rows if row.kind != PROVINCE})
    return tuple(
        GrantInForce(
            GrantValue(
                Role(row.role),
                row.id,
                None if row.kind == PROVINCE else below[row.id],
                row.read_only,
            ),
            row.name or "",
        )
        for row in rows
    )


def viewer_for(user: User, today: date, followed: frozenset[int] = frozenset()) -> Viewer:
    """The person as a viewer on a day; `followed` are the ids of the fields their bodies follow."""
    return viewer_of(user, grants_in_force(user.id, today), followed)


def viewer_of(
    user: User, grants: tuple[GrantInForce, ...], followed: frozenset[int] = frozenset()
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


def has_administrator(today: date) -> bool:
    """Whether an account that is not disabled holds the administrator's role."""
    found = db.session.scalar(
        select(User.id)
        .join(Grant, Grant.user_id == User.id)
        .where(Grant.role == Role.ADMINISTRATOR, _covers(Grant, today), User.disabled_at.is_(None))
        .limit(1)
    )
    return found is not None


def unit_id_by_code(code: str) -> int | None:
    """The id of the unit with this code."""
    return db.session.scalar(select(Unit.id).where(Unit.code == code))


def province_id() -> int | None:
    """The id of the province, the scope that covers everything."""
    return db.session.scalar(select(Unit.id).where(Unit.kind == PROVINCE).order_by(Unit.id))


def _covers(model: type[Grant] | type[UnitName], day: date) -> ColumnElement[bool]:
    """Whether a row's validity (inclusive ends, empty = open) holds on the day."""
    return and_(
        or_(model.valid_from.is_(None), model.valid_from <= day),
        or_(model.valid_to.is_(None), model.valid_to >= day),
    )


def _with_descendants(unit_ids: set[int]) -> dict[int, frozenset[int]]:
    """Each unit with its divisions, theirs, and so on."""
    if not unit_ids:
        return {}
    seed = select(Unit.id.label("top"), Unit.id.label("unit_id")).where(Unit.id.in_(unit_ids))
    tree = seed.cte("tree", recursive=True)
    tree = tree.union(select(tree.c.top, Unit.id).join(Unit, Unit.parent_id == tree.c.unit_id))
    covered: dict[int, set[int]] = {}
    for top, unit_id in db.session.execute(select(tree.c.top, tree.c.unit_id)):
        covered.setdefault(top, set()).add(unit_id)
    return {top: frozenset(ids) for top, ids in covered.items()}
