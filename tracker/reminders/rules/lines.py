"""What planning asks of the rooms and what it answers."""

from dataclasses import dataclass
from datetime import date

from tracker.mail.rules import Channel
from tracker.reminders.rules.ladder import Level
from tracker.reminders.rules.states import LineState
from tracker.reminders.rules.subjects import Subject


@dataclass(frozen=True, slots=True)
class Sought:
    """Of one kind, the days that matter for what is to be told in a span of days.

    A subject is wanted when its `day` is in `days`, its `late_from` in `late`, or its `opened_on`
    in `opened`. The sets are finite and small: a query is an index range, not a walk.
    """

    days: frozenset[date] = frozenset()
    late: frozenset[date] = frozenset()
    opened: frozenset[date] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything is wanted."""
        return bool(self.days or self.late or self.opened)


@dataclass(frozen=True, slots=True)
class Line:
    """One line decided for one person and channel; see `tracker.reminders.models.Reminder`.

    `rung` carries the week of a weekly rung ("officer/late/1+2"); `for_person_id` is whose place a
    stand-in takes; `reason` tells why a line is not to be sent, or that it comes late.
    """

    subject: Subject
    rung: str
    level: Level
    day: date
    person_id: int
    channel: Channel
    state: LineState
    for_person_id: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Nobody:
    """A subject of a unit in which nobody of this level can be told."""

    unit_id: int
    subject: Subject
    level: Level = Level.OFFICER


@dataclass(frozen=True, slots=True)
class Planned:
    """What a day asks for."""

    lines: tuple[Line, ...]
    nobody: tuple[Nobody, ...]
