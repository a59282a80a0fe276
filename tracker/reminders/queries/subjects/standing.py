"""Standing work without a word since the previous closing, spoken of before the coming one."""

from collections.abc import Collection
from datetime import date

from tracker.reminders.queries.subjects.owed import (
    Beside,
    Owed,
    Printed,
    owed,
    owed_of,
    owed_where,
)
from tracker.reminders.rules.lines import Sought
from tracker.reminders.rules.subjects import Subject, SubjectKind
from tracker.rounds.rules.windows import next_closing
from tracker.tasks.models.obligation import NO_DAY, Obligation
from tracker.tasks.queries.listing import silent

_KIND = SubjectKind.STANDING


def found(sought: Sought, today: date) -> list[Subject]:
    """For each closing day among the days: the standing work of its year that is silent so far."""
    closings = [day for day in sorted(sought.days) if day == next_closing(day)]
    return [one for closing in closings for one in _silent_before(closing, today)]


def _silent_before(closing: date, today: date) -> list[Subject]:
    rows = list(
        owed(
            owed_where(
                Obligation.year == closing.year, Obligation.sort_on == NO_DAY,
                *_silent(closing), by_role=True,
            ),
            today,
        )
    )  # fmt: skip
    return _subjects(rows, closing)


def standing(refs: Collection[tuple[int, int]], today: date) -> dict[str, Subject]:
    """Those that are still silent, with the closing that comes next."""
    closing = next_closing(today)
    rows = list(owed_of([ref for ref, _ in refs], today, *_silent(closing)))
    return {one.key: one for one in _subjects(rows, closing)}


def _silent(closing: date) -> tuple[object, ...]:
    """On a closing day its own period is still open: silent is who said nothing in it."""
    return Obligation.standing.is_(True), silent(closing)


def _subjects(rows: list[Owed], closing: date) -> list[Subject]:
    printed = Printed.of(rows)
    return [printed.subject(_KIND, row, closing, Beside()) for row in rows]
