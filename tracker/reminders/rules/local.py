"""Local days of stored instants (pure)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import lru_cache

from tracker.calendar.workdays import ONE_DAY
from tracker.calendar.zone import VIETNAM


@lru_cache(maxsize=1024)
def local_day(at: datetime) -> date:
    """The day in Viet Nam."""
    return at.astimezone(VIETNAM).date()


def spans_of(days: Iterable[date]) -> list[tuple[datetime, datetime]]:
    """The days as spans of instants, the end not inclusive; days that follow each other are one."""
    spans: list[tuple[date, date]] = []
    for day in sorted(days):
        if spans and spans[-1][1] == day:
            spans[-1] = (spans[-1][0], day + ONE_DAY)
        else:
            spans.append((day, day + ONE_DAY))
    return [(_midnight(first), _midnight(after)) for first, after in spans]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM).astimezone(UTC)
