"""What a successor receives with an obligation: the state and the last words.

A line of its own names where they came from; the predecessor's history stays untouched.
"""

from datetime import date, datetime

from sqlalchemy import select

from tracker.extensions import db
from tracker.permissions import Actor
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.operations.caching import refresh
from tracker.tasks.rules.states import UpdateKind
from tracker.units.models import UnitName


def carry_over(
    from_id: int, to_id: int, effective_on: date, actor: Actor, now: datetime, *, fresh: bool
) -> None:
    """Write the line of reception on the successor.

    A successor opened by the hand-over takes the predecessor's state; one that already had a
    share of its own keeps its state and only notes what it received.
    """
    giver = db.session.get_one(Obligation, from_id)
    taker = db.session.get_one(Obligation, to_id)
    words = f"Tiếp nhận phần việc từ {_name_before(giver.unit_id, effective_on)}."
    if giver.last_words:
        words = f"{words} Nội dung gần nhất: {giver.last_words}"
    happened_on = max(effective_on, giver.state_on or effective_on)
    db.session.add(
        StatusUpdate(
            obligation_id=to_id, kind=UpdateKind.WORD.value,
            state=giver.state if fresh else taker.state, happened_on=happened_on,
            recorded_at=now, actor_id=None, actor_label=actor.label, words=words,
            cause=giver.cause,
        )
    )  # fmt: skip
    refresh([taker])


def _name_before(unit_id: int, day: date) -> str:
    query = (
        select(UnitName.name)
        .where(UnitName.unit_id == unit_id)
        .where((UnitName.valid_from.is_(None)) | (UnitName.valid_from < day))
        .order_by(UnitName.valid_from.desc().nulls_last())
        .limit(1)
    )
    return db.session.scalars(query).first() or ""
