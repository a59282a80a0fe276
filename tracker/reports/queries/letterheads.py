"""The heads of units' papers as of a day, and those that a person keeps."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import or_, select

from tracker.extensions import db
from tracker.reports.models.letterheads import ReportLetterhead
from tracker.reports.rules.letterheads import Particulars
from tracker.units.models import Unit


def letterhead_on(unit_id: int, day: date) -> ReportLetterhead | None:
    """What the unit's papers print on a day."""
    query = select(ReportLetterhead).where(
        ReportLetterhead.unit_id == unit_id,
        ReportLetterhead.valid_from <= day,
        or_(ReportLetterhead.valid_to.is_(None), ReportLetterhead.valid_to >= day),
    )
    return db.session.scalars(query.order_by(ReportLetterhead.valid_from.desc())).first()


def printed_of(row: ReportLetterhead) -> Particulars:
    """What a head prints, as the rules take it."""
    return Particulars(**{name: getattr(row, name) for name in Particulars.__dataclass_fields__})


def letterheads(scope: Collection[int] | None) -> list[ReportLetterhead]:
    """The heads within the scope (None means all), in official order of units, latest first."""
    query = (
        select(ReportLetterhead)
        .join(Unit, Unit.id == ReportLetterhead.unit_id)
        .order_by(Unit.sort_order, Unit.id, ReportLetterhead.valid_from.desc())
    )
    if scope is not None:
        query = query.where(ReportLetterhead.unit_id.in_(scope))
    return list(db.session.scalars(query))


def kept_letterhead(
    scope: Collection[int] | None, letterhead_id: int, *, lock: bool = False
) -> ReportLetterhead | None:
    """The head of this id, where its unit is within the scope (None means all)."""
    query = select(ReportLetterhead).where(ReportLetterhead.id == letterhead_id)
    if scope is not None:
        query = query.where(ReportLetterhead.unit_id.in_(scope))
    return db.session.scalars(query.with_for_update() if lock else query).first()


def code_of(unit_id: int) -> str:
    """The unit's code, by which the audit trail names it."""
    return db.session.scalar(select(Unit.code).where(Unit.id == unit_id)) or ""
