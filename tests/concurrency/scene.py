"""A small task on which many write at once, and the threads that do it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from tests.support.people import person
from tests.tasks import factories
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.tasks.operations.updating import Submission, record_update
from tracker.tasks.operations.verifying import differences
from tracker.tasks.queries.visibility import updatable_obligation
from tracker.tasks.rules.states import EvidenceKind, State
from tracker.tasks.rules.updating import Proof, Said

TODAY = date(2025, 6, 10)
NOW = datetime(2025, 6, 10, 2, 0, tzinfo=UTC)
DUE, LATE = date(2025, 12, 31), date(2026, 1, 1)
WRITER = Actor(None, "Cán bộ đầu mối")


@dataclass
class Scene:
    """A task led by many units; one obligation each."""

    task: int
    shares: list[int]


def build(number, name="T1"):
    """The task, its obligations, and an officer of the first unit."""
    root = factories.make_unit(f"UBND{name}", kind="province")
    task = factories.make_task(factories.make_plan(root), f"KH196-2025/{name}")
    units = [factories.make_unit(f"{name}S{n}", parent=root) for n in range(number)]
    person("can-bo" if name == "T1" else f"can-bo-{name.lower()}", ("focal", units[0]))
    shares = [factories.make_obligation(task, unit, due_on=DUE, late_from=LATE) for unit in units]
    return Scene(task, shares)


def together(app, jobs):
    """Run every job at the same moment, each in a thread with a connection of its own."""
    db.session.remove()
    start = threading.Barrier(len(jobs))

    def run(job):
        with app.app_context():
            start.wait()
            try:
                return job()
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(jobs)) as threads:
        return [one.result() for one in [threads.submit(run, job) for job in jobs]]


def say(share, version, key, **said):
    """One update as the page writes it: lock, re-check, append."""
    with write_transaction():
        return say_within(share, version, key, **said)


def say_within(
    share, version, key, *, words="Đang làm", state=State.IN_PROGRESS, day=None, late=0
):  # fmt: skip
    """The same within a transaction that is open."""
    day = day or TODAY - timedelta(days=1)
    paper = Proof(None, EvidenceKind.DOCUMENT, day, number="1/KH", issuer="Sở")
    said = Said(state, day, words, None, (paper,) if state is State.DONE else ())
    row = updatable_obligation(EVERYBODY, share)
    submission = Submission(said, version or row.version, key)
    line = record_update(row, submission, WRITER, today=TODAY, now=NOW + timedelta(seconds=late))
    return line.id


class _All:
    def scope(self, permission):
        """All units."""

    def handed(self, permission):
        """Nothing beside."""


EVERYBODY = _All()


def faults():
    """What `tracker cache verify` would find."""
    db.session.rollback()
    return [str(one) for one in differences()]
