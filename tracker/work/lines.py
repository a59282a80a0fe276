"""Rows of work as a screen or a sheet shows them: marks, lateness, names, words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.tasks.queries.matters import Matter, matters_of
from tracker.tasks.queries.rows import WorkRow
from tracker.tasks.rules.states import AssignmentRole, Cause, Cell, EndKind, State
from tracker.web.marks import MARKS, DeadlineWords, deadline_words, mark_key
from tracker.work.days import DayCount, Lateness
from tracker.work.filters import Choices
from tracker.work.links import task_addresses, update_addresses
from tracker.work.matters import tags
from tracker.work.same import same_act, same_day

WORDS_SHOWN, TITLE_SHOWN, HEADING_SHOWN, PHRASE_SHOWN = 160, 220, 140, 90
_SETTLED = frozenset({"done", "done_on_time", "done_late", "closed", "before_tracking"})
_LABEL = {str(member): member.label for kind in (EndKind, Cause) for member in kind}


@dataclass(frozen=True, slots=True)
class Line:
    """One row, ready to be shown."""

    row: WorkRow
    url: str
    update_url: str
    mark: str
    late: Lateness | None
    due_words: DeadlineWords | None
    plan: str
    field: str
    unit: str
    silent_days: int | None
    words_age: int | None
    cause: str
    plan_over: bool
    tags: tuple[str, ...] = ()
    same: str = ""

    @property
    def same_day(self) -> date | None:
        """The day of a "không thay đổi" that was said after the last words."""
        return same_day(self.row)

    @property
    def title(self) -> str:
        """The printed title, shortened."""
        return shortened(self.row.title, TITLE_SHOWN)

    @property
    def heading(self) -> str:
        """The heading above it, shortened."""
        return shortened(self.row.heading or "", HEADING_SHOWN)

    @property
    def phrase(self) -> str:
        """The printed deadline, shortened."""
        return shortened(self.row.phrase or "", PHRASE_SHOWN)

    @property
    def words(self) -> str:
        """The last words, shortened."""
        return shortened(self.row.last_words, WORDS_SHOWN)

    @property
    def place(self) -> str:
        """Plan, field, number and period, as in "196/KH-UBND · Cải cách thể chế · mục 1.1"."""
        number = self.row.number and f"mục {self.row.number}"
        return " · ".join(filter(None, (self.plan, self.field, number, self.row.period)))

    @property
    def state(self) -> str:
        """The state in one phrase."""
        return MARKS[self.mark].label

    @property
    def ended(self) -> str:
        """Why the unit owes it no more; empty while it does."""
        return _LABEL[self.row.end_kind] if self.row.end_kind else ""

    @property
    def role(self) -> str:
        """Chủ trì or phối hợp."""
        return AssignmentRole(self.row.role).label


def shortened(text: str, most: int) -> str:
    """The beginning of a long text, cut between words."""
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]}…"


Matters = Mapping[int, Sequence[Matter]]


def lines(
    rows: Sequence[WorkRow], named: Choices, count: DayCount, matters: Matters | None = None
) -> list[Line]:
    """The rows as they stand today; `matters` where the caller has read them for more rows."""
    if matters is None:
        matters = matters_of([row.id for row in rows])
    task_page, update_page = task_addresses(), update_addresses()
    told = {number: tags(found, named.unit_names) for number, found in matters.items()}
    return [
        _line(row, named, count, (task_page(row.code), update_page(row.id)), told.get(row.id, ()))
        for row in rows
    ]


def _line(
    row: WorkRow, named: Choices, count: DayCount, urls: tuple[str, str], told: tuple[str, ...]
) -> Line:
    today = count.today
    cell = row.cell(today)
    left = count.left(row.due_on)
    field = named.fields.get(row.field_id or 0)
    age = count.since(row.last_words_on)
    key = mark_key(cell, State(row.state), left)
    late = count.late(row.overdue_from) if cell is Cell.OPEN_OVERDUE else None
    waits = late is None and key not in _SETTLED
    plan = named.plans[row.plan_id]
    return Line(
        row=row,
        url=urls[0],
        update_url=urls[1],
        mark=key,
        late=late,
        due_words=deadline_words(row.due_on, today, left) if row.due_on and waits else None,
        plan=plan.label,
        field=field.name if field else "",
        unit=named.unit_names[row.unit_id],
        silent_days=age if cell is Cell.NO_DEADLINE else None,
        words_age=age,
        cause=_LABEL[row.cause] if row.cause else "",
        plan_over=plan.is_over(today) and cell not in {None, Cell.CLOSED},
        tags=(*(("đã gia hạn",) if row.original_late_from else ()), *told),
        same=same_act(row, today),
    )
