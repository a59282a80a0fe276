"""As of (day, known) over a long history: 20,000 obligations with 50 updates each."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path

from sqlalchemy import select

from tests.benchmark.loading import fill, load, settle
from tests.benchmark.places import application, database
from tests.benchmark.report import Measure
from tests.benchmark.world import Row, World
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.queries.asof import Moment, obligations_as_of, read

OBLIGATIONS, UPDATES = 20_000, 1_000_000
BEGIN = date(2022, 1, 1)
EARLY, LATE = date(2022, 3, 1), date(2025, 6, 10)
KNOWN = datetime(2025, 6, 12, tzinfo=UTC)


def measure_history(kind: str, folder: Path) -> Iterator[Measure]:
    """Every obligation as of an early and a late day, then one unit's, beside today's cache."""
    with database(kind, folder) as url, application(url, folder):
        load(World(OBLIGATIONS))
        with write_transaction() as session:
            ids = session.scalars(select(Obligation.id).order_by(Obligation.id)).all()
            fill(session.connection(), StatusUpdate, _lines(list(ids)))
        settle()
        floor = _best(_today)
        one = Obligation.unit_id == 2
        for name, moment in (
            ("early day", Moment(EARLY, KNOWN)), ("late day", Moment(LATE, KNOWN)),
            ("late day, everything known", Moment(LATE)),
        ):  # fmt: skip
            taken = _best(lambda moment=moment: list(read(obligations_as_of(moment), moment)))
            yield Measure(kind, UPDATES, f"as of a {name}, all rows", taken, floor, "ms")
        moment = Moment(LATE, KNOWN)
        taken = _best(lambda: list(read(obligations_as_of(moment).where(one), moment)))
        yield Measure(kind, UPDATES, "as of a late day, one unit", taken, floor, "ms")


def _lines(ids: list[int]) -> Iterator[Row]:
    """Fifty lines for each obligation, a month apart; one in a hundred corrects the one before."""
    number = 10_000_000
    for step in range(UPDATES // len(ids)):
        for place, obligation in enumerate(ids):
            number += 1
            day = BEGIN + timedelta(days=25 * step + place % 25)
            corrects = number - len(ids) if step and number % 100 == 0 else None
            yield {
                "id": number, "obligation_id": obligation,
                "kind": "correction" if corrects else "word",
                "state": "done" if number % 17 == 0 else "in_progress", "happened_on": day,
                "recorded_at": datetime.combine(day, clock_time(9), UTC), "actor_id": None,
                "actor_label": "Cán bộ", "words": "Đã thực hiện.", "cause": "",
                "corrects_id": corrects, "form_key": None,
            }  # fmt: skip


def _today() -> list[object]:
    """The floor: today's state from the cache, the same rows."""
    columns = (Obligation.id, Obligation.state, Obligation.state_on, Obligation.due_on)
    return list(db.session.execute(select(*columns)))


def _best(work: Callable[[], object]) -> float:
    """The least of three, ms."""
    taken = []
    for _ in range(3):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
        db.session.rollback()
    return min(taken)
