"""Ask partners for their opinion, record what they answer, take a request back."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import select

from tracker import history
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.refusals import Refused, check_version
from tracker.tasks.models.asking import CooperationRequest
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.operations.batching import batches
from tracker.tasks.rules.cooperating import (
    Answer,
    Asking,
    Side,
    check_answer,
    check_asking,
    may_answer,
    may_withdraw,
)
from tracker.tasks.rules.states import AssignmentRole, State

_LEAD_ONLY = "Chỉ đơn vị chủ trì ghi đề nghị phối hợp."
_OVER = "Phần việc này đã hoàn thành, đã kết thúc hoặc đã bàn giao."
_NOT_YOURS = "Đơn vị được đề nghị đã tự trả lời; nội dung trả lời là của đơn vị đó."


def ask_partners(
    share: Obligation, asking: Asking, actor: Actor, *, today: date, now: datetime
) -> list[CooperationRequest]:
    """One request to each partner. One that says the same and still waits is not written twice.

    Raises Refused with Vietnamese problems per field.
    """
    check_asking(asking, {share.unit_id}, today)
    if share.role != AssignmentRole.LEAD.value:
        raise Refused({"": _LEAD_ONLY})
    if share.ended_on is not None or share.state == State.DONE.value:
        raise Refused({"": _OVER})
    known = _waiting(share.id, asking)
    fresh = [
        CooperationRequest(
            obligation_id=share.id, partner_unit_id=partner, paper=asking.paper,
            asked_on=asking.asked_on, answer_by=asking.answer_by, words=asking.words,
            recorded_at=now, actor_id=actor.user_id, actor_label=actor.label,
        )
        for partner in sorted(asking.partners - known)
    ]  # fmt: skip
    db.session.add_all(fresh)
    db.session.flush()
    if fresh:
        history.record(
            actor, "cooperation.ask", at=now, subject=f"obligation:{share.id}",
            ids=[row.id for row in fresh],
        )  # fmt: skip
    return fresh


def _waiting(obligation_id: int, asking: Asking) -> set[int]:
    """The partners that the very same request waits for already."""
    query = select(CooperationRequest.partner_unit_id).where(
        CooperationRequest.obligation_id == obligation_id,
        CooperationRequest.paper == asking.paper, CooperationRequest.words == asking.words,
        CooperationRequest.asked_on == asking.asked_on,
        CooperationRequest.answered_on.is_(None), CooperationRequest.withdrawn_at.is_(None),
    )  # fmt: skip
    return set(db.session.scalars(query))


def record_answer(
    row: CooperationRequest, answer: Answer, sides: Collection[Side], version: int,
    actor: Actor, *, today: date, now: datetime,
) -> None:  # fmt: skip
    """Write the answer; whose words they are follows from `sides`, where the writer stands.

    Raises Stale when the request changed since the form was opened, Refused with problems.
    """
    check_version(row.version, version)
    answered, withdrawn = row.answered_on is not None, row.withdrawn_at is not None
    if not may_answer(sides, answered=answered, by_lead=row.answer_by_lead, withdrawn=withdrawn):
        raise Refused({"": "Đề nghị này đã được rút." if withdrawn else _NOT_YOURS})
    check_answer(answer, row.asked_on, today)
    row.answered_on, row.answer_words = answer.answered_on, answer.words
    row.answer_paper, row.answer_label = answer.paper, actor.label
    row.answer_by_lead = Side.PARTNER not in sides
    row.answered_at = now
    row.version += 1
    db.session.flush()
    history.record(
        actor, "cooperation.answer", at=now, subject=f"obligation:{row.obligation_id}",
        ids=(row.id,), detail={"by_lead": row.answer_by_lead},
    )  # fmt: skip


def withdraw_request(
    row: CooperationRequest, sides: Collection[Side], version: int, actor: Actor, now: datetime
) -> None:
    """Take a request back that was not answered. Raises Stale, Refused."""
    check_version(row.version, version)
    answered, withdrawn = row.answered_on is not None, row.withdrawn_at is not None
    if not may_withdraw(sides, answered=answered, withdrawn=withdrawn):
        raise Refused({"": "Đề nghị này đã được trả lời hoặc đã rút."})
    row.withdrawn_at, row.withdrawn_label = now, actor.label
    row.version += 1
    db.session.flush()
    history.record(
        actor, "cooperation.withdraw", at=now, subject=f"obligation:{row.obligation_id}",
        ids=(row.id,),
    )  # fmt: skip


def pass_on_requests(moved: Mapping[int, int]) -> None:
    """What units asked and still wait for goes to the shares of their successors, by id."""
    for batch in batches(moved):
        waiting = select(CooperationRequest).where(
            CooperationRequest.obligation_id.in_(batch),
            CooperationRequest.answered_on.is_(None), CooperationRequest.withdrawn_at.is_(None),
        )  # fmt: skip
        for row in db.session.scalars(waiting).all():
            row.obligation_id = moved[row.obligation_id]
            row.version += 1
    db.session.flush()
