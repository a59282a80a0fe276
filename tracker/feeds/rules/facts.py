"""What is known of the things that stand in a calendar (pure)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from tracker.calendar.periods import label as period_label
from tracker.tasks.rules.revisions import Begun, Revision, Trace, revision_of
from tracker.tasks.rules.states import AssignmentRole, EndKind, State


class Printed(NamedTuple):
    """What the plan prints of a task; blank cells are empty. `plan` is its number or title."""

    number: str
    title: str
    heading: str
    product: str
    lead: str
    partners: str
    deadline: str
    plan: str
    field: str


class Print(NamedTuple):
    """A task's words, and how often and when they last changed."""

    words: Printed
    version: int
    changed_at: datetime | None


class Row(NamedTuple):
    """The columns of an obligation that its entries follow from, as they are stored."""

    id: int
    task_id: int
    unit_id: int
    role: str
    period_key: str
    due_on: date | None
    late_from: date | None
    original_due_on: date | None
    state: str
    state_on: date | None
    ended_on: date | None
    end_kind: str
    void: bool
    internal_due_on: date | None
    stood_at: datetime
    heir_unit_id: int | None
    overdue_from: date | None
    handed_here: bool


class Known(NamedTuple):
    """All that the entries of an obligation follow from: equal values give equal bytes.

    `unit` and `heir` are short names, empty where the calendar does not tell them.
    """

    row: Row
    traces: tuple[Trace, ...]
    printed: Print
    unit: str
    heir: str


@dataclass(frozen=True, slots=True)
class Work:
    """One obligation with a day: its own, or one inside the house.

    `unit` is the short name of who owes it, where the calendar tells of several units, `heir` of
    who took it over. `inside_on` is the internal day where it is the reader's to keep. `end` is
    None and `ended_on` set of a row that was withdrawn. `overdue_from` is None of what can be late
    nowhere: of partners, of what was due before tracking began.
    """

    id: int
    role: AssignmentRole
    due_on: date | None
    late_from: date | None
    first_due_on: date | None
    state: State
    state_on: date | None
    revision: Revision
    printed: Printed
    period: str = ""
    unit: str = ""
    ended_on: date | None = None
    end: EndKind | None = None
    heir: str = ""
    inside_on: date | None = None
    overdue_from: date | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A round, as one unit reports in it, or (`of_all`) for whoever looks after all of them.

    `ids`: of the round, and of the unit where it is one's. `unit` is its short name where the
    calendar tells of several. `path` is the page to act on; with `last` the figures close.
    """

    ids: tuple[int, ...]
    title: str
    regime: str
    last: date
    on_time: date
    path: str
    revision: Revision
    unit: str = ""
    source: str = ""
    sent: bool = False
    ended_on: date | None = None

    @property
    def of_all(self) -> bool:
        """Whether it stands for the round as a whole."""
        return len(self.ids) == 1


def work_of(known: Known) -> Work:
    """What is known of an obligation, as the entries tell it."""
    row, words = known.row, known.printed
    ended = row.ended_on is not None
    begun = Begun(row.stood_at, ended, row.void, words.version, words.changed_at)
    return Work(
        row.id, AssignmentRole(row.role), row.due_on, row.late_from, row.original_due_on,
        State(row.state), row.state_on, revision_of(begun, known.traces), words.words,
        period_label(row.period_key), known.unit, row.ended_on,
        EndKind(row.end_kind) if row.end_kind and not row.void else None, known.heir,
        row.internal_due_on if row.handed_here else None, row.overdue_from,
    )  # fmt: skip
