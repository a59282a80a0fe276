"""The clock notes that it runs; the row itself is the record."""

import os
import socket
from datetime import datetime
from importlib.metadata import version
from typing import Any

from sqlalchemy import update

from tracker.extensions import db
from tracker.reminders.models import Heartbeat
from tracker.reminders.rules.clockwork import Job
from tracker.statements import insert_or_skip

_CUT = 300


def beat(job: Job, at: datetime, error: str = "") -> None:
    """Note that a job ended, well or with an error; `at` is the real instant."""
    values: dict[str, Any] = {
        "period": job.period, "host": socket.gethostname()[:80], "pid": os.getpid(),
        "program": f"tracker {version('tracker')}"[:40],
    }  # fmt: skip
    if error:
        values |= {"last_failed_at": at, "last_error": error[:_CUT]}
    else:
        values |= {"last_ok_at": at, "last_error": ""}
    if insert_or_skip(Heartbeat, {"job": job.value, "last_error": "", **values}):
        return
    db.session.execute(update(Heartbeat).where(Heartbeat.job == job.value).values(**values))
