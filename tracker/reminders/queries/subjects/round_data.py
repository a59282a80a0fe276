"""The day on which the figures of a round close, where it is not the on-time day itself."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from tracker.reminders.queries.subjects.rounds import (
    Round,
    on_days,
    rounds_where,
    standing_rounds,
    unsent_of,
)
from tracker.reminders.rules.lines import Sought
from tracker.reminders.rules.subjects import Subject, SubjectKind
from tracker.rounds.models import ReportRound

UPDATE = "/cap-nhat-nhieu"
"""Before the figures close there is work to be told of, not yet a report to be sent."""


def found(sought: Sought, today: date) -> list[Subject]:
    """The unsent reports whose figures close on one of the days."""
    if not sought.days:
        return []
    condition = on_days(ReportRound.last, sought.days) & _APART
    return list(_unsent(rounds_where(condition, today), today))


def standing(refs: Collection[tuple[int, int]], today: date) -> dict[str, Subject]:
    """Those that are still unsent."""
    return standing_rounds(refs, today, _unsent, _APART)


_APART = ReportRound.last != ReportRound.on_time


def _unsent(rounds: Collection[Round], today: date) -> Iterator[Subject]:
    for part in unsent_of(rounds, today):
        told = part.subject(SubjectKind.ROUND_DATA, part.round.line.clocks.last)
        yield replace(told, address=UPDATE)
