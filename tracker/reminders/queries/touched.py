"""Matters of which something was recorded since an instant: what they asked for then is unknown."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, select

from tracker.reminders.queries.ledger import batches
from tracker.reminders.rules.subjects import Subject, SubjectKind
from tracker.reports.models.unit_report import ReportEvent, UnitReport
from tracker.rounds.models import RoundMove
from tracker.statements import rows_of
from tracker.tasks.models.obligation import DueDay, Obligation
from tracker.tasks.models.status import StatusUpdate

_ROUNDS = frozenset({SubjectKind.ROUND_ON_TIME, SubjectKind.ROUND_DATA})


def untouched(subjects: Collection[Subject], since: datetime) -> set[str]:
    """Those of these subjects, by key, of which nothing was recorded since the instant.

    Of obligations (not of their internal days) and of reports to rounds; what is known of others
    is less, so that they count as touched.
    """
    work = [one for one in subjects if one.kind is SubjectKind.OBLIGATION and not one.part]
    reports = [one for one in subjects if one.kind in _ROUNDS]
    touched_work = _ids(
        {one.ref for one in work},
        select(DueDay.obligation_id).where(DueDay.recorded_at >= since),
        select(StatusUpdate.obligation_id).where(StatusUpdate.recorded_at >= since),
        select(Obligation.id).where(Obligation.opened_at >= since),
    )
    rounds = {one.ref for one in reports}
    moved = _ids(rounds, select(RoundMove.round_id).where(RoundMove.recorded_at >= since))
    reported = set(
        rows_of(
            select(UnitReport.round_id, UnitReport.unit_id)
            .join(ReportEvent, ReportEvent.report_id == UnitReport.id)
            .where(ReportEvent.at >= since)
        )
    )
    return {one.key for one in work if one.ref not in touched_work} | {
        one.key for one in reports if one.ref not in moved and (one.ref, one.part) not in reported
    }


def _ids(wanted: Collection[int], *queries: Select[tuple[int]]) -> set[int]:
    """Which of the ids any of the queries, each of one column, finds."""
    found: set[int] = set()
    for some in batches(sorted(wanted)):
        for query in queries:
            column = query.selected_columns[0]
            found.update(rows_of(query.where(column.in_(some))).scalars())
    return found
