"""`tracker cache verify` finds what does not follow from the history, and repairs it."""

from datetime import date

import pytest
from sqlalchemy import update

from tests.tasks.factories import make_line, make_obligation, make_plan, make_task, make_unit
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.tasks.models.obligation import Obligation, TaskTally
from tracker.tasks.operations.tallying import move_tallies
from tracker.tasks.rules.cells import CachedRow

LATE = {"due_on": date(2025, 3, 31), "late_from": date(2025, 4, 1)}


@pytest.fixture
def obligation(app):
    """A share with one line of history; its id."""
    unit = make_unit()
    share = make_obligation(make_task(make_plan(unit)), unit, **LATE)
    make_line(share, "in_progress", date(2025, 3, 3))
    return share


def verify(app, *options):
    result = app.test_cli_runner().invoke(args=["cache", "verify", *options])
    db.session.remove()
    return result


def spoil(table, **values):
    with write_transaction() as session:
        session.execute(update(table).values(**values))


def test_a_right_cache_is_said_to_be_right(app, obligation):
    result = verify(app)
    assert (result.exit_code, "khớp" in result.output) == (0, True)


@pytest.mark.parametrize(
    ("column", "wrong"),
    [
        ("state", "done"), ("state_on", date(2025, 3, 4)), ("stopped_on", date(2025, 3, 4)),
        ("open", False), ("outcome", "done_on_time"), ("overdue_from", date(2025, 5, 1)),
        ("last_words", "khác"), ("last_words_on", None), ("cause", "objective"),
    ],
)  # fmt: skip
def test_each_spoilt_column_is_found_and_repaired(app, obligation, column, wrong):
    spoil(Obligation, **{column: wrong})
    found = verify(app)
    assert found.exit_code == 1
    assert f"obligation {obligation}, {column}:" in found.output
    assert verify(app, "--repair").exit_code == 0
    assert verify(app).exit_code == 0


@pytest.mark.parametrize("wrong", [{"obligations": 7}, {"outcome": "done_late"}, {"year": 2024}])
def test_a_spoilt_tally_is_found_and_repaired(app, obligation, wrong):
    spoil(TaskTally, **wrong)
    found = verify(app)
    assert (found.exit_code, "tally" in found.output) == (1, True)
    assert verify(app, "--repair").exit_code == 0
    assert verify(app).exit_code == 0


def test_verifying_alone_changes_nothing(app, obligation):
    spoil(Obligation, state="done")
    verify(app)
    assert db.session.get_one(Obligation, obligation).state == "done"


def test_a_tally_line_that_fell_to_zero_is_no_difference(app, obligation):
    with write_transaction():
        row = db.session.get_one(Obligation, obligation)
        before = CachedRow(row.open, row.outcome, row.overdue_from)
        row.outcome, row.overdue_from, row.open = "done_on_time", None, False
        db.session.flush()
        move_tallies([(row, before)])
    spoil(Obligation, outcome="open_in_time", overdue_from=LATE["late_from"], open=True)
    with write_transaction():
        row = db.session.get_one(Obligation, obligation)
        move_tallies([(row, CachedRow(False, "done_on_time", None))])
    assert verify(app).exit_code == 0
