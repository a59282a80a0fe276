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
    """What the row itself says: how it stands and since when, what its print went through.

    `stood_at` is when it was withdrawn, else ended, else laid out: in this order they follow each
    other. `print_version` begins with 1; `printed_at` is when an amendment or an edit last changed
    the print.
    """

    stood_at: datetime
    ended: bool
    withdrawn: bool
    print_version: int
    printed_at: datetime | None


def revision_of(begun: Begun, traces: Iterable[Trace]) -> Revision:
    """The revision of a row. An end that was undone weighs more than the end itself did."""
    count = begun.ended + begun.withdrawn + begun.print_version - 1
    last = max(begun.stood_at, begun.printed_at or begun.stood_at)
    for trace in traces:
        count += trace.weight
        last = max(last, trace.last_at or last)
    return Revision(count, last.replace(microsecond=0))
