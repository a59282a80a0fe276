"""Carry what a unit said on, where a settled deadline puts the same work under another period."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from tracker.extensions import db
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.operations.caching import refresh
from tracker.tasks.operations.editing_rows import Saving
from tracker.tasks.rules.states import EndKind, State, UpdateKind

TOLD = "Chuyển từ phần việc trước khi xác định lại thời hạn."


def continue_words(task_ids: Collection[int], saving: Saving) -> int:
    """Give each share opened by this edit the last words of the one share that it replaces.

    Only where one spoken share ended and one opened for the same task, role, unit and slot; the
    old history stays where it is. Returns how many shares received words.
    """
    opened, ended = _touched(task_ids, saving)
    fresh = []
    for key, givers in ended.items():
        takers = opened.get(key, [])
        if len(givers) == len(takers) == 1 and _spoken(givers[0]):
            _carry(givers[0], takers[0], saving)
            fresh.append(takers[0])
    refresh(fresh)
    return len(fresh)


_Key = tuple[int, str, int, int]


def _touched(
    task_ids: Collection[int], saving: Saving
) -> tuple[dict[_Key, list[Obligation]], dict[_Key, list[Obligation]]]:
    """The shares that this edit opened, and those that it ended."""
    query = select(Obligation).where(
        Obligation.task_id.in_(sorted(task_ids)), Obligation.void.is_(False)
    )
    opened: dict[_Key, list[Obligation]] = defaultdict(list)
    ended: dict[_Key, list[Obligation]] = defaultdict(list)
    for row in db.session.scalars(query.order_by(Obligation.id)):
        key = (row.task_id, row.role, row.unit_id, row.slot)
        if row.ended_on is None and row.opened_at == saving.now:
            opened[key].append(row)
        elif row.ended_at == saving.now and row.end_kind == EndKind.NO_LONGER_OWED.value:
            ended[key].append(row)
    return opened, ended


def _spoken(row: Obligation) -> bool:
    return bool(row.last_words) or row.state != State.NOT_STARTED.value


def _carry(giver: Obligation, taker: Obligation, saving: Saving) -> None:
    """One line that says where the words come from; standing work is never carried as done."""
    done = giver.state == State.DONE.value
    state = State.IN_PROGRESS.value if done and taker.standing else giver.state
    giver.successor_id = taker.id
    last = f" Nội dung gần nhất: {giver.last_words}" if giver.last_words else ""
    db.session.add(
        StatusUpdate(
            obligation_id=taker.id, kind=UpdateKind.WORD.value, state=state,
            happened_on=_since(giver) or saving.today, recorded_at=saving.now, actor_id=None,
            actor_label=saving.actor.label, words=f"{TOLD}{last}", cause=giver.cause,
        )
    )  # fmt: skip


def _since(giver: Obligation) -> date | None:
    return giver.stopped_on or giver.state_on
