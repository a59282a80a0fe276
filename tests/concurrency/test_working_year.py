"""A year of work in any order keeps the invariants: what is open is one person's, the caches tell
the truth, and what was answered of a day once is answered of that day for ever."""

from datetime import UTC, date, datetime, timedelta

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import func

from tests.concurrency.scene import WRITER, faults
from tests.tasks import factories
from tracker.calendar.workdays import DaysOff
from tracker.db import write_transaction
from tracker.documents.operations import Paper
from tracker.extensions import db
from tracker.handover.operations import apply_succession
from tracker.handover.reading import FileMove, SuccessionFile
from tracker.plans.models import Plan, PlanOpening
from tracker.refusals import Refused, Stale
from tracker.tasks.models.asking import Extension
from tracker.tasks.models.closing import YearClosing
from tracker.tasks.models.delegation import Delegation
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Assignment, Task
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.operations.closing import Sheet, close_rows
from tracker.tasks.operations.confirming import Judging, judge_results
from tracker.tasks.operations.delegating import Act, hand_inside, take_back
from tracker.tasks.operations.editing_rows import Saving
from tracker.tasks.operations.events import record_event
from tracker.tasks.operations.extending import Deciding, ask_extension, decide_extension
from tracker.tasks.operations.laying_out import Settings, lay_out_plan
from tracker.tasks.operations.reopening import take_back as reopen
from tracker.tasks.operations.updating import Submission, record_update
from tracker.tasks.queries.asof import Moment, obligations_as_of, read
from tracker.tasks.queries.reopening import decisions
from tracker.tasks.rules.closing import Choice
from tracker.tasks.rules.confirming import Judgement
from tracker.tasks.rules.delegating import Handing, House
from tracker.tasks.rules.extending import AlreadyAsked, Ruling, Wish
from tracker.tasks.rules.states import (
    ClosingDecision,
    EvidenceKind,
    ExtensionStatus,
    State,
    UpdateKind,
)
from tracker.tasks.rules.updating import Proof, Said
from tracker.units.models import Unit

LAYOUT = Settings(date(2025, 1, 1), DaysOff(frozenset(), frozenset()))
PAPER = Paper("Quyết định", "7/QĐ-UBND", date(2025, 1, 9), "UBND tỉnh", "Ý kiến chỉ đạo")
QUARTERS = [["2025-Q1", None, "2025-03-31"], ["2025-Q2", None, "2025-06-30"],
            ["2025-Q4", None, "2025-12-31"]]  # fmt: skip
REFUSALS = (Refused, Stale, AlreadyAsked)
which = st.integers(0, 9)


