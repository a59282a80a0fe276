"""A person makes, changes, renews and revokes the secret links of calendars.

The secret is returned once and kept nowhere: the table and the audit trail never hold it.
"""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select, update

from tracker import history
from tracker.extensions import db
from tracker.feeds.models import FeedToken
from tracker.feeds.queries.tokens import count_of, is_taken
from tracker.feeds.rules import links
from tracker.feeds.rules.links import Wanted
from tracker.permissions import Actor, Permission, Viewer
from tracker.plans.models import Field, Plan
from tracker.refusals import check_version, refuse
from tracker.units.models import Unit

UNKNOWN = "Lựa chọn không còn: hãy chọn lại."
NOT_OWN = "Đơn vị này không thuộc phạm vi được xem: hãy chọn lại."


def hash_of(secret: str) -> str:
    """What is kept of a secret: its SHA-256."""
    return hashlib.sha256(secret.encode()).hexdigest()


def create(viewer: Viewer, wanted: Wanted, actor: Actor, *, now: datetime) -> tuple[FeedToken, str]:
    """A new link of the viewer's and its secret, to be shown once. Raises Refused.

    A name that another link in use bears is refused: so the same form sent twice is one link.
    """
    refuse(_problems(viewer, wanted))
    refuse({"name": links.TAKEN if is_taken(viewer.user_id, wanted.name) else ""})
    refuse({"": links.TOO_MANY if count_of(viewer.user_id) >= links.MOST_LINKS else ""})
    secret = secrets.token_urlsafe(32)
    row = FeedToken(user_id=viewer.user_id, secret_hash=hash_of(secret), created_at=now)
    _write(row, wanted)
    db.session.add(row)
    db.session.flush()
    _record(row, "feed.create", actor, now)
    return row, secret


def change(
    viewer: Viewer, row: FeedToken, wanted: Wanted, actor: Actor, *, version: int, now: datetime
) -> None:
    """Call a link otherwise, or let it hold something else; the address stays.

    Raises Stale, Refused.
    """
    check_version(row.version, version)
    refuse(_problems(viewer, wanted))
    refuse({"name": links.TAKEN if is_taken(row.user_id, wanted.name, but=row.id) else ""})
    _write(row, wanted)
    row.version += 1
    db.session.flush()
    _record(row, "feed.change", actor, now)


def renew(row: FeedToken, actor: Actor, *, now: datetime) -> str:
    """A new secret for a link, to be shown once; the old address answers no more."""
    secret = secrets.token_urlsafe(32)
    row.secret_hash, row.created_at = hash_of(secret), now
    row.last_used_on, row.last_agent = None, ""
    row.version += 1
    db.session.flush()
    _record(row, "feed.renew", actor, now)
    return secret


def revoke(row: FeedToken, actor: Actor, *, now: datetime) -> None:
    """Let a link answer no more, for good."""
    row.revoked_at = now
    row.version += 1
    db.session.flush()
    _record(row, "feed.revoke", actor, now)


def revoke_all_of(user_id: int, actor: Actor, *, now: datetime) -> int:
    """Revoke every link of a person whose account is closed; how many there were."""
    query = select(FeedToken).where(FeedToken.user_id == user_id, FeedToken.revoked_at.is_(None))
    rows = db.session.scalars(query.order_by(FeedToken.id).with_for_update()).all()
    for row in rows:
        revoke(row, actor, now=now)
    return len(rows)


def note_use(token_id: int, agent: str, today: date) -> None:
    """Remember the day on which a link was last asked for; the caller asks at most daily.

    A write that rides on a read: neither the version nor the audit trail takes part.
    """
    values = {"last_used_on": today, "last_agent": agent[:200]}
    db.session.execute(update(FeedToken).where(FeedToken.id == token_id).values(values))


def _write(row: FeedToken, wanted: Wanted) -> None:
    selection = wanted.selection
    row.name = wanted.name
    row.parts = links.parts_text(selection.parts)
    row.unit_id, row.plan_id, row.field_id = (
        selection.unit_id, selection.plan_id, selection.field_id
    )  # fmt: skip
    row.alarms = links.alarms_text(selection.alarms)


def _problems(viewer: Viewer, wanted: Wanted) -> Mapping[str, str]:
    units, selection = viewer.scope(Permission.READ_WORK), wanted.selection
    found = dict(links.problems_of(wanted, whole=units is None))
    for field, model in (("unit_id", Unit), ("plan_id", Plan), ("field_id", Field)):
        number = getattr(selection, field)
        if number is not None and db.session.get(model, number) is None:
            found[field] = UNKNOWN
    if selection.unit_id is not None and units is not None and selection.unit_id not in units:
        found["unit_id"] = NOT_OWN
    return found


def _record(row: FeedToken, action: str, actor: Actor, now: datetime) -> None:
    told = {"user": row.user_id, "name": row.name, "parts": row.parts, "unit": row.unit_id,
            "plan": row.plan_id, "field": row.field_id, "alarms": row.alarms}  # fmt: skip
    history.record(actor, action, at=now, subject=f"feed:{row.id}", ids=(row.id,), detail=told)
