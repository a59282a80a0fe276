"""A later day; due Monday 31/3/2025, late from 01/4; the day is Tuesday, 10/6/2025."""

from datetime import UTC, date, datetime

import pytest

from tests.concurrency.scene import faults
from tests.tasks.factories import make_line, make_obligation, make_plan, make_task, make_unit
from tracker.calendar.workdays import DaysOff
from tracker.db import write_transaction
from tracker.documents.models import Document
from tracker.documents.operations import Paper
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.refusals import Refused, Stale
from tracker.tasks.models.asking import Extension
from tracker.tasks.models.obligation import DueDay, Obligation, TaskTally
from tracker.tasks.operations.desired import Settings
from tracker.tasks.operations.extending import (
    Deciding,
    ask_extension,
    decide_extension,
    open_request,
    withdraw_extension,
)
from tracker.tasks.queries import extensions, listing
from tracker.tasks.queries.asof import Moment, obligations_as_of, read
from tracker.tasks.queries.counting import CountFilter, headline
from tracker.tasks.queries.first_day import headline_by_first_day
from tracker.tasks.queries.rows import Scope
from tracker.tasks.rules.extending import (
    AlreadyAsked,
    Extended,
    Owed,
    Ruling,
    Wish,
    check_ruling,
    check_wish,
)
from tracker.tasks.rules.listing import ListState
from tracker.tasks.rules.states import AssignmentRole, Cell, State
from tracker.work.filters import days_of

TODAY = date(2025, 6, 10)
NOW = datetime(2025, 6, 10, 2, 0, tzinfo=UTC)
DUE, LATE, LATER = date(2025, 3, 31), date(2025, 4, 1), date(2025, 9, 30)
ACTOR = Actor(None, "Cán bộ tổng hợp")
PAPER = Paper("Công văn", "1500/UBND-NC", date(2025, 6, 9), "UBND tỉnh", "Gia hạn")
WISH = Wish(LATER, "Chờ nghị định", "45/STP-VP", date(2025, 6, 2))
OPEN = Owed(AssignmentRole.LEAD, DUE, State.IN_PROGRESS, ended=False)
DECIDING = Deciding(Settings(date(2025, 1, 1), DaysOff()), ACTOR, TODAY, NOW)


@pytest.mark.parametrize(
    ("owed", "until", "field"),
    [
        (OPEN, DUE, "until"),
        (Owed(AssignmentRole.PARTNER, DUE, State.IN_PROGRESS, ended=False), LATER, ""),
        (Owed(AssignmentRole.LEAD, None, State.IN_PROGRESS, ended=False), LATER, ""),
        (Owed(AssignmentRole.LEAD, DUE, State.DONE, ended=False), LATER, ""),
        (Owed(AssignmentRole.LEAD, DUE, State.IN_PROGRESS, ended=True), LATER, ""),
    ],
)
def test_what_cannot_be_asked(owed, until, field):
    with pytest.raises(Refused) as refused:
        check_wish(Wish(until, "Lý do", "", TODAY), owed, TODAY)
    assert set(refused.value.problems) == {field}


@pytest.mark.parametrize(
    ("ruling", "asked_on", "field"),
    [
        (Ruling(DUE, TODAY), None, "until"),
        (Ruling(LATER, date(2025, 6, 11)), None, "decided_on"),
        (Ruling(LATER, date(2025, 6, 1)), date(2025, 6, 2), "decided_on"),
        (Ruling(None, TODAY), date(2025, 6, 2), "words"),
    ],
)
def test_what_cannot_be_decided(ruling, asked_on, field):
    with pytest.raises(Refused) as refused:
        check_ruling(ruling, [OPEN], asked_on, TODAY)
    assert set(refused.value.problems) == {field}


def test_both_counts_in_words():
    assert Extended(open=3, spared=3).beside(12) == "theo hạn ban đầu: 15; đã gia hạn 03"
    assert Extended(done=2).beside(12) == ""


@pytest.fixture
def shares(app):
    """The shares of two units in one task."""
    units = [make_unit("STP"), make_unit("SNV")]
    task = make_task(make_plan(units[0], "KH"))
    return [make_obligation(task, unit, due_on=DUE, late_from=LATE) for unit in units]


def share(number):
    return db.session.get_one(Obligation, number)


def ask(number, wish=WISH):
    with write_transaction():
        return ask_extension(share(number), wish, ACTOR, today=TODAY, now=NOW).id


def decide(*numbers, until=LATER, words="", decided_on=date(2025, 6, 9)):
    with write_transaction():
        rows = [share(number) for number in numbers]
        paper = PAPER if until else None
        decide_extension(rows, Ruling(until, decided_on, words), paper, DECIDING)


def cells(today):
    moment = Moment(today)
    return {row.id: (row.due_on, row.cell) for row in read(obligations_as_of(moment), moment)}


def test_work_stays_late_while_it_is_only_asked(shares):
    ask(shares[0])
    assert share(shares[0]).overdue_from == LATE
    with pytest.raises(AlreadyAsked):
        ask(shares[0], Wish(date(2025, 12, 31), "Khác", "", TODAY))
    assert ask(shares[0]) == open_request(shares[0]).id  # the same form sent twice


