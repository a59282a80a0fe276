"""Everything that one compilation rests on, as of the closing day and as known then (pure).

`queries/collecting.py` fills it; `rules/compiling` turns it into a `Compiled`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.reports.rules.compiled import Heading
from tracker.reports.rules.contributions import Contribution
from tracker.reports.rules.outline import OutlineLine
from tracker.tasks.rules.states import Cell, State


@dataclass(frozen=True, slots=True)
class Duty:
    """One lead phần việc as it stood on the closing day; `first_cell` by its original day.

    `words` is the newest thing its unit said, `in_window` whether inside the window;
    `heard_in_window` counts a "không thay đổi" too. `expected` is the estimate to 31/12, an
    `Outlook` or "".
    """

    id: int
    task_id: int
    unit_id: int
    unit: str
    cell: Cell
    first_cell: Cell
    state: State
    standing: bool
    year: int
    due_on: date | None
    original_due_on: date | None
    late_from: date | None
    stopped_on: date | None
    words: str = ""
    words_id: int | None = None
    words_on: date | None = None
    in_window: bool = False
    heard_in_window: bool = False
    cause: str = ""
    expected: str = ""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One nhiệm vụ as printed, with its lead duties; `programme` is a row of a Đề án.

    `assigned`: a paper of its own gives it, or Chính phủ or Thủ tướng Chính phủ. `within` is the
    title of the row above it, without which "Ban hành Kế hoạch" says nothing.
    """

    id: int
    code: str
    plan: str
    programme: bool
    field: str
    number: str
    title: str
    product: str
    lead: str
    deadline: str
    duties: tuple[Duty, ...] = ()
    assigned: bool = False
    within: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that a plan prints of a nhiệm vụ, and what one unit showed of it.

    `reached` is the last figure given by the closing day, `before` that of the same day a year
    earlier, both as typed; "" where nobody gave one. `update_id` is the line that gave `reached`.
    """

    task_id: int
    unit: str
    planned: str
    reached: str = ""
    reached_on: date | None = None
    before: str = ""
    update_id: int | None = None
    duty_id: int | None = None


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A document shown as evidence that was issued inside the window."""

    update_id: int
    duty_id: int
    unit: str
    field: str
    number: str
    issued_on: date
    issuer: str
    subject: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One merged indicator; a ratio has both parts. None where nobody gave a figure."""

    code: str
    field: str
    number: str
    name: str
    measure: str
    ratio: bool
    numerator: float | None
    denominator: float | None
    source: str
    before: float | None = None
    last_year: float | None = None
    note: str = ""

    @property
    def value(self) -> float | None:
        """The figure, or the ratio in percent recomputed from its parts."""
        if not self.ratio:
            return self.numerator
        if self.numerator is None or not self.denominator:
            return None
        return 100 * self.numerator / self.denominator


@dataclass(frozen=True, slots=True)
class AtStake:
    """A criterion with the rows that move it; `risk` is an estimate of the house or None."""

    id: int
    field: str
    number: str
    name: str
    maximum: float | None
    last: float | None
    last_year: int | None
    missing: float | None
    task_ids: tuple[int, ...]
    risk: float | None
    risk_words: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """A phần việc that falls due in the period after this one."""

    duty_id: int
    task_id: int
    title: str
    unit: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Earlier:
    """The headline's figures of an earlier round, as signed where they are known."""

    label: str
    figures: Mapping[str, float | None]
    signed: bool


@dataclass(frozen=True, slots=True)
class Collected:
    """One round of one body. `fields` maps codes to names in official order.

    `rounds_sent` tells of each unit how many of the year's rounds it reported in, and of how many.
    `until` is 31/12 in the year's round, for which units estimate what will be done; else None.
    """

    heading: Heading
    outline: tuple[OutlineLine, ...]
    fields: Mapping[str, str]
    rows: tuple[PlanRow, ...]
    targets: tuple[Target, ...] = ()
    papers: tuple[IssuedPaper, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    figures: tuple[Figure, ...] = ()
    criteria: tuple[AtStake, ...] = ()
    ahead: tuple[Ahead, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    rounds_sent: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    until: date | None = None
