"""Lay out what a day asks for: lines into the ledger, alarms where nobody can be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tracker.calendar.workdays import ONE_DAY
from tracker.calendar.zone import VIETNAM
from tracker.reminders.operations.alarms import (
    NOBODY,
    STOOD_STILL,
    Matter,
    end_alarm,
    raise_alarm,
)
from tracker.reminders.operations.laying_down import lay_down, missing_of, open_day
from tracker.reminders.queries.ledger import last_planned, open_alarms
from tracker.reminders.queries.people import people_on
from tracker.reminders.queries.planned import planned_for
from tracker.reminders.queries.switch import switch
from tracker.reminders.rules.ladder import Level
from tracker.reminders.rules.lines import Line, Nobody
from tracker.reminders.rules.people import People
from tracker.reminders.rules.recipients import is_reachable
from tracker.text import vn_date
from tracker.units.queries import names_on

CAUGHT_UP = timedelta(days=62)
"""How far back days are laid out that no clock saw; beyond it an administrator is told."""

_MISSING_WHO = {
    Level.OFFICER: "chưa có cán bộ đầu mối hoặc lãnh đạo nào nhận nhắc việc",
    Level.HEAD: "chưa có lãnh đạo đơn vị nhận nhắc việc",
    Level.COMPILER: "chưa có cán bộ tổng hợp nhận nhắc việc",
    Level.LEADERSHIP: "chưa có lãnh đạo chỉ đạo, điều hành nhận nhắc việc",
}


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What is to be written for a day; `lines` are those that the ledger lacks."""

    day: date
    lines: Sequence[Line]
    nobody: Sequence[Nobody]
    people: People
    on_since: date


def keep_planned(now: datetime) -> int:
    """Lay out today and every day since the last one laid out; how many lines were written.

    Days that no clock saw are laid out as they would have been; what becomes of their lines is
    decided when they are gathered. Inside a write transaction; a job that must not hold one while
    it reads calls `foresee` before and `put_down` inside, day by day.
    """
    today = now.astimezone(VIETNAM).date()
    return sum(plan_day(day, now) for day in [*days_to_plan(today), today])


def plan_day(day: date, now: datetime) -> int:
    """Write the lines of exactly `day` that are not there; how many were written.

    Nothing while reminders are off or before they were switched on. A second run adds nothing.
    """
    foreseen = foresee(day, now)
    return put_down(foreseen, now) if foreseen else 0


def foresee(day: date, now: datetime) -> Foreseen | None:
    """What a day still asks for (reads only); None where reminders are off on it."""
    row = switch()
    if row is None or row.on_since is None or day < row.on_since:
        return None
    on_since, today = row.on_since, now.astimezone(VIETNAM).date()
    people = people_on(today)
    planned = planned_for(day, today, people)
    return Foreseen(day, missing_of(planned.lines), planned.nobody, people, on_since)


def put_down(foreseen: Foreseen, now: datetime) -> int:
    """Write what was foreseen, in a write transaction; others may have written it meanwhile."""
    if open_day(foreseen.day, now):
        _tell_of_standstill(foreseen.day, foreseen.on_since, now)
    _tell_of_nobody(foreseen.nobody, foreseen.people, now)
    return lay_down(foreseen.lines, now)


def days_to_plan(today: date) -> list[date]:
    """The days before today that were not laid out while reminders were on (reads only)."""
    row = switch()
    if row is None or row.on_since is None:
        return []
    last = last_planned(today)
    first = max(row.on_since, last + ONE_DAY if last else row.on_since, today - CAUGHT_UP)
    return [first + ONE_DAY * n for n in range((today - first).days)]


def _tell_of_nobody(nobody: Sequence[Nobody], people: People, now: datetime) -> None:
    """An alarm for every unit and level without a reader; those that have one again end."""
    lacking = {(one.unit_id, one.level): one.subject for one in nobody}
    for alarm in open_alarms(NOBODY):
        _, number, name = alarm.key.split(":")
        unit_id, level = int(number), Level(name)
        if (unit_id, level) not in lacking and is_reachable(unit_id, level, people):
            end_alarm(alarm.key, now)
    if not lacking:
        return
    names = names_on(now.astimezone(VIETNAM).date(), {unit_id for unit_id, _ in lacking})
    for (unit_id, level), subject in lacking.items():
        words = f"{names[unit_id].name} {_MISSING_WHO[level]} ({subject.title})"
        raise_alarm(Matter(f"{NOBODY}:{unit_id}:{level}", NOBODY, words, unit_id), now)


def _tell_of_standstill(day: date, on_since: date, now: datetime) -> None:
    """Days that lie too far back are not laid out any more: that is told, not passed over."""
    last, kept = last_planned(day), now.astimezone(VIETNAM).date() - CAUGHT_UP
    since = max(last + ONE_DAY, on_since) if last else on_since
    if since < kept:
        words = (
            f"Đồng hồ nhắc việc đã ngừng: các ngày từ {vn_date(since)} đến "
            f"{vn_date(min(day, kept) - ONE_DAY)} không được lập nhắc việc"
        )
        raise_alarm(Matter(f"{STOOD_STILL}:{since}", STOOD_STILL, words), now)
