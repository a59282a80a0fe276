"""A year's sheet as values: rows with how they stood on the last day, and what was decided."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.permissions import Viewer
from tracker.plans.models import Plan
from tracker.tasks.queries import closing as queries
from tracker.tasks.queries.asof import ObligationAsOf
from tracker.tasks.queries.closing import ClosingLine, SheetCut, SheetKey
from tracker.tasks.queries.matters import matters_of
from tracker.tasks.queries.rows import WorkRow
from tracker.tasks.rules.closing import Decided, is_over, last_day
from tracker.tasks.rules.states import Outlook
from tracker.text import vn_date
from tracker.web.marks import MARKS, mark_key
from tracker.work.days import DayCount
from tracker.work.filters import Choices
from tracker.work.lines import Line, lines

PAGE = 100


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row, ready to be shown: as a list shows it, and what the sheet adds.

    Of a row that is not `readable` the unit's words are left out.
    """

    line: Line
    readable: bool
    decided: Decided
    stood: str
    estimate: str
    told: str
    closing: ClosingLine | None

    @property
    def id(self) -> int:
        """The obligation's id."""
        return self.line.row.id

    @property
    def undoable(self) -> bool:
        """Whether there is a decision that may be taken back."""
        return self.closing is not None


@dataclass(frozen=True, slots=True)
class YearSheet:
    """The year of a plan: its rows by decision, cut by field and unit, and who looks at it."""

    plan: Plan
    year: int
    today: date
    keys: Sequence[SheetKey]
    viewer: Viewer

    @property
    def day(self) -> date:
        """The day for which the sheet is drawn: the year's last, or today before it."""
        return min(last_day(self.year), self.today)

    @property
    def over(self) -> bool:
        """Whether decisions may be recorded."""
        return is_over(self.year, self.today)

    @property
    def counts(self) -> Mapping[Decided, int]:
        """How many rows there are of each decision."""
        found = Counter(key.decided for key in self.keys)
        return {one: found[one] for one in Decided if one is not Decided.ALL}

    def of(self, decided: Decided) -> list[SheetKey]:
        """The rows of one decision, or all."""
        return [key for key in self.keys if decided in {key.decided, Decided.ALL}]


def year_sheet(viewer: Viewer, plan: Plan, year: int, cut: SheetCut, *, today: date) -> YearSheet:
    """The sheet of a plan's year, cut by field and unit; read its rows with `ready`."""
    return YearSheet(plan, year, today, queries.sheet(plan.id, year, cut), viewer)


def ready(
    sheet: YearSheet, keys: Sequence[SheetKey], offered: Choices, count: DayCount
) -> list[SheetRow]:
    """These rows of the sheet, ready to be shown, in a bounded number of statements."""
    ids = [key.id for key in keys]
    may_read = queries.readable(sheet.viewer, ids)
    stood = queries.stood_on(ids, sheet.day)
    closings, estimates = queries.closings_of(ids), queries.estimates_of(ids, sheet.year)
    drawn = drawn_lines(ids, may_read, offered, count)
    return [
        SheetRow(
            line, key.id in may_read, key.decided, _stood(stood.get(key.id)),
            _estimate(estimates.get(key.id) if key.id in may_read else None),
            told(key.decided, closings.get(key.id), line), closings.get(key.id),
        )
        for key, line in zip(keys, drawn, strict=True)
    ]  # fmt: skip


def drawn_lines(
    ids: Sequence[int], may_read: Collection[int], offered: Choices, count: DayCount
) -> list[Line]:
    """These obligations as lists show them; the words and open matters only of those one reads."""
    rows = [row if row.id in may_read else _wordless(row) for row in queries.sheet_rows(ids)]
    return lines(rows, offered, count, matters_of(sorted(may_read)))


def _wordless(row: WorkRow) -> WorkRow:
    return replace(row, last_words="", last_words_on=None, cause="", no_change_on=None)


def _stood(found: ObligationAsOf | None) -> str:
    if found is None:
        return "Chưa mở"
    return MARKS[mark_key(found.cell, found.status.state.value)].label


def _estimate(found: tuple[Outlook, str] | None) -> str:
    if found is None:
        return ""
    outlook, words = found
    return f"{outlook.label}: {words}" if words else outlook.label


def told(decided: Decided, closing: ClosingLine | None, line: Line) -> str:
    """What was decided, or since when the work is done; in a cell of the sheet."""
    if closing is not None:
        return decided_words(closing)
    done = line.row.stopped_on if decided is Decided.DONE else None
    return f"{decided.label} ({vn_date(done)})" if done else decided.label


def decided_words(closing: ClosingLine) -> str:
    """What was decided, by which paper or into which plan."""
    paper = f" theo {closing.paper} ngày {vn_date(closing.decided_on)}" if closing.paper else ""
    plan = f" sang {closing.heir_plan}" if closing.heir_code else ""
    words = f": {closing.words}" if closing.words else ""
    return f"{Decided.of(closing.decision).label}{plan}{paper}{words}"
