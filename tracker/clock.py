"""The only reader of the clock. Views, commands and jobs hand the value on.

A request has one instant, however often it is asked for: its day cannot change halfway.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from flask import current_app, has_app_context, has_request_context, request

from tracker.calendar.zone import VIETNAM

ZONE = VIETNAM
OFFICE_OPENS = time(8, 0)
_KEPT = "tracker.now"


@dataclass(frozen=True)
class FrozenDay:
    """A day that stands still for demonstrations, and the real instant at which it began."""

    day: date
    since: datetime

    def at(self, real: datetime) -> datetime:
        """The frozen day's instant (UTC): runs from 08:00, stops at the last moment of the day."""
        start = datetime.combine(self.day, OFFICE_OPENS, ZONE)
        end = datetime.combine(self.day, time.max, ZONE)
        elapsed = max(real - self.since, timedelta(0))
        return min(start + elapsed, end).astimezone(UTC)


def real_now() -> datetime:
    """The real instant, UTC: for sessions, throttling, leases and back-off."""
    return datetime.now(UTC)


def now() -> datetime:
    """The instant to record, UTC, one for a request; inside the frozen day when there is one."""
    if not has_request_context():
        return _read()
    if _KEPT not in request.environ:
        request.environ[_KEPT] = _read()
    kept: datetime = request.environ[_KEPT]
    return kept


def today() -> date:
    """The calendar day in Viet Nam; the frozen day when there is one."""
    return now().astimezone(ZONE).date()


def freeze(day: date, folder: Path) -> FrozenDay:
    """Freeze `day`; a note in `folder` keeps every process and restart on one running clock."""
    note = folder / "frozen-day.json"
    if note.exists():
        kept = json.loads(note.read_text())
        if kept["day"] == day.isoformat():
            return FrozenDay(day, datetime.fromisoformat(kept["since"]))
    frozen = FrozenDay(day, real_now())
    note.write_text(json.dumps({"day": day.isoformat(), "since": frozen.since.isoformat()}))
    return frozen


def _read() -> datetime:
    frozen = _frozen()
    return frozen.at(real_now()) if frozen else real_now()


def _frozen() -> FrozenDay | None:
    frozen = current_app.config.get("FROZEN_DAY") if has_app_context() else None
    return frozen if isinstance(frozen, FrozenDay) else None
