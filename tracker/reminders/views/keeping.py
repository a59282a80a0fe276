"""What the pages of reminders share."""

from datetime import date

from flask import abort, request
from werkzeug.wrappers import Response

from tracker.permissions import Permission
from tracker.web.fields import number_in
from tracker.web.gate import current_viewer

Answer = str | tuple[str, int] | Response


def require_whole(permission: Permission) -> None:
    """What belongs to the whole province is kept by those whose right covers it; 403 otherwise."""
    if current_viewer().scope(permission) is not None:
        abort(403)


def key_of(day: date, number: int) -> str:
    """A place in a list by day and id, as the address holds it."""
    return f"{day.isoformat()}.{number}"


def place_asked() -> tuple[date, int] | None:
    """The place in a list that the address names; 404 for one that cannot be read."""
    day, _, number = request.args.get("after", "").partition(".")
    try:
        return (date.fromisoformat(day), number_in(number)) if day else None
    except ValueError:
        abort(404)
