"""What an administrator set for all feeds."""

from sqlalchemy import select

from tracker.extensions import db
from tracker.feeds.models import FeedSettings


def feed_settings(*, lock: bool = False) -> FeedSettings:
    """The one row; the migration made it."""
    query = select(FeedSettings)
    return db.session.scalars(query.with_for_update() if lock else query).one()
