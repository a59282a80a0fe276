"""The calendar as a value that the pure rules take."""

import hashlib
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from tracker.calendar.workdays import DaysOff
from tracker.extensions import db
from tracker.kept import kept
from tracker.statements import rows_of
from tracker.workdays.models import CalendarDay

_ENABLED = select(CalendarDay.day, CalendarDay.kind).where(CalendarDay.enabled.is_(True))


def days_off() -> DaysOff:
    """Every enabled day off and make-up day, announced or projected."""
    return kept("days_off", _read)


def _read() -> DaysOff:
    rows = rows_of(_ENABLED).all()
    return DaysOff(
        off=frozenset(day for day, kind in rows if kind == "off"),
        makeup=frozenset(day for day, kind in rows if kind == "makeup"),
    )


def years_known() -> list[int]:
    """The years of which the calendar holds a day, in order."""
    return sorted({day.year for day in db.session.scalars(select(CalendarDay.day))})


def days_of_year(year: int) -> list[CalendarDay]:
    """Every special day of a year, disabled ones too, in order."""
    span = CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31))
    return list(db.session.scalars(select(CalendarDay).where(span).order_by(CalendarDay.day)))


def projected_days(year: int, *, lock: bool = False) -> list[CalendarDay]:
    """The days of a year that no paper announced yet, in order."""
    query = (
        select(CalendarDay)
        .where(
            CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31)),
            CalendarDay.status == "projected",
        )
        .order_by(CalendarDay.day)
    )
    return list(db.session.scalars(query.with_for_update() if lock else query))


def calendar_day(day: date, *, lock: bool = False) -> CalendarDay | None:
    """The special day of this date."""
    query = select(CalendarDay).where(CalendarDay.day == day)
    return db.session.scalars(query.with_for_update() if lock else query).first()


def state_of(rows: Iterable[CalendarDay]) -> str:
    """A mark of these days and their versions: it changes when any of them is saved."""
    told = ",".join(f"{row.day}:{row.version}" for row in rows)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
