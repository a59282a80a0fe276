"""The status of an obligation on two time axes (design invariant 4).

As of (day, known): the latest line by (happened_on, recorded_at, id) that happened by `day`,
was recorded by `known`, and that no correction recorded by `known` replaces.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

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


@dataclass(frozen=True, slots=True)
class Standing:
    """The state that holds, since when, by which line, and the day the lead's clock stopped."""

    state: State
    state_on: date | None
    line_id: int | None
    stopped_on: date | None


NOTHING_SAID = Standing(State.NOT_STARTED, None, None, None)
_STOPPED = frozenset({State.SUBMITTED, State.DONE})


def effective_lines(
    lines: Iterable[Line], day: date | None = None, known: datetime | None = None
) -> list[Line]:
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


def status_of(counted: Sequence[Line]) -> Standing:
    """The status that the lines which count lead to, oldest first.

    The clock stopped on the first day of the unbroken run of "submitted" and "done" lines
    that the status ends; a line that takes the work up again starts the clock again. A
    confirmation in that run does not move the day on which the state was reached.
    """
    if not counted:
        return NOTHING_SAID
    run: list[Line] = []
    for line in reversed(counted):
        if line.state not in _STOPPED:
            break
        run.append(line)
    stopped_on = run[-1].happened_on if run else None
    told = (line for line in run if line.kind is not UpdateKind.CONFIRMED)
    last = next(told, counted[-1])
    return Standing(last.state, last.happened_on, last.id, stopped_on)