class WorkingYear(RuleBasedStateMachine):
    """One plan of 2025 with its bodies, from January to the spring after."""

    numbers = iter(range(100_000))

    def __init__(self):
        super().__init__()
        self.number = next(self.numbers)
        self.day, self.minutes, self.told = date(2025, 1, 10), 0, []
        self.giver, self.heir = (factories.make_unit(f"{c}{self.number}") for c in "GH")
        self.division = factories.make_unit(f"D{self.number}", kind="phong", parent=self.giver)
        self.plan = factories.make_plan(self.giver, f"N{self.number}")
        self.next_plan = factories.make_plan(
            self.giver, f"S{self.number}", year=2026, period_start=date(2026, 1, 1),
            period_end=date(2026, 12, 31),
        )  # fmt: skip
        with write_transaction():
            for plan, year in ((self.plan, 2025), (self.next_plan, 2026)):
                db.session.add(
                    PlanOpening(plan_id=plan, year=year, opened_at=self.now, actor_label="Thử")
                )
        self.event_task = self._task(kind="relative", event="được giao", amount=5, unit="days")
        self._task(kind="recurring", dues=QUARTERS)
        self.write(self._lay_out)

    # --- how steps are taken --------------------------------------------------------------

    @property
    def now(self):
        start = datetime(self.day.year, self.day.month, self.day.day, 2, tzinfo=UTC)
        return start + timedelta(minutes=self.minutes)

    def write(self, step, *given):
        """One operation a minute after the one before; what it refuses changes nothing."""
        self.minutes += 1
        try:
            with write_transaction():
                step(*given)
        except REFUSALS:
            db.session.rollback()

    def _task(self, **rule_values):
        task = factories.make_task(self.plan, f"N{self.number}/{next(self.numbers)}")
        factories.make_rule(task, **rule_values)
        with write_transaction():
            db.session.add(
                Assignment(
                    task_id=task, role="lead", ordinal=1, printed="Sở", kind="unit",
                    unit_id=self.giver,
                )
            )  # fmt: skip
        return task

    def _lay_out(self):
        lay_out_plan(db.session.get_one(Plan, self.plan), LAYOUT, WRITER, self.now)

    def _row(self, number, *conditions):
        mine = Obligation.plan_id.in_([self.plan, self.next_plan])
        query = db.select(Obligation).where(mine, Obligation.void.is_(False), *conditions)
        rows = db.session.scalars(query.order_by(Obligation.id)).all()
        return rows[number % len(rows)] if rows else None

    # --- what people do -------------------------------------------------------------------

    @rule(days=st.integers(1, 60))
    def tick(self, days):
        if self.day < date(2026, 4, 1):
            self.told = [*self.told[-3:], (self.day, self.now, self._answer(self.day, self.now))]
            self.day, self.minutes = self.day + timedelta(days=days), 0

    @rule()
    def create(self):
        self._task(kind="point", dues=[["", None, "2025-09-30"]])
        self.write(self._lay_out)

    @rule()
    def event(self):
        self.write(
            lambda: record_event(
                db.session.get_one(Task, self.event_task), self.day, "Công văn",
                settings=LAYOUT, actor=WRITER, now=self.now,
            )
        )  # fmt: skip

    @rule(number=which, ahead=st.integers(0, 40))
    def delegate(self, number, ahead):
        row = self._row(number, Obligation.unit_id == self.giver)
        if row:
            house = House(self.giver, {self.division: "Phòng"}, ())
            handing = Handing(self.division, None, self.day + timedelta(days=ahead))
            act = Act(house, WRITER, self.day, self.now)
            self.write(lambda: hand_inside([self._fresh(row)], self._seen(row), handing, act))

    @rule(number=which)
    def take_back(self, number):
        row = self._row(number, Obligation.division_id.is_not(None))
        if row:
            self.write(lambda: take_back([self._fresh(row)], self._seen(row), WRITER, self.now))

    @rule(number=which, state=st.sampled_from(State), ago=st.integers(0, 20))
    def update(self, number, state, ago):
        self._say(number, state, self.day - timedelta(days=ago), None)

    @rule(number=which, state=st.sampled_from([State.IN_PROGRESS, State.DONE]))
    def correct(self, number, state):
        row = self._row(number, Obligation.last_words_on.is_not(None))
        if row:
            query = db.select(StatusUpdate.id).where(StatusUpdate.obligation_id == row.id)
            last = db.session.scalars(query.order_by(StatusUpdate.id.desc())).first()
            self._say(number, state, self.day, last, Obligation.last_words_on.is_not(None))

    def _say(self, number, state, day, corrects, *conditions):
        row = self._row(number, *conditions)
        if row is None:
            return
        paper = Proof(None, EvidenceKind.DOCUMENT, day, number="1/KH", issuer="Sở")
        said = Said(state, day, f"Nội dung {self.minutes}", None, (paper,))
        key = f"{self.number}-{self.day}-{self.minutes}"
        submission = Submission(said, row.version, key, corrects)
        self.write(
            lambda: record_update(
                self._fresh(row), submission, WRITER, today=self.day, now=self.now
            )
        )

    @rule(number=which, asks=st.booleans())
    def judge(self, number, asks):
        row = self._row(number, Obligation.state == State.DONE.value)
        if row:
            kind = UpdateKind.ASKED if asks else UpdateKind.CONFIRMED
            words = "Thiếu phụ lục" if asks else ""
            judging = Judging(WRITER, f"{self.number}{self.day}{self.minutes}", self.day, self.now)
            judgement = Judgement(kind, self.day, words)
            self.write(
                lambda: judge_results([self._fresh(row)], self._seen(row), judgement, judging)
            )

    @rule(number=which, later=st.integers(1, 60), granted=st.booleans())
    def extend(self, number, later, granted):
        row = self._row(number, Obligation.due_on.is_not(None))
        if row is None:
            return
        until = row.due_on + timedelta(days=later)
        wish = Wish(until, "Chờ hướng dẫn", "Công văn 3/CV", self.day)
        self.write(
            lambda: ask_extension(self._fresh(row), wish, WRITER, today=self.day, now=self.now)
        )
        ruling = Ruling(until if granted else None, self.day, "Theo đề nghị")
        deciding = Deciding(LAYOUT, WRITER, self.day, self.now)
        self.write(lambda: decide_extension([self._fresh(row)], ruling, PAPER, deciding))

    @rule()
    def hand_over(self):
        giver, heir = (db.session.get_one(Unit, one).code for one in (self.giver, self.heir))
        move = FileMove(
            from_unit=giver, to_unit=heir, kind="merge", scope="whole", field="", task="", note=""
        )
        file = SuccessionFile(
            code=f"W{self.number}", effective_on=self.day, basis="", title="", moves=(move,)
        )
        self.write(lambda: apply_succession(file, LAYOUT, WRITER, self.now))

    @rule(number=which, decision=st.sampled_from(ClosingDecision))
    def close(self, number, decision):
        row = self._row(number, Obligation.open, Obligation.plan_id == self.plan)
        if row:
            sheet = Sheet(db.session.get_one(Plan, self.plan), 2025)
            choice = Choice(
                decision, "Theo kết luận", "7/QĐ-UBND", self.day, self.next_plan, "Quý II/2026"
            )
            saving = Saving(LAYOUT, WRITER, self.now)
            self.write(lambda: close_rows(sheet, [row.id], choice, PAPER, saving))

    @rule(number=which)
    def reopen(self, number):
        plan = db.session.get_one(Plan, self.plan)
        query = (
            db.select(YearClosing.id)
            .join(Obligation, Obligation.id == YearClosing.obligation_id)
            .where(YearClosing.taken_back_at.is_(None), Obligation.plan_id == plan.id)
        )
        found = db.session.scalars(query.order_by(YearClosing.id)).all()
        if found:
            one = found[number % len(found)]
            ids = [each.closing.id for each in decisions(plan.id, [one])]
            saving = Saving(LAYOUT, WRITER, self.now)
            self.write(lambda: reopen(plan, ids, "Ghi nhầm", saving))

    def _fresh(self, row):
        return db.session.get_one(Obligation, row.id, populate_existing=True)

    def _seen(self, row):
        return {row.id: row.version}

    # --- what must hold -------------------------------------------------------------------

    def _answer(self, day, known):
        moment = Moment(day, known)
        query = obligations_as_of(moment).where(Obligation.plan_id.in_([self.plan, self.next_plan]))
        found = {
            one.id: (one.unit_id, one.status.state, one.due_on, one.late_from, one.cell)
            for one in read(query, moment)
        }
        db.session.rollback()
        return found

    @invariant()
    def caches_tell_the_truth(self):
        assert faults() == []

    @invariant()
    def the_past_is_answered_as_it_was(self):
        for day, known, answer in self.told:
            assert self._answer(day, known) == answer

    @invariant()
    def keys_are_single(self):
        key = (
            Obligation.task_id, Obligation.role, Obligation.unit_id, Obligation.slot,
            Obligation.period_key,
        )  # fmt: skip
        twice = db.select(*key).group_by(*key).having(func.count() > 1)
        assert db.session.execute(twice).all() == []

    @invariant()
    def what_ended_is_not_open(self):
        both = db.select(Obligation.id).where(Obligation.open, Obligation.ended_on.is_not(None))
        assert db.session.scalars(both).all() == []

    @invariant()
    def delegations_are_those_of_their_rows(self):
        query = db.select(Obligation, Delegation).outerjoin(
            Delegation,
            (Delegation.obligation_id == Obligation.id) & Delegation.ended_at.is_(None),
        )
        for row, given in db.session.execute(query):
            held = (given.division_id, given.internal_due_on) if given else (None, None)
            assert (row.division_id, row.internal_due_on) == held

    @invariant()
    def extended_work_bears_the_granted_day(self):
        granted = Extension.status == ExtensionStatus.GRANTED.value
        for one in db.session.scalars(db.select(Extension).where(granted)):
            row = db.session.get_one(Obligation, one.obligation_id)
            assert row.due_on >= one.granted_until
            assert row.original_due_on < row.due_on


def test_any_year_of_work_keeps_the_invariants(app):
    limits = settings(
        suppress_health_check=list(HealthCheck), deadline=None,
        max_examples=min(settings().max_examples, 6 if settings().derandomize else 200),
        stateful_step_count=14 if settings().derandomize else 40,
    )  # fmt: skip
    run_state_machine_as_test(WorkingYear, settings=limits)


def test_what_was_handed_over_stays_so_when_an_event_comes_after(app):
    year = WorkingYear()
    year.tick(30)
    year.hand_over()
    year.tick(10)
    year.event()
    year.the_past_is_answered_as_it_was()


def test_what_was_carried_and_taken_back_is_answered_as_it_was(app):
    year = WorkingYear()
    for _ in range(6):
        year.tick(60)
    year.close(1, ClosingDecision.CARRIED)
    year.tick(3)
    assert "carried" in {row.end_kind for row in db.session.query(Obligation)}
    year.reopen(0)
    assert "carried" not in {row.end_kind for row in db.session.query(Obligation)}
    year.tick(3)
    year.the_past_is_answered_as_it_was()
    year.caches_tell_the_truth()
