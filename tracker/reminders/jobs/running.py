"""The jobs as the clock runs them: no error ends one, and each notes when it ended well."""

import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from tracker import clock
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.reminders.jobs import logs
from tracker.reminders.jobs.office import Office
from tracker.reminders.jobs.planning import is_on, plan_once, reap_once, reconcile_once
from tracker.reminders.jobs.sending import send_once
from tracker.reminders.operations.beating import beat
from tracker.reminders.queries.clockwork import last_beat
from tracker.reminders.rules.clockwork import Job

LAID_OUT_ANEW = 15 * 60.0
"""Seconds after which today is laid out again."""
_IDLE_BEAT = 20.0
"""Seconds between two notes of a job that had nothing to do."""
_SLICE = 10.0
"""Seconds of sending between two notes."""


class Clockwork:
    """The four jobs of one process."""

    def __init__(self, app: Flask, office: Office) -> None:
        self.app, self.office = app, office
        self._anew_at = 0.0
        self._noted: dict[Job, float] = {}

    def run(self, job: Job) -> None:
        """Run a job once, whatever happens in it."""
        with self.app.app_context():
            try:
                work: Callable[[], Counter[str]] = getattr(self, f"_{job.value}")
                counts = work()
            except Exception as error:  # noqa: BLE001 - one error must not stop the clock
                logs.failed("job", error, job=job.value)
                self._note(job, type(error).__name__)
            else:
                if counts.total() or self._is_note_due(job):
                    self._note(job)

    def _plan(self) -> Counter[str]:
        started = time.monotonic()
        anew = started >= self._anew_at
        counts = plan_once(clock.now(), anew=anew)
        if anew and is_on():
            self._anew_at = started + LAID_OUT_ANEW
        return counts

    def _send(self) -> Counter[str]:
        """Send until nothing is due, noting now and then that the clock runs."""
        counts: Counter[str] = Counter()
        while is_on() and not self.office.until():
            found = self._send_a_while()
            counts += found
            if not found["sent"]:
                break
            self._note(Job.SEND)
        return counts

    def _send_a_while(self) -> Counter[str]:
        end = time.monotonic() + _SLICE
        counts: Counter[str] = Counter()
        for sender in self.office.senders(lambda: time.monotonic() > end):
            counts += send_once(sender, clock.now())
        return counts

    def _reap(self) -> Counter[str]:
        return reap_once(clock.now())

    def _reconcile(self) -> Counter[str]:
        """Once a day, whoever does it and however often the clock is started."""
        last = last_beat(Job.RECONCILE)
        age = clock.real_now() - last if last else None
        db.session.rollback()
        if age is not None and timedelta(0) <= age < timedelta(seconds=Job.RECONCILE.period):
            return Counter()
        counts = reconcile_once(clock.now())
        self._note(Job.RECONCILE)
        return counts

    def _is_note_due(self, job: Job) -> bool:
        if job is Job.RECONCILE:
            return False
        return time.monotonic() - self._noted.get(job, -_IDLE_BEAT) >= _IDLE_BEAT

    def _note(self, job: Job, error: str = "") -> None:
        try:
            with write_transaction():
                beat(job, clock.real_now(), error)
        except SQLAlchemyError as failure:
            logs.failed("beat", failure, job=job.value)
        else:
            self._noted[job] = time.monotonic()
