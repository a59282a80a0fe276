"""What followers said of results, and what was entered for a unit, as it stands now.

Conditions for lists and statements for their tags; each starts at a small index of its own kind
of line.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select, tuple_
from sqlalchemy.orm import aliased

from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.rules.states import State, UpdateKind

_STOPPED = (State.SUBMITTED.value, State.DONE.value)
_OPEN = (State.NOT_STARTED.value, State.IN_PROGRESS.value)
_BY_OTHERS = (UpdateKind.ASKED.value, UpdateKind.CONFIRMED.value)

Line = Any
"""An alias of StatusUpdate."""


def _effective(line: Line) -> ColumnElement[bool]:
    correction = aliased(StatusUpdate)
    return ~exists().where(correction.corrects_id == line.id)


def _followed_by(line: Line, states: Sequence[str]) -> ColumnElement[bool]:
    """Whether a line that counts and stands after this one tells one of the states."""
    later = aliased(StatusUpdate)
    place = tuple_(later.happened_on, later.recorded_at, later.id)
    return exists().where(
        later.obligation_id == line.obligation_id, later.state.in_(states),
        place > tuple_(line.happened_on, line.recorded_at, line.id), _effective(later),
    )  # fmt: skip


def asks(line: Line) -> ColumnElement[bool]:
    """A line that asks for more, which has not been answered by a result."""
    return and_(line.kind == UpdateKind.ASKED.value, ~_followed_by(line, _STOPPED))


def confirms(line: Line) -> ColumnElement[bool]:
    """A line that confirms a result which nobody has taken up again since."""
    return and_(line.kind == UpdateKind.CONFIRMED.value, ~_followed_by(line, _OPEN))


def entered_for(line: Line) -> ColumnElement[bool]:
    """A line that a compiler entered for the unit, which has said nothing itself since."""
    own = aliased(StatusUpdate)
    said = exists().where(
        own.obligation_id == line.obligation_id, own.id > line.id, own.source == "",
        own.kind.not_in(_BY_OTHERS), or_(own.actor_id.is_not(None), own.form_key.is_not(None)),
    )  # fmt: skip
    return and_(line.source != "", _effective(line), ~said)


def _has(holds: Callable[[Line], ColumnElement[bool]]) -> ColumnElement[bool]:
    line = aliased(StatusUpdate)
    return select(line.id).where(line.obligation_id == Obligation.id, holds(line)).exists()


# Conditions on `Obligation`, asked with every list: built once.
IS_ASKED = _has(asks)
IS_CONFIRMED = _has(confirms)
IS_ENTERED_FOR = _has(entered_for)
