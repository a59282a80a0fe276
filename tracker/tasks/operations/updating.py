"""Write what a unit says of its obligation: one line, its evidence, the cache, the audit."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any, Protocol

from sqlalchemy import Integer, Row, bindparam, insert, select

from tracker import history
from tracker.documents.models import Document
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.plans.models import Plan
from tracker.refusals import Refused, Stale
from tracker.statements import INSERTS, rows_of
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Product, Task
from tracker.tasks.models.status import Evidence, StatusUpdate
from tracker.tasks.operations.caching import (
    IS_LAST,
    LINE,
    Written,
    as_line,
    histories,
    settle,
)
from tracker.tasks.rules.asof import effective_lines, status_of
from tracker.tasks.rules.entering import Answered
from tracker.tasks.rules.entering import check as check_answer
from tracker.tasks.rules.states import AssignmentRole, Cause, EvidenceKind, State, UpdateKind
from tracker.tasks.rules.updating import (
    Decided,
    Need,
    Proof,
    Said,
    Situation,
    claims_result,
    decide,
)


@dataclass(frozen=True, slots=True)
class Submission:
    """One post of the update form.

    `version` is the obligation's version the form was opened with; `form_key` makes a double
    post one update; `corrects_id` and `kept_evidence` belong to a correction; `answered` tells how
    the unit answered for which a compiler enters it.
    """

    said: Said
    version: int
    form_key: str
    corrects_id: int | None = None
    kept_evidence: frozenset[int] = frozenset()
    answered: Answered | None = None


def record_update(
    obligation: Obligation, submission: Submission, actor: Actor, *, today: date, now: datetime
) -> Row[Any]:
    """Append one line to the obligation's history.

    Raises Stale when the obligation changed since the form was opened, Refused
    with Vietnamese problems per field when something is missing. A repeated `form_key`
    returns the line of the first post; so do the same words of the same day once more, as they
    come from a page to which somebody went back.
    """
    try:
        decided = decided_for(obligation, submission, partial(_lines_of, obligation.id), today)
    except Stale:
        given = {"id": obligation.id, "actor": actor.user_id, "key": submission.form_key}
        posted = rows_of(_OF_FORM, given).first()
        if posted is None:
            raise
        return posted
    before = _said_before(obligation, decided, actor) if submission.answered is None else None
    if before is not None:
        return before
    line = add_line(obligation, decided, submission, actor, now)
    settle([Written(obligation, line, line.last)])
    history.record(
        actor, f"update.{decided.kind}", at=now, subject=f"obligation:{obligation.id}",
        ids=(line.id,), detail={"state": decided.state.value},
    )  # fmt: skip
    return line


def _said_before(obligation: Obligation, decided: Decided, actor: Actor) -> Row[Any] | None:
    """The person's own newest line when it says just this; evidence is always something new."""
    if decided.kind is not UpdateKind.WORD or decided.proofs:
        return None
    if decided.words != obligation.last_words:
        return None
    newest = max(_lines_of(obligation.id), key=lambda line: line.id, default=None)
    cause = decided.cause.value if decided.cause else ""
    told = (actor.user_id, decided.kind, decided.state, decided.happened_on, decided.words, cause)
    names = ("actor_id", "kind", "state", "happened_on", "words", "cause")
    same = newest is not None and told == tuple(getattr(newest, name) for name in names)
    return newest if same else None


Lines = Callable[[], Sequence[Row[Any]]]
"""Reads the lines of an obligation, which most updates need not see."""


def decided_for(
    obligation: Obligation, submission: Submission, lines: Lines, today: date
) -> Decided:
    """The line to write of one locked obligation; writes nothing.

    Raises Stale and Refused as `record_update` does.
    """
    if obligation.version != submission.version:
        raise Stale
    if obligation.ended_on is not None:
        raise Refused({"state": "Phần việc này đã kết thúc hoặc đã bàn giao."})
    said = _with_kept_evidence(submission, obligation.id, lines)
    more = check_answer(submission.answered, today) if submission.answered else {}
    try:
        decided = decide(said, _situation(obligation, lines, submission, today))
    except Refused as refused:
        raise Refused(refused.problems | more) from None
    if more:
        raise Refused(more)
    return decided


NOT_CORRECTABLE = (
    "Nội dung tiếp nhận khi bàn giao và nội dung do cơ quan khác ghi không đính chính được; "
    "nếu có thay đổi, hãy ghi một cập nhật mới."
)
CORRECTABLE = frozenset(
    kind.value
    for kind in (
        UpdateKind.WORD, UpdateKind.NO_CHANGE, UpdateKind.SUBMITTED, UpdateKind.CORRECTION,
    )
)  # fmt: skip
"""Kinds of line that a unit writes of its own work."""


