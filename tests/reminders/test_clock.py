"""The clock: when it stands still, who is told, and that nothing stops or outruns it."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from tests.support.people import sign_in
from tracker import clock
from tracker.config import ROOT, Settings
from tracker.db import write_transaction
from tracker.reminders import scheduler
from tracker.reminders.jobs.office import Office
from tracker.reminders.jobs.running import Clockwork
from tracker.reminders.models import ReminderSwitch
from tracker.reminders.operations.beating import beat
from tracker.reminders.queries.clockwork import beats
from tracker.reminders.rules.clockwork import Beat, Job, late_jobs

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def ago(seconds):
    return [Beat(job, AT - timedelta(seconds=seconds)) for job in Job]


@pytest.mark.parametrize(
    ("seconds", "late"),
    [
        (180, []), (181, [Job.PLAN, Job.SEND, Job.REAP]), (3 * 86_400 + 1, list(Job)),
        (-180, []), (-86_400, [Job.PLAN, Job.SEND, Job.REAP]),
    ],
)  # fmt: skip
def test_a_job_is_late_after_three_periods(seconds, late):
    assert late_jobs(ago(seconds), AT) == late


def test_what_never_ran_is_late():
    assert late_jobs([], AT) == list(Job)


def switch_on():
    with write_transaction() as session:
        session.execute(insert(ReminderSwitch).values(
            id=1, on_since=clock.today(), chat_on=False, version=1))  # fmt: skip


def beat_all(at):
    with write_transaction():
        for job in Job:
            beat(job, at)


def test_a_clock_that_stands_still_is_told_to_monitor_and_administrators(client, small_province):
    words = "Nhắc việc không được gửi"
    assert client.get("/healthz").json["reminders"] == "off"
    switch_on()
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json["scheduler"]) == (503, "stands still")
    assert answer.json["outbox"] == {"waiting": 0, "oldest_seconds": None}
    sign_in(client, "quantri")
    assert words in client.get("/thong-bao").text
    beat_all(clock.real_now())
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json["scheduler"], answer.json["late_jobs"]) == (
        200,
        "ok",
        [],
    )
    assert words not in client.get("/thong-bao").text
    beat_all(clock.real_now() - timedelta(minutes=4))
    assert client.get("/healthz").json["late_jobs"] == ["plan", "send", "reap"]
    sign_in(client, "stp")
    assert words not in client.get("/thong-bao").text


def test_an_error_stops_no_clock_and_is_noted_without_its_words(app, settings, monkeypatch, caplog):
    def fail(now, **rest):
        raise ValueError("can-bo@soctrang.gov.vn")

    monkeypatch.setattr("tracker.reminders.jobs.running.plan_once", fail)
    work = Clockwork(app, Office(settings))
    work.run(Job.PLAN)
    work.run(Job.REAP)
    noted = {row.job: (row.last_ok_at is None, row.last_error) for row in beats()}
    assert noted == {"plan": (True, "ValueError"), "reap": (False, "")}
    assert "can-bo@" not in caplog.text


def test_a_jump_ahead_is_one_run():
    job = scheduler.clock_of(print).get_job("plan")
    job.next_run_time = AT
    assert len(job._get_run_times(AT + timedelta(days=3650))) == 1


def test_a_jump_back_lets_no_job_sleep():
    made = scheduler.clock_of(print)
    made.start(paused=True)
    try:
        assert scheduler.pull_in(made, datetime.now(UTC) - timedelta(days=1)) == len(Job)
        assert scheduler.pull_in(made, datetime.now(UTC)) == 0
    finally:
        made.shutdown()


def test_the_clock_runs_every_job_and_ends_with_its_parent():
    ran, stop, patience = [], scheduler.Stop(), time.monotonic() + 120
    thread = threading.Thread(
        target=scheduler.serve, args=(ran.append, stop, lambda: datetime.now(UTC), os.getppid())
    )
    thread.start()
    while set(ran) != set(Job) and time.monotonic() < patience:
        thread.join(0.1)
    assert set(ran) == set(Job)
    assert thread.is_alive()
    stop.set()
    thread.join(5)
    orphan = threading.Thread(
        target=scheduler.serve,
        args=(ran.append, scheduler.Stop(), lambda: datetime.now(UTC), os.getpid()),
    )
    orphan.start()
    orphan.join(120)
    assert not orphan.is_alive()


def test_the_clock_is_told_to_end_though_its_own_thread_waits(monkeypatch):
    """The signal comes while the thread that handles it waits; an Event could lock up there."""
    stop, before = scheduler.Stop(), signal.getsignal(signal.SIGTERM)
    scheduler.stop_on_signals(stop)
    try:
        threading.Timer(0.1, os.kill, [os.getpid(), signal.SIGTERM]).start()
        assert stop.wait(60)
        assert stop.wait(0)
    finally:
        signal.signal(signal.SIGTERM, before)
        signal.signal(signal.SIGINT, signal.default_int_handler)


def test_a_job_that_never_ends_holds_up_no_end():
    script = (
        "import os, time; from datetime import UTC, datetime; from tracker.reminders import "
        "scheduler; scheduler.GRACE = 0.2; stop = scheduler.Stop();\n"
        "def run(job): stop.set(); time.sleep(600)\n"
        "scheduler.serve(run, stop, lambda: datetime.now(UTC))"
    )
    ended = subprocess.run([sys.executable, "-c", script], check=False, cwd=ROOT, timeout=60)
    assert ended.returncode == 1


def test_production_takes_no_crash_points():
    env = {"TRACKER_ENV": "production", "TRACKER_CRASH_AT": "after_claim"}
    with pytest.raises(Exception, match="TRACKER_CRASH_AT: chỉ để thử nghiệm"):
        Settings.from_env(env)
