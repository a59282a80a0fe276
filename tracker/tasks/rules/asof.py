"""The status of an obligation on two time axes (design invariant 4).

As of (day, known): the latest line by (happened_on, recorded_at, id) that happened by `day`,
was recorded by `known`, and that no correction recorded by `known` replaces.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import reduce
from typing import TypeVar

from tracker.tasks.rules.states import State, UpdateKind


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the append-only history."""

    id: int
    kind: UpdateKind
    state: State
    happened_on: date
    recorded_at: datetime
    corrects_id: int | None = None


AnyLine = TypeVar("AnyLine", bound=Line)


@dataclass(frozen=True, slots=True)
class Standing:
    """The state that holds, since when, by which line, and the day the lead's clock stopped.

    `confirmed_only`: no line that the clock rests on is more than a confirmation.
    """

    state: State
    state_on: date | None
    line_id: int | None
    stopped_on: date | None
    confirmed_only: bool = field(default=False, compare=False)


NOTHING_SAID = Standing(State.NOT_STARTED, None, None, None)
_STOPPED = frozenset({State.SUBMITTED, State.DONE})


def effective_lines(
    lines: Iterable[AnyLine], day: date | None = None, known: datetime | None = None
) -> list[AnyLine]:
    """The lines that count as of (day, known), oldest first. None means no bound."""
    heard = [line for line in lines if known is None or line.recorded_at <= known]
    replaced = {line.corrects_id for line in heard if line.corrects_id is not None}
    counted = [
        line
        for line in heard
        if line.id not in replaced and (day is None or line.happened_on <= day)
    ]
    return sorted(counted, key=lambda line: (line.happened_on, line.recorded_at, line.id))


def status_as_of(
    lines: Iterable[Line], day: date | None = None, known: datetime | None = None
) -> Standing:
    """The status as of (day, known)."""
    return status_of(effective_lines(lines, day, known))


def status_of(counted: Iterable[Line]) -> Standing:
    """The status that the lines which count lead to, oldest first."""
    return reduce(status_after, counted, NOTHING_SAID)


def status_after(before: Standing, line: Line) -> Standing:
    """The status once a line counts after all others.

    The clock stopped on the first day of the unbroken run of "submitted" and "done" lines
    that the status ends; a line that takes the work up again starts the clock again. A
    confirmation in that run does not move the day on which the state was reached.
    """
    if line.state not in _STOPPED:
        return Standing(line.state, line.happened_on, line.id, None)
    confirms = line.kind is UpdateKind.CONFIRMED
    if confirms and before.stopped_on is not None and not before.confirmed_only:
        return before
    stopped_on = before.stopped_on or line.happened_on
    return Standing(line.state, line.happened_on, line.id, stopped_on, confirms)
