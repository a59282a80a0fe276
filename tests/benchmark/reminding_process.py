"""`python -m tests.benchmark.reminding_process <database> <folder>`: measures, prints JSON."""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour
from pathlib import Path
from typing import Any

from sqlalchemy import delete, event, insert, select

from tests.benchmark.places import application
from tests.benchmark.reminding import EMPTY, FULL
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.reminders.models import Reminder
from tracker.reminders.operations.planning import Foreseen, foresee, put_down
from tracker.reminders.operations.rechecking import recheck
from tracker.reminders.queries.ladder import ladder
from tracker.reminders.queries.previews import backward, forecast
from tracker.reminders.queries.sources import subjects
from tracker.reminders.rules.planning import sought
from tracker.tasks.models.obligation import Obligation
from tracker.workdays.queries import days_off

AHEAD = timedelta(days=14)
QUARTER = date(2025, 1, 1), date(2025, 3, 31)


def main(url: str, folder: Path) -> None:
    """Each day: reading alone, reading with reckoning, writing."""
    with application(url, folder):
        sent: list[object] = []
        event.listen(db.engine, "before_cursor_execute", lambda *_: sent.append(1))
        days = [one for day in (EMPTY, FULL) for one in _of_day(day, sent)]
        print(json.dumps([*days, *_looking(FULL, sent)]))


def _of_day(day: date, sent: list[object]) -> list[dict[str, Any]]:
    now = datetime.combine(day, hour(1), UTC)
    wanted = sought(ladder(), day, day, days_off())
    subjects(wanted, day)  # statements compiled, pages read
    found, reading = _timed(lambda: subjects(wanted, day), sent)
    count = len(found)
    del found
    foreseen, reckoning = _timed(lambda: foresee(day, now), sent)
    if not isinstance(foreseen, Foreseen):
        raise TypeError("reminders are off")
    lines = len(foreseen.lines)
    floor, _ = _timed(lambda: _bare(day), sent)
    floor_ms = _["ms"]
    _, writing = _timed(lambda: _written(foreseen, now), sent)
    again = _timed(lambda: _written(foreseen, now), sent)[1]
    checking = _timed(lambda: _rechecked(day, now), sent)[1]
    bare = _bare_writing() if lines else 0.0
    del floor
    told = {"day": str(day), "subjects": count, "lines": lines}
    return [
        told | {"part": "subjects read", "floor": floor_ms} | reading,
        told | {"part": "day foreseen", "floor": floor_ms} | reckoning,
        told | {"part": "lines written", "floor": bare} | writing,
        told | {"part": "written again", "floor": bare} | again,
        told | {"part": "lines re-checked", "floor": bare} | checking,
    ]


def _looking(day: date, sent: list[object]) -> list[dict[str, Any]]:
    """What an administrator's pages ask for: the coming days, a ladder tried on a quarter."""
    ahead, seeing = _timed(lambda: forecast(day, day + AHEAD, day), sent)
    steps, (first, last) = ladder(), QUARTER
    past, trying = _timed(lambda: backward([steps, steps[1:]], first, last, day), sent)
    floor, bare = _timed(lambda: _bare(day), sent)
    del floor
    told = {"day": str(day), "subjects": 0, "floor": bare["ms"]}
    return [
        told | {"part": "15 days looked at", "lines": ahead.told[0].total()} | seeing,
        told | {"part": "quarter tried twice", "lines": past.told[0].total()} | trying,
    ]


def _timed(work: Callable[[], Any], sent: list[object]) -> tuple[Any, dict[str, Any]]:
    db.session.rollback()
    sent.clear()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak counts from now on
    begun, computed = time.perf_counter(), time.process_time()
    result = work()
    told = {
        "ms": (time.perf_counter() - begun) * 1000,
        "cpu_ms": (time.process_time() - computed) * 1000,
        "statements": len(sent), "memory_mb": _peak(),
    }  # fmt: skip
    db.session.rollback()
    return result, told


def _peak() -> float:
    """The most memory that the process held since, MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def _written(foreseen: Foreseen, now: datetime) -> int:
    with write_transaction():
        return put_down(foreseen, now)


def _rechecked(day: date, now: datetime) -> int:
    with write_transaction():
        return recheck(now, day)


def _bare(day: date) -> list[Any]:
    """The floor of reading: as many columns of the rows due in 15 working days, by their index."""
    due = days_off().add_working_days(day, 15)
    table = Obligation.__table__
    columns = [table.c[name] for name in ("id", "unit_id", "task_id", "due_on", "late_from")]
    query = select(*columns).where(table.c.role == "lead", table.c.sort_on == due)
    return list(db.session.connection().execute(query))


def _bare_writing() -> float:
    """The floor of writing, ms: the same rows by one executemany, after taking them out."""
    table = Reminder.__table__
    kept = [dict(row) for row in db.session.execute(select(table)).mappings()]
    with write_transaction() as session:
        session.execute(delete(table))
    begun = time.perf_counter()
    with write_transaction() as session:
        session.connection().execute(insert(table), kept)
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
