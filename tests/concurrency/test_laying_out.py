"""Many lay out one plan, record events of it and write updates at the same moment.

Nothing is doubled, nobody waits in a circle, and the rows are those of one after the other.
"""

import threading
import time
from datetime import date

import pytest

from tests.concurrency.scene import NOW, WRITER, faults, say, say_within, together
from tests.tasks.factories import make_plan, make_rule, make_task, make_unit
from tracker.calendar.workdays import DaysOff
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.handover.operations import apply_succession
from tracker.handover.reading import FileMove, SuccessionFile
from tracker.plans.models import Plan, PlanOpening
from tracker.tasks.models.obligation import DueDay, Obligation
from tracker.tasks.models.printed import Assignment, Task, TriggerEvent
from tracker.tasks.operations.desired import Settings
from tracker.tasks.operations.events import record_event
from tracker.tasks.operations.laying_out import lay_out_plan, open_year
from tracker.tasks.queries.events import task_for_event
from tracker.tasks.rules.states import State
from tracker.units.models import Unit

SETTINGS = Settings(date(2025, 1, 1), DaysOff())
UNITS, SAYING = 6, 4
MARCH = date(2025, 3, 1)
APRIL = [date(2025, 4, day) for day in range(1, 5)]


class _All:
    def scope(self, permission):
        """All units."""


@pytest.fixture
def plan(app):
    """A plan that nobody opened yet: a fixed day and a deadline that runs from events."""
    root = make_unit("UBND", kind="province")
    plan = make_plan(root)
    units = [make_unit(f"S{number}", parent=root) for number in range(UNITS)]
    fixed, running = (make_task(plan, f"T/{name}") for name in ("ngay", "su-kien"))
    make_rule(fixed, kind="point", dues=[["", None, "2025-06-30"]])
    make_rule(running, kind="relative", event="giao", amount=5, unit="days")
    with write_transaction():
        for task in (fixed, running):
            for ordinal, unit in enumerate(units, 1):
                db.session.add(
                    Assignment(
                        task_id=task, role="lead", ordinal=ordinal, printed="Sở", kind="unit",
                        unit_id=unit,
                    )
                )  # fmt: skip
    return plan


def open_plan():
    with write_transaction():
        return open_year(2025, SETTINGS, WRITER, NOW)


def lay_out(plan):
    with write_transaction():
        return lay_out_plan(db.session.get_one(Plan, plan), SETTINGS, WRITER, NOW)


def event(day):
    with write_transaction():
        task = task_for_event(_All(), "T/su-kien", lock=True)
        record_event(task, day, "Công văn", settings=SETTINGS, actor=WRITER, now=NOW)


def hand_over():
    move = FileMove(
        from_unit="S0", to_unit="S1", kind="merge", scope="whole", field="", task="", note=""
    )
    file = SuccessionFile("F", MARCH, basis="", title="", moves=(move,))
    with write_transaction():
        return apply_succession(file, SETTINGS, WRITER, NOW)


def rows():
    """Every obligation that shows: task, unit, day of its event, day on which it ended."""
    db.session.rollback()
    query = (
        db.select(Task.code, Unit.code, TriggerEvent.happened_on, Obligation.ended_on)
        .join(Task, Task.id == Obligation.task_id)
        .join(Unit, Unit.id == Obligation.unit_id)
        .outerjoin(TriggerEvent, Obligation.period_key == "E" + TriggerEvent.id.cast(db.String))
        .where(Obligation.void.is_(False))
    )
    return {tuple(row) for row in db.session.execute(query)}


def count(table):
    return db.session.scalar(db.select(db.func.count()).select_from(table))


def test_a_year_opened_by_many_at_once_is_opened_once(app, plan):
    opened = together(app, [open_plan] * 8)
    assert sorted(one.opened for one in opened) == [0] * 7 + [2 * UNITS]
    assert (count(Obligation), count(DueDay), count(PlanOpening)) == (2 * UNITS, 2 * UNITS, 1)
    assert faults() == []


def test_one_event_recorded_by_many_at_once_is_one_event(app, plan):
    open_plan()
    day = date(2025, 4, 24)
    together(app, [lambda: event(day)] * 4 + [lambda: lay_out(plan)] * 4)
    assert count(TriggerEvent) == 1
    found = [row for row in rows() if row[0] == "T/su-kien"]
    assert sorted(found) == [("T/su-kien", f"S{n}", day, None) for n in range(UNITS)]
    assert faults() == []


def test_what_is_said_while_a_row_is_withdrawn_is_kept(app, plan):
    open_plan()
    share = db.session.scalars(db.select(Obligation.id).order_by(Obligation.id)).first()
    with write_transaction():
        db.session.execute(db.delete(Assignment).where(Assignment.ordinal == 1))
    said = threading.Event()

    def write():
        with write_transaction():
            say_within(share, None, "phieu")
            said.set()
            time.sleep(0.3)  # the other now waits for this row

    def withdraw():
        assert said.wait(timeout=120)
        lay_out(plan)

    together(app, [write, withdraw])
    db.session.rollback()
    row = db.session.get_one(Obligation, share)
    assert (row.void, row.end_kind, row.last_words) == (False, "no_longer_owed", "Đang làm")
    assert faults() == []


def test_events_hand_over_openings_and_updates_meet_without_a_circle(app, plan):
    """The rows are those of the same steps one after the other: S1 takes over from S0."""
    open_plan()
    shares = db.session.scalars(db.select(Obligation.id).order_by(Obligation.id)).all()
    said = [
        lambda one=one, n=n: say(one, None, f"{one}-{n}", state=State.DONE, late=n)
        for one in shares[SAYING:UNITS]
        for n in range(SAYING)
    ]
    events = [lambda day=day: event(day) for day in APRIL]
    together(app, [*events, *said, hand_over, hand_over, *[lambda: lay_out(plan)] * 2])
    ended = {f"S{n}": MARCH if n == 0 else None for n in range(UNITS)}
    fixed = {("T/ngay", unit, None, day) for unit, day in ended.items()}
    started = {("T/su-kien", f"S{n}", day, None) for n in range(1, UNITS) for day in APRIL}
    assert rows() == fixed | started
    assert lay_out(plan).nothing
    assert faults() == []
