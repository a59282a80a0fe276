"""What of requests and later days stands on the first page and beside figures of lateness."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.permissions import Permission, Viewer, can
from tracker.tasks.queries import cooperation, extensions
from tracker.tasks.queries.cooperation import Request
from tracker.tasks.queries.counting import CountFilter
from tracker.tasks.queries.rows import Scope
from tracker.tasks.rules.extending import Extended

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """What others still wait for from one's own units; `more`: not all of it is here."""

    rows: list[Request]
    more: bool


def asked_of_own(viewer: Viewer, today: date) -> Asked | None:
    """Requests that wait for an answer of the viewer's own units; None where none does."""
    units = viewer.scope(Permission.READ_WORK)
    if units is None:
        units = viewer.scope(Permission.ASK_OTHERS)
    if not units:
        return None
    found = cooperation.waiting_for(units, today, SHOWN + 1)
    return Asked(found[:SHOWN], len(found) > SHOWN) if found else None


def to_decide(viewer: Viewer) -> int | None:
    """How many wishes for a later day wait for the viewer's side; None for nobody's business."""
    return extensions.waiting(viewer) if can(viewer, Permission.DECIDE_EXTENSION) else None


def extended_in(scope: Scope, today: date) -> Extended:
    """What was extended in a scope, all years."""
    return total(extensions.extended_by("year", scope, CountFilter(), today))


def total(parts: Mapping[int | None, Extended]) -> Extended:
    """All parts together."""
    return sum(parts.values(), Extended())
