"""See beforehand what an operation would do: it is done, counted, and undone."""

from collections.abc import Callable
from typing import TypeVar

from tracker.db import write_transaction

Outcome = TypeVar("Outcome")


class _Undone(Exception):
    """Ends the transaction of a rehearsal."""


def rehearse(work: Callable[[], Outcome]) -> Outcome:
    """What `work` returns, run in a write transaction that leaves nothing behind."""
    outcomes: list[Outcome] = []
    try:
        with write_transaction():
            outcomes.append(work())
            raise _Undone
    except _Undone:
        return outcomes[0]
