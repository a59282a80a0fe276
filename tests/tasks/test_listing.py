"""The way in which the lists reach their rows: SQLite's plans at a glance, and the day counts."""

from datetime import date

import pytest
from sqlalchemy import text

from tests.tasks.factories import make_unit
from tracker.calendar.workdays import DaysOff
from tracker.extensions import db
from tracker.rounds.rules.windows import previous_closing
from tracker.tasks.queries import listing, overdue
from tracker.tasks.queries.counting import CountFilter
from tracker.tasks.queries.rows import BASE, Scope
from tracker.tasks.rules.silence import is_silent
from tracker.work.days import DayCount
from tracker.work.filters import days_of

TODAY = date(2025, 6, 10)
DAYS = days_of(TODAY, DaysOff())


def plan_of(query):
    """How SQLite goes about a query."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("reads SQLite's explanation")
    sql = query.compile(db.engine, compile_kwargs={"literal_binds": True})
    return " / ".join(row[3] for row in db.session.execute(text(f"EXPLAIN QUERY PLAN {sql}")))


def test_one_bodys_open_work_is_read_in_order_from_its_index(app):
    scope = Scope(frozenset({make_unit()}))
    query = listing.select_rows(scope, listing.ListFilter(), DAYS)
    found = plan_of(listing.in_order(query, listing.ListFilter()).limit(26))
    assert "ix_obligation_unit_work" in found
    assert "TEMP B-TREE" not in found


def test_the_whole_provinces_open_work_is_read_in_order_from_its_index(app):
    query = listing.select_rows(Scope(None), listing.ListFilter(), DAYS)
    found = plan_of(listing.in_order(query, listing.ListFilter()).limit(26))
    assert "ix_obligation_outcome" in found
    assert "TEMP B-TREE" not in found


def test_the_overdue_list_walks_bodies_in_order(app):
    wanted = overdue.OverdueList(Scope(None), CountFilter(), TODAY)
    found = plan_of(overdue.in_order(wanted).where(overdue.groups_after(wanted)).limit(26))
    assert "ix_obligation_unit_overdue" in found
    assert "TEMP B-TREE" not in found


def test_lists_select_no_more_than_their_columns():
    assert "opened_at" not in {column.key for column in BASE.selected_columns}


@pytest.mark.parametrize(
    ("today", "closing"),
    [
        (date(2025, 6, 14), date(2025, 3, 14)),
        (date(2025, 6, 15), date(2025, 6, 14)),
        (date(2025, 3, 14), date(2024, 12, 14)),
        (date(2025, 12, 31), date(2025, 12, 14)),
    ],
)
def test_the_closing_before_a_day(today, closing):
    assert previous_closing(today) == closing
    assert is_silent(closing, today)
    assert is_silent(None, today)
    assert not is_silent(today, today)


def test_lateness_counts_from_the_last_good_day():
    late = DayCount(DaysOff(), TODAY).late(date(2025, 4, 1))  # due Monday, 31/3/2025
    assert (late.days, late.working_days) == (71, 51)


def test_nothing_is_late_before_its_day():
    count = DayCount(DaysOff(), TODAY)
    assert count.late(date(2025, 6, 11)) is None
    assert count.late(None) is None


def test_time_left_far_ahead_is_not_told_in_working_days():
    count = DayCount(DaysOff(), TODAY)
    assert count.left(date(2025, 6, 13)) == 3  # Friday
    assert count.left(date(2030, 12, 31)) is None
