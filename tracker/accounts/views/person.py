"""The signed-in person of a request, loaded from the session's row."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from functools import cached_property

from flask import Flask, current_app, request
from flask_login import UserMixin

from tracker import clock, kept
from tracker.accounts import operations, queries
from tracker.accounts.models import User
from tracker.accounts.passwords import token_hash
from tracker.accounts.rules import SEEN_EVERY, needs_second_factor, session_ends_at
from tracker.config import Settings
from tracker.db import write_transaction
from tracker.extensions import login_manager
from tracker.permissions import Actor, Permission


class Person(UserMixin):
    """Flask-Login's user: the session, the viewer, the actor, and what must be done first.

    `detour` is the endpoint that a person must visit before anything else, or None.
    """

    def __init__(self, token: str, user: queries.SignedIn, today: date) -> None:
        settings: Settings = current_app.config["TRACKER"]
        grants = user.grants
        roles = [grant.value.role for grant in grants]
        self.token = token
        self.session_id = user.session_id
        self.user_id = user.id
        self.name = user.name
        self.is_demo = user.is_demo
        self.unread = user.unread
        self.unit_name = grants[0].unit_name if grants else ""
        self.roles = tuple(roles)
        self.ends_at = session_ends_at(user.created_at, user.last_seen_at, roles)
        self.viewer = queries.viewer_of(user, grants, Followed(grants, today))
        self.actor = actor_of(user, grants)
        self.detour = None
        if user.must_change_password:
            self.detour = "accounts.password"
        elif not user.totp_secret and needs_second_factor(roles, production=settings.production):
            self.detour = "accounts.second_factor"

    def get_id(self) -> str:
        """What the cookie carries: the session's random id, never the account's."""
        return self.token


def actor_of(user: User | queries.SignedIn, grants: tuple[queries.GrantInForce, ...]) -> Actor:
    """The person with the first role held, as append-only rows keep it."""
    first = grants[0] if grants else None
    return Actor(
        user_id=user.id,
        label=user.name,
        unit=first.unit_name if first else "",
        role=first.value.role.value if first else "",
        address=request.remote_addr or "",
    )


def load_person(token: str) -> Person | None:
    """The person whose open session this is; None when it ended, timed out or never was."""
    today = clock.today()
    unread = current_app.extensions["unread_notices"]
    found = queries.signed_in(token_hash(token), today, unread)
    if found is None or not may_sign_in(found):
        return None
    now = clock.real_now()
    person = Person(token, found, today)
    if person.ends_at <= now:
        return None
    if now - found.last_seen_at >= SEEN_EVERY:
        _touch(person.session_id, now)
    kept.stand_at(found.stand)
    return person


def may_sign_in(user: queries.Account) -> bool:
    """Whether the account is open; accounts of a demonstration never in a real installation."""
    settings: Settings = current_app.config["TRACKER"]
    return user.disabled_at is None and not (user.is_demo and settings.production)


def init_app(app: Flask) -> None:
    """Tell Flask-Login how to find the person, and to leave session protection to the rows."""
    login_manager.init_app(app)
    login_manager.session_protection = None
    login_manager.user_loader(load_person)


def _touch(session_id: int, now: datetime) -> None:
    """The one write that rides on a read: at most every five minutes per session."""
    with write_transaction():
        operations.touch(session_id, now=now)


class Followed(AbstractSet[int]):
    """Ids of the fields that the granted bodies follow, by the hook that `create_app` sets.

    Asked when first needed: most pages and every update do without. Never asked for those who
    read the work of the whole province: it would widen nothing.
    """

    def __init__(self, grants: tuple[queries.GrantInForce, ...], today: date) -> None:
        self._grants, self._today = grants, today

    @cached_property
    def _ids(self) -> frozenset[int]:
        values = [grant.value for grant in self._grants]
        if any(one.unit_ids is None and one.gives(Permission.READ_WORK) for one in values):
            return frozenset()
        find = current_app.extensions.get("followed_fields")
        unit_ids = frozenset(one.unit_id for one in values)
        return find(unit_ids, self._today) if find and unit_ids else frozenset()

    def __contains__(self, number: object) -> bool:
        """Whether the field is followed."""
        return number in self._ids

    def __iter__(self) -> Iterator[int]:
        """The ids, in no order."""
        return iter(self._ids)

    def __len__(self) -> int:
        """How many fields are followed."""
        return len(self._ids)
