"""The day by which a unit's report is in time, until it was sent."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from tracker.reminders.queries.subjects.rounds import (
    Round,
    first_late_day,
    rounds_due,
    standing_rounds,
    unsent_of,
)
from tracker.reminders.rules.lines import Sought
from tracker.reminders.rules.subjects import Subject, SubjectKind
from tracker.rounds.rules.clocks import Clock
from tracker.workdays.queries import days_off


def found(sought: Sought, today: date) -> list[Subject]:
    """The unsent reports whose on-time day, or first late day, is one of the days."""
    return list(_unsent(rounds_due(Clock.ON_TIME, sought, today), today))


def standing(refs: Collection[tuple[int, int]], today: date) -> dict[str, Subject]:
    """Those that are still unsent."""
    return standing_rounds(refs, today, _unsent)


def _unsent(rounds: Collection[Round], today: date) -> Iterator[Subject]:
    calendar = days_off()
    for part in unsent_of(rounds, today):
        told = part.subject(SubjectKind.ROUND_ON_TIME, part.round.line.clocks.on_time)
        yield replace(told, late_from=first_late_day(part.round, calendar))
