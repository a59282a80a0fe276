"""A small province for the pages of work: two bodies, a plan, people of each kind."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event

from tests.support.people import sign_in
from tracker.extensions import db

TODAY = date(2025, 6, 10)
MARCH_31, APRIL_1 = date(2025, 3, 31), date(2025, 4, 1)


@pytest.fixture
def settings(settings):
    """The day stands at Tuesday, 10/6/2025."""
    return replace(settings, today=TODAY)


@pytest.fixture
def province(small_province):
    """Bodies STP and SNV, one plan with one task, an officer of STP, leadership, compiler."""
    return small_province


@pytest.fixture
def as_officer(client, province):
    """A browser signed in as the focal officer of STP."""
    return sign_in(client, "stp")


@pytest.fixture
def as_leader(client, province):
    """A browser signed in as leadership."""
    return sign_in(client, "lanhdao")


@pytest.fixture
def statements(app):
    """The statements sent to the database, but for BEGIN."""
    sent = []

    def note(connection, cursor, statement, *rest):
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    return sent


@pytest.fixture
def sent_again(statements):
    """How many statements a request sends when the process knows what changes rarely."""

    def count(ask):
        ask()
        statements.clear()
        ask()
        return len(statements)

    return count
