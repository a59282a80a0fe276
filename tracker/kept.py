"""Values that change rarely, kept in the process: names, plans, fields, the calendar, prints.

Every operation leaves an entry in the audit trail, and the statement that finds the person of a
request brings the number of the newest one along. So a request knows without asking whether
anything was written since a value was read, by whichever process. What units say of their work,
their reports, accounts and saved views change no such value. Without a person, inside a write
transaction and after it, values are read anew.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import current_app, has_request_context, request
from sqlalchemy import event
from sqlalchemy.orm import Session

from tracker import history
from tracker.db import WRITE

_STAMP, _PLACE = "tracker.stamp", "kept"
_MOST = 200
_NOTHING: Any = object()
_LEAVE_ALL = ("update.", "report.", "account.", "view.")
Value = TypeVar("Value")


@dataclass(slots=True)
class _Kept:
    """Values that held when the newest audit entry had the number `stamp`."""

    stamp: int
    values: dict[Hashable, Any] = field(default_factory=dict)


def stand_at(stamp: int) -> None:
    """Say which audit entry was the newest when this request began to read."""
    request.environ[_STAMP] = stamp


def kept(name: Hashable, read: Callable[[], Value]) -> Value:
    """The value of this name, from memory while nothing it follows from can have changed.

    Nobody may change what is handed out: it is the same object for every request.
    """
    stamp = request.environ.get(_STAMP) if has_request_context() else None
    if stamp is None or current_app.extensions["sqlalchemy"].session().info.get(WRITE):
        return read()
    values = _values_at(stamp)
    found: Value = values.get(name, _NOTHING)
    if found is not _NOTHING:
        return found
    if len(values) >= _MOST:
        values.clear()  # in one step: other threads read here too
    value = values[name] = read()
    return value


def _values_at(stamp: int) -> dict[Hashable, Any]:
    """What is kept of this stand of the database; nothing yet where something was written."""
    found: _Kept | None = current_app.extensions.get(_PLACE)
    if found is not None and found.stamp < stamp and history.only(_LEAVE_ALL, found.stamp, stamp):
        found.stamp = stamp
    if found is None or found.stamp != stamp:
        found = current_app.extensions[_PLACE] = _Kept(stamp)
    return found.values


@event.listens_for(Session, "after_commit")
def _read_anew(session: Session) -> None:  # noqa: ARG001 - fixed signature
    if has_request_context():
        request.environ.pop(_STAMP, None)
