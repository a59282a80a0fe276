"""Workers that send, as processes that can be killed: forked from a server that imported once."""

import multiprocessing
import os
import signal
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.chaos.world import NOW, light_app
from tracker import clock
from tracker.extensions import db
from tracker.mail.channels import MailCarrier
from tracker.mail.crashing import arm
from tracker.mail.operations.outbox import Worker
from tracker.mail.rules import Channel
from tracker.mail.smtp import Post, Server
from tracker.reminders.jobs.office import own_name
from tracker.reminders.jobs.planning import reap_once
from tracker.reminders.jobs.preparing import judged
from tracker.reminders.jobs.sending import BATCH, Sender, send_once
from tracker.reminders.queries.addresses import addresses_of

_PATIENCE = 30
"""Seconds for a process to end; nothing here waits without limit."""
_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["tests.chaos.workers"])


@dataclass(frozen=True)
class Place:
    """Where a worker works."""

    url: str
    folder: Path
    port: int
    timeout: float = 6.0
    lease: float = 15.0
    batch: int = BATCH


class Plain:
    """Letters of one line: what is tried here is the sending."""

    def judge(self, some, now):
        addresses = addresses_of({one.person_id for one in some}, some[0].channel)
        return {one.id: judged(one, addresses.get(one.person_id)) for one in some}

    def write(self, some, now):
        return {one.id: {"subject": f"Nhắc việc {one.id}", "text": "Kính gửi.\n"} for one in some}


def sender_at(place, until=lambda: False, prepare=None):
    """A sender with a connection of its own."""
    server = Server("127.0.0.1", place.port, "", "", "Nhắc việc <nhac@chaos.test>")
    carrier = MailCarrier(Post(server, "", place.timeout))
    worker = Worker(own_name(), Channel.MAIL, timedelta(seconds=place.lease))
    prepare = prepare or Plain()
    return Sender(worker, carrier, server.sender, "https://chaos.test", prepare, until, place.batch)


def work(place, crash_at="", skew=0):
    """Send and reap until there is a file "stop" in the folder; the clock is `skew` seconds off."""
    arm(crash_at)
    clock.real_now = lambda: datetime.now(UTC) + timedelta(seconds=skew)
    stop = place.folder / "stop"
    app = light_app(place.url, place.folder)
    with app.app_context():
        while not stop.exists():
            try:
                counts = send_once(sender_at(place, stop.exists), NOW)
                reap_once(NOW)
            except Exception as error:  # noqa: BLE001 - as the clock does
                counts = {"failed": 1}
                print(type(error).__name__, str(error)[:200], flush=True)  # noqa: T201
                db.session.remove()
            _note(place, counts)
            time.sleep(0.1)
        db.session.remove()
        db.engine.dispose()
    (place.folder / f"spent-{os.getpid()}").write_text(str(time.process_time()))


def processor_time(place):
    """Seconds that the workers that ended used, start and all."""
    return sum(float(one.read_text()) for one in place.folder.glob("spent-*"))


def _note(place, counts):
    if any(counts.values()):
        with (place.folder / "counts").open("a") as notes:
            notes.write(f"{os.getpid()} {dict(counts)}\n")


class Crew:
    """Some workers; those that end are replaced when asked."""

    def __init__(self, place, number):
        self.place = place
        (place.folder / "stop").unlink(missing_ok=True)
        self.workers = [self.start() for _ in range(number)]

    def start(self, crash_at="", skew=0):
        """One more process."""
        process = _forks.Process(target=work, args=(self.place, crash_at, skew), daemon=True)
        process.start()
        return process

    def kill(self, index):
        """kill -9, and another one begins."""
        os.kill(self.workers[index].pid, signal.SIGKILL)
        self.workers[index].join(_PATIENCE)
        self.workers[index] = self.start()

    def end(self):
        """Let all finish what they have in hand."""
        (self.place.folder / "stop").touch()
        for process in self.workers:
            process.join(_PATIENCE)
            if process.is_alive():
                process.kill()
                process.join(_PATIENCE)


@contextmanager
def crew(place, number):
    """Workers for the time of a block."""
    some = Crew(place, number)
    try:
        yield some
    finally:
        some.end()


def impatient(place, **changes):
    """The same place with other times."""
    return replace(place, **changes)
