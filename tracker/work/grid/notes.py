"""What the page of one obligation tells of the year's end."""

from datetime import date

from tracker.permissions import Permission, Viewer
from tracker.rounds.rules.windows import RoundKind, window_of
from tracker.tasks.queries.history import WritableShare
from tracker.tasks.queries.rows import scope_of
from tracker.tasks.queries.year_end import count_results, estimates_of, results_of
from tracker.tasks.rules.states import AssignmentRole, Outlook, State
from tracker.tasks.rules.year_end import ANSWERS, asks_result, year_asked
from tracker.text import vn_date


def year_notes(share: WritableShare, today: date) -> list[tuple[str, str]]:
    """The year's result of standing work, or what is expected of other work by 31/12."""
    if share.role != AssignmentRole.LEAD:
        return []
    if share.standing:
        return _result(share, today)
    estimate = estimates_of([share.id], today.year).get(share.id)
    if estimate is None:
        return []
    words = f": {estimate.words}" if estimate.words else ""
    told = f"{Outlook(estimate.outlook).label}{words} ({estimate.actor_label})"
    return [(f"Ước thực hiện đến 31/12/{today.year}", told)]


def _result(share: WritableShare, today: date) -> list[tuple[str, str]]:
    result = results_of([share.id]).get(share.id)
    label = f"Kết quả năm {share.year}"
    if result is not None:
        return [(label, f"{ANSWERS[State(result.state)]} (ngày {vn_date(result.happened_on)})")]
    asked = asks_result(AssignmentRole(share.role), share.standing, share.year, today)
    return [(label, "Chưa trả lời")] if asked and share.ended_on is None else []


def unanswered_now(viewer: Viewer, today: date) -> tuple[int, int] | None:
    """The year whose results are asked for and how many are missing; None while nobody asks.

    Told on the first page from 15/11 until the data of the next first quarter close.
    """
    year, scope = year_asked(today), scope_of(viewer, Permission.UPDATE_WORK)
    told = today.year == year or today <= window_of(RoundKind.QUARTER_1, today.year).last
    if not told or scope.units == frozenset():
        return None
    missing = count_results(scope, year)[0]
    return (year, missing) if missing or today.year == year else None
