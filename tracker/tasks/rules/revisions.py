"""How often an obligation changed, and when last, as calendars ask for it (pure).

It follows from histories that only grow, so that the count never falls.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Revision:
    """`sequence` counts the changes; `changed_at` is the instant of the last, in whole seconds."""

    sequence: int
    changed_at: datetime


class Trace(NamedTuple):
    """What one history holds of an obligation: its weight in the count, and its last instant."""

    weight: int
    last_at: datetime | None


class Begun(NamedTuple):
    """What the row itself says: since when it is known, how it stands, what its print went through.

    `print_version` begins with 1; `printed_at` is when an amendment or an edit last changed it.
    """

    opened_at: datetime
    ended_at: datetime | None
    withdrawn_at: datetime | None
    ended: bool
    print_version: int
    printed_at: datetime | None


def revision_of(begun: Begun, traces: Iterable[Trace]) -> Revision:
    """The revision of a row. An end that was undone weighs more than the end itself did."""
    count = begun.ended + (begun.withdrawn_at is not None) + begun.print_version - 1
    last = begun.opened_at
    for at in (begun.ended_at, begun.withdrawn_at, begun.printed_at):
        last = at if at is not None and at > last else last
    for trace in traces:
        count += trace.weight
        last = trace.last_at if trace.last_at is not None and trace.last_at > last else last
    return Revision(count, last.replace(microsecond=0))
