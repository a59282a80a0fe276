"""The flat list of phần việc: filters, order, paging by key."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    asc,
    desc,
    func,
    or_,
    select,
    tuple_,
    union_all,
)

from tracker.calendar.periods import bounds, quarter_key
from tracker.plans.models import Plan
from tracker.rounds.rules.windows import previous_closing
from tracker.statements import rows_of
from tracker.tasks.models.obligation import FIRST_DAY, NO_DAY, Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.queries.beside import BESIDE, beside
from tracker.tasks.queries.extensions import late_at_first
from tracker.tasks.queries.rows import BASE, Scope, WorkRow, fetch
from tracker.tasks.rules.listing import ListState
from tracker.tasks.rules.states import AssignmentRole, Cell, State
from tracker.text import fold

PAGE = 25
COUNTED = 1000
"""Totals are exact up to here; beyond, "hơn 1.000"."""

LONGEST_EXTENSION = timedelta(days=60)
"""No run of days off puts lateness off by as much; bounds the walk along an index."""

Key = tuple[date, int]
"""Sorting day and id of the last row shown."""


@dataclass(frozen=True, slots=True)
class Days:
    """Today and the days that the state filters lean on."""

    today: date
    soon: date
    month: date


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What a list is cut by; None or empty sets no bound."""

    state: ListState = ListState.UNFINISHED
    role: AssignmentRole = AssignmentRole.LEAD
    plan_id: int | None = None
    field_id: int | None = None
    unit_id: int | None = None
    year: int | None = None
    quarter: int | None = None
    text: str = ""
    latest_first: bool = False
    running: bool = False
    """Leave out the plans that are past their end."""
    by_internal: bool = False
    """Sort by the internal day where there is one; such a list has no next page."""


def page(scope: Scope, cut: ListFilter, days: Days, after: Key | None = None) -> list[WorkRow]:
    """At most PAGE + 1 rows after the key: the one too many tells that a next page is there."""
    return rows(scope, cut, days, limit=PAGE + 1, after=after)


def rows(
    scope: Scope, cut: ListFilter, days: Days, *, limit: int, after: Key | None = None
) -> list[WorkRow]:
    """At most `limit` rows in the filter's order, after the key."""
    return fetch(first_rows(scope, cut, days, limit=limit, after=after))


def first_rows(
    scope: Scope, cut: ListFilter, days: Days, *, limit: int, after: Key | None = None
) -> Select[Any]:
    """What `rows` reads, as a select for `fetch_each`."""
    parts = [_part(scope, one, days, after).limit(limit) for one in _apart(cut)]
    if len(parts) == 1:
        return parts[0]
    both = union_all(*(select(part.subquery()) for part in parts)).subquery()
    way = desc if cut.latest_first else asc
    return select(both).order_by(way(both.c.sort_on), way(both.c.id)).limit(limit)


def _apart(cut: ListFilter) -> list[ListFilter]:
    """A filter that joins two sets, as filters of one set each: each walks its own index."""
    if cut.state is not ListState.ORIGINAL_OVERDUE or cut.role is AssignmentRole.PARTNER:
        return [cut]
    return [replace(cut, state=state) for state in (ListState.OVERDUE, ListState.SPARED)]


def _part(scope: Scope, cut: ListFilter, days: Days, after: Key | None) -> Select[Any]:
    query = select_rows(scope, cut, days)
    place = tuple_(Obligation.sort_on, Obligation.id)
    if after is not None:
        query = query.where(place < after if cut.latest_first else place > after)
    return in_order(query, cut)


def in_order(query: Select[Any], cut: ListFilter) -> Select[Any]:
    """The filter's order: by day, then by id."""
    if cut.latest_first:
        return query.order_by(Obligation.sort_on.desc(), Obligation.id.desc())
    if cut.by_internal:
        inside = func.coalesce(Obligation.internal_due_on, Obligation.sort_on)
        return query.order_by(inside, Obligation.id)
    return query.order_by(Obligation.sort_on, Obligation.id)


def count(scope: Scope, cut: ListFilter, days: Days, most: int = COUNTED + 1) -> int:
    """How many rows the filter has, up to `most`."""
    some = [select(_ids(scope, one, days).limit(most).subquery()) for one in _apart(cut)]
    found = union_all(*some).subquery() if len(some) > 1 else some[0].subquery()
    return min(rows_of(select(func.count()).select_from(found)).scalar_one(), most)


def ids_of(scope: Scope, cut: ListFilter, days: Days) -> Select[Any]:
    """The ids of a filter's rows, in no order."""
    some = [_ids(scope, one, days) for one in _apart(cut)]
    return select(union_all(*some).subquery().c.id)


def _ids(scope: Scope, cut: ListFilter, days: Days) -> Select[Any]:
    return select_rows(scope, cut, days).with_only_columns(Obligation.id)


