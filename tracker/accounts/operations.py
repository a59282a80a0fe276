"""Every write on accounts, sessions and grants.

`now` is the real instant, because sessions and credentials never live in a frozen day.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update

from tracker import history
from tracker.accounts.models import Grant, User, UserSession
from tracker.accounts.queries import overlapping
from tracker.extensions import db
from tracker.permissions import Actor, Role


class AccountError(Exception):
    """The change cannot be made; the message says why, in Vietnamese."""


@dataclass(frozen=True)
class NewAccount:
    """What a new account starts with; the password is already hashed."""

    login: str
    name: str
    password_hash: str
    email: str = ""
    phone: str = ""
    must_change_password: bool = True
    demo_note: str = ""


@dataclass(frozen=True)
class Browser:
    """Where a session was opened: the hash of its random id, address and user agent."""

    token_hash: str
    address: str
    agent: str


def open_session(user: User, browser: Browser, actor: Actor, *, now: datetime) -> UserSession:
    """Start a session for a person whose credentials were checked."""
    session = UserSession(
        user_id=user.id,
        token_hash=browser.token_hash,
        created_at=now,
        last_seen_at=now,
        address=browser.address[:64],
        agent=browser.agent[:300],
    )
    db.session.add(session)
    db.session.flush()
    history.record(actor, "account.sign_in", at=now, subject=user.login, ids=[session.id])
    return session


def note_failed_sign_in(actor: Actor, reason: str, *, now: datetime) -> None:
    """Keep that someone failed to sign in, without what was typed."""
    history.record(actor, "account.sign_in_failed", at=now, subject=reason)


def touch(session_id: int, *, now: datetime) -> None:
    """Remember that the session was used; not part of the audit trail."""
    db.session.execute(
        update(UserSession).where(UserSession.id == session_id).values(last_seen_at=now)
    )


def end_session(session_id: int, user_id: int, actor: Actor, *, now: datetime) -> bool:
    """End one session of this person; False when there is no such open session."""
    ended = _end(now, UserSession.user_id == user_id, UserSession.id == session_id)
    if ended:
        history.record(actor, "account.sign_out", at=now, subject=f"#{user_id}", ids=ended)
    return bool(ended)


def end_sessions(
    user_id: int, actor: Actor, *, now: datetime, keep: int | None = None
) -> list[int]:
    """End all sessions of a person, except the one to keep; the ids ended."""
    ended = _end(now, UserSession.user_id == user_id, UserSession.id != (keep or 0))
    if ended:
        history.record(actor, "account.end_sessions", at=now, subject=f"#{user_id}", ids=ended)
    return ended


def change_password(
    user: User, password_hash: str, actor: Actor, *, now: datetime, keep: int | None = None
) -> None:
    """Set a person's own new password and end the other sessions."""
    user.password_hash = password_hash
    user.must_change_password = False
    history.record(actor, "account.change_password", at=now, subject=user.login, ids=[user.id])
    end_sessions(user.id, actor, now=now, keep=keep)


def reset_password(user: User, password_hash: str, actor: Actor, *, now: datetime) -> None:
    """Give an initial password, which must be changed; ends every session, drops the second factor.

    The person who lost the telephone comes here too.
    """
    user.password_hash = password_hash
    user.must_change_password = True
    user.totp_secret = None
    history.record(actor, "account.reset_password", at=now, subject=user.login, ids=[user.id])
    end_sessions(user.id, actor, now=now)


def set_second_factor(
    user: User, secret: str, step: int, actor: Actor, *, now: datetime, keep: int
) -> None:
    """Enrol an authenticator whose first code was checked; ends the other sessions."""
    user.totp_secret = secret
    user.totp_last_step = step
    history.record(actor, "account.set_second_factor", at=now, subject=user.login, ids=[user.id])
    end_sessions(user.id, actor, now=now, keep=keep)


