"""What the viewer may do with one obligation, beside updating it: the buttons of its page."""

from dataclasses import dataclass

from tracker.permissions import Viewer
from tracker.tasks.queries.history import WritableShare


@dataclass(frozen=True, slots=True)
class Action:
    """One button."""

    label: str
    url: str
    icon: str = ""


def actions_for(viewer: Viewer, share: WritableShare) -> list[Action]:
    """In the order of the page; each room adds its own."""
    del viewer, share
    return []
