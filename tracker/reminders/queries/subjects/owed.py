"""Obligations a lead still owes, read as columns, with their printed texts read once.

Owed are the rows that are open, not withdrawn, due since tracking began, and not "đã trình, chờ ban
hành", which stops the lead's clock. A plan past its end waits for its closing: of its rows only
those go on that get late after that end, since nobody was told of their lateness before.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select

from tracker.plans.models import Plan
from tracker.reminders.rules.local import local_day
from tracker.reminders.rules.subjects import Owner, Subject, SubjectKind
from tracker.reminders.rules.titles import period_of, title_of
from tracker.statements import rows_of
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.rules.states import AssignmentRole, State

BATCH = 500
"""Ids in one IN list."""


class Owed(NamedTuple):
    """One obligation as a reminder needs it."""

    id: int
    task_id: int
    plan_id: int
    unit_id: int
    division_id: int | None
    holder_id: int | None
    internal_due_on: date | None
    due_on: date | None
    late_from: date | None
    start_on: date
    taken_on: date | None
    opened_at: datetime
    period_key: str

    @property
    def owner(self) -> Owner:
        """The unit, and to whom it handed the work."""
        return Owner(self.unit_id, self.division_id, self.holder_id)

    @property
    def opened_on(self) -> date:
        """Since when this unit owes it and the program knows: no rung before."""
        start = min(self.start_on, self.due_on) if self.due_on else self.start_on
        return max(start, self.taken_on or start, local_day(self.opened_at))


_O = Obligation
_OWED = (
    select(
        _O.id, _O.task_id, _O.plan_id, _O.unit_id, _O.division_id, _O.holder_id,
        _O.internal_due_on, _O.due_on, _O.late_from, _O.start_on, _O.opened_on.label("taken_on"),
        _O.opened_at, _O.period_key,
    )
    .join(Plan, Plan.id == _O.plan_id)
    .where(
        _O.open.is_(True), _O.void.is_(False), _O.before_tracking.is_(False),
        _O.state != State.SUBMITTED.value,
        or_(Plan.period_end >= bindparam("today"), _O.late_from > Plan.period_end),
    )
)  # fmt: skip


def owed_where(
    *conditions: Any,  # noqa: ANN401 - a condition of either kind
    by_role: bool = False,
) -> Select[Any]:
    """The rows that are owed, under further conditions on `Obligation`; binds `today`.

    `by_role`: the walk goes along an index that begins with the role. Elsewhere the role must not
    offer one, or SQLite walks every lead's row.
    """
    role = _O.role.expression if by_role else _O.role.concat("")
    return _OWED.where(role == AssignmentRole.LEAD.value, *conditions)


def owed(query: Select[Any], today: date) -> Iterator[Owed]:
    """The rows of a select built by `owed_where`."""
    return (Owed._make(row) for row in rows_of(query, {"today": today}))


_ALIKE = (
    _O.unit_id, _O.division_id, _O.holder_id, _O.internal_due_on, _O.due_on, _O.late_from,
    _O.start_on, _O.opened_on, _O.opened_at,
)  # fmt: skip


def alike(
    query: Select[Any], *beside: ColumnElement[Any], today: date | None = None
) -> Iterator[tuple[Owed, int, tuple[Any, ...]]]:
    """The rows of a select on `Obligation` by owner and days: one of each, how many, and `beside`.

    Such a row has no id, task, plan or period; `UNNAMED` goes with it.
    """
    counted = query.with_only_columns(*_ALIKE, func.count(), *beside).group_by(*_ALIKE, *beside)
    last = len(_ALIKE)
    for row in rows_of(counted, {"today": today} if today else None):
        yield Owed(0, 0, 0, *row[:last], period_key=""), row[last], tuple(row[last + 1 :])


def owed_of(ids: Collection[int], today: date, *conditions: Any) -> Iterator[Owed]:  # noqa: ANN401
    """Those of these obligations that are still owed."""
    for batch in batches(ids):
        yield from owed(owed_where(_O.id.in_(batch), *conditions), today)


def batches(ids: Iterable[int]) -> Iterator[list[int]]:
    """The ids, each once and in order, in lists of at most BATCH."""
    listed = sorted(set(ids))
    for first in range(0, len(listed), BATCH):
        yield listed[first : first + BATCH]


class Beside(NamedTuple):
    """What a kind says of its row beside the day; by default nothing, and the row's own owner."""

    owner: Owner | None = None
    late_from: date | None = None
    part: int = 0
    note: str = ""
    opened_on: date | None = None


@dataclass(slots=True)
class Printed:
    """Printed texts of tasks and numbers of plans, each read once; titles made once."""

    tasks: dict[int, tuple[str, str, str]]
    plans: dict[int, str]
    titles: dict[tuple[int, str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Collection[Owed]) -> "Printed":
        """The texts of these rows."""
        texts = select(Task.id, Task.code, Task.number, Task.title)
        tasks = {
            number: (code, printed, title)
            for batch in batches(row.task_id for row in rows)
            for number, code, printed, title in rows_of(texts.where(Task.id.in_(batch)))
        }
        named = select(Plan.id, Plan.number)
        plans = {
            number: paper
            for batch in batches(row.plan_id for row in rows)
            for number, paper in rows_of(named.where(Plan.id.in_(batch)))
        }
        return cls(tasks, plans)

    def title(self, row: Owed, note: str = "") -> str:
        """The printed number and title, with the period and what else is to be told beside."""
        key = row.task_id, row.period_key, note
        if key not in self.titles:
            _, number, words = self.tasks[row.task_id]
            self.titles[key] = title_of(number, words, period_of(row.period_key), note)
        return self.titles[key]

    def subject(self, kind: SubjectKind, row: Owed, day: date, beside: Beside) -> Subject:
        """The row as a subject of a kind; the page to act on is its update."""
        return Subject(
            kind, row.id, day, beside.opened_on or row.opened_on, beside.owner or row.owner,
            self.title(row, beside.note), self.tasks[row.task_id][0],
            f"/phan-viec/{row.id}/cap-nhat", beside.late_from, beside.part,
            self.plans[row.plan_id],
        )  # fmt: skip


UNNAMED = Printed({0: ("", "", "")}, {0: ""})
"""For rows that stand for many."""
