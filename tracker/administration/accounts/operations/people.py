"""Changes of one account by an administrator: each checks the version of the form."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from tracker import history
from tracker.accounts import operations as accounts
from tracker.accounts.models import Grant, User
from tracker.accounts.operations import AccountError
from tracker.accounts.queries import has_administrator
from tracker.administration.accounts import queries
from tracker.administration.accounts.rules import NewPerson
from tracker.extensions import db
from tracker.feeds.operations import tokens
from tracker.permissions import Actor
from tracker.refusals import check_version

LAST_ADMINISTRATOR = (
    "Đây là người quản trị cuối cùng của toàn tỉnh. Giao vai trò quản trị cho người khác trước."
)


@dataclass(frozen=True, slots=True)
class Contact:
    """What an account shows of a person."""

    name: str
    email: str
    phone: str


def edit(user: User, given: Contact, version: int, actor: Actor, *, now: datetime) -> None:
    """Change name, e-mail, phone. Raises Stale."""
    check_version(user.version, version)
    user.name, user.email, user.phone = given.name, given.email, given.phone
    history.record(actor, "account.edit", at=now, subject=user.login, ids=[user.id])
    db.session.flush()


def disable(user: User, version: int, actor: Actor, *, today: date, now: datetime) -> None:
    """Close an account, end its sessions and revoke its calendars. Raises Stale, AccountError."""
    check_version(user.version, version)
    if user.id == actor.user_id:
        raise AccountError("Không tự khóa tài khoản đang dùng. Nhờ người quản trị khác thực hiện.")
    queries.lock_administrators()
    accounts.disable_user(user, actor, now=now)
    tokens.revoke_all_of(user.id, actor, now=now)
    keep_an_administrator(user.id, today)


def enable(user: User, version: int, actor: Actor, *, now: datetime) -> None:
    """Open a closed account again. Raises Stale."""
    check_version(user.version, version)
    accounts.enable_user(user, actor, now=now)
    db.session.flush()


def reset(user: User, version: int, password_hash: str, actor: Actor, *, now: datetime) -> None:
    """Give a new initial password; sessions end, the second factor goes. Raises Stale."""
    check_version(user.version, version)
    accounts.reset_password(user, password_hash, actor, now=now)
    db.session.flush()


def remove_factor(user: User, version: int, actor: Actor, *, now: datetime) -> None:
    """Take a lost authenticator away and end the sessions. Raises Stale, AccountError."""
    check_version(user.version, version)
    if not user.totp_secret:
        raise AccountError("Tài khoản này chưa bật xác thực hai lớp.")
    accounts.remove_second_factor(user, actor, now=now)
    accounts.end_sessions(user.id, actor, now=now)


def keep_an_administrator(user_id: int, *days: date) -> None:
    """Refuse what would leave nobody to administer on one of the days. Raises AccountError."""
    db.session.flush()
    if queries.is_administrator(user_id) and not all(map(has_administrator, days)):
        raise AccountError(LAST_ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class FirstRole:
    """From when to when the first role holds (None = open), and whether it only reads."""

    valid_from: date
    valid_to: date | None = None
    read_only: bool = False
    note: str = ""


def load(
    people: Sequence[tuple[NewPerson, str]], first: FirstRole, actor: Actor, *, now: datetime
) -> list[User]:
    """Add these people with their first role, all or none; each comes with the password's hash.

    Raises AccountError when a login was taken meanwhile.
    """
    logins = queries.logins_taken(person.login for person, _ in people)
    if logins:
        raise AccountError(f"Tên đăng nhập {', '.join(logins)} vừa được dùng. Nạp lại tệp.")
    users = [_user(person, hashed, now) for person, hashed in people]
    db.session.add_all(users)
    db.session.flush()
    grants = [
        Grant(
            user_id=user.id, role=person.role.value, unit_id=person.unit_id, **asdict(first)
        )
        for user, (person, _) in zip(users, people, strict=True)
    ]  # fmt: skip
    db.session.add_all(grants)
    db.session.flush()
    subject = users[0].login if len(users) == 1 else f"{len(users)} tài khoản"
    history.record(
        actor, "account.load", at=now, subject=subject,
        ids=[user.id for user in users], detail={"grants": [grant.id for grant in grants]},
    )  # fmt: skip
    return users


def _user(person: NewPerson, hashed: str, now: datetime) -> User:
    return User(
        login=person.login, name=person.name, email=person.email, phone=person.phone,
        password_hash=hashed, must_change_password=True, created_at=now,
    )  # fmt: skip
