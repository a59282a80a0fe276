"""Save an edit only after its effect on obligations was seen: preview first, then the same again.

The operation runs inside one write transaction and its effect is compared. Unless what was shown
before is exactly what would happen now, everything is rolled back and the effect is shown.
"""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass

from tracker.db import write_transaction
from tracker.extensions import db
from tracker.tasks.queries.effects import stands
from tracker.tasks.rules.effects import Effect, compare


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt to save; `mark` stands for the edit together with its effect."""

    saved: bool
    effect: Effect
    mark: str


class _Unconfirmed(Exception):
    def __init__(self, effect: Effect, mark: str) -> None:
        super().__init__(mark)
        self.effect, self.mark = effect, mark


def save_when_seen(
    plan_ids: Collection[int], act: Callable[[], int | None], about: object, confirmed: str
) -> Outcome:
    """Run `act` in a write transaction; keep it when its effect is the one that was confirmed.

    `plan_ids` are the plans whose obligations it may touch; `act` locks, checks, edits, and
    returns the id of a plan that it made, if it made one. `about` is what the form says. An edit
    that no unit would notice is kept at once. What `act` raises is raised, and nothing is kept.
    """
    try:
        with write_transaction():
            before = stands(plan_ids)
            made = act()
            db.session.flush()
            effect = compare(before, stands({*plan_ids, *([made] if made else [])}))
            mark = _mark(about, effect)
            if not effect.nothing and confirmed != mark:
                raise _Unconfirmed(effect, mark)
    except _Unconfirmed as seen:
        return Outcome(saved=False, effect=seen.effect, mark=seen.mark)
    return Outcome(saved=True, effect=effect, mark=mark)


def _mark(about: object, effect: Effect) -> str:
    """What was said with what it does; the ids of what is only being made differ every time."""
    changes = [
        change if change.obligation_id else (change.key[1:], change.due_after)
        for change in effect.changes
    ]
    return hashlib.sha256(repr((about, changes)).encode()).hexdigest()
