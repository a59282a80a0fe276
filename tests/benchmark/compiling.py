"""Compiling a round: collecting as of the closing day, then the report, beside bare reading."""

import resource
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select, update

from tests.benchmark.loading import load, settle
from tests.benchmark.places import application, database
from tests.benchmark.report import Measure
from tests.benchmark.world import World
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.reports.queries.collecting import Told, collect
from tracker.reports.queries.standing import Scope
from tracker.reports.rules.compiled import Heading
from tracker.reports.rules.compiling.report import compile_report
from tracker.tasks.models.obligation import Obligation
from tracker.workdays.queries import days_off

YEAR = 2025
SIZES = ((40, 200), (1000, 500))
"""Units, and phần việc of each."""
HEADING = Heading(
    "CCHC-TINH", "2025-H1", "6 tháng đầu năm 2025", "U1", "Sở Nội vụ", "Bộ Nội vụ", YEAR,
    date(2024, 12, 15), date(2025, 6, 14), datetime(2025, 6, 16, tzinfo=UTC), internal=True,
)  # fmt: skip


def measure_compiling(kind: str, folder: Path) -> Iterator[Measure]:
    """Each size: collecting, compiling, and the most memory the process has held by then."""
    for units, each in SIZES:
        place = folder / str(units)
        with database(kind, place) as url, application(url, place):
            size = units * each
            load(World(size, units))
            with write_transaction() as session:
                session.execute(update(Obligation).values(year=YEAR))
            settle()
            floor = _timed(_bare)[0]
            reading, collected = _timed(
                lambda: collect(HEADING, "", Scope(YEAR, None), Told(), days_off())
            )
            making, _ = _timed(lambda collected=collected: compile_report(collected, internal=True))
            what = f"round of {units:,} units × {each}"
            yield Measure(kind, size, f"{what}: collected", reading, floor, "ms")
            yield Measure(kind, size, f"{what}: compiled", making, floor, "ms")
            held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            yield Measure(kind, size, f"{what}: peak memory", held, held, "MB")


def _timed(work):
    db.session.rollback()
    begun = time.perf_counter()
    result = work()
    return (time.perf_counter() - begun) * 1000, result


def _bare() -> list[object]:
    """The floor: the same rows from the cache, a column of each kind."""
    columns = (Obligation.id, Obligation.unit_id, Obligation.state, Obligation.due_on)
    return list(db.session.execute(select(*columns, Obligation.last_words)))
