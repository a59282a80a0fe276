"""Laying out a year: eighty rows of a plan, thirty of them for all units, in each quarter."""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sqlalchemy import func, insert, select

from tests.benchmark.loading import fill, load
from tests.benchmark.places import application, database
from tests.benchmark.report import Measure
from tests.benchmark.world import LAID_OUT, Row, World
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.tasks.models.obligation import DueDay, Obligation
from tracker.tasks.models.printed import Assignment, ScheduleRule, Task
from tracker.tasks.operations.desired import Settings
from tracker.tasks.operations.laying_out import open_year
from tracker.units.models import UnitGroup, UnitGroupMember
from tracker.workdays.queries import days_off

ROWS, COLLECTIVE = 80, 30
YEAR, PLAN = 2025, 4
"""The plan with this id is that of the year."""


def measure_layout(kind: str, units: int, folder: Path) -> Iterator[Measure]:
    """Open the year once, open it again, and insert as many bare rows beside it."""
    with database(kind, folder) as url, application(url, folder):
        _load(units)
        first, again = _open(), _open()
        count = db.session.scalar(select(func.count()).select_from(Obligation)) or 0
        db.session.rollback()
        floor = _insert_bare()
        what = f"laying out {count:,} obligations, {units} units"
        yield Measure(kind, count, what, first, floor, "ms")
        yield Measure(kind, count, "the same again (nothing to do)", again, floor, "ms")


def _load(units: int) -> None:
    load(World(0, units))
    with write_transaction() as session:
        connection = session.connection()
        fill(connection, UnitGroup, [{"id": 1, "code": "G-ALL", "name": "Các sở, ngành"}])
        members = ({"group_id": 1, "unit_id": unit} for unit in range(2, units + 2))
        fill(connection, UnitGroupMember, members)
        fill(connection, Task, (_task(number) for number in _numbers()))
        fill(connection, ScheduleRule, (_rule(number) for number in _numbers()))
        fill(connection, Assignment, (_lead(number, units) for number in _numbers()))


def _numbers() -> range:
    """Ids of their own, beside those of the small world."""
    return range(1001, 1001 + ROWS)


def _task(number: int) -> Row:
    return {
        "id": number, "code": f"KH-{YEAR}/BENCH/{number}", "plan_id": PLAN, "field_id": 1,
        "position": number, "number": str(number), "owes": True, "title": "Nhiệm vụ",
        "product_from_id": number, "lead_from_id": number, "partners_from_id": number,
        "deadline_from_id": number,
    }  # fmt: skip


def _rule(number: int) -> Row:
    dues = [
        [f"{YEAR}-Q{q}", f"{YEAR}-{3 * q - 2:02}-01", f"{YEAR}-{3 * q:02}-28"] for q in range(1, 5)
    ]
    return {
        "id": number, "task_id": number, "position": 0, "phrase": "Hằng quý", "kind": "recurring",
        "slot": 1, "label": "Hằng quý", "source_rule": "Định kỳ mỗi quý", "dues": dues,
        "confidence": 1.0,
    }  # fmt: skip


def _lead(number: int, units: int) -> Row:
    if number % ROWS < COLLECTIVE:
        return {
            "id": number, "task_id": number, "role": "lead", "ordinal": 1, "printed": "Các sở",
            "kind": "group", "unit_id": None, "group_id": 1,
        }  # fmt: skip
    return {
        "id": number, "task_id": number, "role": "lead", "ordinal": 1, "printed": "Sở",
        "kind": "unit", "unit_id": number % units + 2, "group_id": None,
    }  # fmt: skip


def _open() -> float:
    """Milliseconds to open the year."""
    settings = Settings(date(2025, 1, 1), days_off())
    db.session.rollback()
    begun = time.perf_counter()
    with write_transaction():
        open_year(YEAR, settings, Actor(None, "Đo tốc độ"), LAID_OUT)
    return (time.perf_counter() - begun) * 1000


def _insert_bare() -> float:
    """Milliseconds to write the same rows again by executemany, after taking them out."""
    obligations, days = Obligation.__table__, DueDay.__table__
    kept = [dict(row) for row in db.session.execute(select(obligations)).mappings()]
    lines = [dict(row) for row in db.session.execute(select(days)).mappings()]
    db.session.rollback()
    moved = 10_000_000
    for row in kept:
        row |= {"id": row["id"] + moved, "slot": row["slot"] + 100}
    for line in lines:
        line |= {"id": line["id"] + moved, "obligation_id": line["obligation_id"] + moved}
    begun = time.perf_counter()
    with write_transaction() as session:
        session.connection().execute(insert(obligations), kept)
        session.connection().execute(insert(days), lines)
    return (time.perf_counter() - begun) * 1000
