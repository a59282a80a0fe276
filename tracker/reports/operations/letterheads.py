"""Write the heads of units' papers."""

from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import select

from tracker import history
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.refusals import check_version, refuse
from tracker.reports.models.letterheads import ReportLetterhead
from tracker.reports.queries.letterheads import code_of
from tracker.reports.rules.letterheads import Particulars, day_before, follows_problem, problems_of


def add_letterhead(
    unit_id: int, given: Particulars, valid_from: date, source: str, *, actor: Actor, now: datetime
) -> ReportLetterhead:
    """Let the unit's papers print this from a day on; what held before ends the day before.

    Raises Refused.
    """
    query = select(ReportLetterhead).where(ReportLetterhead.unit_id == unit_id)
    earlier = list(db.session.scalars(query.with_for_update()))
    problem = follows_problem(valid_from, [one.valid_from for one in earlier])
    refuse(problems_of(given) | {"valid_from": problem})
    for one in earlier:
        if one.valid_to is None or one.valid_to >= valid_from:
            one.valid_to = day_before(valid_from)
            one.version += 1
    row = ReportLetterhead(unit_id=unit_id, valid_from=valid_from, source=source, **asdict(given))
    db.session.add(row)
    db.session.flush()
    _record(row, "letterhead.create", actor, now)
    return row


def change_letterhead(
    row: ReportLetterhead, given: Particulars, source: str, version: int, *, actor: Actor,
    now: datetime,
) -> None:  # fmt: skip
    """Write what the form says; its days stay. Raises Stale and Refused."""
    check_version(row.version, version)
    refuse(problems_of(given))
    for name, text in asdict(given).items():
        setattr(row, name, text)
    row.source = source
    row.version += 1
    db.session.flush()
    _record(row, "letterhead.change", actor, now)


def subject_of(unit_id: int) -> str:
    """By what the audit trail knows the heads of a unit's papers."""
    return f"letterhead:{code_of(unit_id)}"


def _record(row: ReportLetterhead, action: str, actor: Actor, now: datetime) -> None:
    detail = {"from": row.valid_from.isoformat()}
    history.record(
        actor, action, at=now, subject=subject_of(row.unit_id), ids=(row.id,), detail=detail
    )