def select_rows(scope: Scope, cut: ListFilter, days: Days) -> Select[Any]:
    """The rows of a filter, in no order."""
    return BASE.where(
        _role(cut) == cut.role.value,
        Obligation.void.is_(False),
        *scope.conditions(),
        *_bounds(cut, days),
        *state_conditions(cut.state, cut.role, days),
        *_text_conditions(cut.text),
    )


def _role(cut: ListFilter) -> ColumnElement[str]:
    """The role; of what was extended, so that no index of all rows is walked for a few."""
    return Obligation.role.concat("") if cut.state in _EXTENDED else Obligation.role.expression


def _bounds(cut: ListFilter, days: Days) -> list[ColumnElement[bool]]:
    found = [
        column == value
        for column, value in (
            (Obligation.plan_id, cut.plan_id),
            (Obligation.field_id, cut.field_id),
            (Obligation.unit_id, cut.unit_id),
            (Obligation.year, cut.year),
        )
        if value is not None
    ]
    if cut.running:
        found.append(Obligation.plan_id.in_(_plans_running(days.today)))
    quarter = bounds(quarter_key(cut.year, cut.quarter)) if cut.year and cut.quarter else None
    return [*found, Obligation.sort_on.between(*quarter)] if quarter else found


def plans_over(today: date) -> Select[Any]:
    """The ids of the plans that are past their end."""
    return select(Plan.id).where(Plan.period_end < today)


def _plans_running(today: date) -> Select[Any]:
    return select(Plan.id).where(Plan.period_end >= today)


def _text_conditions(text: str) -> list[ColumnElement[bool]]:
    """Every word somewhere in the row's number, title or product, whatever the accents."""
    words = fold(text).split()
    if not words:
        return []
    found = (Task.search_key.contains(word, autoescape=True) for word in words)
    return [Obligation.task_id.in_(select(Task.id).where(*found))]


def state_conditions(
    state: ListState, role: AssignmentRole, days: Days
) -> list[ColumnElement[bool]]:
    """The state filter as conditions; for partners, who enter no cell, by their own word."""
    tracked: list[ColumnElement[bool]] = [
        Obligation.open.is_(True),
        Obligation.before_tracking.is_(False),
    ]
    if state in BESIDE:
        return beside(state, days.today, days.month)
    over = Obligation.plan_id.in_(plans_over(days.today))
    plain = {ListState.ALL: [], ListState.OPEN: tracked, ListState.PLAN_OVER: [*tracked, over]}
    if state in plain:
        return plain[state]
    if role is AssignmentRole.PARTNER:
        return _partner_conditions(state, days)
    outcome, is_open = _OUTCOMES[state]
    if state in _EXTENDED:
        return _by_the_first_day(state, days.today)
    kept = [Obligation.outcome == outcome.value] if outcome else []
    if is_open is not None:
        kept.append(Obligation.open.is_(is_open))
    return [*kept, *_finer(state, days)]


_OUTCOMES: dict[ListState, tuple[Cell | None, bool | None]] = {
    ListState.NEEDED: (None, True),
    ListState.UNFINISHED: (Cell.OPEN_IN_TIME, True),
    ListState.OVERDUE: (Cell.OPEN_IN_TIME, True),
    ListState.ORIGINAL_OVERDUE: (Cell.OPEN_IN_TIME, True),
    ListState.SPARED: (Cell.OPEN_IN_TIME, True),
    ListState.EXTENDED: (Cell.OPEN_IN_TIME, True),
    ListState.SPARED_DONE: (Cell.DONE_ON_TIME, False),
    ListState.SOON: (Cell.OPEN_IN_TIME, True),
    ListState.MONTH: (Cell.OPEN_IN_TIME, True),
    ListState.IN_TIME: (Cell.OPEN_IN_TIME, True),
    ListState.SUBMITTED: (Cell.OPEN_IN_TIME, True),
    ListState.STANDING: (Cell.NO_DEADLINE, None),
    ListState.SILENT: (Cell.NO_DEADLINE, True),
    ListState.UNCHANGED: (Cell.NO_DEADLINE, True),
    ListState.UNDETERMINED: (Cell.UNDETERMINED, True),
    ListState.DONE_ON_TIME: (Cell.DONE_ON_TIME, False),
    ListState.DONE_LATE: (Cell.DONE_LATE, False),
    ListState.BEFORE_TRACKING: (Cell.BEFORE_TRACKING, None),
    ListState.CLOSED: (Cell.CLOSED, False),
}
"""The stored cell of each choice, and whether its rows are open; both lead an index."""


