"""What waits of an obligation beside its deadline: asked for, entered for the unit, due inside."""

from datetime import date

from sqlalchemy import ColumnElement, func, literal, select, union_all

from tracker.statements import rows_of
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.queries.judgements import IS_ASKED, IS_ENTERED_FOR
from tracker.tasks.queries.rows import Scope
from tracker.tasks.rules.listing import ListState
from tracker.tasks.rules.states import AssignmentRole, State

BESIDE = (
    ListState.ASKED, ListState.INTERNAL_LATE, ListState.ENTERED, ListState.INTERNAL_SOON,
)  # fmt: skip
"""In the order of seriousness."""


def beside(state: ListState, today: date, month: date) -> list[ColumnElement[bool]]:
    """The condition of one of these states; `month` is the day up to which "soon" reaches."""
    internal = Obligation.internal_due_on
    waits = [
        Obligation.open.is_(True), Obligation.state != State.SUBMITTED.value,
        Obligation.before_tracking.is_(False),
    ]  # fmt: skip
    return {
        ListState.ASKED: [Obligation.open.is_(True), IS_ASKED],
        ListState.ENTERED: [Obligation.ended_on.is_(None), IS_ENTERED_FOR],
        ListState.INTERNAL_LATE: [internal < today, *waits],
        ListState.INTERNAL_SOON: [
            internal.between(today, month), Obligation.sort_on > month, *waits
        ],
    }[state]  # fmt: skip


def counts_beside(scope: Scope, today: date, month: date) -> dict[ListState, int]:
    """How many of a scope's rows as lead are in each state: one statement."""
    found = [
        select(literal(state.value), func.count()).where(
            *scope.conditions(), Obligation.role == AssignmentRole.LEAD.value,
            Obligation.void.is_(False), *beside(state, today, month),
        )
        for state in BESIDE
    ]  # fmt: skip
    return {ListState(state): number for state, number in rows_of(union_all(*found))}
