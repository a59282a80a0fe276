"""Compare the ledger with what it should hold, day by day, and put back what is not there."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import update

from tracker.calendar.zone import VIETNAM
from tracker.extensions import db
from tracker.reminders.models import PlannedDay
from tracker.reminders.operations.alarms import MISSING, STOOD_STILL, Matter, end_alarm, raise_alarm
from tracker.reminders.operations.laying_down import lay_down, missing_of
from tracker.reminders.queries.ledger import counts_by_day, open_alarms, spoken_on, told_of
from tracker.reminders.queries.people import people_on
from tracker.reminders.queries.planned import planned_for
from tracker.reminders.queries.switch import switch
from tracker.reminders.queries.touched import untouched
from tracker.reminders.rules.lines import Line
from tracker.text import vn_date

LOOKED_BACK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _Count:
    """Of one day: how many lines were ever added, and how many stand."""

    day: date
    added: int
    stand: int

    @property
    def vanished(self) -> int:
        return max(self.added - self.stand, 0)


def reconcile(now: datetime) -> int:
    """Recompute the last seven days; missing lines are added, and an administrator is told.

    How many were added. They go out as late ones do. What was told a week ago is told no longer.
    """
    row = switch()
    if row is None or row.on_since is None:
        return 0
    today = now.astimezone(VIETNAM).date()
    for alarm in open_alarms(MISSING, STOOD_STILL):
        if alarm.raised_at < now - LOOKED_BACK:
            end_alarm(alarm.key, now)
    counts = counts_by_day(max(row.on_since, today - LOOKED_BACK), today)
    return sum(_reconcile_day(_Count(day, *two), now) for day, two in counts.items())


def _reconcile_day(count: _Count, now: datetime) -> int:
    lines = _missing(count, now.astimezone(VIETNAM).date())
    written = lay_down(lines, now) if lines else 0
    if not written and not count.vanished:
        return 0
    if count.vanished:
        stand = count.stand + written
        db.session.execute(
            update(PlannedDay).where(PlannedDay.day == count.day).values(lines=stand)
        )
    lost = count.vanished or written
    words = (
        f"Đối chiếu ngày {vn_date(count.day)}: thiếu {lost} dòng nhắc việc, "
        f"đã bổ sung {written} dòng còn hiệu lực"
    )
    raise_alarm(Matter(f"{MISSING}:{count.day}:{now:%Y%m%dT%H%M%S}", MISSING, words), now)
    return written


def _missing(count: _Count, today: date) -> list[Line]:
    """What the day should hold and does not, by the people who held roles on it.

    Where fewer lines stand than were added, each line by itself. Else only what is certain: a
    matter untouched since, of which nobody was told by a rung that spoke of others on that day.
    """
    planned = planned_for(count.day, today, people_on(count.day))
    lines = missing_of(planned.lines)
    if count.vanished or not lines:
        return lines
    rungs = spoken_on(count.day)
    told = told_of({line.subject.key for line in lines})
    morning = datetime.combine(count.day, time(), VIETNAM)
    certain = untouched([line.subject for line in lines], morning)
    return [
        line
        for line in lines
        if line.subject.key in certain
        and (line.subject.kind.value, line.rung) in rungs
        and (line.subject.key, line.rung, line.subject.day) not in told
    ]
