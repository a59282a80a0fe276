"""Addresses of the lists with a filter in them: every figure leads to its rows."""

from collections.abc import Callable
from urllib.parse import quote

from flask import request, url_for

from tracker.tasks.rules.listing import ListState
from tracker.tasks.rules.states import Cell

STATE_OF_CELL = {
    Cell.DONE_ON_TIME: ListState.DONE_ON_TIME,
    Cell.DONE_LATE: ListState.DONE_LATE,
    Cell.OPEN_IN_TIME: ListState.IN_TIME,
    Cell.OPEN_OVERDUE: ListState.OVERDUE,
    Cell.NO_DEADLINE: ListState.STANDING,
    Cell.UNDETERMINED: ListState.UNDETERMINED,
}


def same_view(endpoint: str, **more: str) -> str:
    """Another page of the same filter: the address's arguments without the place in the list."""
    kept = {name: value for name, value in request.args.items() if name != "after"}
    return url_for(endpoint, **(kept | more))  # type: ignore[arg-type]


KEPT = ("kehoach", "linhvuc", "donvi", "phamvi")
"""Arguments that a figure's link carries to a list of another kind."""


def kept_arguments() -> dict[str, str]:
    """The bounds of the page that a figure's rows share."""
    return {name: request.args.get(name, "") for name in KEPT}


def task_addresses() -> Callable[[str], str]:
    """From a task's code to its page, for lists of many: the router is asked once."""
    before = url_for("work.task", code="0").removesuffix("0")
    return lambda code: before + quote(code)


def update_addresses() -> Callable[[int], str]:
    """From an obligation's id to the form for its next word."""
    before, after = url_for("work.update", id=0).rsplit("0", 1)
    return lambda obligation_id: f"{before}{obligation_id}{after}"


def tasks_in(state: ListState, **kept: str | int | None) -> str:
    """The list of phần việc in this state; `kept` are further arguments of the address."""
    given = {name: value for name, value in kept.items() if value not in (None, "")}
    return url_for("work.tasks", trangthai=state.value, **given)  # type: ignore[arg-type]
