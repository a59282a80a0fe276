"""The jobs of the clock, and when it stands still (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.text import Labelled


class Job(Labelled):
    """What the clock does again and again."""

    PLAN = "plan", "Lập nhắc việc"
    SEND = "send", "Gửi thông báo"
    REAP = "reap", "Thu hồi lượt gửi dở dang"
    RECONCILE = "reconcile", "Đối chiếu hằng ngày"

    @property
    def period(self) -> int:
        """Seconds between two runs."""
        return {Job.PLAN: 60, Job.SEND: 5, Job.REAP: 60, Job.RECONCILE: 86_400}[self]


MISSED_PERIODS = 3
_SHORTEST = 60
"""Seconds: a job of a shorter period may be at one letter as long as this."""


@dataclass(frozen=True, slots=True)
class Beat:
    """When a job last ended well; None when it never did."""

    job: Job
    last_ok_at: datetime | None


def late_jobs(beats: Iterable[Beat], at: datetime) -> list[Job]:
    """The jobs that did not end well for three periods, in order; all when nothing ever ran.

    A beat from the future, because a clock was set back, is no sign of life either.
    """
    last = {beat.job: beat.last_ok_at for beat in beats}
    return [job for job in Job if not _is_alive(job, last.get(job), at)]


def _is_alive(job: Job, last: datetime | None, at: datetime) -> bool:
    allowed = timedelta(seconds=MISSED_PERIODS * max(job.period, _SHORTEST))
    return last is not None and abs(at - last) <= allowed
