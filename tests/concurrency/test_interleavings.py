"""Any order of updates, corrections, events, openings and a hand-over keeps the invariants."""

from datetime import date, timedelta

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings
from sqlalchemy import func

from tests.concurrency.scene import NOW, TODAY, WRITER, faults
from tests.tasks import factories
from tracker.calendar.workdays import DaysOff
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.handover.operations import apply_succession
from tracker.handover.reading import FileMove, SuccessionFile
from tracker.plans.models import Plan, PlanOpening
from tracker.refusals import Refused, Stale
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Assignment, ScheduleRule, Task
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.operations.caching import as_line
from tracker.tasks.operations.desired import Settings
from tracker.tasks.operations.events import record_event
from tracker.tasks.operations.laying_out import lay_out_plan
from tracker.tasks.operations.updating import Submission, record_update
from tracker.tasks.queries.asof import Moment, obligations_as_of, read
from tracker.tasks.rules.asof import status_as_of
from tracker.tasks.rules.states import EvidenceKind, State
from tracker.tasks.rules.updating import Proof, Said
from tracker.units.models import Unit

LAYOUT = Settings(date(2025, 1, 1), DaysOff(frozenset(), frozenset()))
HANDED_OVER = date(2025, 3, 1)
_days = st.integers(0, 150).map(lambda n: date(2025, 1, 10) + timedelta(days=n))
_states = st.sampled_from([State.NOT_STARTED, State.IN_PROGRESS, State.DONE])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("say"), st.integers(0, 9), _states, _days),
        st.tuples(st.just("correct"), st.integers(0, 9), _states, _days),
        st.tuples(st.just("event"), _days),
        st.tuples(st.just("lay_out")),
        st.tuples(st.just("hand_over")),
        st.tuples(st.just("drop_rule")),
    ),
    min_size=3, max_size=12,
)  # fmt: skip


class Province:
    """A plan with a dated row and a row that runs from events, led by a unit that will merge."""

    def __init__(self, number):
        self.number = number
        self.giver, self.heir = (factories.make_unit(f"{c}{number}") for c in "GH")
        self.plan = factories.make_plan(self.giver, f"P{number}")
        self.tasks = [
            factories.make_task(self.plan, f"P{number}/{kind}") for kind in ("ngay", "su-kien")
        ]
        due = [
            ["2025-Q1", None, "2025-03-31"], ["2025-Q2", "2025-04-01", "2025-06-30"],
        ]  # fmt: skip
        factories.make_rule(self.tasks[0], kind="recurring", dues=due)
        factories.make_rule(
            self.tasks[1], kind="relative", event="được giao", amount=5, unit="days"
        )
        with write_transaction():
            db.session.add(
                PlanOpening(plan_id=self.plan, year=2025, opened_at=NOW, actor_label="Kiểm thử")
            )
            for task in self.tasks:
                db.session.add(
                    Assignment(
                        task_id=task, role="lead", ordinal=1, printed="Sở", kind="unit",
                        unit_id=self.giver,
                    )
                )  # fmt: skip
        self.clock = NOW

    def step(self, name, *given):
        """One operation in a transaction of its own, a minute after the one before."""
        self.clock += timedelta(minutes=1)
        try:
            with write_transaction():
                getattr(self, name)(*given)
        except (Refused, Stale):
            db.session.rollback()

    def rows(self):
        query = db.select(Obligation).where(Obligation.plan_id == self.plan)
        return db.session.scalars(query.order_by(Obligation.id)).all()

    def say(self, which, state, day, corrects=None):
        """An update of one of the rows that show."""
        rows = [row for row in self.rows() if not row.void]
        if not rows:
            return
        row = rows[which % len(rows)]
        paper = Proof(None, EvidenceKind.DOCUMENT, day, number="1/KH", issuer="Sở")
        said = Said(state, day, f"Nội dung {self.clock:%H%M}", None, (paper,))
        key = f"{self.number}-{self.clock:%d%H%M}"
        submission = Submission(said, row.version, key, corrects)
        record_update(row, submission, WRITER, today=TODAY, now=self.clock)

    def correct(self, which, state, day):
        """A correction of some line of the first row that has one."""
        for place, row in enumerate(row for row in self.rows() if not row.void):
            lines = said_of(row)
            if lines:
                self.say(place, state, day, lines[which % len(lines)].id)
                return

    def event(self, day):
        task = db.session.get_one(Task, self.tasks[1])
        record_event(task, day, "Công văn", settings=LAYOUT, actor=WRITER, now=self.clock)

    def lay_out(self):
        lay_out_plan(db.session.get_one(Plan, self.plan), LAYOUT, WRITER, self.clock)

    def drop_rule(self):
        """The second quarter is no longer owed; laying out ends or withdraws its row."""
        rule = db.session.scalars(
            db.select(ScheduleRule).where(ScheduleRule.task_id == self.tasks[0])
        ).one()
        rule.dues = rule.dues[:1]
        self.lay_out()

    def hand_over(self):
        giver, heir = (db.session.get_one(Unit, one).code for one in (self.giver, self.heir))
        move = FileMove(
            from_unit=giver, to_unit=heir, kind="merge", scope="whole", field="", task="", note=""
        )
        file = SuccessionFile(
            code=f"F{self.number}", effective_on=HANDED_OVER, basis="", title="",
            moves=(move,),
        )  # fmt: skip
        apply_succession(file, LAYOUT, WRITER, self.clock)


def said_of(row):
    query = db.select(StatusUpdate).where(StatusUpdate.obligation_id == row.id)
    return db.session.scalars(query.order_by(StatusUpdate.id)).all()


def check(province):
    """The invariants, after any steps."""
    assert faults() == []
    key = (
        Obligation.task_id, Obligation.role, Obligation.unit_id, Obligation.slot,
        Obligation.period_key,
    )  # fmt: skip
    twice = db.select(*key).group_by(*key).having(func.count() > 1)
    assert db.session.execute(twice).all() == []
    rows = {row.id: row for row in province.rows()}
    for day in (date(2025, 2, 1), HANDED_OVER, TODAY):
        for known in (None, NOW + timedelta(minutes=3)):
            moment = Moment(day, known)
            query = obligations_as_of(moment).where(Obligation.plan_id == province.plan)
            for found in read(query, moment):
                row = rows[found.id]
                lines = [as_line(line) for line in said_of(row)]
                assert not row.void or (known is not None and row.withdrawn_at > known)
                assert found.status == status_as_of(lines, day, known)


def test_any_order_keeps_the_invariants(app):
    numbers = iter(range(100_000))

    @settings(suppress_health_check=list(HealthCheck), max_examples=examples())
    @given(STEPS)
    def run(steps):
        province = Province(next(numbers))
        province.step("lay_out")
        for step in steps:
            province.step(*step)
        check(province)
        db.session.expunge_all()

    run()


def examples():
    """A few under `make test`; the profile of the soak asks for many."""
    return min(settings().max_examples, 6 if settings().derandomize else 300)