class Spoken(Protocol):
    """What tells whether a line may be put right."""

    @property
    def kind(self) -> str: ...  # noqa: D102

    @property
    def actor_id(self) -> int | None: ...  # noqa: D102

    @property
    def form_key(self) -> str | None: ...  # noqa: D102


def correctable(line: Spoken | Row[Any]) -> bool:
    """Whether a unit said this of its own work. What a hand-over brought nobody's form wrote."""
    received = line.actor_id is None and line.form_key is None
    return line.kind in CORRECTABLE and not received


_OF_OBLIGATION = StatusUpdate.obligation_id == bindparam("id")
_OF_FORM = select(*LINE).where(
    _OF_OBLIGATION,
    StatusUpdate.actor_id.is_not_distinct_from(bindparam("actor", type_=Integer)),
    StatusUpdate.form_key == bindparam("key"),
)
_ADD = {
    kind: add(StatusUpdate.__table__).on_conflict_do_nothing().returning(*LINE, IS_LAST)
    for kind, add in INSERTS.items()
}
_ADD_EVIDENCE = insert(Evidence.__table__)
_EVIDENCE = (
    select(Evidence.__table__, StatusUpdate.state)
    .join(StatusUpdate, StatusUpdate.id == Evidence.update_id)
    .where(_OF_OBLIGATION)
    .order_by(Evidence.id)
)


def _lines_of(obligation_id: int) -> list[Row[Any]]:
    return histories([obligation_id])[obligation_id]


def _evidence_of(obligation_id: int) -> Sequence[Row[Any]]:
    """All evidence of an obligation, each with the `state` that its line told."""
    return rows_of(_EVIDENCE, {"id": obligation_id}).all()


def _with_kept_evidence(submission: Submission, obligation_id: int, lines: Lines) -> Said:
    """A correction repeats the evidence of the corrected line that the officer kept."""
    if submission.corrects_id is None:
        return submission.said
    told = lines()
    corrected = next((line for line in told if line.id == submission.corrects_id), None)
    counted = {line.id for line in effective_lines(map(as_line, told))}
    if corrected is not None and not correctable(corrected):
        raise Refused({"corrects_id": NOT_CORRECTABLE})
    if corrected is None or corrected.id not in counted:
        raise Refused({"corrects_id": "Nội dung này đã được đính chính trước đó."})
    kept = [
        item
        for item in _evidence_of(obligation_id)
        if item.update_id == corrected.id and item.id in submission.kept_evidence
    ]
    return replace(submission.said, proofs=submission.said.proofs + tuple(map(as_proof, kept)))


def as_proof(item: Row[Any]) -> Proof:
    """Stored evidence as the pure rules take it."""
    return Proof(
        item.product_id, EvidenceKind(item.kind), item.result_on, item.number, item.issuer,
        item.subject, item.figure, item.url, item.blob_sha256, item.file_name,
    )  # fmt: skip


def _situation(
    obligation: Obligation, lines: Lines, submission: Submission, today: date
) -> Situation:
    """The obligation as the rules see it, without the line that is being corrected.

    Lines, products and evidence are read only for a word that rests on them.
    """
    situation = Situation(
        today=today,
        role=AssignmentRole(obligation.role),
        standing=obligation.standing,
        late_from=None if obligation.before_tracking else obligation.late_from,
        needs=(),
        proven={},
        correcting=submission.corrects_id is not None,
        state=State(obligation.state),
        cause=Cause(obligation.cause) if obligation.cause else None,
        year=obligation.year,
        given_on=_given_on(obligation, submission.said),
    )
    if submission.said.unchanged:
        return replace(situation, stopped_on=obligation.stopped_on)
    if not claims_result(submission.said.state):
        return situation
    counted = [
        line for line in effective_lines(map(as_line, lines())) if line.id != submission.corrects_id
    ]
    needs = needs_of(obligation)
    shown = _proven(_evidence_of(obligation.id), {line.id for line in counted}, needs)
    return replace(
        situation,
        needs=needs,
        proven=_received(obligation, needs) | shown,
        stopped_on=status_of(counted).stopped_on,
        open_on=max((line.happened_on for line in counted if line.state in _OPEN), default=None),
        asked_on=max((line.happened_on for line in counted if line.kind in _ASKED), default=None),
    )