def remove_second_factor(user: User, actor: Actor, *, now: datetime) -> None:
    """Take the authenticator away, after the password alone was found long enough."""
    user.totp_secret = None
    history.record(actor, "account.remove_second_factor", at=now, subject=user.login, ids=[user.id])


def use_code(user: User, step: int) -> bool:
    """Mark a code's time step as used; False when another sign-in used it first."""
    used = db.session.scalar(
        update(User)
        .where(User.id == user.id, User.totp_last_step < step)
        .values(totp_last_step=step)
        .returning(User.id)
    )
    return used is not None


def create_user(account: NewAccount, actor: Actor, *, now: datetime) -> User:
    """Add an account. Raises AccountError when the login is taken."""
    if db.session.scalar(select(User.id).where(User.login == account.login)):
        raise AccountError(f"Tên đăng nhập {account.login} đã có.")
    user = User(
        login=account.login,
        name=account.name,
        email=account.email,
        phone=account.phone,
        password_hash=account.password_hash,
        must_change_password=account.must_change_password,
        is_demo=bool(account.demo_note),
        demo_note=account.demo_note,
        created_at=now,
    )
    db.session.add(user)
    db.session.flush()
    history.record(actor, "account.create", at=now, subject=user.login, ids=[user.id])
    return user


def disable_user(user: User, actor: Actor, *, now: datetime) -> None:
    """Close an account and end its sessions at once. Raises AccountError when it is closed."""
    if user.disabled_at:
        raise AccountError(f"Tài khoản {user.login} đã khóa từ trước.")
    user.disabled_at = now
    history.record(actor, "account.disable", at=now, subject=user.login, ids=[user.id])
    end_sessions(user.id, actor, now=now)


def enable_user(user: User, actor: Actor, *, now: datetime) -> None:
    """Open a disabled account again."""
    user.disabled_at = None
    history.record(actor, "account.enable", at=now, subject=user.login, ids=[user.id])


@dataclass(frozen=True)
class NewGrant:
    """A role for a unit from a day on; `valid_to` is inclusive, empty = open."""

    role: Role
    unit_id: int
    valid_from: date
    valid_to: date | None = None
    read_only: bool = False
    note: str = ""


def grant_role(user: User, grant: NewGrant, actor: Actor, *, now: datetime) -> Grant:
    """Give a role. Raises AccountError when the same one holds in that time."""
    if grant.valid_to and grant.valid_to < grant.valid_from:
        raise AccountError("Ngày cuối không được trước ngày bắt đầu.")
    same = overlapping(user.id, grant.valid_from, grant.valid_to).where(
        Grant.role == grant.role.value, Grant.unit_id == grant.unit_id,
        Grant.read_only.is_(grant.read_only), Grant.stands_in_for_id.is_(None),
    )  # fmt: skip
    if db.session.scalar(same.limit(1)):
        raise AccountError("Tài khoản đã có vai trò này tại đơn vị trong thời gian đó.")
    row = Grant(
        user_id=user.id,
        role=grant.role.value,
        unit_id=grant.unit_id,
        valid_from=grant.valid_from,
        valid_to=grant.valid_to,
        read_only=grant.read_only,
        note=grant.note,
    )
    db.session.add(row)
    db.session.flush()
    detail = {"role": row.role, "unit": row.unit_id, "read_only": row.read_only}
    history.record(actor, "account.grant", at=now, subject=user.login, ids=[row.id], detail=detail)
    return row


def end_grant(grant: Grant, last_day: date, actor: Actor, *, now: datetime) -> None:
    """Let a role end with `last_day`."""
    grant.valid_to = last_day
    history.record(actor, "account.end_grant", at=now, subject=f"#{grant.user_id}", ids=[grant.id])


def _end(now: datetime, *conditions: object) -> list[int]:
    ended = db.session.scalars(
        update(UserSession)
        .where(UserSession.ended_at.is_(None), *conditions)  # type: ignore[arg-type]
        .values(ended_at=now)
        .returning(UserSession.id)
    )
    return sorted(ended)
