"""The answer "không thay đổi" by one click: where it is offered, where it may be taken back."""

from datetime import date
from typing import Protocol

from tracker.tasks.rules.states import AssignmentRole, State

OFFER, UNDO = "offer", "undo"


class Row(Protocol):
    """What tells it of an obligation."""

    @property
    def role(self) -> str: ...  # noqa: D102
    @property
    def before_tracking(self) -> bool: ...  # noqa: D102
    @property
    def late_from(self) -> date | None: ...  # noqa: D102
    @property
    def stopped_on(self) -> date | None: ...  # noqa: D102
    @property
    def ended_on(self) -> date | None: ...  # noqa: D102
    @property
    def state(self) -> str: ...  # noqa: D102
    @property
    def cause(self) -> str: ...  # noqa: D102
    @property
    def no_change_on(self) -> date | None: ...  # noqa: D102
    @property
    def last_words_on(self) -> date | None: ...  # noqa: D102


def asks_cause(row: Row, today: date) -> bool:
    """Whether a word about it needs the cause of lateness."""
    if row.role != AssignmentRole.LEAD or row.before_tracking or row.late_from is None:
        return False
    return row.late_from <= today and (row.stopped_on is None or row.stopped_on >= row.late_from)


def same_act(row: Row, today: date) -> str:
    """OFFER, or UNDO when it was said today, or neither.

    Late work without a cause needs the form, where the cause is asked.
    """
    if row.no_change_on == today:
        return UNDO if row.last_words_on != today else ""
    closed = row.state == State.DONE or row.ended_on is not None
    return "" if closed or (asks_cause(row, today) and not row.cause) else OFFER


def same_day(row: Row) -> date | None:
    """The day of a "không thay đổi" that was said after the last words."""
    told, words = row.no_change_on, row.last_words_on
    return told if told and (words is None or told >= words) else None
