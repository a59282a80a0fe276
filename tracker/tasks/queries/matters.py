"""What is open beside the state of obligations: handed on inside, asked of others, asked for.

One statement for a whole page of obligations. The caller names only obligations that its viewer
may see fully.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    literal,
    null,
    select,
    union_all,
)

from tracker.statements import among, rows_of, spelled_out
from tracker.tasks.models.asking import CooperationRequest, Extension
from tracker.tasks.models.delegation import Delegation
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.queries.judgements import asks, confirms, entered_for
from tracker.tasks.rules.matters import MatterKind
from tracker.tasks.rules.states import ExtensionStatus


@dataclass(frozen=True, slots=True)
class Matter:
    """One open matter of an obligation.

    delegated: division `unit_id` or officer `label`, since `since`, internal day `until`;
    waiting: the partner `unit_id` was asked on `since` and should answer by `until`;
    extension: asked on `since`, until the day `until`;
    confirmed, asked: `label` holds the words, since `since`; entered: by `label` on `since`.
    """

    obligation_id: int
    kind: MatterKind
    unit_id: int | None
    label: str
    since: date
    until: date | None


def _lines(kind: MatterKind, holds: ColumnElement[bool], label: Any) -> Select[Any]:  # noqa: ANN401 - a column
    return select(
        StatusUpdate.obligation_id, literal(kind.value), null(), label, StatusUpdate.happened_on,
        null(),
    ).where(among(StatusUpdate.obligation_id, "ids"), holds)  # fmt: skip


_OPEN = spelled_out(union_all(
    select(
        Delegation.obligation_id, literal(MatterKind.DELEGATED.value).label("kind"),
        Delegation.division_id.label("unit_id"), Delegation.holder_label.label("label"),
        Delegation.given_on.label("since"), Delegation.internal_due_on.label("until"),
    ).where(among(Delegation.obligation_id, "ids"), Delegation.ended_at.is_(None)),
    select(
        CooperationRequest.obligation_id, literal(MatterKind.WAITING.value),
        CooperationRequest.partner_unit_id, literal(""), CooperationRequest.asked_on,
        CooperationRequest.answer_by,
    ).where(
        among(CooperationRequest.obligation_id, "ids"), CooperationRequest.answered_on.is_(None),
        CooperationRequest.withdrawn_at.is_(None),
    ),
    select(
        Extension.obligation_id, literal(MatterKind.EXTENSION.value), null(), literal(""),
        Extension.asked_on, Extension.requested_until,
    ).where(
        among(Extension.obligation_id, "ids"), Extension.status == ExtensionStatus.ASKED.value
    ),
    _lines(MatterKind.CONFIRMED, confirms(StatusUpdate), StatusUpdate.words),
    _lines(MatterKind.ASKED, asks(StatusUpdate), StatusUpdate.words),
    _lines(MatterKind.ENTERED, entered_for(StatusUpdate), StatusUpdate.actor_label),
))  # fmt: skip


def matters_of(obligation_ids: Collection[int]) -> dict[int, list[Matter]]:
    """The open matters of each of these obligations."""
    found: dict[int, list[Matter]] = defaultdict(list)
    if not obligation_ids:
        return found
    for row in rows_of(_OPEN, {"ids": list(obligation_ids)}):
        number, kind, unit, label, since, until = row
        found[number].append(Matter(number, MatterKind(kind), unit, label, since, until))
    return found
