"""Open obligations for the pages on which several are written of at once."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, func, select, tuple_

from tracker.extensions import db
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.queries.listing import (
    COUNTED,
    PAGE,
    Days,
    Key,
    ListFilter,
    in_order,
    select_rows,
)
from tracker.tasks.queries.rows import BASE, Scope, WorkRow, fetch
from tracker.tasks.rules.states import AssignmentRole

STANDING_SHOWN = 200
"""Standing rows of one unit and field on a page: far more than any plan gives."""


def open_page(scope: Scope, cut: ListFilter, days: Days, after: Key | None = None) -> list[WorkRow]:
    """At most PAGE + 1 open rows after the key: the one too many tells of a next page."""
    query = _open_rows(scope, cut, days)
    if after is not None:
        query = query.where(tuple_(Obligation.sort_on, Obligation.id) > after)
    return fetch(in_order(query, cut).limit(PAGE + 1))


def count_open(scope: Scope, cut: ListFilter, days: Days) -> int:
    """How many open rows the filter has, up to COUNTED + 1."""
    ids = _open_rows(scope, cut, days).with_only_columns(Obligation.id)
    some = ids.limit(COUNTED + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def _open_rows(scope: Scope, cut: ListFilter, days: Days) -> Select[Any]:
    return select_rows(scope, cut, days).where(
        Obligation.open.is_(True), Obligation.ended_on.is_(None)
    )


def rows_of(scope: Scope, ids: Collection[int]) -> list[WorkRow]:
    """These obligations as far as they are in the scope, in the order of the ids."""
    query = BASE.where(
        Obligation.id.in_(list(ids)), Obligation.void.is_(False), *scope.conditions()
    )
    found = {row.id: row for row in fetch(query)}
    return [found[number] for number in ids if number in found]


def standing_rows(scope: Scope, unit_id: int, field_id: int, year: int) -> list[WorkRow]:
    """The open standing work of one unit in one field and year, in the order of the plan."""
    query = BASE.where(
        *scope.conditions(), Obligation.unit_id == unit_id, Obligation.field_id == field_id,
        Obligation.role == AssignmentRole.LEAD.value, Obligation.standing.is_(True),
        Obligation.open.is_(True), Obligation.void.is_(False), Obligation.year == year,
        Obligation.before_tracking.is_(False), Obligation.ended_on.is_(None),
    ).order_by(Obligation.task_id, Obligation.id)  # fmt: skip
    return fetch(query.limit(STANDING_SHOWN))


def standing_fields(scope: Scope, year: int) -> dict[tuple[int, int], int]:
    """How many open standing rows each unit leads in each field: (unit, field) to a number."""
    query = (
        select(Obligation.unit_id, Obligation.field_id, func.count())
        .where(
            *scope.conditions(), Obligation.role == AssignmentRole.LEAD.value,
            Obligation.standing.is_(True), Obligation.open.is_(True), Obligation.void.is_(False),
            Obligation.before_tracking.is_(False), Obligation.year == year,
            Obligation.ended_on.is_(None), Obligation.field_id.is_not(None),
        )
        .group_by(Obligation.unit_id, Obligation.field_id)
    )  # fmt: skip
    return {(unit, field): number for unit, field, number in db.session.execute(query)}
