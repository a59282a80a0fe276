"""Obligations as of (day, known) in SQL, against the pure rule and hand-written cases."""

import random
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event

from tests.tasks.factories import make_line, make_obligation, make_plan, make_task, make_unit
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.tasks.models.obligation import DueDay, FormerEnd, Obligation
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.operations.caching import as_line
from tracker.tasks.queries.asof import Moment, obligations_as_of, read
from tracker.tasks.rules.asof import status_as_of

LATE = {"due_on": date(2025, 3, 31), "late_from": date(2025, 4, 1)}


def march(day):
    return date(2025, 3, day)


def at(day, hour=8):
    return datetime(2025, 3, day, hour, tzinfo=UTC)


def as_of(day, known=None):
    """Every row as of a day, by id."""
    moment = Moment(day, known)
    return {row.id: row for row in read(obligations_as_of(moment), moment)}


@pytest.fixture
def obligation(app):
    """One unit's share, due on 31/3/2025; its id."""
    unit = make_unit("STP")
    return make_obligation(make_task(make_plan(unit)), unit, **LATE)


@pytest.fixture
def histories(app):
    """Twenty shares with up to seven lines each, corrections and ties among them."""
    chance = random.Random(2025)
    plan = make_plan(make_unit())
    for _ in range(20):
        share = make_obligation(make_task(plan), make_unit(), **LATE)
        known = []
        for _ in range(chance.randint(0, 7)):
            corrects = chance.choice([None, None, *known])
            line = make_line(
                share,
                chance.choice(["not_started", "in_progress", "submitted", "done", "done"]),
                march(chance.randint(1, 9)), recorded_at=at(chance.randint(1, 9)),
                kind="correction" if corrects else "word", corrects_id=corrects,
            )  # fmt: skip
            known.append(line)


def expected(day, known):
    """The pure rule over every history."""
    found = {row: [] for row in db.session.scalars(db.select(Obligation.id))}
    for line in db.session.scalars(db.select(StatusUpdate)):
        found[line.obligation_id].append(as_line(line))
    return {share: status_as_of(lines, day, known) for share, lines in found.items()}


def test_sql_and_the_pure_rule_agree(histories):
    for day in (1, 4, 6, 9):
        for known in (None, at(2), at(5), at(9)):
            found = {number: row.status for number, row in as_of(march(day), known).items()}
            assert found == expected(march(day), known)


def test_the_number_of_statements_does_not_grow_with_the_rows(histories):
    statements = []
    event.listen(db.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    db.session.rollback()
    assert len(as_of(march(9))) == 20
    assert len([one for one in statements if one.startswith("SELECT")]) <= 2


@pytest.mark.parametrize(
    ("day", "cell"),
    [(date(2025, 3, 31), "open_in_time"), (date(2025, 4, 1), "open_overdue")],
)
def test_the_cell_is_that_of_the_day(obligation, day, cell):
    assert as_of(day)[obligation].cell == cell


def test_work_done_late_was_overdue_the_day_before(obligation):
    make_line(obligation, "done", date(2025, 4, 3), recorded_at=datetime(2025, 4, 5, tzinfo=UTC))
    assert as_of(date(2025, 4, 2))[obligation].cell == "open_overdue"
    assert as_of(date(2025, 4, 3))[obligation].cell == "done_late"
    told_later = datetime(2025, 4, 4, tzinfo=UTC)
    assert as_of(date(2025, 4, 3), told_later)[obligation].cell == "open_overdue"


def test_a_row_that_was_not_laid_out_yet_is_unknown(obligation):
    assert as_of(march(31), datetime(2024, 12, 31, tzinfo=UTC)) == {}


def test_withdrawn_rows_never_were(obligation):
    with write_transaction():
        db.session.get_one(Obligation, obligation).void = True
    assert as_of(march(31)) == {}


def test_an_end_that_was_replaced_held_until_then(obligation):
    """Ended on 05/3 (told on 6/3), withdrawn on 10/3, owed again on 20/3."""
    former = FormerEnd(
        obligation_id=obligation, ended_on=march(5), end_kind="handed_over", ended_at=at(6),
        withdrawn_at=at(10), replaced_at=at(20),
    )  # fmt: skip
    with write_transaction():
        db.session.add(former)
    kinds = [as_of(march(31), at(day))[obligation].end_kind for day in (5, 6, 9, 20)]
    assert kinds == ["", "handed_over", "handed_over", ""]
    assert as_of(march(4), at(9))[obligation].end_kind == ""
    assert as_of(march(31), at(10)) == as_of(march(31), at(19)) == {}
    assert as_of(march(31))[obligation].cell == "open_in_time"


def test_the_owner_is_the_one_of_the_day(app):
    """Handed over on 01/3/2025, recorded on 05/3/2025."""
    old, new = make_unit("SLDTBXH"), make_unit("SNV")
    task = make_task(make_plan(old))
    ended = {"ended_on": march(1), "end_kind": "handed_over", "ended_at": at(5)}
    given = make_obligation(task, old, **LATE, **ended)
    taken = make_obligation(task, new, **LATE, opened_on=march(1), opened_at=at(5))
    assert set(as_of(date(2025, 2, 28))) == {given}
    assert as_of(date(2025, 2, 28))[given].end_kind == ""
    after = as_of(march(1))
    assert (after[given].cell, after[given].ended_on) == ("closed", march(1))
    assert after[taken].cell == "open_in_time"
    before_it_was_known = as_of(march(2), at(4))
    assert set(before_it_was_known) == {given}
    assert before_it_was_known[given].cell == "open_in_time"


def test_the_due_day_is_the_one_decided_and_known_by_then(obligation):
    """Extended on 20/3 to 30/4, recorded on 25/3."""
    line = DueDay(
        obligation_id=obligation, ordinal=2, kind="extension", due_on=date(2025, 4, 30),
        late_from=date(2025, 5, 4), decided_on=march(20), recorded_at=at(25), actor_label="UBND",
    )  # fmt: skip
    with write_transaction():
        db.session.add(line)

    def due(day, known=None):
        row = as_of(day, known)[obligation]
        return (row.due_on, row.late_from, row.original_due_on)

    original = (date(2025, 3, 31), date(2025, 4, 1), date(2025, 3, 31))
    extended = (date(2025, 4, 30), date(2025, 5, 4), date(2025, 3, 31))
    assert due(march(19)) == original
    assert due(march(20)) == extended
    assert due(march(20), at(24)) == original
    assert due(march(20), at(25)) == extended


def test_the_original_day_stands_before_the_duty_begins(app):
    """What is owed from October is due at the year's end, as seen from June too."""
    unit = make_unit()
    share = make_obligation(
        make_task(make_plan(unit)), unit, start_on=date(2025, 10, 1),
        due_on=date(2025, 12, 31), late_from=date(2026, 1, 1),
    )  # fmt: skip
    row = as_of(date(2025, 6, 30))[share]
    assert (row.due_on, row.cell) == (date(2025, 12, 31), "open_in_time")
