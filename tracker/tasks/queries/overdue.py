"""What is overdue today: in the order of units or fields, paged by key."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, func, select, tuple_

from tracker.plans.models import Field
from tracker.statements import rows_of
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.queries.counting import CountFilter, equal_to
from tracker.tasks.queries.rows import BASE, Scope, WorkRow, fetch, one_of
from tracker.units.models import Unit

PAGE, LONG_PAGE = 25, 100


@dataclass(frozen=True, slots=True)
class Key:
    """The last row shown: its group's order and id, then its own."""

    group_order: int
    group_id: int
    overdue_from: date
    id: int


@dataclass(frozen=True, slots=True)
class Grouping:
    """By what the list is grouped: tables joined, the groups' order, their id (0 for none)."""

    tables: FromClause
    order: ColumnElement[int]
    id: ColumnElement[int]


_ROWS = Obligation.__table__
NO_FIELD_LAST = 9999
BEFORE_ALL = (-1, -1)

BY_UNIT = Grouping(
    Unit.__table__.join(_ROWS, Obligation.unit_id == Unit.id), Unit.sort_order, Unit.id
)
BY_FIELD = Grouping(
    _ROWS.outerjoin(Field.__table__, Obligation.field_id == Field.id),
    func.coalesce(Field.sort_order, NO_FIELD_LAST),
    func.coalesce(Obligation.field_id, 0),
)


@dataclass(frozen=True, slots=True)
class OverdueList:
    """Whose overdue rows, cut by what, on which day, in which order."""

    scope: Scope
    cut: CountFilter
    today: date
    grouping: Grouping = BY_UNIT


def page(wanted: OverdueList, after: Key | None = None, size: int = PAGE) -> list[WorkRow]:
    """At most `size` + 1 rows after the key, in the order of the groups, the oldest first."""
    return rows(wanted, size + 1, after)


def rows(wanted: OverdueList, limit: int, after: Key | None = None) -> list[WorkRow]:
    """At most `limit` rows. What is left of the key's group is read first, then the groups after.

    Two statements instead of one OR: each walks an index from its own starting point.
    """
    query = in_order(wanted)
    if after is None:
        return fetch(query.where(groups_after(wanted)).limit(limit))
    group = wanted.grouping
    later = tuple_(Obligation.overdue_from, Obligation.id) > (after.overdue_from, after.id)
    found = fetch(query.where(group.id == after.group_id, later).limit(limit))
    if len(found) == limit:
        return found
    following = groups_after(wanted, (after.group_order, after.group_id))
    return found + fetch(query.where(following).limit(limit - len(found)))


def groups_after(wanted: OverdueList, place: tuple[int, int] = BEFORE_ALL) -> ColumnElement[bool]:
    """The groups after a place.

    Said even of the first page: it makes SQLite walk the groups by their order, and each
    group's overdue rows by theirs, instead of sorting them all.
    """
    return tuple_(wanted.grouping.order, wanted.grouping.id) > place


def in_order(wanted: OverdueList) -> Select[Any]:
    """All rows of the list, in the order of the groups."""
    group = wanted.grouping
    return (
        BASE.select_from(group.tables)
        .where(*_conditions(wanted))
        .order_by(group.order, group.id, Obligation.overdue_from, Obligation.id)
    )


def _conditions(wanted: OverdueList) -> list[ColumnElement[bool]]:
    """An overdue row is a lead's, open and not void: only such rows carry `overdue_from`."""
    return [
        Obligation.overdue_from <= wanted.today,
        *wanted.scope.conditions(),
        *equal_to(Obligation, wanted.cut),
    ]


def subtotals(wanted: OverdueList, group_ids: set[int]) -> dict[int, int]:
    """How many overdue rows each of these groups has."""
    group = wanted.grouping.id
    query = (
        select(group.label("subtotal_of"), func.count())
        .select_from(wanted.grouping.tables)
        .where(*_conditions(wanted), one_of(group, group_ids))
        .group_by("subtotal_of")
    )
    return dict(rows_of(query).all())


def count(wanted: OverdueList, most: int) -> int:
    """How many overdue rows the list has, up to `most`."""
    some = select(Obligation.id).where(*_conditions(wanted)).limit(most).subquery()
    return int(rows_of(select(func.count()).select_from(some)).scalar_one())


def of_other_years(wanted: OverdueList) -> int:
    """Overdue rows that the year of the filter hides, up to 1,001."""
    if wanted.cut.year is None:
        return 0
    all_years = CountFilter(wanted.cut.plan_id, wanted.cut.field_id, wanted.cut.unit_id)
    other = OverdueList(wanted.scope, all_years, wanted.today)
    hidden = Obligation.year != wanted.cut.year
    some = select(Obligation.id).where(*_conditions(other), hidden).limit(1001).subquery()
    return int(rows_of(select(func.count()).select_from(some)).scalar_one())
