"""Save a changed regime or round only after what it does to standing rounds was seen."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tracker.administration.planning.forms.base import DraftForm
from tracker.db import write_transaction
from tracker.refusals import Refused, Stale
from tracker.rounds.operations.following import RoundChange


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of a post: saved, or the page to show again with its status."""

    saved: bool = False
    status: int = 200
    changes: Sequence[RoundChange] = ()
    stale: bool = False


class _Unseen(Exception):
    """Ends the transaction of an edit whose effect was not confirmed."""

    def __init__(self, changes: Sequence[RoundChange], mark: str) -> None:
        super().__init__(mark)
        self.changes, self.mark = changes, mark


def attempt(form: DraftForm, about: object, act: Callable[[], Sequence[RoundChange]]) -> Attempt:
    """Save what was previewed; else say what it would do, or why it cannot be saved.

    `act` locks, checks, edits and returns what became of standing rounds; `about` is what the
    form says. An edit that touches no standing round is kept at once.
    """
    confirmed = form.confirmed.data or ""
    try:
        with write_transaction():
            changes = act()
            mark = hashlib.sha256(repr((about, changes)).encode()).hexdigest()
            if changes and confirmed != mark:
                raise _Unseen(changes, mark)
    except _Unseen as seen:
        form.confirmed.data = seen.mark
        return Attempt(changes=seen.changes)
    except Refused as refused:
        form.show(refused.problems)
        return Attempt(status=422)
    except Stale:
        form.confirmed.data = ""
        return Attempt(status=409, stale=True)
    return Attempt(saved=True, changes=changes)
