"""Begin tracking on another day: what was due before it is told apart, and counted nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select

from tracker.extensions import db
from tracker.permissions import Actor
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.operations.batching import batches
from tracker.tasks.operations.caching import refresh
from tracker.tasks.operations.desired import Settings
from tracker.tasks.operations.laying_out import Counts, lay_out_all, open_year


@dataclass(frozen=True, slots=True)
class Retracked:
    """What another first day changes: obligations that fall before it, that come back, laid out.

    Ended ones bear the mark too, but are not counted here.
    """

    set_apart: int
    taken_back: int
    laid_out: Counts


def track_from(settings: Settings, last_year: int, actor: Actor, now: datetime) -> Retracked:
    """Lay out every plan with the new first day, then put the rows that stand on its right side.

    `settings.tracking_from` is the new day; plan years from its year to `last_year` are opened.
    """
    laid_out = Counts()
    for year in range(settings.tracking_from.year, last_year + 1):
        laid_out += open_year(year, settings, actor, now)
    laid_out += lay_out_all(settings, actor, now)
    marks = [mark for batch in batches(_on_the_wrong_side(settings)) for mark in _turn(batch)]
    return Retracked(marks.count(True), marks.count(False), laid_out)


def _on_the_wrong_side(settings: Settings) -> list[int]:
    """Rows whose mark differs from what their original day says; rows without a day have none."""
    day, due_on = settings.tracking_from, Obligation.original_due_on
    wrong = or_(
        and_(due_on < day, Obligation.before_tracking.is_(False)),
        and_(due_on >= day, Obligation.before_tracking.is_(True)),
    )
    return list(db.session.scalars(select(Obligation.id).where(wrong).order_by(Obligation.id)))


def _turn(ids: Sequence[int]) -> list[bool]:
    """Turn the mark of these rows, cache included; the new marks of those that have not ended."""
    rows = db.session.scalars(select(Obligation).where(Obligation.id.in_(ids))).all()
    for row in rows:
        row.before_tracking = not row.before_tracking
        row.version += 1
    refresh(rows)
    return [row.before_tracking for row in rows if row.ended_on is None]
