"""Properties of planning over random matters and a random calendar."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import hypothesis.strategies as st
from hypothesis import given, settings

from tests.reminders.scene import DAYS_OFF, LADDER, SNV, STP, planned
from tracker.calendar.workdays import DaysOff
from tracker.reminders.rules.ladder import Anchor, Level, Rung
from tracker.reminders.rules.planning import sought
from tracker.reminders.rules.rungs import Reckoning
from tracker.reminders.rules.seeking import Seeking
from tracker.reminders.rules.subjects import Owner, Subject, SubjectKind

START = date(2026, 1, 1)
DAYS = st.integers(0, 120).map(lambda n: START + timedelta(days=n))
SOME_DAYS = st.frozensets(DAYS, max_size=25)
CALENDARS = st.builds(DaysOff, SOME_DAYS, st.frozensets(DAYS, max_size=6))
KINDS = st.sampled_from([*SubjectKind])


RUNGS = st.builds(
    Rung, KINDS, st.just(Level.OFFICER), st.sampled_from(Anchor), st.integers(0, 12), st.booleans()
)


@st.composite
def subjects(draw):
    """Matters of any kind, late or never, asked before or after their day; keys are unique."""
    made = []
    for number in range(draw(st.integers(1, 6))):
        day, opened_on = draw(DAYS), draw(DAYS)
        late = draw(st.none() | st.integers(1, 5))
        made.append(
            Subject(
                draw(KINDS), number, day, opened_on, Owner(draw(st.sampled_from([SNV, STP]))),
                "", f"M{number}", "/", late_from=late and day + timedelta(days=late),
            )
        )  # fmt: skip
    return made


def asked_for(one, wanted):
    """Whether a subject is among those that were sought."""
    days = wanted.get(one.kind)
    return days is not None and (
        one.day in days.days or one.late_from in days.late or one.opened_on in days.opened
    )


def lines(day, matters, days_off):
    return planned(day, matters, days_off=days_off).lines


@given(RUNGS, subjects(), CALENDARS)
@settings(max_examples=settings.default.max_examples // 2)
def test_what_is_sought_misses_nothing(rung, matters, days_off):
    """Every day on which a rung speaks of a matter asks for that matter."""
    reckoning = Reckoning(days_off)
    for one in matters:
        subject = replace(one, kind=rung.kind)
        for n in range(150):
            day = START + timedelta(days=n)
            if reckoning.spoken(rung, subject, day):
                assert asked_for(subject, sought([rung], day, day, days_off))


@given(DAYS, st.integers(0, 12), subjects(), CALENDARS)
@settings(max_examples=settings.default.max_examples // 3)
def test_a_span_in_one_go_is_its_days_one_by_one(first, length, matters, days_off):
    span = [first + timedelta(days=n) for n in range(length + 1)]
    wanted = sought(LADDER, span[0], span[-1], days_off)
    together = [one for one in matters if asked_for(one, wanted)]
    for day in span:
        alone = sought(LADDER, day, day, days_off)
        of_the_day = [one for one in matters if asked_for(one, alone)]
        assert lines(day, together, days_off) == lines(day, of_the_day, days_off)


@given(subjects(), CALENDARS)
@settings(max_examples=settings.default.max_examples // 3)
def test_lines_are_said_once_and_on_working_days(matters, days_off):
    keys, said = [], []
    for n in range(160):
        day = START + timedelta(days=n)
        for line in lines(day, matters, days_off):
            assert days_off.is_working(day)
            assert line.day == day >= line.subject.opened_on
            keys.append((line.subject.key, line.rung, line.person_id, line.channel))
            said.append((line.subject.key, line.level, day, line.person_id, line.channel))
    assert len(keys) == len(set(keys))
    assert len(said) == len(set(said))


@given(RUNGS, subjects(), CALENDARS)
def test_a_rung_alone_speaks_of_every_matter(rung, matters, days_off):
    """On its own working day, unless the matter was not asked for yet or never gets late."""
    reckoning = Reckoning(days_off)
    for one in matters:
        subject = replace(one, kind=rung.kind)
        first = reckoning.first_day(rung, subject)
        if first is None:
            assert (rung.anchor, subject.late_from) == (Anchor.LATE, None)
        elif first >= subject.opened_on:
            said = planned(first, [subject], ladder=[rung], days_off=days_off).lines
            assert [line.rung for line in said] == [rung.name] * len(said)
            assert said or subject.owner.unit_id == SNV


STEPS = {
    (rung.anchor, rung.count, rung.weekly): replace(rung, kind=SubjectKind.COOPERATION)
    for rung in LADDER
}
TET = [date(2026, 1, 26) + timedelta(days=n) for n in range(42)]


def test_the_way_back_is_the_way_there():
    """Over Tết 2026: the days sought are exactly those of which each rung speaks, no more."""
    reckoning = Reckoning(DAYS_OFF)
    for rung, n in product(STEPS.values(), range(-60, 70)):
        day, long_ago = TET[0] + timedelta(days=n), date(2025, 1, 1)
        spoken = set()
        for one in TET:
            asked = one if rung.anchor is Anchor.OPENED else long_ago
            subject = Subject(rung.kind, 1, one, asked, Owner(STP), "", "M", "/", late_from=one)
            if reckoning.spoken(rung, subject, day):
                spoken.add(one)
        assert set(Seeking(reckoning).days(rung, day)) & set(TET) == spoken, (rung.name, day)
