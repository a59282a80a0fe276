"""Laying out a day of reminders: what is read, reckoned and written, beside bare rows.

Two days of one province: one on which nothing is due or late, and Monday 9/6/2025, on which the
second quarter's rows are due in 15 working days, rows that got late on a Monday are told again,
and a round of all units is on time in ten. Measured in a process of its own, for its memory.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import func, insert, select, update

from tests.benchmark.loading import fill, load, settle
from tests.benchmark.places import application, database
from tests.benchmark.world import World
from tests.rounds.factories import make_regime, yearly
from tracker.accounts.models import Grant, User
from tracker.administration.seeding.ladder import seed_ladder
from tracker.administration.seeding.upsert import SeedCounts
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.permissions import Role
from tracker.reminders.models import ReminderSwitch
from tracker.rounds.queries.regimes import AudienceLine
from tracker.rounds.rules.audience import AudienceKind
from tracker.rounds.rules.windows import RoundKind
from tracker.tasks.models.obligation import DueDay, Obligation

EMPTY, FULL = date(2022, 2, 15), date(2025, 6, 9)
MANY = 100_000
"""From so many obligations on the province has a thousand units, else forty."""
MOVED_EVERY = 50


@dataclass(frozen=True)
class Reckoned:
    """One step of one day: time, statements, what came of it; `floor` is the bare work, ms."""

    database: str
    size: int
    day: str
    part: str
    ms: float
    cpu_ms: float
    statements: int
    subjects: int
    lines: int
    memory_mb: float
    floor: float

    missed = False

    def __str__(self) -> str:
        """One line."""
        return (
            f"{self.database:<11}{self.size:>9,}  reminders of {self.day}, {self.part}: "
            f"{self.ms:,.0f} ms (cpu {self.cpu_ms:,.0f}), {self.statements} statements, "
            f"{self.subjects:,} subjects, {self.lines:,} lines, peak {self.memory_mb:,.0f} MB, "
            f"floor {self.floor:,.0f} ms"
        )


def measure_reminders(kind: str, size: int, folder: Path) -> Iterator[Reckoned]:
    """Fill a province, then lay out both days in a fresh process."""
    with database(kind, folder) as url, application(url, folder):
        units = 1000 if size > MANY else 40
        load(World(size, units), history=False)
        _complete(units)
        settle()
        db.session.remove()
        for told in _in_a_process(url, folder):
            yield Reckoned(kind, size, **told)


def _in_a_process(url: str, folder: Path) -> list[dict[str, object]]:
    command = [sys.executable, "-m", "tests.benchmark.reminding_process", url, str(folder)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode:
        raise RuntimeError(answer.stderr)
    return list(json.loads(answer.stdout.splitlines()[-1]))


def _complete(units: int) -> None:
    """The ladder, the switch, addresses, heads, a round of everybody, moved and internal days."""
    on_time = replace(yearly(RoundKind.HALF_1, "06-23"), forward=date(2001, 6, 25))
    audience = tuple(AudienceLine(AudienceKind.UNIT, unit) for unit in range(2, units + 2))
    with write_transaction() as session:
        seed_ladder(SeedCounts())
        session.add(ReminderSwitch(id=1, on_since=EMPTY))
        session.execute(update(User).values(email="can.bo@example.vn"))
        heads = (
            {"user_id": n, "role": Role.HEAD.value, "unit_id": n, "valid_from": date(2020, 1, 1)}
            for n in range(2, units + 2)
        )
        fill(session.connection(), Grant, heads)
        some = Obligation.id % MOVED_EVERY == 0
        session.execute(update(Obligation).where(some).values(internal_due_on=Obligation.due_on))
        moved = select(
            Obligation.id, func.abs(2), func.lower("BY_HAND"), Obligation.due_on,
            Obligation.late_from, Obligation.start_on, Obligation.opened_at, Obligation.state,
            func.lower(""),
        ).where(some)  # fmt: skip
        names = ["obligation_id", "ordinal", "kind", "due_on", "late_from", "decided_on",
                 "recorded_at", "actor_label", "note"]  # fmt: skip
        session.execute(insert(DueDay.__table__).from_select(names, moved))
    make_regime(1, windows={RoundKind.HALF_1: on_time}, audience=audience, today=FULL)
