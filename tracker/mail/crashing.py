"""Named places at which a test lets the process die as by kill -9; nothing in real operation.

`arm` is called once at start with the setting TRACKER_CRASH_AT, "after_claim" or "after_claim:7"
(the seventh time); production refuses the setting.
"""

import os
import signal

POINTS = (
    "before_reserve_commit", "before_claim_commit", "after_claim", "before_data", "after_answer",
    "before_commit", "after_commit",
)  # fmt: skip
AFTER_THE_LETTER = ("after_answer", "before_commit")
"""Where a letter has gone and nobody has written it down: it goes a second time, on record."""
_armed: dict[str, int] = {}


def arm(setting: str) -> None:
    """Die at this place; "" disarms. Raises ValueError for a place that does not exist."""
    _armed.clear()
    name, _, times = setting.partition(":")
    if not name:
        return
    if name not in POINTS:
        raise ValueError(f"No such place to crash: {name}")
    _armed[name] = int(times or 1)


def passing(name: str) -> None:
    """This place is passed; the process ends here when it is armed for it."""
    if name not in _armed:
        return
    _armed[name] -= 1
    if _armed[name] <= 0:
        os.kill(os.getpid(), signal.SIGKILL)
