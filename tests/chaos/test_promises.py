"""What `make chaos` holds at length, on a small number: nothing lost, repeats on record."""

import os
import signal
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import OperationalError

from tests.chaos.runs import crash_run, figures, kill_run, skew_run, wait_until
from tests.chaos.sink import AWAY, HANGS, SLOW, listening
from tests.chaos.workers import Place, Plain, crew, sender_at
from tests.chaos.world import NOW, fill, kept, make_ready
from tracker import clock
from tracker.mail.crashing import AFTER_THE_LETTER, POINTS
from tracker.mail.operations import outbox
from tracker.mail.rules import MessageState
from tracker.reminders.jobs.planning import reap_once
from tracker.reminders.jobs.sending import send_once


@pytest.fixture
def sink():
    with listening() as one:
        yield one


@pytest.fixture
def place(app, tmp_path, sink):
    return Place(app.config["SQLALCHEMY_DATABASE_URI"], tmp_path, sink.port, lease=2.0, batch=2)


@pytest.fixture
def real(monkeypatch):
    """A clock of leases that a test sets: `real.now`."""

    class Real:
        now = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)

    monkeypatch.setattr(clock, "real_now", lambda: Real.now)
    monkeypatch.setattr(outbox, "database_clock", lambda at: at)
    return Real


def test_killed_workers_lose_nothing(place, sink):
    fill(120)
    assert kill_run(place, sink, 120, 3, workers=2).broken() == []


def test_a_crash_at_any_named_place_loses_nothing(place, sink):
    fill(20)
    result = crash_run(place, sink, POINTS)
    assert result.broken() == []
    assert result.repeats == len(AFTER_THE_LETTER)


def test_a_worker_stopped_past_its_lease_changes_nothing(place, sink):
    fill(1)
    sink.manner, sink.seconds = SLOW, 60
    with crew(place, 1) as some:
        wait_until(lambda: sink.letters)
        os.kill(some.workers[0].pid, signal.SIGSTOP)
        sink.manner = "well"
        time.sleep(2.1)
        some.workers.append(some.start())
        wait_until(lambda: kept().in_state(MessageState.SENT))
        os.kill(some.workers[0].pid, signal.SIGCONT)
        counts = place.folder / "counts"
        wait_until(lambda: counts.exists() and "fenced" in counts.read_text())
    assert [(row.attempt, row.perhaps_sent) for row in kept().by_name.values()] == [(2, True)]
    assert list(sink.ids.values()) == [2]


def test_workers_whose_clocks_are_a_minute_apart_take_nothing_from_each_other(place, sink):
    """SQLite has one machine's clock; there a lease has to outlast what is set right meanwhile."""
    fill(24)
    lease = 300.0 if place.url.startswith("sqlite") else place.lease
    result = skew_run(replace(place, lease=lease), sink, (-60, 0, 60))
    assert (result.broken(), result.repeats) == ([], 0)
    assert {(row.attempt, row.perhaps_sent) for row in kept().by_name.values()} == {(1, False)}


def test_one_refused_and_one_busy_recipient_stop_nobody(place, sink):
    fill(20, names=lambda n: {3: "gone", 5: "busy"}.get(n, "p"))
    send_once(sender_at(place), NOW)
    make_ready()
    send_once(sender_at(place), NOW)
    result = figures(sink, 0, 0)
    assert (result.broken(), result.dead) == ([], 1)
    [(row, line)] = [
        (row, kept().line_states[row.id]) for row in kept().by_name.values() if row.state == "dead"
    ]
    assert line == "dead"
    assert row.reason == "Máy chủ thư từ chối địa chỉ người nhận: 550 5.1.1 No such user"
    assert row.address == "gone-3@chaos.test"


def test_a_server_away_for_half_an_hour_is_asked_once_a_minute(place, sink, real):
    fill(10)
    sink.manner = AWAY
    for _ in range(360):
        send_once(sender_at(place), NOW)
        real.now += timedelta(seconds=5)
    assert sink.greetings <= 5 + 30
    assert {row.attempt for row in kept().by_name.values()} == {0}
    sink.manner = "well"
    for _ in range(13):
        send_once(sender_at(place), NOW)
        real.now += timedelta(seconds=5)
    assert figures(sink, 0, 0).broken() == []


def test_a_server_silent_after_the_letter_leaves_a_trace(place, sink, real):
    fill(1)
    sink.manner = HANGS
    counts = send_once(sender_at(replace(place, timeout=0.2)), NOW)
    [row] = kept().by_name.values()
    assert counts["postponed"] == 1
    assert (row.state, row.perhaps_sent) == ("queued", True)
    assert "xác nhận đã nhận thư" in row.last_error
    sink.manner = "well"
    real.now += timedelta(seconds=31)
    assert send_once(sender_at(place), NOW)["sent"] == 1


def test_jumps_of_the_clock_repeat_and_lose_nothing(place, sink, real):
    fill(12)
    for jump in (
        timedelta(hours=1),
        timedelta(days=-1),
        timedelta(days=3650),
        -timedelta(days=3650),
    ):
        stop = iter([False, False, True])
        send_once(sender_at(place, lambda stop=stop: next(stop)), NOW)
        real.now += jump
        reap_once(NOW)
    send_once(sender_at(place), NOW)
    result = figures(sink, 0, 0)
    assert (result.broken(), result.repeats) == ([], 0)


def test_waits_set_by_a_clock_that_went_back_are_pulled_in(place, sink, real):
    fill(1, names="busy")
    send_once(sender_at(place), NOW)
    real.now -= timedelta(days=400)
    assert send_once(sender_at(place), NOW) == {}
    reap_once(NOW)
    assert send_once(sender_at(place), NOW)["sent"] == 1


def test_after_three_days_a_digest_ends_with_its_reason(place, sink):
    fill(2, names="busy")
    send_once(sender_at(place), NOW)
    assert reap_once(NOW + timedelta(days=2))["expired"] == 0
    assert reap_once(NOW + timedelta(days=3))["expired"] == 2
    [row, _] = kept().by_name.values()
    assert row.reason.startswith("Quá 3 ngày kể từ ngày nhắc 10/6/2025, đã thử 1 lần; lần cuối: ")
    assert set(kept().line_states.values()) == {"expired"}


def test_a_letter_that_cannot_be_written_stops_no_other(place, sink):
    fill(3)

    class Faulty(Plain):
        def write(self, some, now):
            if any(one.id % 3 == 0 for one in some):
                raise KeyError("mẫu thư")
            return super().write(some, now)

    counts = send_once(sender_at(place, prepare=Faulty()), NOW)
    assert (counts["sent"], counts["unprepared"]) == (2, 1)
    assert kept().in_state(MessageState.QUEUED) == 1


def test_an_answer_is_recorded_when_the_database_is_back(place, sink, monkeypatch):
    fill(3)
    faults, record = [OperationalError("UPDATE", {}, Exception("gone"))], outbox.complete

    def complete(claimed, now):
        if faults:
            raise faults.pop()
        return record(claimed, now)

    monkeypatch.setattr(outbox, "complete", complete)
    assert send_once(sender_at(place), NOW)["sent"] == 1
    send_once(sender_at(place), NOW)
    assert (figures(sink, 0, 0).broken(), figures(sink, 0, 0).repeats) == ([], 0)
