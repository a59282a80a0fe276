"""A calendar's bytes. What was written once is kept in this process, as long as there is room.

The bytes of an entry follow from what is known of its obligation and from nothing else: a feed
in which one obligation changed writes one entry anew and joins the others.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from threading import Lock
from typing import Any

from tracker.documents.ics import Head, calendar_of, entry_bytes
from tracker.feeds.rules.entries import Making, entries_of
from tracker.feeds.rules.facts import Known, Report, work_of
from tracker.feeds.rules.selection import Window

MOST_OCTETS = 24 * 2**20
"""Of bytes kept in one process; their keys take about half as much beside."""

_AT_ONCE = 500
"""Facts that are written together."""

Written = tuple[tuple[date, str, bytes], ...]
"""The entries of one thing: day, UID, bytes."""


class Memory:
    """Values by key, bounded by their octets; what was kept first goes first."""

    def __init__(self, most: int = MOST_OCTETS) -> None:
        self._most = most
        self._kept: dict[Any, Written] = {}
        self._octets = 0
        self._lock = Lock()

    def get(self, key: Any) -> Written | None:  # noqa: ANN401 - any hashable
        """What was kept under a key."""
        return self._kept.get(key)

    def keep(self, key: Any, written: Written) -> None:  # noqa: ANN401 - any hashable
        """Keep a value, and let the oldest go until there is room."""
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = written
            self._octets += _octets(written)
            while self._octets > self._most:
                self._octets -= _octets(self._kept.pop(next(iter(self._kept))))

    def forget(self) -> None:
        """Begin anew, as a process that was just started."""
        with self._lock:
            self._kept.clear()
            self._octets = 0


def _octets(written: Written) -> int:
    return sum(len(octets) for _, _, octets in written)


MEMORY = Memory()
"""The one of this process."""


def build(
    known: Iterable[Known], reports: Iterable[Report], making: Making, window: Window
) -> list[bytes]:
    """The entries with a day in the window, by day and UID, as bytes."""
    shared = str(making)
    keys = [(shared, fact) for fact in (*known, *reports)]
    found = {key: MEMORY.get(key) for key in keys}
    missing = [key for key, written in found.items() if written is None]
    for start in range(0, len(missing), _AT_ONCE):
        some = missing[start : start + _AT_ONCE]
        for key, written in zip(some, _written([fact for _, fact in some], making), strict=True):
            MEMORY.keep(key, written)
            found[key] = written
    told = [one for written in found.values() for one in written or ()]
    return [octets for day, _, octets in sorted(told) if window.first <= day <= window.last]


def calendar(entries: Sequence[bytes], head: Head) -> bytes:
    """The whole calendar."""
    return calendar_of(entries, head)


def _written(facts: Iterable[Known | Report], making: Making) -> list[Written]:
    """One step for all of them and then the next: quicker than one fact after another."""
    told = [work_of(fact) if isinstance(fact, Known) else fact for fact in facts]
    entries = [tuple(entries_of(one, making)) for one in told]
    return [tuple((one.day, one.uid, entry_bytes(one)) for one in some) for some in entries]
