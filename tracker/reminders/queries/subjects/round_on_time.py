"""The day by which a unit's report is in time, until it was sent."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from tracker.reminders.queries.subjects.rounds import (
    Round,
    first_late_day,
    parts_of,
    rounds_due,
    rounds_where,
)
from tracker.reminders.rules.lines import Sought
from tracker.reminders.rules.subjects import Subject, SubjectKind
from tracker.rounds.models import ReportRound
from tracker.rounds.rules.clocks import Clock
from tracker.workdays.queries import days_off


def found(sought: Sought, today: date) -> list[Subject]:
    """The unsent reports whose on-time day, or first late day, is one of the days."""
    return list(_unsent(rounds_due(Clock.ON_TIME, sought, today), today))


def standing(refs: Collection[tuple[int, int]], today: date) -> dict[str, Subject]:
    """Those that are still unsent."""
    wanted = set(refs)
    rounds = rounds_where(ReportRound.id.in_({ref for ref, _ in refs}), today)
    return {one.key: one for one in _unsent(rounds, today) if (one.ref, one.part) in wanted}


def _unsent(rounds: Iterable[Round], today: date) -> Iterator[Subject]:
    calendar = days_off()
    for part in parts_of(list(rounds), today):
        if part.is_unsent and not part.is_asked_again:
            one, line = part.round, part.round.line
            told = part.subject(SubjectKind.ROUND_ON_TIME, line.clocks.on_time)
            yield replace(told, late_from=first_late_day(one, calendar))
