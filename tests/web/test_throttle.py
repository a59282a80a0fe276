from datetime import UTC, datetime, timedelta

import pytest

from tracker.extensions import db
from tracker.web import throttle
from tracker.web.throttle import Throttle, attempt, delay_after, forgive, key_of

NINE = datetime(2025, 6, 10, 2, 0, tzinfo=UTC)
KEY = key_of("login", "stp.daumoi")


@pytest.mark.parametrize(
    ("misses", "minutes"),
    [(0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (9, 15), (10, 15), (10_000, 15)],
)
def test_delay_doubles_up_to_fifteen_minutes(misses, minutes):
    assert delay_after(misses, 5) == timedelta(minutes=minutes)


def test_free_attempts_then_a_wait_that_ends(app):
    assert [attempt({KEY: 3}, NINE) for _ in range(3)] == [timedelta(0)] * 3
    assert attempt({KEY: 3}, NINE + timedelta(seconds=20)) == timedelta(seconds=40)
    assert attempt({KEY: 3}, NINE + timedelta(minutes=1)) == timedelta(0)
    assert attempt({KEY: 3}, NINE + timedelta(minutes=1)) == timedelta(minutes=2)


def test_forbidden_attempt_is_not_counted(app):
    for _ in range(5):
        attempt({KEY: 1}, NINE)
    assert db.session.get(Throttle, KEY).misses == 1


def test_misses_are_forgotten_after_a_day(app):
    for _ in range(3):
        attempt({KEY: 4}, NINE)
    attempt({KEY: 4}, NINE + timedelta(hours=24, seconds=1))
    assert db.session.get(Throttle, KEY).misses == 1


def test_success_forgives_the_account_but_not_the_shared_address(app):
    address = key_of("address", "10.0.0.7")
    for _ in range(3):
        attempt({KEY: 5, address: 100}, NINE)
    forgive([KEY], uncount=address)
    assert db.session.get(Throttle, KEY) is None
    assert db.session.get(Throttle, address).misses == 2


def test_key_does_not_hold_what_was_typed():
    assert "matkhaugonham" not in key_of("login", "matkhaugonham")
    assert throttle.key_of("login", "a") != throttle.key_of("address", "a")
