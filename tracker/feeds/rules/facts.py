"""What is known of the things that stand in a calendar (pure)."""

from dataclasses import dataclass
from datetime import date

from tracker.tasks.rules.revisions import Revision
from tracker.tasks.rules.states import AssignmentRole, EndKind, State


@dataclass(frozen=True, slots=True)
class Printed:
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


@dataclass(frozen=True, slots=True)
class Work:
    """One obligation with a day.

    `unit` is the short name of who owes it, where the calendar tells of several units, `heir` of
    who took it over. `inside_on` is the internal day where it is the reader's to keep. `end` is
    None and `ended_on` set of a row that was withdrawn.
    """

    id: int
    role: AssignmentRole
    due_on: date
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
