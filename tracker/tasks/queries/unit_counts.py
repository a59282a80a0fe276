"""What each unit owes as lead: the cells, who answered in this period, the longest silence.

Every function is one statement, whatever the number of units.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select

from tracker.extensions import db
from tracker.rounds.rules.windows import previous_closing
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.queries.counting import COUNTED, in_cell
from tracker.tasks.queries.listing import Days
from tracker.tasks.queries.rows import BASE, Scope, WorkRow, fetch
from tracker.tasks.rules.states import AssignmentRole, Cell, State

Cells = dict[Cell, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit's work in the open reporting period, of all years.

    `owing` are the phần việc of which a word is owed in the period, `answered` those that got one.
    """

    overdue: int = 0
    due_soon: int = 0
    owing: int = 0
    answered: int = 0

    @property
    def unanswered(self) -> int:
        """How many got no word yet."""
        return self.owing - self.answered


@dataclass(frozen=True, slots=True)
class Silence:
    """The open phần việc of a unit that was silent for longest; `heard_on` is its last answer."""

    since: date
    heard_on: date | None
    code: str
    title: str
    obligation_id: int


def cells_by_unit(scope: Scope, year: int | None, today: date) -> dict[int, Cells]:
    """The cells of each unit's phần việc of a year (None: of every year), by unit id."""
    sums = [
        func.sum(case((in_cell(Obligation, cell, today), 1), else_=0)).label(cell.value)
        for cell in COUNTED
    ]
    bounds = [*scope.conditions(), *_leads()]
    if year is not None:
        bounds.append(Obligation.year == year)
    query = select(Obligation.unit_id, *sums).where(*bounds).group_by(Obligation.unit_id)
    return {
        unit: dict(zip(COUNTED, numbers, strict=True))
        for unit, *numbers in db.session.execute(query)
    }


def standing_by_unit(scope: Scope, days: Days) -> dict[int, Standing]:
    """What waits in each unit, and how much of it was answered in the period, by unit id."""
    late = and_(Obligation.open.is_(True), Obligation.overdue_from <= days.today)
    soon = and_(
        in_cell(Obligation, Cell.OPEN_IN_TIME, days.today), Obligation.open.is_(True),
        Obligation.overdue_from.is_not(None), Obligation.sort_on <= days.month,
        Obligation.state != State.SUBMITTED.value,
    )  # fmt: skip
    owing, answered = _owing(days.today), _answered(days.today)
    sums = [
        func.sum(case((one, 1), else_=0))
        for one in (late, soon, or_(owing, answered), answered)
    ]  # fmt: skip
    query = (
        select(Obligation.unit_id, *sums)
        .where(*scope.conditions(), *_leads(), *_tracked(), or_(late, soon, owing, answered))
        .group_by(Obligation.unit_id)
    )
    return {unit: Standing(*numbers) for unit, *numbers in db.session.execute(query)}


def longest_silence(scope: Scope, today: date, tracking_from: date) -> dict[int, Silence]:
    """The longest silence among each unit's open phần việc, by unit id.

    Where nothing was ever said it counts from the day the work began, not before tracking.
    """
    heard = _heard()
    begun = func.coalesce(Obligation.opened_on, Obligation.start_on)
    counted = case((begun < tracking_from, literal(tracking_from)), else_=begun)
    since = func.coalesce(heard, counted)
    place = func.row_number().over(partition_by=Obligation.unit_id, order_by=(since, Obligation.id))
    each = (
        select(
            Obligation.unit_id, Obligation.id, Obligation.task_id, since.label("since"),
            heard.label("heard_on"), place.label("place"),
        )
        .where(*scope.conditions(), *_leads(), *_tracked(), _owing(today))
        .subquery()
    )  # fmt: skip
    query = (
        select(each.c.unit_id, each.c.since, each.c.heard_on, Task.code, Task.title, each.c.id)
        .join(Task, Task.id == each.c.task_id)
        .where(each.c.place == 1)
    )
    return {unit: Silence(*row) for unit, *row in db.session.execute(query)}


def unanswered_rows(scope: Scope, unit_id: int, today: date, limit: int) -> Sequence[WorkRow]:
    """The phần việc of a unit that owe a word in the period and got none, the earliest due first.

    At most `limit` rows.
    """
    query = BASE.where(
        *scope.conditions(), *_leads(), *_tracked(), Obligation.unit_id == unit_id,
        _owing(today), ~_answered(today),
    )  # fmt: skip
    return fetch(query.order_by(Obligation.sort_on, Obligation.id).limit(limit))


def _leads() -> list[ColumnElement[bool]]:
    return [Obligation.role == AssignmentRole.LEAD.value, Obligation.void.is_(False)]


def _tracked() -> list[ColumnElement[bool]]:
    return [Obligation.before_tracking.is_(False), Obligation.ended_on.is_(None)]


def _owing(today: date) -> ColumnElement[bool]:
    """Open work that has begun; what was submitted waits for another authority."""
    return and_(
        Obligation.open.is_(True), Obligation.start_on <= today,
        Obligation.state != State.SUBMITTED.value,
    )  # fmt: skip


def _answered(today: date) -> ColumnElement[bool]:
    """Whether a word or a "không thay đổi" came since the previous closing."""
    closing = previous_closing(today)
    return or_(
        *(
            and_(column.is_not(None), column > closing)
            for column in (Obligation.last_words_on, Obligation.no_change_on)
        )
    )


def _heard() -> Any:  # noqa: ANN401 - a case over two columns
    """The day of the last word or "không thay đổi"."""
    words, same = Obligation.last_words_on, Obligation.no_change_on
    return case((words.is_(None), same), (same.is_(None), words), (same > words, same), else_=words)
