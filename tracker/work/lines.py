"""Rows of work as a screen or a sheet shows them: marks, lateness, names, words."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.tasks.queries.rows import WorkRow
from tracker.tasks.rules.states import AssignmentRole, Cause, Cell, EndKind, State
from tracker.web.marks import MARKS, mark_key
from tracker.work.days import DayCount, Lateness
from tracker.work.filters import Choices

SHORTENED = 160


@dataclass(frozen=True, slots=True)
class Line:
    """One row, ready to be shown."""

    row: WorkRow
    mark: str
    late: Lateness | None
    left: int | None
    plan: str
    field: str
    unit: str
    silent_days: int | None
    words_age: int | None
    cause: str
    plan_over: bool

    @property
    def open(self) -> bool:
        """Whether the due day still matters."""
        return self.mark not in {"done", "done_on_time", "done_late", "closed", "before_tracking"}

    @property
    def words(self) -> str:
        """The last words, shortened."""
        return shortened(self.row.last_words)

    @property
    def state(self) -> str:
        """The state in one phrase."""
        return MARKS[self.mark].label

    @property
    def ended(self) -> str:
        """Why the unit owes it no more; empty while it does."""
        return EndKind(self.row.end_kind).label if self.row.end_kind else ""

    @property
    def role(self) -> str:
        """Chủ trì or phối hợp."""
        return AssignmentRole(self.row.role).label


def shortened(text: str) -> str:
    """The beginning of a long text, cut between words."""
    if len(text) <= SHORTENED:
        return text
    return f"{text[:SHORTENED].rsplit(' ', 1)[0]}…"


def lines(rows: Iterable[WorkRow], named: Choices, count: DayCount) -> list[Line]:
    """The rows as they stand today."""
    return [_line(row, named, count) for row in rows]


def _line(row: WorkRow, named: Choices, count: DayCount) -> Line:
    today = count.today
    cell = row.cell(today)
    left = count.left(row.due_on)
    field = named.fields.get(row.field_id or 0)
    age = count.since(row.last_words_on)
    plan = named.plans[row.plan_id]
    return Line(
        row=row,
        mark=mark_key(cell, State(row.state), left),
        late=count.late(row.overdue_from) if cell is Cell.OPEN_OVERDUE else None,
        left=left,
        plan=plan.label,
        field=field.name if field else "",
        unit=named.unit_names[row.unit_id],
        silent_days=age if cell is Cell.NO_DEADLINE else None,
        words_age=age,
        cause=Cause(row.cause).label if row.cause else "",
        plan_over=plan.is_over(today) and cell not in {None, Cell.CLOSED},
    )
