"""What every write of this room needs: who, when, and which day it is."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.permissions import Actor


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes, the instant, and the day in the province."""

    actor: Actor
    now: datetime
    today: date
