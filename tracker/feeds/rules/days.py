"""Instants at which days begin in the province (pure)."""

from datetime import UTC, date, datetime, time

from tracker.calendar.zone import VIETNAM


def midnight(day: date) -> datetime:
    """The instant (UTC) at which a day begins."""
    return datetime.combine(day, time(), VIETNAM).astimezone(UTC)
