"""Units and people for tests, with as few words as possible."""

import secrets
from datetime import date

from pwdlib.hashers.argon2 import Argon2Hasher

from tracker import clock
from tracker.accounts import operations, passwords
from tracker.accounts.models import User
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.permissions import Actor, Role
from tracker.text import fold
from tracker.units.models import Unit, UnitName

TESTER = Actor(None, "Kiểm thử")
PASSWORD = "Thu-nghiem-2025"
PASSWORD_HASH = Argon2Hasher(memory_cost=64, time_cost=1, parallelism=1).hash(PASSWORD)
"""Checked like any other, for a thousandth of the work."""


def unit(code, *, kind="so", parent=None, name=None):
    """A unit with a name; its id."""
    with write_transaction():
        row = Unit(code=code, kind=kind, parent_id=parent)
        db.session.add(row)
        db.session.flush()
        called = name or f"Đơn vị {code}"
        db.session.add(UnitName(unit_id=row.id, name=called, search_key=fold(called)))
        return row.id


def person(login, *grants, **changes):
    """An account with `(role, unit_id)` grants and the password above; its id."""
    with write_transaction():
        now = clock.real_now()
        account = operations.NewAccount(
            login, f"Cán bộ {login}", PASSWORD_HASH, must_change_password=False
        )
        user = operations.create_user(account, TESTER, now=now)
        for role, unit_id, *rest in grants:
            new = operations.NewGrant(Role(role), unit_id, date(2020, 1, 1), read_only="ro" in rest)
            operations.grant_role(user, new, TESTER, now=now)
        for name, value in changes.items():
            setattr(user, name, value)
        return user.id


def sign_in(client, login):
    """Give the client an open session of this account without going through the form."""
    token = secrets.token_urlsafe(8)
    browser = operations.Browser(passwords.token_hash(token), "127.0.0.1", "test")
    with write_transaction():
        user = db.session.scalars(db.select(User).where(User.login == login)).one()
        operations.open_session(user, browser, TESTER, now=clock.real_now())
    db.session.rollback()
    with client.browser.session_transaction() as cookie:
        cookie.clear()
        cookie["_user_id"] = token
        cookie["_fresh"] = True
    client.token = None
    return client
