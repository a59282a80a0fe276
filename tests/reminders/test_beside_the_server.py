"""The web server starts the clock and ends it; the same by hand."""

import runpy
import sys
from types import SimpleNamespace

import pytest
from flask import Flask

from tests.chaos.runs import wait_until
from tests.chaos.test_together import build_owed, standing
from tracker.config import ROOT
from tracker.reminders.beside import Beside

WAITS = [sys.executable, "-c", "import time; time.sleep(600)"]


def test_the_server_starts_and_ends_the_clock(monkeypatch):
    hooks = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    monkeypatch.setattr(hooks["gc"], "freeze", lambda: None)
    monkeypatch.setattr(hooks["gc"], "set_threshold", lambda *_: None)
    asked, keep = [], hooks["Beside"]
    monkeypatch.setitem(
        hooks["when_ready"].__globals__, "Beside",
        lambda command: asked.append(command) or keep(WAITS),
    )  # fmt: skip
    monkeypatch.setenv("TRACKER_SCHEDULER", "off")
    server = SimpleNamespace(app=SimpleNamespace(callable=Flask("bare", template_folder="none")))
    hooks["when_ready"](server)
    assert hooks["_clock"] == []
    monkeypatch.delenv("TRACKER_SCHEDULER")
    hooks["when_ready"](server)
    [clock] = hooks["_clock"]
    assert asked[0][1:4] == ["-m", "tracker", "scheduler"]
    hooks["on_exit"](None)
    assert clock.process.returncode == -15


def test_a_clock_that_dies_alone_is_started_again():
    clock = Beside(WAITS)
    first = clock.process
    try:
        first.kill()
        wait_until(lambda: clock.process is not first, 60)
        assert clock.process.poll() is None
    finally:
        clock.end()
    assert clock.process.returncode == -15


def run(app, *words):
    """The output of one run by hand, at 09:00 of the day."""
    command = ["reminders", "run-once", "--now", "2025-06-10T09:00", *words]
    result = app.test_cli_runner().invoke(args=command)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def owed(small_province):
    return build_owed(small_province)


def test_by_hand_first_counted_then_done(app, owed):
    assert "14 dòng nhắc việc được lập" in run(app, "--dry-run")
    assert standing() == [[], []]
    assert "14 dòng nhắc việc được lập" in run(app)
    assert standing()[0] == [("in_app", "sent", 8), ("mail", "gathered", 6)]
    assert "không có gì phải làm" in run(app)


def test_by_hand_nothing_while_off(app):
    assert "Nhắc việc đang tắt" in run(app)
