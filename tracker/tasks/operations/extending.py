"""Ask for a later day, take the request back, write what the plan's issuer decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from tracker import history
from tracker.documents.operations import Paper, record_paper
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.refusals import Refused, check_version
from tracker.tasks.models.asking import Extension
from tracker.tasks.models.obligation import NO_DAY, DueDay, Obligation
from tracker.tasks.operations.batching import batches
from tracker.tasks.operations.caching import refresh
from tracker.tasks.operations.desired import Settings
from tracker.tasks.rules.extending import (
    AlreadyAsked,
    Owed,
    Ruling,
    Wish,
    check_ruling,
    check_wish,
)
from tracker.tasks.rules.states import AssignmentRole, DueDayKind, ExtensionStatus, State
from tracker.text import vn_date

FOR_ALL = "Gia hạn chung cho các đơn vị cùng nhiệm vụ."
"""The reason kept for a unit that had not asked."""


def owed(row: Obligation) -> Owed:
    """What the rules need of an obligation."""
    return Owed(AssignmentRole(row.role), row.due_on, State(row.state), row.ended_on is not None)


def open_request(obligation_id: int) -> Extension | None:
    """The request that waits for a decision; at most one does."""
    query = select(Extension).where(
        Extension.obligation_id == obligation_id, Extension.status == ExtensionStatus.ASKED.value
    )
    return db.session.scalars(query).first()


def ask_extension(
    row: Obligation, wish: Wish, actor: Actor, *, today: date, now: datetime
) -> Extension:
    """Record that the unit asks for a later day; the work stays late meanwhile.

    The same request sent twice is one. Raises AlreadyAsked while another one is open, Refused
    with Vietnamese problems per field.
    """
    standing = open_request(row.id)
    if standing is not None:
        if (standing.requested_until, standing.reason) == (wish.until, wish.reason):
            return standing
        raise AlreadyAsked
    check_wish(wish, owed(row), today)
    request = Extension(
        obligation_id=row.id, asked_on=wish.asked_on, paper=wish.paper, reason=wish.reason,
        requested_until=wish.until, recorded_at=now, actor_id=actor.user_id,
        actor_label=actor.label,
    )  # fmt: skip
    db.session.add(request)
    db.session.flush()
    history.record(
        actor, "extension.ask", at=now, subject=f"obligation:{row.id}", ids=(request.id,),
        detail={"until": wish.until.isoformat()},
    )  # fmt: skip
    return request


def withdraw_extension(request: Extension, version: int, actor: Actor, now: datetime) -> None:
    """The unit takes its request back. Raises Stale; Refused when it was decided meanwhile."""
    check_version(request.version, version)
    if request.status != ExtensionStatus.ASKED.value:
        raise Refused({"": "Đề nghị này đã có ý kiến hoặc đã rút."})
    request.status = ExtensionStatus.WITHDRAWN.value
    request.decided_label = actor.label
    request.version += 1
    db.session.flush()
    history.record(
        actor, "extension.withdraw", at=now, subject=f"obligation:{request.obligation_id}",
        ids=(request.id,),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deciding:
    """Who writes a decision down, when, with which calendar."""

    settings: Settings
    actor: Actor
    today: date
    now: datetime


def decide_extension(
    rows: Sequence[Obligation], ruling: Ruling, paper: Paper | None, deciding: Deciding
) -> None:
    """Write one decision of the plan's issuer for these obligations, locked by the caller.

    Granting gives each its new day (`due_day`), brings cache and tally along and keeps since when
    the work would be late by its first day. A unit that had not asked gets a granted request too;
    a refusal concerns only those that asked. Raises Refused with Vietnamese problems per field.
    """
    asked = {row.id: open_request(row.id) for row in rows}
    days = [request.asked_on for request in asked.values() if request]
    check_ruling(ruling, map(owed, rows), max(days, default=None), deciding.today)
    document = record_paper(paper) if paper else None
    for row in rows:
        request = asked[row.id]
        if request is None and ruling.until is None:
            raise Refused({"": "Không có đề nghị nào đang chờ ý kiến."})
        request = request or _unasked(row, ruling, deciding)
        line = _grant(row, ruling, deciding, document.id if document else None)
        _settle(request, ruling, deciding)
        request.document_id = document.id if document else None
        request.due_day_id = line.id if line else None
    db.session.flush()
    if ruling.until is not None:
        refresh(rows)
    history.record(
        deciding.actor, f"extension.{'grant' if ruling.until else 'refuse'}", at=deciding.now,
        subject=f"task:{rows[0].task_id}", ids=[row.id for row in rows],
        detail={"until": ruling.until.isoformat() if ruling.until else ""},
    )  # fmt: skip


def _unasked(row: Obligation, ruling: Ruling, deciding: Deciding) -> Extension:
    """A request in the place of one that was never sent: the issuer extended for all."""
    until = ruling.until or NO_DAY
    request = Extension(
        obligation_id=row.id, asked_on=ruling.decided_on, paper="", reason=FOR_ALL,
        requested_until=until, recorded_at=deciding.now, actor_id=deciding.actor.user_id,
        actor_label=deciding.actor.label, version=0,
    )  # fmt: skip
    db.session.add(request)
    return request


def _settle(request: Extension, ruling: Ruling, deciding: Deciding) -> None:
    granted = ruling.until is not None
    status = ExtensionStatus.GRANTED if granted else ExtensionStatus.REFUSED
    request.status = status.value
    request.decided_on, request.granted_until = ruling.decided_on, ruling.until
    request.decision_words, request.decided_at = ruling.words, deciding.now
    request.decided_label = deciding.actor.label
    request.version += 1


def _grant(
    row: Obligation, ruling: Ruling, deciding: Deciding, document_id: int | None
) -> DueDay | None:
    """Move the day; the first day by which it would be late is kept from the first time on."""
    if ruling.until is None:
        return None
    last = select(func.max(DueDay.ordinal)).where(DueDay.obligation_id == row.id)
    note = f"thay cho {vn_date(row.due_on)}" if row.due_on else ""
    row.original_late_from = row.original_late_from or row.late_from
    row.due_on = row.sort_on = ruling.until
    row.late_from = deciding.settings.late_from(ruling.until)
    row.version += 1
    line = DueDay(
        obligation_id=row.id, ordinal=(db.session.scalar(last) or 0) + 1,
        kind=DueDayKind.EXTENSION.value, due_on=row.due_on, late_from=row.late_from,
        decided_on=ruling.decided_on, recorded_at=deciding.now, actor_label=deciding.actor.label,
        document_id=document_id, note=note,
    )  # fmt: skip
    db.session.add(line)
    db.session.flush()
    return line


def pass_on_extensions(moved: Mapping[int, int]) -> None:
    """Requests that wait go to the successors' shares, by id; a share keeps at most one."""
    for batch in batches(moved):
        waiting = select(Extension).where(
            Extension.obligation_id.in_(batch), Extension.status == ExtensionStatus.ASKED.value
        )
        for row in db.session.scalars(waiting.order_by(Extension.id)).all():
            if open_request(moved[row.obligation_id]) is None:
                row.obligation_id = moved[row.obligation_id]
                row.version += 1
                db.session.flush()
