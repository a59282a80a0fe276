"""Compiling a round: collecting as of the closing day, the report, its files, beside bare reading.

Times are the processor's: of this process, which on SQLite includes the database.
"""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select, update

from tests.benchmark.loading import load, settle
from tests.benchmark.places import application, database
from tests.benchmark.report import Measure
from tests.benchmark.world import World
from tests.reports.compilations import facts
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.reports import xlsx
from tracker.reports.docx.writing import write
from tracker.reports.queries.collecting import Told, collect
from tracker.reports.queries.standing import Scope
from tracker.reports.rules.compiled import Heading
from tracker.reports.rules.compiling.report import compile_report
from tracker.reports.rules.papers import paper_of
from tracker.tasks.models.obligation import Obligation
from tracker.workdays.queries import days_off

YEAR = 2025
SIZES = ((40, 200), (1000, 500))
"""Units, and phần việc of each."""
LINEAR = 2.0
"""Times that one phần việc may cost at the large size of what it costs at the small one."""
HEADING = Heading(
    "CCHC-TINH", "2025-H1", "6 tháng đầu năm 2025", "U1", "Sở Nội vụ", "Bộ Nội vụ", YEAR,
    date(2024, 12, 15), date(2025, 6, 14), datetime(2025, 6, 16, tzinfo=UTC), internal=True,
)  # fmt: skip
_PEAK = "VmHWM:"


def measure_compiling(kind: str, folder: Path) -> Iterator[Measure]:
    """Each size: collecting, compiling, the files, and the most memory held meanwhile."""
    every: list[float] = []
    for units, each in SIZES:
        place = folder / f"{units}-{each}"
        with database(kind, place) as url, application(url, place):
            size = units * each
            load(World(size, units))
            with write_transaction() as session:
                session.execute(update(Obligation).values(year=YEAR))
            settle()
            measures = list(_measures(kind, size, f"round of {units:,} units × {each}"))
        yield from measures
        every.append(sum(one.value for one in measures if one.unit == "ms") / size)
    small, large = (1000 * one for one in every)
    what = "microseconds of one phần việc, beside the small round"
    yield Measure(kind, size, what, large, small, "µs", LINEAR * small)


def _measures(kind: str, size: int, what: str) -> Iterator[Measure]:
    floor = _timed(_bare)[0]
    _forget_peak()
    reading, collected = _timed(lambda: collect(HEADING, "", Scope(YEAR, None), Told(), days_off()))
    making, compiled = _timed(lambda: compile_report(collected, internal=True))
    writers: dict[str, Callable[[], object]] = {
        ".docx": lambda: write(paper_of(compiled, {}, facts())),
        ".xlsx": lambda: xlsx.write(compiled),
    }
    times = {name: _timed(work)[0] for name, work in writers.items()}
    for name, taken in ({"collected": reading, "compiled": making} | times).items():
        yield Measure(kind, size, f"{what}: {name}", taken, floor, "ms")
    held, most = _held(), _peak()
    yield Measure(kind, size, f"{what}: peak memory, beside that at the end", most, held, "MB")


def _timed(work):
    db.session.rollback()
    begun = time.process_time()
    result = work()
    return (time.process_time() - begun) * 1000, result


def _bare() -> list[object]:
    """The floor: the same rows from the cache, a column of each kind."""
    columns = (Obligation.id, Obligation.unit_id, Obligation.state, Obligation.due_on)
    return list(db.session.execute(select(*columns, Obligation.last_words)))


def _forget_peak() -> None:
    """Let the most memory held count from now on: loading a large world takes its own."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak() -> float:
    """The most memory that this process has held since, in MB."""
    return _status(_PEAK)


def _held() -> float:
    """What it holds now."""
    return _status("VmRSS:")


def _status(name: str) -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1]) / 1024
