"""What a successor receives with an obligation: the state and the last words.

One line of its own names where they came from; the predecessors' history stays untouched.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from tracker.extensions import db
from tracker.permissions import Actor
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.operations.caching import refresh
from tracker.tasks.rules.states import State, UpdateKind
from tracker.units.models import UnitName

_ORDER = tuple(State)
"""From the least advanced state to the most."""


def carry_over(
    givers: Sequence[Obligation], to_id: int, effective_on: date, actor: Actor, now: datetime,
    *, fresh: bool,
) -> None:  # fmt: skip
    """Write the line of reception on the successor of `givers`, of whom at least one has spoken.

    A successor opened by the hand-over takes the least advanced state of its predecessors, from
    the day on which that state held: what stopped the clock in time keeps it stopped. One that
    already had a share of its own keeps its state and only notes what it received.
    """
    taker = db.session.get_one(Obligation, to_id)
    least = min(givers, key=lambda giver: _ORDER.index(State(giver.state)))
    state, since = (least.state, _since(least, givers)) if fresh else (taker.state, taker.state_on)
    db.session.add(
        StatusUpdate(
            obligation_id=to_id, kind=UpdateKind.WORD.value, state=state,
            happened_on=since or effective_on, recorded_at=now, actor_id=None,
            actor_label=actor.label, words=" ".join(_told(giver, effective_on) for giver in givers),
            cause=least.cause,
        )
    )  # fmt: skip
    refresh([taker])


def _since(least: Obligation, givers: Sequence[Obligation]) -> date | None:
    """Since when the carried state holds; the latest stop where all had stopped."""
    if least.stopped_on is None:
        return least.state_on
    return max(giver.stopped_on for giver in givers if giver.stopped_on)


def _told(giver: Obligation, effective_on: date) -> str:
    words = f"Tiếp nhận phần việc từ {_name_before(giver.unit_id, effective_on)}."
    return f"{words} Nội dung gần nhất: {giver.last_words}" if giver.last_words else words


def _name_before(unit_id: int, day: date) -> str:
    query = (
        select(UnitName.name)
        .where(UnitName.unit_id == unit_id)
        .where((UnitName.valid_from.is_(None)) | (UnitName.valid_from < day))
        .order_by(UnitName.valid_from.desc().nulls_last())
        .limit(1)
    )
    return db.session.scalars(query).first() or ""
