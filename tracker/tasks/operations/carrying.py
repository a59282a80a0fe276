"""What a successor receives with an obligation: the state and the last words.

One line of its own names where they came from; the predecessors' history stays untouched.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select, update

from tracker.extensions import db
from tracker.permissions import Actor
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.operations.batching import batches
from tracker.tasks.operations.caching import refresh
from tracker.tasks.operations.cooperating import pass_on_requests
from tracker.tasks.operations.desired import Desired, Run
from tracker.tasks.operations.extending import pass_on_extensions
from tracker.tasks.queries.layout import ExistingRow, ObligationKey
from tracker.tasks.rules.states import State, UpdateKind
from tracker.units.models import UnitName

_ORDER = tuple(State)
"""From the least advanced state to the most."""


def link_heirs(
    wanted: Iterable[Desired],
    existing: Mapping[ObligationKey, ExistingRow],
    fresh: Collection[ObligationKey],
    run: Run,
) -> None:
    """Link each ended share to its heir; words and state go along where there are any.

    `fresh` are the keys of the rows that this run opened. What passed through several hands goes
    on in the order of the days.
    """
    inherited = [one for one in wanted if one.heir_key is not None]
    if not inherited:
        return
    db.session.flush()
    ids = _ids({one.task.id for one in inherited})
    received = _linked(inherited, existing, ids)
    spoken = {key for key, row in existing.items() if row.spoken_of}
    for heir, ones in sorted(received.items(), key=lambda item: _last_day(item[1])):
        if any(one.key in spoken for one in ones):
            spoken.add(heir)
            givers = [db.session.get_one(Obligation, ids[one.key]) for one in ones]
            carry_over(givers, ids[heir], _last_day(ones), run.actor, run.now, fresh=heir in fresh)


def _linked(
    inherited: Iterable[Desired],
    existing: Mapping[ObligationKey, ExistingRow],
    ids: Mapping[ObligationKey, int],
) -> dict[ObligationKey, list[Desired]]:
    """Write the links that are not there yet; the givers of each heir that got one."""
    received: dict[ObligationKey, list[Desired]] = defaultdict(list)
    moved: dict[int, int] = {}
    for one in inherited:
        heir, row = one.heir_key, existing.get(one.key)
        target = ids.get(heir) if heir else None
        if heir is None or target is None or (row and row.successor_id == target):
            continue
        received[heir].append(one)
        moved[ids[one.key]] = target
    if moved:
        links = [{"id": giver, "successor_id": heir_id} for giver, heir_id in moved.items()]
        db.session.execute(update(Obligation), links)
    pass_on_requests(moved)
    pass_on_extensions(moved)
    return received


def _last_day(ones: Iterable[Desired]) -> date:
    return max(one.share.ended_on for one in ones if one.share.ended_on)


def _ids(task_ids: Collection[int]) -> dict[ObligationKey, int]:
    found: dict[ObligationKey, int] = {}
    for batch in batches(sorted(task_ids)):
        query = select(
            Obligation.task_id, Obligation.role, Obligation.unit_id, Obligation.slot,
            Obligation.period_key, Obligation.id,
        ).where(Obligation.task_id.in_(batch))  # fmt: skip
        for row in db.session.execute(query):
            found[row[0], row[1], row[2], row[3], row[4]] = row[5]
    return found


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