def _given_on(obligation: Obligation, said: Said) -> date | None:
    """When the obligation was given: with its plan's paper, its plan or its own period.

    Read only where a day before its period is told; None elsewhere.
    """
    told = (said.happened_on, *(proof.result_on for proof in said.proofs))
    if not any(day and day < obligation.start_on for day in told):
        return None
    row = rows_of(_GIVEN, {"plan": obligation.plan_id}).one()
    return min(day for day in (obligation.start_on, *row) if day)


_GIVEN = (
    select(Plan.period_start, Document.issued_on)
    .outerjoin(Document, Document.id == Plan.document_id)
    .where(Plan.id == bindparam("plan"))
)
_OPEN = frozenset({State.NOT_STARTED, State.IN_PROGRESS})
_ASKED = frozenset({UpdateKind.ASKED.value})


def _received(obligation: Obligation, needs: tuple[Need, ...]) -> dict[int | None, date]:
    """What the predecessors had shown of a share that was opened by a hand-over."""
    shown: dict[int | None, date] = {}
    if obligation.opened_on is None:
        return shown
    query = select(Obligation).where(Obligation.successor_id == obligation.id)
    for giver in db.session.scalars(query):
        counted = {line.id for line in effective_lines(map(as_line, _lines_of(giver.id)))}
        shown |= _received(giver, needs) | _proven(_evidence_of(giver.id), counted, needs)
    return shown


def _proven(
    evidence: Iterable[Row[Any]], counted: Collection[int], needs: tuple[Need, ...]
) -> dict[int | None, date]:
    """The latest day by product. A submission paper does not show that the product exists."""
    by_other = {need.id for need in needs if need.by_other}
    proven: dict[int | None, date] = {}
    for item in evidence:
        if item.update_id not in counted:
            continue
        if item.state == State.SUBMITTED and item.product_id in {None, *by_other}:
            continue
        day = proven.get(item.product_id, item.result_on)
        proven[item.product_id] = max(day, item.result_on)
    return proven


_NEEDS = (
    select(Product.id, Product.title, Product.issuer)
    .join(Task, Task.product_from_id == Product.task_id)
    .where(Task.id == bindparam("task"), Product.slot == bindparam("slot"))
    .order_by(Product.ordinal)
)


def needs_of(obligation: Obligation) -> tuple[Need, ...]:
    """The products of the obligation's slot, from the row that prints them."""
    given = {"task": obligation.task_id, "slot": obligation.slot}
    return tuple(
        Need(number, title, issuer == "other") for number, title, issuer in rows_of(_NEEDS, given)
    )


SENT_BEFORE = "Biểu mẫu này đã được gửi một lần. Hãy mở lại biểu mẫu từ phần việc và ghi lại."


def add_line(
    obligation: Obligation,
    decided: Decided,
    submission: Submission,
    actor: Actor,
    now: datetime,
) -> Row[Any]:
    """Append what was decided, with its evidence; `caching.settle` makes it count.

    Raises Refused where the same form was sent before for something else.
    """
    values = {
        "obligation_id": obligation.id, "kind": decided.kind.value, "state": decided.state.value,
        "happened_on": decided.happened_on, "recorded_at": now, "actor_id": actor.user_id,
        "actor_label": actor.label, "words": decided.words,
        "cause": decided.cause.value if decided.cause else "",
        "corrects_id": submission.corrects_id, "form_key": submission.form_key,
        **_source(submission.answered),
        "of": obligation.id, "on": decided.happened_on, "at": now,
    }  # fmt: skip
    line = rows_of(_ADD[db.engine.dialect.name], values).first()
    if line is None:
        raise Refused({"sent": SENT_BEFORE})
    if decided.proofs:
        evidence = [_evidence(line.id, proof) for proof in decided.proofs]
        db.session.connection().execute(_ADD_EVIDENCE, evidence)
    return line


def _source(answered: Answered | None) -> dict[str, Any]:
    if answered is None or answered.source is None:
        return {}
    return {
        "source": answered.source.value, "source_paper": answered.paper, "source_on": answered.on,
    }  # fmt: skip


def _evidence(update_id: int, proof: Proof) -> dict[str, Any]:
    return {
        "update_id": update_id, "product_id": proof.product_id, "kind": proof.kind.value,
        "result_on": proof.result_on, "number": proof.number, "issuer": proof.issuer,
        "subject": proof.subject, "figure": proof.figure, "url": proof.url,
        "blob_sha256": proof.blob_sha256, "file_name": proof.file_name,
    }  # fmt: skip
