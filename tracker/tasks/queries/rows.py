"""The rows of work lists: which of them a viewer may list, and what a list shows of each.

A page of ids is cut first and decorated after; rows are read through Core.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, false, select
from sqlalchemy.orm import aliased

from tracker.calendar.periods import label as period_label
from tracker.permissions import Handed, Permission, Viewer
from tracker.statements import among, rows_of
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.queries.visibility import within
from tracker.tasks.rules.cells import Counted, cell_on
from tracker.tasks.rules.states import AssignmentRole, Cell, State

BATCH = 500
"""Ids in one IN list."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose rows a list may hold: those of units, or of fields; None sets no bound.

    `handed` adds what other units handed to the viewer's division, or to the viewer.
    """

    units: frozenset[int] | None
    fields: frozenset[int] | None = None
    handed: Handed | None = None

    @property
    def everything(self) -> bool:
        """Whether every row of the province is in it."""
        return self.units is None and self.fields is None

    @property
    def single_unit(self) -> bool:
        """Whether only one unit's rows can be in it."""
        return self.units is not None and len(self.units) == 1 and self.handed is None

    def holds_unit(self, unit_id: int) -> bool:
        """Whether rows of this unit can be in it."""
        owners = self.handed.owners if self.handed else frozenset()
        return self.units is None or unit_id in self.units or unit_id in owners

    def conditions(self) -> list[ColumnElement[bool]]:
        """The bound as conditions on `Obligation`."""
        found = []
        if self.units is not None and self.handed is not None:
            found.append(within(self.units, self.handed))
        elif self.units is not None:
            found.append(one_of(Obligation.unit_id, self.units))
        if self.fields is not None:
            found.append(one_of(Obligation.field_id, self.fields))
        return found


def scope_of(viewer: Viewer, permission: Permission, *, by_field: bool = False) -> Scope:
    """The rows a viewer may list: own units, or (`by_field`) the fields their body follows."""
    units = viewer.scope(permission)
    if by_field and units and viewer.followed_field_ids:
        return Scope(None, viewer.followed_field_ids)
    return Scope(units, handed=viewer.handed(permission))


def one_of(column: Any, ids: Iterable[int]) -> ColumnElement[bool]:  # noqa: ANN401 - a column or an expression
    """Membership; a single id as an equation, so that an index also gives the order."""
    listed = sorted(ids)
    if not listed:
        return false()
    return column == listed[0] if len(listed) == 1 else column.in_(listed)


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One phần việc as a list shows it; `phrase` is the printed deadline."""

    id: int
    task_id: int
    unit_id: int
    plan_id: int
    field_id: int | None
    role: str
    period_key: str
    standing: bool
    before_tracking: bool
    ended_on: date | None
    end_kind: str
    due_on: date | None
    original_due_on: date | None
    late_from: date | None
    sort_on: date
    overdue_from: date | None
    state: str
    stopped_on: date | None
    last_words: str
    last_words_on: date | None
    cause: str
    version: int
    no_change_on: date | None
    division_id: int | None
    holder_id: int | None
    internal_due_on: date | None
    year: int
    original_late_from: date | None
    code: str
    number: str
    title: str
    heading: str | None
    phrase: str | None

    def cell(self, today: date) -> Cell | None:
        """Where it is counted on a day; None for a partner's."""
        facts = Counted(
            AssignmentRole(self.role), self.standing, self.before_tracking,
            self.ended_on is not None, self.due_on, self.late_from, State(self.state),
            self.stopped_on,
        )  # fmt: skip
        return cell_on(facts, today)

    @property
    def period(self) -> str:
        """The period's Vietnamese name; empty when it has none."""
        return period_label(self.period_key)


_OWN = (
    "id", "task_id", "unit_id", "plan_id", "field_id", "role", "period_key", "standing",
    "before_tracking", "ended_on", "end_kind", "due_on", "original_due_on", "late_from", "sort_on",
    "overdue_from", "state", "stopped_on", "last_words", "last_words_on", "cause",
    "version", "no_change_on", "division_id", "holder_id", "internal_due_on", "year",
    "original_late_from",
)  # fmt: skip
OWN_COLUMNS = tuple(getattr(Obligation, name) for name in _OWN)


BASE = select(*OWN_COLUMNS)
"""What every list selects; conditions, order and limit are its own."""

_heading, _deadline = aliased(Task), aliased(Task)
_TEXTS = (
    select(Task.id, Task.code, Task.number, Task.title, _heading.title, _deadline.deadline_text)
    .outerjoin(_heading, _heading.id == Task.parent_id)
    .outerjoin(_deadline, _deadline.id == Task.deadline_from_id)
    .where(among(Task.id, "ids"))
)


def fetch(page: Select[Any]) -> list[WorkRow]:
    """The rows of a cut page (a select built on BASE), with the printed texts of their tasks."""
    return fetch_each([page])[0]


def fetch_each(pages: Iterable[Select[Any]]) -> list[list[WorkRow]]:
    """The rows of each of these cut pages; the printed texts of all are read together."""
    found = [rows_of(page).all() for page in pages]
    ids = sorted({row.task_id for rows in found for row in rows})
    texts: dict[int, Sequence[Any]] = {}
    for first in range(0, len(ids), BATCH):
        for task_id, *text in rows_of(_TEXTS, {"ids": ids[first : first + BATCH]}):
            texts[task_id] = text
    return [[WorkRow(*row, *texts[row.task_id]) for row in rows] for rows in found]
