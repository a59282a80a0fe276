"""An administrator sets whether feeds are served, to whom, and how far they reach."""

from dataclasses import asdict
from datetime import datetime

from tracker import history
from tracker.extensions import db
from tracker.feeds.queries.settings import feed_settings
from tracker.feeds.rules.settings import Chosen, problems_of
from tracker.permissions import Actor
from tracker.refusals import check_version, refuse


def save_settings(chosen: Chosen, version: int, actor: Actor, *, now: datetime) -> None:
    """Keep what was chosen. Raises Stale, Refused."""
    row = feed_settings(lock=True)
    check_version(row.version, version)
    refuse(problems_of(chosen))
    row.enabled, row.outside = chosen.enabled, chosen.outside
    row.past_days, row.ahead_days = chosen.past_days, chosen.ahead_days
    row.version += 1
    db.session.flush()
    history.record(
        actor, "feeds.settings", at=now, subject="feed_settings", ids=(1,), detail=asdict(chosen)
    )
