"""The benchmark's data are what the program itself would have stored."""

from tests.benchmark.loading import load, open_session
from tests.benchmark.scenarios import pages
from tests.benchmark.world import TODAY, World
from tracker.accounts.passwords import token_hash
from tracker.accounts.queries import signed_in
from tracker.reminders.queries.notices import unread_of
from tracker.tasks.operations.verifying import differences

WORLD = World(1_500, units=10)


def test_stored_states_and_tally_follow_from_the_history(app):
    load(WORLD)
    assert list(differences()) == []


def test_a_fifth_of_the_leads_rows_are_overdue():
    leads = [row for row in World(50_000).obligation_rows() if row["role"] == "lead"]
    overdue = [row for row in leads if row["overdue_from"] and row["overdue_from"] <= TODAY]
    assert 0.18 < len(overdue) / len(leads) < 0.22


def test_the_number_of_obligations_is_the_one_asked_for():
    made = sum(1 for _ in World(20_000).obligation_rows())
    assert 0.95 < made / 20_000 < 1.05


def test_accounts_have_sessions_and_pages_have_addresses(app):
    load(WORLD)
    assert signed_in(token_hash(open_session(2)), TODAY, unread_of).id == 2
    assert all(one.path.startswith("/") for one in pages(WORLD))
