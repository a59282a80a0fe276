"""The day by which a unit's report is in time, until it was sent."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from tracker.reminders.queries.subjects.rounds import (
    Round,
    before_late,
    either,
    first_late_day,
    is_late_on,
    on_days,
    parts_of,
    rounds_where,
)
from tracker.reminders.rules.lines import Sought
from tracker.reminders.rules.subjects import Subject, SubjectKind
from tracker.rounds.models import ReportRound
from tracker.workdays.queries import days_off


def found(sought: Sought, today: date) -> list[Subject]:
    """The unsent reports whose on-time day, or first late day, is one of the days."""
    column, calendar = ReportRound.on_time, days_off()
    condition = either(
        on_days(column, sought.days) if sought.days else None,
        before_late(column, sought.late) if sought.late else None,
    )
    if condition is None:
        return []
    rounds = [
        one
        for one in rounds_where(condition, today)
        if one.line.clocks.on_time in sought.days
        or is_late_on(one.line.clocks.on_time, sought.late, calendar)
    ]
    return list(_unsent(rounds, today))


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
