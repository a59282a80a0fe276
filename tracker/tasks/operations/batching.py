"""Many ids in parts."""

from collections.abc import Iterable

BATCH = 500
"""Ids in one IN list: below SQLite's oldest limit of 999 variables."""


def batches(ids: Iterable[int]) -> Iterable[list[int]]:
    """The ids in lists of at most BATCH."""
    listed = list(ids)
    for first in range(0, len(listed), BATCH):
        yield listed[first : first + BATCH]
