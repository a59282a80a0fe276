"""What the viewer may do with one obligation, beside updating it: the buttons of its page."""

from dataclasses import dataclass

from flask import url_for

from tracker.permissions import Permission, Viewer, can
from tracker.tasks.queries.history import WritableShare
from tracker.tasks.rules.states import State


@dataclass(frozen=True, slots=True)
class Action:
    """One button."""

    label: str
    url: str
    icon: str = ""


def actions_for(viewer: Viewer, share: WritableShare) -> list[Action]:
    """In the order of the page; each room adds its own."""
    return [*_delegation(viewer, share)]


def _delegation(viewer: Viewer, share: WritableShare) -> list[Action]:
    if share.ended_on is not None or share.state == State.DONE:
        return []
    if not can(viewer, Permission.DELEGATE, share.unit_id):
        return []
    label = "Giao trong đơn vị" if share.handed_to == (None, None) else "Đổi người được giao"
    return [Action(label, url_for("work.delegate", id=share.id), "users")]
