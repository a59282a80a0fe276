"""Units and people for tests, with as few words as possible."""

import secrets
from datetime import date

from pwdlib.hashers.argon2 import Argon2Hasher

from tracker import clock
from tracker.accounts import operations, passwords
from tracker.accounts.models import User, UserSession
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


_USER = db.select(User.id).where(User.login == db.bindparam("login"))
_OPEN = db.insert(UserSession.__table__)


def sign_in(client, login):
    """Give the client an open session of this account without going through the form."""
    token, now = secrets.token_urlsafe(8), clock.real_now()
    with write_transaction() as session:
        connection = session.connection()
        user = connection.scalar(_USER, {"login": login})
        row = {
            "user_id": user, "token_hash": passwords.token_hash(token), "created_at": now,
            "last_seen_at": now, "address": "127.0.0.1", "agent": "test",
        }  # fmt: skip
        connection.execute(_OPEN, row)
    app = client.browser.application
    cookie = app.session_interface.get_signing_serializer(app)
    client.browser.set_cookie(
        app.config["SESSION_COOKIE_NAME"], cookie.dumps({"_user_id": token, "_fresh": True})
    )
    client.token = None
    return client
