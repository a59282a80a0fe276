"""Write the calendar of days off and make-up days. The caller lays out what it moves."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from tracker import history
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.refusals import Refused, Stale, check_version
from tracker.text import vn_date, vn_list
from tracker.workdays.models import CalendarDay
from tracker.workdays.queries import projected_days, state_of
from tracker.workdays.rules import DayKind, DayStatus, kind_problem, paper_words, run_of

NOT_PROJECTED = "Hãy chọn ít nhất một ngày dự kiến."


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What the form of a day says."""

    kind: DayKind
    name: str
    status: DayStatus
    enabled: bool
    source: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Which projected days a paper announced."""

    days: frozenset[date]
    paper_number: str
    paper_day: date


def add_days(first: date, last: date, facts: DayFacts, actor: Actor, now: datetime) -> list[date]:
    """Add the days of a run that differ from the plain week; returns them. Raises Refused."""
    days = run_of(facts.kind, first, last)
    known = db.session.scalars(select(CalendarDay.day).where(CalendarDay.day.in_(days)))
    already = sorted(known)
    if already:
        words = f"Đã ghi {vn_list([vn_date(day) for day in already])}; hãy sửa từng ngày đó."
        raise Refused({"first": words})
    for day in days:
        row = CalendarDay(day=day)
        _fill(row, facts)
        db.session.add(row)
    db.session.flush()
    _told(actor, now, "calendar.add", days)
    return days


def change_day(
    row: CalendarDay, facts: DayFacts, version: int, actor: Actor, now: datetime
) -> None:
    """Write what the form says of a day. Raises Stale and Refused."""
    check_version(row.version, version)
    problem = kind_problem(facts.kind, row.day)
    if problem:
        raise Refused({"kind": problem})
    _fill(row, facts)
    row.version += 1
    db.session.flush()
    _told(actor, now, "calendar.change", [row.day])


def confirm_days(
    year: int, confirmed: Confirmed, seen: str, actor: Actor, now: datetime
) -> list[date]:
    """Let projected days of a year be announced by a paper, and count. Returns them.

    `seen` is the state of the projected days when the form was opened. Raises Stale when it
    moved on, Refused when no day is named.
    """
    rows = projected_days(year, lock=True)
    if state_of(rows) != seen:
        raise Stale
    chosen = [row for row in rows if row.day in confirmed.days]
    if not chosen:
        raise Refused({"days": NOT_PROJECTED})
    for row in chosen:
        row.status, row.enabled = DayStatus.ANNOUNCED.value, True
        row.source = paper_words(confirmed.paper_number, confirmed.paper_day)
        row.version += 1
    db.session.flush()
    _told(actor, now, "calendar.confirm", [row.day for row in chosen])
    return [row.day for row in chosen]


def _fill(row: CalendarDay, facts: DayFacts) -> None:
    row.kind, row.name, row.status = facts.kind.value, facts.name, facts.status.value
    row.enabled, row.source = facts.enabled, facts.source


def _told(actor: Actor, now: datetime, action: str, days: Collection[date]) -> None:
    years = sorted({day.year for day in days})
    subject = f"calendar:{years[0]}"
    ids = [day.isoformat() for day in days]
    history.record(actor, action, at=now, subject=subject, ids=ids)
