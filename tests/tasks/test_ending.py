"""What ends a row and what brings it back; who asks of the time between is answered as it was."""

from datetime import date, timedelta

import pytest

from tests.concurrency.test_interleavings import HANDED_OVER, Province
from tests.tasks.factories import make_line
from tests.tasks.test_moving_days import BEFORE, NOW, Laid
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.tasks.models.printed import Assignment, ScheduleRule
from tracker.tasks.queries.asof import Moment, obligations_as_of, read

DAY = timedelta(days=1)


@pytest.fixture
def laid(app):
    """A plan that was laid out, then relieved of its row of a fixed day, which it is given back."""
    return Laid()


def take_away_and_give_back(laid):
    given = db.update(Assignment).where(Assignment.task_id == laid.fixed)
    for kind, unit, now in (("outside", None, NOW + DAY), ("unit", laid.unit, NOW + 3 * DAY)):
        with write_transaction():
            db.session.execute(given.values(kind=kind, unit_id=unit))
        laid.lay_out(BEFORE, now)


def stood(row, known):
    moment = Moment(date(2025, 12, 31), known)
    return {one.id: one.end_kind for one in read(obligations_as_of(moment), moment)}.get(row)


def test_a_withdrawal_is_known_from_its_instant_until_the_row_is_owed_again(laid):
    row = laid.share(laid.fixed).id
    take_away_and_give_back(laid)
    days = (None, *(NOW + day * DAY for day in range(5)))
    assert [stood(row, known) for known in days] == ["", "", None, None, "", ""]
    assert laid.share(laid.fixed).void is False


def test_an_end_is_known_until_the_row_is_owed_again(laid):
    row = laid.share(laid.fixed).id
    make_line(row, recorded_at=NOW)
    take_away_and_give_back(laid)
    days = (None, *(NOW + day * DAY for day in range(4)))
    assert [stood(row, known) for known in days] == [
        "", "", "no_longer_owed", "no_longer_owed", "",
    ]  # fmt: skip


def test_a_row_that_was_handed_over_comes_back_as_it_had_ended(app):
    province = Province(1)
    province.step("lay_out")
    province.step("hand_over")
    query = db.select(ScheduleRule).where(ScheduleRule.task_id == province.tasks[0])
    quarters = db.session.scalars(query).one().dues
    shown = []
    for dues in (quarters, quarters[1:], quarters):
        with write_transaction():
            db.session.scalars(query).one().dues = dues
        province.step("lay_out")
        rows = [row for row in province.rows() if not row.void]
        shown.append({row.id: (row.ended_on, row.end_kind) for row in rows})
    assert (HANDED_OVER, "handed_over") in {shown[0][gone] for gone in shown[0].keys() - shown[1]}
    assert shown[2] == shown[0]
