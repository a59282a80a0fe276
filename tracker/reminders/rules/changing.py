"""What an administrator may make of a rung (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.reminders.rules.ladder import Anchor, LatePolicy

MOST_DAYS = {Anchor.DAY: 90, Anchor.LATE: 90, Anchor.OPENED: 30}
"""Working days up to which a rung may stand off its day."""


@dataclass(frozen=True, slots=True)
class RungForm:
    """What the form of a rung says."""

    count: int
    weekly: bool
    policy: LatePolicy
    enabled: bool


def problems_of(anchor: Anchor, form: RungForm) -> Mapping[str, str]:
    """What is wrong, as Vietnamese sentences by field; empty words where nothing is."""
    least = 1 if anchor is Anchor.LATE else 0
    within = least <= form.count <= MOST_DAYS[anchor]
    repeats = form.weekly and anchor is Anchor.DAY
    return {
        "count": "" if within else f"Số ngày làm việc từ {least} đến {MOST_DAYS[anchor]}.",
        "weekly": "Bậc trước hoặc vào ngày đến hạn không lặp lại hằng tuần." if repeats else "",
    }
