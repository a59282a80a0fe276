"""The calendar as a value that the pure rules take."""

from sqlalchemy import select

from tracker.calendar.workdays import DaysOff
from tracker.extensions import db
from tracker.workdays.models import CalendarDay

_ENABLED = select(CalendarDay.day, CalendarDay.kind).where(CalendarDay.enabled.is_(True))


def days_off() -> DaysOff:
    """Every enabled day off and make-up day, announced or projected."""
    rows = db.session.execute(_ENABLED).all()
    return DaysOff(
        off=frozenset(day for day, kind in rows if kind == "off"),
        makeup=frozenset(day for day, kind in rows if kind == "makeup"),
    )