def _finer(state: ListState, days: Days) -> list[ColumnElement[bool]]:
    """What the choice asks beyond the stored cell."""
    late_later = Obligation.overdue_from > days.today
    in_time = late_later | Obligation.overdue_from.is_(None)
    due_by = {ListState.SOON: days.soon, ListState.MONTH: days.month}
    overdue = Obligation.overdue_from <= days.today
    if state in {ListState.OVERDUE, ListState.ORIGINAL_OVERDUE}:
        spared = and_(*_by_the_first_day(ListState.SPARED, days.today))
        return [overdue if state is ListState.OVERDUE else overdue | spared]
    if state in due_by:
        unsent = Obligation.state != State.SUBMITTED.value
        recent = Obligation.sort_on > days.today - LONGEST_EXTENSION  # follows from `late_later`
        return [late_later, recent, Obligation.sort_on <= due_by[state], unsent]
    if state is ListState.IN_TIME:
        return [in_time]
    if state is ListState.SUBMITTED:
        return [Obligation.state == State.SUBMITTED.value, in_time]
    if state is ListState.NEEDED:
        return [_needed(days)]
    heard = {ListState.SILENT: silent, ListState.UNCHANGED: unchanged}
    return [heard[state](days.today)] if state in heard else []


def _needed(days: Days) -> ColumnElement[bool]:
    """A lead's work that asks for a word: overdue, due within the month, standing and silent."""
    unsent = Obligation.state != State.SUBMITTED.value
    near = and_(
        Obligation.outcome == Cell.OPEN_IN_TIME.value, Obligation.overdue_from.is_not(None),
        or_(Obligation.overdue_from <= days.today, and_(Obligation.sort_on <= days.month, unsent)),
    )  # fmt: skip
    return or_(near, and_(Obligation.outcome == Cell.NO_DEADLINE.value, silent(days.today)))


_EXTENDED = {ListState.EXTENDED, ListState.SPARED, ListState.SPARED_DONE}


def _by_the_first_day(state: ListState, today: date) -> list[ColumnElement[bool]]:
    """What was extended, cut by what it would be on the day it had before."""
    done = state is ListState.SPARED_DONE
    cell = Cell.DONE_ON_TIME if done else Cell.OPEN_IN_TIME
    kept = [Obligation.original_late_from >= FIRST_DAY, Obligation.outcome.concat("") == cell.value]
    if state is ListState.EXTENDED:
        return kept
    in_time = func.coalesce(Obligation.overdue_from, NO_DAY) > today
    return [*kept, *([] if done else [in_time]), late_at_first(today)]


def silent(today: date) -> ColumnElement[bool]:
    """Standing work without a word or a "không thay đổi" since the previous closing."""
    return and_(*(_before_closing(column, today) for column in _ANSWERED))


def unchanged(today: date) -> ColumnElement[bool]:
    """Standing work whose only answer since the previous closing is "không thay đổi"."""
    answered = Obligation.no_change_on > previous_closing(today)
    return and_(_before_closing(Obligation.last_words_on, today), answered)


_ANSWERED = (Obligation.last_words_on, Obligation.no_change_on)


def _before_closing(column: Any, today: date) -> ColumnElement[bool]:  # noqa: ANN401 - a column
    return or_(column.is_(None), column <= previous_closing(today))


def _partner_conditions(state: ListState, days: Days) -> list[ColumnElement[bool]]:
    """The same choices read from a partner's own word and day; a partner is never late."""
    waiting = and_(Obligation.open.is_(True), Obligation.before_tracking.is_(False))
    ended, done = Obligation.ended_on.is_not(None), Obligation.state == State.DONE.value
    choices: dict[ListState, list[ColumnElement[bool]]] = {
        ListState.NEEDED: [
            waiting,
            or_(
                and_(Obligation.due_on.is_not(None), Obligation.sort_on <= days.month),
                and_(Obligation.standing.is_(True), silent(days.today)),
            ),
        ],
        ListState.UNFINISHED: [waiting],
        ListState.IN_TIME: [waiting],
        ListState.SOON: [waiting, Obligation.sort_on.between(days.today, days.soon)],
        ListState.MONTH: [waiting, Obligation.sort_on.between(days.today, days.month)],
        ListState.SUBMITTED: [waiting, Obligation.state == State.SUBMITTED.value],
        ListState.STANDING: [waiting, Obligation.standing.is_(True)],
        ListState.SILENT: [waiting, Obligation.standing.is_(True), silent(days.today)],
        ListState.UNCHANGED: [waiting, Obligation.standing.is_(True), unchanged(days.today)],
        ListState.UNDETERMINED: [
            waiting, Obligation.standing.is_(False), Obligation.due_on.is_(None)
        ],
        ListState.DONE_ON_TIME: [done, ~ended],
        ListState.BEFORE_TRACKING: [Obligation.before_tracking.is_(True), ~ended],
        ListState.CLOSED: [ended],
    }  # fmt: skip
    return choices.get(state, [Obligation.id < 0])
