from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from tracker import clock
from tracker.app import create_app
from tracker.clock import FrozenDay

# 17:30 UTC is half past midnight of the next day in Viet Nam.
EVENING = datetime(2025, 6, 9, 17, 30, tzinfo=UTC)
TENTH = date(2025, 6, 10)


@pytest.fixture
def frozen_settings(settings):
    return replace(settings, database_url="sqlite://", today=TENTH)


def test_today_is_the_day_in_viet_nam():
    with time_machine.travel(EVENING, tick=False):
        assert clock.today() == TENTH
        assert clock.now() == EVENING


def test_frozen_day_stands_and_its_time_runs(frozen_settings):
    with time_machine.travel(EVENING, tick=False) as travel:
        with create_app(frozen_settings).app_context():
            assert clock.today() == TENTH
            assert clock.now() == datetime(2025, 6, 10, 1, 0, tzinfo=UTC)  # 08:00
            travel.shift(timedelta(hours=2))
            assert clock.now() == datetime(2025, 6, 10, 3, 0, tzinfo=UTC)
            assert clock.real_now() == EVENING + timedelta(hours=2)


def test_a_request_has_one_instant_and_the_next_another(frozen_settings):
    with time_machine.travel(EVENING, tick=False) as travel:
        app = create_app(frozen_settings)
        with app.test_request_context():
            begun = clock.now()
            travel.shift(timedelta(hours=2))
            assert (clock.now(), clock.today()) == (begun, TENTH)
        with app.test_request_context():
            assert clock.now() == begun + timedelta(hours=2)


def test_frozen_time_goes_on_after_a_restart_and_in_other_processes(frozen_settings):
    with time_machine.travel(EVENING, tick=False) as travel:
        create_app(frozen_settings)
        travel.shift(timedelta(hours=3))
        with create_app(frozen_settings).app_context():
            assert clock.now() == datetime(2025, 6, 10, 4, 0, tzinfo=UTC)


def test_frozen_time_never_leaves_the_day_nor_goes_back():
    frozen = FrozenDay(TENTH, EVENING)
    last = datetime(2025, 6, 10, 16, 59, 59, 999999, tzinfo=UTC)
    assert frozen.at(EVENING + timedelta(days=3)) == last
    assert frozen.at(EVENING - timedelta(hours=1)) == frozen.at(EVENING)


def test_another_frozen_day_starts_anew(settings, tmp_path):
    with time_machine.travel(EVENING, tick=False) as travel:
        clock.freeze(TENTH, tmp_path)
        travel.shift(timedelta(hours=3))
        moved = clock.freeze(date(2025, 7, 1), tmp_path)
        assert moved.since == EVENING + timedelta(hours=3)
