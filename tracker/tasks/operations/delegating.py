"""Hand obligations on inside the unit: end the open delegation, write a new one, keep the cache."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update

from tracker import history
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.refusals import check_versions, refuse
from tracker.tasks.models.delegation import Delegation
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.operations.batching import batches
from tracker.tasks.rules.delegating import Handing, House, Work, check


@dataclass(frozen=True, slots=True)
class Act:
    """Who hands on, when, inside which house."""

    house: House
    actor: Actor
    today: date
    now: datetime


def hand_inside(
    rows: Sequence[Obligation], versions: Mapping[int, int], handing: Handing, act: Act
) -> int:
    """Hand these locked rows on; how many. The unit stays their owner.

    `versions` are those that the form was opened with, by id. Raises Stale when a row is
    gone or changed since, Refused with Vietnamese problems per field.
    """
    check_versions({row.id: row.version for row in rows}, versions)
    refuse(check(handing, [_work(row) for row in rows], act.house, act.today))
    kept = {row.id: row.internal_due_on for row in rows}
    end_delegations(versions, act.actor, act.now)
    officer = act.house.officer(handing.holder_id)
    for row in rows:
        row.division_id, row.holder_id = handing.division_id, handing.holder_id
        row.internal_due_on = kept[row.id] if handing.keeps_day else handing.internal_due_on
        row.version += 1
        db.session.add(_delegation(row, handing, act, officer.label if officer else ""))
    db.session.flush()
    history.record(
        act.actor, "obligation.delegate", at=act.now, subject=f"unit:{act.house.unit_id}",
        ids=sorted(versions),
        detail={"division": handing.division_id, "holder": handing.holder_id},
    )  # fmt: skip
    return len(rows)


def take_back(
    rows: Sequence[Obligation], versions: Mapping[int, int], actor: Actor, now: datetime
) -> int:
    """End the delegation of these locked rows; how many. Raises Stale as `hand_inside`."""
    check_versions({row.id: row.version for row in rows}, versions)
    end_delegations(versions, actor, now)
    for row in rows:
        row.version += 1
    db.session.flush()
    history.record(
        actor, "obligation.take_back", at=now, subject="obligation", ids=sorted(versions)
    )
    return len(rows)


def end_delegations(obligation_ids: Collection[int], actor: Actor, now: datetime) -> None:
    """End what is open of these obligations and empty its cache, as their owner ends or changes.

    Part of another operation: the caller records it.
    """
    for batch in batches(sorted(obligation_ids)):
        ended = update(Delegation).where(
            Delegation.obligation_id.in_(batch), Delegation.ended_at.is_(None)
        )
        db.session.execute(ended.values(ended_at=now, ended_label=actor.label))
        query = select(Obligation).where(Obligation.id.in_(batch))
        held = query.where(Obligation.division_id.is_not(None) | Obligation.holder_id.is_not(None))
        for row in db.session.scalars(held):
            row.division_id = row.holder_id = row.internal_due_on = None


def _work(row: Obligation) -> Work:
    return Work(row.unit_id, row.open, row.due_on, row.task.title)


def _delegation(row: Obligation, handing: Handing, act: Act, label: str) -> Delegation:
    return Delegation(
        obligation_id=row.id, division_id=handing.division_id, holder_id=handing.holder_id,
        holder_label=label, internal_due_on=row.internal_due_on, note=handing.note,
        given_on=act.today, recorded_at=act.now, actor_id=act.actor.user_id,
        actor_label=act.actor.label,
    )  # fmt: skip
