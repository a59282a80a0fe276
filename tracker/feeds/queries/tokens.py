"""Secret links: one's own, everybody's for an administrator, and the one that a calendar asks."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select, true

from tracker.accounts.models import User
from tracker.extensions import db
from tracker.feeds.models import FeedSettings, FeedToken
from tracker.feeds.rules.links import kept_alarms, kept_parts
from tracker.feeds.rules.selection import Selection
from tracker.permissions import Permission, Viewer, can
from tracker.statements import rows_of


@dataclass(frozen=True, slots=True)
class Link:
    """A link as its owner and an administrator see it; without its secret, which nobody kept."""

    id: int
    user_id: int
    person: str
    name: str
    selection: Selection
    created_at: datetime
    last_used_on: date | None
    last_agent: str
    revoked_at: datetime | None
    version: int


_LINKS = (
    select(FeedToken, User.name)
    .join(User, User.id == FeedToken.user_id)
    .order_by(User.name, User.id, FeedToken.revoked_at.is_not(None), FeedToken.id.desc())
)


def links_of(viewer: Viewer) -> list[Link]:
    """One's own links, those in use first, the newest first."""
    return _links(_LINKS.where(FeedToken.user_id == viewer.user_id))


def live_links(viewer: Viewer) -> list[Link]:
    """The links in use of everybody, by person; none for those who may not manage feeds."""
    if not can(viewer, Permission.MANAGE_FEEDS):
        return []
    in_use = FeedToken.revoked_at.is_(None), User.disabled_at.is_(None)
    return _links(_LINKS.where(*in_use))


def own_link(viewer: Viewer, link_id: int, *, lock: bool = False) -> FeedToken | None:
    """One of one's own links that was not revoked."""
    return _link(select(FeedToken).where(FeedToken.user_id == viewer.user_id), link_id, lock=lock)


def managed_link(viewer: Viewer, link_id: int, *, lock: bool = False) -> FeedToken | None:
    """Anybody's link that was not revoked, for those who manage feeds."""
    if not can(viewer, Permission.MANAGE_FEEDS):
        return None
    return _link(select(FeedToken), link_id, lock=lock)


def count_of(user_id: int) -> int:
    """How many links of a person are in use."""
    mine = FeedToken.user_id == user_id, FeedToken.revoked_at.is_(None)
    return db.session.scalar(select(func.count()).select_from(FeedToken).where(*mine)) or 0


def is_taken(user_id: int, name: str, *, but: int = 0) -> bool:
    """Whether another link in use of this person bears the name."""
    mine = FeedToken.user_id == user_id, FeedToken.revoked_at.is_(None), FeedToken.id != but
    return db.session.scalar(select(FeedToken.id).where(*mine, FeedToken.name == name)) is not None


def selection_of(row: FeedToken) -> Selection:
    """What a link holds."""
    return Selection(
        kept_parts(row.parts), row.unit_id, row.plan_id, row.field_id, kept_alarms(row.alarms)
    )


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose link it is, as far as signing in and the rights of a day need it."""

    id: int
    name: str
    is_demo: bool
    disabled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A link that was asked for, in use or not, with its owner and what is set for all feeds."""

    id: int
    version: int
    name: str
    selection: Selection
    last_used_on: date | None
    revoked_at: datetime | None
    owner: Owner
    enabled: bool
    outside: bool
    past_days: int
    ahead_days: int
    settings_version: int


_ASKED = (
    select(
        FeedToken.id, FeedToken.version, FeedToken.name, FeedToken.parts, FeedToken.unit_id,
        FeedToken.plan_id, FeedToken.field_id, FeedToken.alarms, FeedToken.last_used_on,
        FeedToken.revoked_at, User.id, User.name, User.is_demo, User.disabled_at,
        FeedSettings.enabled, FeedSettings.outside, FeedSettings.past_days,
        FeedSettings.ahead_days, FeedSettings.version,
    )
    .join(User, User.id == FeedToken.user_id)
    .join(FeedSettings, true())
    .where(FeedToken.secret_hash == bindparam("secret_hash"))
)  # fmt: skip


def asked_link(secret_hash: str) -> Asked | None:
    """The link of this hash; whoever asks decides whether it is answered."""
    row = rows_of(_ASKED, {"secret_hash": secret_hash}).first()
    if row is None:
        return None
    number, version, name, parts, unit, plan, field, alarms, *rest = row
    selection = Selection(kept_parts(parts), unit, plan, field, kept_alarms(alarms))
    return Asked(number, version, name, selection, *rest[:2], Owner(*rest[2:6]), *rest[6:])


def _link(query: Select[Any], link_id: int, *, lock: bool) -> FeedToken | None:
    query = query.where(FeedToken.id == link_id, FeedToken.revoked_at.is_(None))
    return db.session.scalars(query.with_for_update() if lock else query).first()


def _links(query: Select[Any]) -> list[Link]:
    return [
        Link(
            row.id, row.user_id, person, row.name, selection_of(row), row.created_at,
            row.last_used_on, row.last_agent, row.revoked_at, row.version,
        )
        for row, person in db.session.execute(query)
    ]  # fmt: skip