def test_granting_moves_the_day_and_keeps_the_first(shares):
    ask(shares[0])
    decide(shares[0])
    row = share(shares[0])
    assert (row.due_on, row.late_from, row.overdue_from) == (
        LATER,
        date(2025, 10, 1),
        row.late_from,
    )
    assert (row.original_due_on, row.original_late_from) == (DUE, LATE)
    request = db.session.scalars(db.select(Extension)).one()
    paper = db.session.get_one(Document, request.document_id)
    assert (request.status, paper.number, request.granted_until) == ("granted", PAPER.number, LATER)
    line = db.session.get_one(DueDay, request.due_day_id)
    assert (line.kind, line.ordinal, line.due_on) == ("extension", 2, LATER)
    days = db.session.scalars(db.select(TaskTally.overdue_from).where(TaskTally.obligations > 0))
    assert sorted(days) == [LATE, date(2025, 10, 1)]
    assert faults() == []


def test_before_the_day_of_the_decision_the_old_day_holds(shares):
    ask(shares[0])
    decide(shares[0])
    assert cells(date(2025, 6, 8))[shares[0]] == (DUE, Cell.OPEN_OVERDUE)
    assert cells(date(2025, 6, 9))[shares[0]] == (LATER, Cell.OPEN_IN_TIME)


def test_one_decision_covers_units_that_had_not_asked(shares):
    ask(shares[0])
    decide(*shares)
    assert {share(number).due_on for number in shares} == {LATER}
    assert db.session.query(Document).count() == 1
    statuses = db.session.scalars(db.select(Extension.status)).all()
    assert statuses == ["granted", "granted"]


def test_a_refusal_changes_no_day(shares):
    ask(shares[0])
    decide(shares[0], until=None, words="Đã gia hạn hai lần")
    assert share(shares[0]).overdue_from == LATE
    assert db.session.scalars(db.select(Extension.status)).all() == ["refused"]
    ask(shares[0], Wish(LATER, "Có căn cứ mới", "46/STP-VP", TODAY))


def test_a_withdrawn_request_is_decided_no_more(shares):
    number = ask(shares[0])
    with write_transaction():
        withdraw_extension(db.session.get_one(Extension, number), 1, ACTOR, NOW)
    with pytest.raises(Refused):
        decide(shares[0], until=None, words="Không")
    with pytest.raises(Stale), write_transaction():
        withdraw_extension(db.session.get_one(Extension, number), 1, ACTOR, NOW)


def test_work_done_between_both_days_counts_on_time(shares):
    ask(shares[0])
    decide(*shares)
    make_line(shares[0], "done", date(2025, 6, 9))
    assert share(shares[0]).outcome == "done_on_time"
    found = extensions.extended_by("year", Scope(None), CountFilter(), TODAY)
    assert found == {2025: Extended(open=1, done=1, spared=1, done_spared=1)}


def by_both_days():
    """The numbers of nhiệm vụ that are not 0: by the days that hold, by the first days."""
    bounds = Scope(None), CountFilter(year=2025), TODAY
    found = headline(*bounds)
    first = headline_by_first_day(*bounds, found)
    return [{cell: n for cell, n in one.tasks.items() if n} for one in (found, first)]


def test_tasks_are_counted_by_both_days(shares):
    decide(*shares)  # the one task of both; late by the first day
    assert by_both_days() == [{Cell.OPEN_IN_TIME: 1}, {Cell.OPEN_OVERDUE: 1}]
    make_line(shares[0], "done", date(2025, 6, 9))
    assert by_both_days() == [{Cell.OPEN_IN_TIME: 1}, {Cell.OPEN_OVERDUE: 1}]
    make_line(shares[1], "done", date(2025, 6, 9))
    assert by_both_days() == [{Cell.DONE_ON_TIME: 1}, {Cell.DONE_LATE: 1}]


def test_a_task_late_beside_the_extension_is_late_by_both_days(shares):
    ask(shares[0])
    decide(shares[0])
    assert by_both_days() == [{Cell.OPEN_OVERDUE: 1}, {Cell.OPEN_OVERDUE: 1}]


def listed(state):
    rows = listing.rows(
        Scope(None), listing.ListFilter(state=state), days_of(TODAY, DaysOff()), limit=26
    )
    return [row.id for row in rows]


def test_lists_tell_the_extended_and_the_late_by_the_first_day(shares):
    ask(shares[0])
    decide(shares[0])
    late, spared = shares[1], shares[0]
    assert listed(ListState.OVERDUE) == [late]
    assert listed(ListState.ORIGINAL_OVERDUE) == [late, spared]
    assert listed(ListState.EXTENDED) == listed(ListState.SPARED) == [spared]
    cut = listing.ListFilter(state=ListState.ORIGINAL_OVERDUE)
    assert listing.count(Scope(None), cut, days_of(TODAY, DaysOff())) == 2
    make_line(spared, "done", date(2025, 6, 9))
    assert listed(ListState.SPARED_DONE) == [spared]
