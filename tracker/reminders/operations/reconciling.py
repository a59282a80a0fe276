"""Compare the ledger with what it should hold, day by day, and put back what is not there."""

from datetime import date, datetime, timedelta

from tracker.reminders.operations.alarms import MISSING, Matter, raise_alarm
from tracker.reminders.operations.laying_down import lay_down, missing_of
from tracker.reminders.queries.ledger import counts_by_day, spoken_of
from tracker.reminders.queries.people import people_on
from tracker.reminders.queries.planned import planned_for
from tracker.reminders.queries.switch import switch
from tracker.reminders.rules.lines import Line
from tracker.reminders.rules.local import LOCAL
from tracker.text import vn_date

LOOKED_BACK = timedelta(days=7)


def reconcile(now: datetime) -> int:
    """Recompute the last seven days; lines that are missing are added, and an administrator told.

    How many were added. They go out as late ones do.
    """
    row = switch()
    if row is None or row.on_since is None:
        return 0
    today = now.astimezone(LOCAL).date()
    counts = counts_by_day(max(row.on_since, today - LOOKED_BACK), today)
    return sum(
        _reconcile_day(day, now, vanished=stand < added) for day, (added, stand) in counts.items()
    )


def _reconcile_day(day: date, now: datetime, *, vanished: bool) -> int:
    lines = _missing(day, now.astimezone(LOCAL).date(), vanished=vanished)
    if not lines:
        return 0
    written = lay_down(lines, now)
    words = f"Đối chiếu: đã bổ sung {written} dòng nhắc việc còn thiếu của ngày {vn_date(day)}"
    raise_alarm(Matter(f"{MISSING}:{day}:{now:%Y%m%dT%H%M%S}", MISSING, words), now)
    return written


def _missing(day: date, today: date, *, vanished: bool) -> list[Line]:
    """What the day should hold and does not, by the people who held roles on it.

    Where fewer lines stand than were added, each line by itself. Else a matter of which nobody was
    told by that rung: who is in charge, and by which channel they are told, may have changed since.
    """
    planned = planned_for(day, today, people_on(day))
    lines = missing_of(planned.lines)
    if vanished:
        return lines
    spoken = spoken_of({line.subject.key for line in lines})
    return [line for line in lines if (line.subject.key, line.rung, line.subject.day) not in spoken]
