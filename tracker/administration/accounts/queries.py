"""Accounts with their roles and last use, within the units that an administrator keeps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, exists, func, or_, select

from tracker.accounts.models import Grant, User, UserSession
from tracker.administration.accounts.rules import Known, KnownUnit
from tracker.extensions import db
from tracker.history import AuditEntry
from tracker.permissions import Role
from tracker.text import fold
from tracker.units.models import Unit
from tracker.units.queries import names_on, screen_names

Scope = frozenset[int] | None
"""The unit ids in which accounts may be kept; None means all."""


@dataclass(frozen=True, slots=True)
class GrantRow:
    """One role of an account."""

    id: int
    user_id: int
    role: Role
    unit_id: int
    valid_from: date
    valid_to: date | None
    read_only: bool
    pending: bool
    stands_in_for_id: int | None
    note: str
    version: int

    def holds(self, day: date) -> bool:
        """Whether the role gives anything on the day."""
        ends = self.valid_to is None or day <= self.valid_to
        return not self.pending and self.valid_from <= day and ends

    def is_over(self, day: date) -> bool:
        """Whether its last day has passed."""
        return self.valid_to is not None and self.valid_to < day

    def may_go_over(self, day: date, *, unit_ended: bool) -> bool:
        """Whether a successor unit may take the role over: it writes, and is a person's own.

        A role at a unit that ended may have ended with it.
        """
        own = not (self.read_only or self.pending or self.stands_in_for_id)
        return own and (unit_ended or not self.is_over(day))


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account as lists show it; the instants are real ones."""

    id: int
    login: str
    name: str
    email: str
    phone: str
    created_at: datetime
    disabled_at: datetime | None
    second_factor: bool
    version: int
    signed_in_at: datetime | None
    used_at: datetime | None
    grants: tuple[GrantRow, ...]

    def grants_on(self, day: date) -> list[GrantRow]:
        """The roles in force."""
        return [grant for grant in self.grants if grant.holds(day)]


def _managed(scope: Scope) -> Select[tuple[int]]:
    """Ids of the accounts that may be kept: all their roles lie within the scope."""
    if scope is None:
        return select(User.id)
    inside = exists().where(Grant.user_id == User.id, Grant.unit_id.in_(scope))
    outside = exists().where(Grant.user_id == User.id, Grant.unit_id.not_in(scope))
    return select(User.id).where(inside, ~outside)


def managed_user(scope: Scope, user_id: int, *, lock: bool = False) -> User | None:
    """The account, if it may be kept; `lock` keeps other writers out."""
    query = select(User).where(User.id == user_id, User.id.in_(_managed(scope)))
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(query).first()


def managed_grant(scope: Scope, grant_id: int, *, lock: bool = False) -> Grant | None:
    """The role, if its account may be kept; `lock` takes the administrators' roles first."""
    if lock:
        lock_administrators()
    query = select(Grant).where(Grant.id == grant_id, Grant.user_id.in_(_managed(scope)))
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(query).first()


def accounts(scope: Scope, user_id: int | None = None) -> list[AccountRow]:
    """Every account that may be kept (or the one named), by login."""
    wanted = _managed(scope)
    if user_id is not None:
        wanted = wanted.where(User.id == user_id)
    ids = wanted.subquery()
    grants = _grants(select(ids.c.id))
    used = _last_use(select(ids.c.id))
    users = db.session.execute(
        select(
            User.id, User.login, User.name, User.email, User.phone, User.created_at,
            User.disabled_at, User.totp_secret.is_not(None), User.version,
        )
        .where(User.id.in_(select(ids.c.id)))
        .order_by(User.login)
    )  # fmt: skip
    return [
        AccountRow(*row, *used.get(row[0], (None, None)), tuple(grants.get(row[0], ())))
        for row in users
    ]


