"""A plan's file of many rows: opening it, understanding it, keeping it and letting it enter a plan.

Beside what nobody can do without: unzipping and parsing the part that holds the table; writing so
many plain rows. Milliseconds are the processor's. The process that opens a file has to begin first;
what a row costs is told beyond a file of ten rows, and may not grow with the file.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import event, text

from tests.benchmark.intake_reading import least, parse, reading
from tests.benchmark.places import application, database
from tests.benchmark.report import Measure
from tests.intake.appendices import KH196, grid
from tests.intake.arriving import accept, arrived, confirmed, next_plan, received
from tests.intake.building import UP, Grid, docx, xlsx
from tests.intake.comparing import reading as understood
from tracker.administration.seeding.official import TABLES
from tracker.administration.seeding.tasks import seed_tasks
from tracker.administration.seeding.upsert import SeedCounts
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.intake.transport import unpacked
from tracker.intake.worker import READ, answer

SIZES = (250, 1_000, 4_000)
FEW = 10
ENTERING = (250, 1_000)
"""Rows that enter a plan."""
LINEAR = 1.5
"""Times that one row may cost in the largest file of what it costs in the smallest."""
AIM_AT, AIM_SECONDS, AIM_MEMORY = 1_000, 5.0, 100
"""A file of so many rows is opened and understood within seconds, and MB of the other process."""
MAKERS: dict[str, Callable[[Grid], bytes]] = {"docx": docx, "xlsx": xlsx}
TIMES = 3


def table(count: int) -> Grid:
    """The appendix of Kế hoạch 196/KH-UBND over and over, merged as printed, no title twice."""
    head, *lines = grid(KH196).rows
    rows = []
    for number in range(count):
        label, title, *cells = lines[number % len(lines)]
        title = f"{title} đợt {number // len(lines) + 1}"
        rows.append([label if number else "", title, *cells])
    rows[0] = ["" if one is UP else one for one in rows[0]]
    return Grid([head, *rows])


def measure_files() -> Iterator[Measure]:
    """Both kinds of file at every size."""
    for kind, make in MAKERS.items():
        contents = {size: make(table(size)) for size in (FEW, *SIZES)}
        begun = _least_of(lambda: reading(kind, contents[FEW]).milliseconds)  # noqa: B023
        opening, understanding = {}, {}
        for size in SIZES:
            found = list(_file(kind, size, contents[size]))
            yield from found
            opening[size] = (found[0].value - begun) / (size - FEW)
            understanding[size] = found[2].value / size
        yield _growth(f".{kind}, opened", opening)
        yield _growth(f".{kind}, understood", understanding)


def _file(kind: str, size: int, content: bytes) -> Iterator[Measure]:
    raw = unpacked(answer(kind, f"a.{kind}", content).removeprefix(READ))
    opened = [reading(kind, content) for _ in range(TIMES)]
    floor = [least(kind, content) for _ in range(TIMES)]
    aim = AIM_SECONDS * 1000 if size == AIM_AT else None
    took, bare = (median(one.milliseconds for one in costs) for costs in (opened, floor))
    yield Measure("-", size, f".{kind}, opened by a process of its own", took, bare, "ms", aim)
    most, held = (max(one.megabytes for one in costs) for costs in (opened, floor))
    yield Measure(
        "-", size, f".{kind}, memory of that process", most, held, "MB", AIM_MEMORY if aim else None
    )
    ours = _least_of(lambda: _milliseconds(lambda: understood(KH196, raw)))
    parsed = _least_of(lambda: _milliseconds(lambda: parse(kind, content)))
    yield Measure("-", size, f".{kind}, understood (floor: parsed)", ours, parsed, "ms", aim)


def _growth(what: str, each: dict[int, float]) -> Measure:
    small, large = (1000 * each[size] for size in (AIM_AT, SIZES[-1]))
    what = f"{what}: microseconds of one row, beside those at {AIM_AT} rows"
    return Measure("-", SIZES[-1], what, large, small, "µs", LINEAR * small)


def measure_entering(kind: str, folder: Path) -> Iterator[Measure]:
    """A file of each size received and confirmed, in a province of the official data."""
    every: dict[str, list[float]] = {}
    for size in ENTERING:
        place = folder / str(size)
        with database(kind, place) as url, application(url, place):
            with write_transaction():
                for fill in (*TABLES, seed_tasks):
                    fill(SeedCounts())
            for measure in _entered(kind, size):
                yield measure
                every.setdefault(measure.what.partition(":")[0], []).append(measure.value / size)
    for what, costs in every.items():
        small, large = (1000 * one for one in costs)
        growth = f"{what}: microseconds of one row, beside those at {ENTERING[0]} rows"
        yield Measure(kind, ENTERING[-1], growth, large, small, "µs", LINEAR * small)


def _entered(kind: str, size: int) -> Iterator[Measure]:
    plan, file = next_plan(), arrived(table(size))
    floor = _milliseconds(lambda: _plain_rows(size))
    sent: list[int] = []
    event.listen(db.engine, "before_cursor_execute", lambda *_: sent.append(1))
    intake = 0

    def receive() -> None:
        nonlocal intake
        intake = received(plan, file)

    took = _milliseconds(receive)
    yield Measure(kind, size, f"received: {len(sent)} statements", took, floor, "ms")
    accept(intake)
    sent.clear()
    took = _milliseconds(lambda: confirmed(intake, last_year=2025))
    yield Measure(kind, size, f"confirmed: {len(sent)} statements", took, floor, "ms")


def _plain_rows(count: int) -> None:
    """As many rows of ten texts, written at once and forgotten."""
    names = [f"t{number}" for number in range(10)]
    values = [dict.fromkeys(names, f"Nhiệm vụ {number}") for number in range(count)]
    db.session.execute(
        text(f"CREATE TEMPORARY TABLE plain ({', '.join(f'{name} TEXT' for name in names)})")
    )
    db.session.execute(
        text(f"INSERT INTO plain VALUES ({', '.join(f':{name}' for name in names)})"), values
    )
    db.session.rollback()


def _milliseconds(work: Callable[[], Any]) -> float:
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def _least_of(measured: Callable[[], float]) -> float:
    return min(measured() for _ in range(TIMES))
