"""What a subscribed calendar holds, as its owner chose it, and the bounds that all of them have."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.text import Labelled

ALARM_DAYS = (0, 1, 3, 7)
"""Days before, at 08:00, of which an alarm may be asked for."""


class Part(Labelled):
    """One kind of content; a feed may combine several."""

    LEAD = "lead", "Việc đơn vị tôi chủ trì"
    PARTNER = "partner", "Việc đơn vị tôi phối hợp"
    ROUNDS = "rounds", "Mốc báo cáo của đơn vị tôi"
    ALL = "all", "Việc của mọi cơ quan, đơn vị"


def parts_of(*, whole: bool) -> tuple[Part, ...]:
    """What a person may choose; `whole`: whether they read the work of the whole province."""
    return tuple(part for part in Part if whole or part is not Part.ALL)


def parts_shown(parts: Iterable[Part], *, one_unit: bool) -> frozenset[Part]:
    """What a page shows of them: everybody's work, or that of one unit, never both."""
    found = frozenset(parts)
    if Part.ALL not in found:
        return found
    return found - {Part.ALL} if one_unit else frozenset({Part.ALL, Part.ROUNDS})


@dataclass(frozen=True, slots=True)
class Selection:
    """The parts chosen, narrowed to one unit, plan or field where an id is given."""

    parts: frozenset[Part]
    unit_id: int | None = None
    plan_id: int | None = None
    field_id: int | None = None
    alarms: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """The days of which a feed tells, inclusive."""

    first: date
    last: date


def window_on(today: date, past_days: int, ahead_days: int) -> Window:
    """The window of a feed on a day."""
    return Window(today - timedelta(days=past_days), today + timedelta(days=ahead_days))
