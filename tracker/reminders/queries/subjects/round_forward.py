"""The day on which the body that receives the reports of a round reports upward in turn."""

from collections.abc import Collection, Iterator
from datetime import date

from tracker.reminders.queries.subjects.rounds import (
    Round,
    receivers_of,
    rounds_due,
    standing_rounds,
)
from tracker.reminders.rules.lines import Sought
from tracker.reminders.rules.subjects import Owner, Subject, SubjectKind
from tracker.reminders.rules.titles import title_of
from tracker.rounds.rules.clocks import Clock
from tracker.workdays.queries import days_off


def found(sought: Sought, today: date) -> list[Subject]:
    """The rounds to be reported upward by one of the days, or late from one of them."""
    return list(_subjects(rounds_due(Clock.FORWARD, sought, today), today))


def standing(refs: Collection[tuple[int, int]], today: date) -> dict[str, Subject]:
    """Those of which no signed report was recorded yet."""
    return standing_rounds(refs, today, _subjects)


def _subjects(rounds: Collection[Round], today: date) -> Iterator[Subject]:
    calendar = days_off()
    for one, unit_id in receivers_of(rounds, today):
        forward = one.line.clocks.forward
        if forward is not None:
            yield Subject(
                SubjectKind.ROUND_FORWARD, one.line.id, forward, one.opened_on,
                Owner(unit_id, inside=one.inside), title_of("", one.title), one.code,
                f"/tong-hop/{one.code}",
                late_from=calendar.late_from(forward),
            )  # fmt: skip
