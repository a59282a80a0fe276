"""Whatever is done to work, calendars know it again and never take an older state for a newer."""

from dataclasses import replace
from datetime import date

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.concurrency import test_interleavings as interleavings
from tests.concurrency.scene import TODAY, WRITER
from tests.feeds.links import HERE, chosen
from tests.tasks import factories
from tests.tasks.test_closing import PAPER, SAVING, STOP
from tracker.extensions import db
from tracker.feeds.queries.entries import entries_for
from tracker.feeds.rules.selection import Window
from tracker.permissions import GrantValue, Role, Viewer
from tracker.plans.models import Plan
from tracker.tasks.models.closing import YearClosing
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import ScheduleRule
from tracker.tasks.operations import delegating
from tracker.tasks.operations.closing import Sheet, close_rows
from tracker.tasks.operations.extending import Deciding, decide_extension
from tracker.tasks.operations.reopening import take_back
from tracker.tasks.operations.settling import OwnDay, set_own_day
from tracker.tasks.rules.delegating import Handing
from tracker.tasks.rules.extending import Ruling
from tracker.work.house import house_of

ALL_TIME = Window(date(2000, 1, 1), date(2100, 1, 1))
READER = Viewer(0, "", (GrantValue(Role.LEADERSHIP, 0, None),))
_which = st.integers(0, 9)
_later = st.integers(1, 300).map(lambda number: date.fromordinal(TODAY.toordinal() + number))
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("say"), _which, interleavings._states, interleavings._days),
        st.tuples(st.sampled_from(["extend", "own_day", "hand_on"]), _which, _later),
        st.tuples(st.sampled_from(["stop", "take_back"]), _which),
        st.tuples(st.sampled_from(["undo", "drop_rule", "give_rule_back", "hand_over"])),
    ),
    min_size=3, max_size=12,
)  # fmt: skip


class Edited(interleavings.Province):
    """The same plan, with what else is done to its rows."""

    def __init__(self, number):
        super().__init__(number)
        self.division = factories.make_unit(f"G{number}/P", kind="phong", parent=self.giver)
        self.clock = SAVING.now

    def row(self, which):
        rows = [row for row in self.rows() if not row.void]
        return rows[which % len(rows)]

    def extend(self, which, day):
        deciding = Deciding(interleavings.LAYOUT, WRITER, TODAY, self.clock)
        decide_extension([self.row(which)], Ruling(day, TODAY), PAPER, deciding)

    def own_day(self, which, day):
        row = self.row(which)
        set_own_day(row, OwnDay(day, "Theo chỉ đạo"), row.version, self.at)

    @property
    def at(self):
        return replace(SAVING, now=self.clock)

    def hand_on(self, which, day):
        row = self.row(which)
        act = delegating.Act(house_of(row.unit_id, TODAY), WRITER, TODAY, self.clock)
        delegating.hand_inside([row], {row.id: row.version}, Handing(self.division, None, day), act)

    def take_back(self, which):
        row = self.row(which)
        delegating.take_back([row], {row.id: row.version}, WRITER, self.clock)

    def stop(self, which):
        sheet = Sheet(db.session.get_one(Plan, self.plan), 2025)
        close_rows(sheet, [self.row(which).id], STOP, PAPER, self.at)

    def undo(self):
        query = (
            db.select(YearClosing.id)
            .join(Obligation, Obligation.id == YearClosing.obligation_id)
            .where(Obligation.plan_id == self.plan, YearClosing.taken_back_at.is_(None))
        )
        found = db.session.scalars(query).all()
        take_back(db.session.get_one(Plan, self.plan), found, "Ghi nhầm", self.at)

    def give_rule_back(self):
        query = db.select(ScheduleRule).where(ScheduleRule.task_id == self.tasks[0])
        db.session.scalars(query).one().dues = [
            ["2025-Q1", None, "2025-03-31"], ["2025-Q2", "2025-04-01", "2025-06-30"],
        ]  # fmt: skip
        self.lay_out()


def told(plan):
    """Every entry of a plan by UID."""
    found = entries_for(READER, chosen("all", plan_id=plan), ALL_TIME, HERE)
    return {one.uid: one for one in found}


def follow(numbers, steps):
    """Carry steps out and compare what calendars are told before and after each."""
    plan = Edited(next(numbers))
    plan.step("lay_out")
    before = told(plan.plan)
    assert before
    for step in steps:
        plan.step(*step)
        after = told(plan.plan)
        assert before.keys() <= after.keys()
        for uid in before:
            old, new = before[uid], after[uid]
            assert new.sequence >= old.sequence
            assert new.changed_at >= old.changed_at
            if (old.day, old.cancelled, old.summary) != (new.day, new.cancelled, new.summary):
                assert new.sequence > old.sequence
            if old.description != new.description:
                assert new.changed_at > old.changed_at
        before = after
    db.session.expunge_all()


PARTS = [0, *(pytest.param(part, marks=pytest.mark.slow) for part in range(1, 21))]
"""Of 25 sequences each, a thousand in all on the two databases. Each part has its own database: a
hand-over lays every plan of the province out, so that sequences cost more the more went before
them. For the same reason what fails is told as it was found: to make it smaller takes too long."""


@pytest.mark.parametrize("part", PARTS)
def test_a_uid_never_changes_and_a_sequence_never_falls(app, database_kind, part):
    numbers = iter(range(100_000))

    @seed(f"{database_kind} {part}")
    @settings(suppress_health_check=list(HealthCheck), max_examples=25 if part else 8,
              phases=(Phase.explicit, Phase.generate))  # fmt: skip
    @given(EDITS)
    def run(steps):
        follow(numbers, steps)

    run()


def test_a_stop_that_was_taken_back_is_newer_than_the_stop(app):
    plan = Edited(1)
    plan.step("lay_out")
    counts = []
    for step in ([], ["stop", 0], ["undo"], ["stop", 0], ["undo"]):
        if step:
            plan.step(*step)
        first = min(told(plan.plan).values(), key=lambda one: one.day)
        counts.append((first.sequence, first.cancelled))
    assert counts == [(0, False), (1, True), (3, False), (4, True), (6, False)]
