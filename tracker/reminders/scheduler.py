"""The clock: APScheduler fires the jobs, the database decides what there is to do.

Nothing is kept in the scheduler: it may die at any moment, and several of them do no harm.
"""

import logging
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from queue import Empty, SimpleQueue
from types import FrameType

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from tracker.reminders.rules.clockwork import Job

_LOOK_IN = {Job.RECONCILE: 600}
"""Seconds between two looks whether a job of a longer period is due, across restarts."""
_TICK = 1.0
GRACE = 30.0
"""Seconds a job in hand gets at the end; a letter that is cut off goes again, on record."""


class Stop:
    """Tells the clock to end; safe to set in a signal handler.

    An Event is not: the handler runs in the thread that waits, and may find its lock held.
    """

    def __init__(self) -> None:
        self._told: SimpleQueue[None] = SimpleQueue()
        self._is_set = False

    def is_set(self) -> bool:
        """Whether it was told to end."""
        return self._is_set

    def set(self) -> None:
        """Tell it to end."""
        self._is_set = True
        self._told.put(None)

    def wait(self, seconds: float) -> bool:
        """Wait for that, at most so long; whether it was told."""
        if not self._is_set:
            with suppress(Empty):
                self._told.get(timeout=seconds)
        return self._is_set


class Beat(BaseTrigger):  # type: ignore[misc]
    """Every so many seconds from now on: what was missed, however much, is one run.

    The library's own interval would list every missed instant when the clock jumps ahead.
    """

    def __init__(self, seconds: float) -> None:
        self.interval = timedelta(seconds=seconds)

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        """The next instant after `now`; at once the first time."""
        return now if previous is None else now + self.interval


def clock_of(run: Callable[[Job], None]) -> BackgroundScheduler:
    """A scheduler, not started, that calls `run` for each job in its period."""
    scheduler = BackgroundScheduler(
        timezone=UTC,
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    for job in Job:
        beat = Beat(_LOOK_IN.get(job, job.period))
        scheduler.add_job(run, beat, args=[job], id=job.value, name=job.value)
    return scheduler


def pull_in(scheduler: BackgroundScheduler, now: datetime) -> int:
    """Run at once what would wait too long because a clock was set back; how many jobs."""
    far = [job for job in scheduler.get_jobs()
           if job.next_run_time and job.next_run_time > now + job.trigger.interval * 2]  # fmt: skip
    for job in far:
        job.modify(next_run_time=now)
    return len(far)


def serve(
    run: Callable[[Job], None],
    stop: Stop,
    real_now: Callable[[], datetime],
    parent: int | None = None,
) -> None:
    """Keep the clock going until `stop` is set or the parent process is gone.

    Ends the process when a job in hand does not end in its time: it may wait for a server for ever.
    """
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    scheduler = clock_of(run)
    scheduler.start()
    while not stop.wait(_TICK) and parent in {None, os.getppid()}:
        pull_in(scheduler, real_now())
    stop.set()
    over = threading.Timer(GRACE, os._exit, [1])
    over.daemon = True
    over.start()
    scheduler.shutdown(wait=True)
    over.cancel()


def stop_on_signals(stop: Stop) -> None:
    """Let SIGTERM and SIGINT set `stop`; jobs end after the letter they have in hand."""

    def end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - fixed signature
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