def _grants(user_ids: Select[tuple[int]]) -> dict[int, list[GrantRow]]:
    found: dict[int, list[GrantRow]] = {}
    query = select(Grant).where(Grant.user_id.in_(user_ids)).order_by(Grant.valid_from, Grant.id)
    for row in db.session.scalars(query):
        found.setdefault(row.user_id, []).append(
            GrantRow(
                row.id, row.user_id, Role(row.role), row.unit_id, row.valid_from, row.valid_to,
                row.read_only, row.pending, row.stands_in_for_id, row.note, row.version,
            )
        )  # fmt: skip
    return found


def _last_use(user_ids: Select[tuple[int]]) -> dict[int, tuple[datetime, datetime]]:
    query = (
        select(
            UserSession.user_id, func.max(UserSession.created_at),
            func.max(UserSession.last_seen_at),
        )
        .where(UserSession.user_id.in_(user_ids))
        .group_by(UserSession.user_id)
    )  # fmt: skip
    return {row[0]: (row[1], row[2]) for row in db.session.execute(query)}


def account(scope: Scope, user_id: int) -> AccountRow | None:
    """One account, if it may be kept."""
    return next(iter(accounts(scope, user_id)), None)


def names_of(user_ids: Iterable[int]) -> dict[int, str]:
    """The names of these accounts."""
    ids = list(user_ids)
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(ids)))
    return {row[0]: row[1] for row in rows}


def known_units(scope: Scope, day: date) -> list[KnownUnit]:
    """The units of the scope in official order, with what an ended one has become."""
    named = names_on(day)
    shown = screen_names(day, named)
    lives = dict(db.session.execute(select(Unit.id, Unit.valid_to)).all())
    return [
        KnownUnit(
            one.id,
            one.code,
            one.name,
            one.short_name,
            _ended(lives[one.id], day, shown[one.id], one.name),
        )
        for one in named.values()
        if scope is None or one.id in scope
    ]


def _ended(valid_to: date | None, day: date, shown: str, name: str) -> str:
    if valid_to is None or day <= valid_to:
        return ""
    return f"đã kết thúc hoạt động{shown.removeprefix(name)}"


def known(scope: Scope, day: date) -> Known:
    """What loaded rows are held against. Logins are compared over all accounts."""
    rows = db.session.execute(
        select(Grant.role, Grant.unit_id, User.name, User.login)
        .join(User, User.id == Grant.user_id)
        .where(User.disabled_at.is_(None), or_(Grant.valid_to.is_(None), Grant.valid_to >= day))
    )
    holders = {(role, unit_id, fold(name)): login for role, unit_id, name, login in rows}
    logins = frozenset(db.session.scalars(select(User.login)))
    return Known(tuple(known_units(scope, day)), logins, holders)


def logins_taken(logins: Iterable[str]) -> list[str]:
    """Which of these logins are in use."""
    asked = select(User.login).where(User.login.in_(list(logins)))
    return sorted(db.session.scalars(asked))


def is_administrator(user_id: int) -> bool:
    """Whether the account has ever been given the administrator's role."""
    found = select(Grant.id).where(Grant.user_id == user_id, Grant.role == Role.ADMINISTRATOR.value)
    return db.session.scalar(found.limit(1)) is not None


def lock_administrators() -> None:
    """Let two administrators not take each other's role away at one instant (PostgreSQL)."""
    query = select(Grant.id).where(Grant.role == Role.ADMINISTRATOR.value).order_by(Grant.id)
    db.session.execute(query.with_for_update())


def pending_grants(scope: Scope) -> Sequence[GrantRow]:
    """The roles that wait for approval, oldest first."""
    waiting = select(Grant.user_id).where(
        Grant.pending.is_(True), Grant.user_id.in_(_managed(scope))
    )
    every = [row for rows in _grants(waiting).values() for row in rows if row.pending]
    return sorted(every, key=lambda row: row.id)


def last_change_of(login: str) -> AuditEntry | None:
    """The newest entry of the audit trail about this account."""
    return db.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject == login, AuditEntry.action.startswith("account."))
        .order_by(AuditEntry.id.desc())
        .limit(1)
    ).first()
