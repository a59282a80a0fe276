"""The figures of a compilation: nhiệm vụ in the headline, phần việc beside (pure)."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from tracker.reports.rules.collected import Duty, PlanRow
from tracker.tasks.rules.cells import DutyCounts, task_cell
from tracker.tasks.rules.states import Cell

OFFICIAL = (Cell.DONE_ON_TIME, Cell.DONE_LATE, Cell.OPEN_IN_TIME, Cell.OPEN_OVERDUE)
_SPREAD = frozenset(DutyCounts.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows stand in each cell; `of` is one cell, `given` the four official ones."""

    by_cell: Mapping[Cell, int]

    def of(self, cell: Cell) -> int:
        """The number in one cell."""
        return self.by_cell.get(cell, 0)

    @property
    def given(self) -> int:
        """Rows with a deadline: the whole of the four cells."""
        return sum(map(self.of, OFFICIAL))

    @property
    def done(self) -> int:
        """Done, on time or late."""
        return self.of(Cell.DONE_ON_TIME) + self.of(Cell.DONE_LATE)

    @property
    def open(self) -> int:
        """Not done yet, in time or overdue."""
        return self.of(Cell.OPEN_IN_TIME) + self.of(Cell.OPEN_OVERDUE)

    @property
    def rate(self) -> float | None:
        """Done out of given, in percent; None when nothing was given."""
        return 100 * self.done / self.given if self.given else None


def tasks_in(rows: Iterable[PlanRow], *, first: bool = False) -> Counts:
    """The nhiệm vụ by cell; `first` counts by the days before extensions."""
    cells = (_task_cell(row.duties, first=first) for row in rows)
    return Counts(Counter(cell for cell in cells if cell is not None))


def cell_of(row: PlanRow) -> Cell | None:
    """The one cell of a nhiệm vụ; None where it has no duty that is counted."""
    return _task_cell(row.duties, first=False)


def duties_in(duties: Iterable[Duty]) -> Counts:
    """The phần việc by cell."""
    return Counts(Counter(duty.cell for duty in duties))


def duties_of(rows: Iterable[PlanRow]) -> tuple[Duty, ...]:
    """All phần việc of these rows, in their order."""
    return tuple(duty for row in rows for duty in row.duties)


def by_owner(duties: Iterable[Duty]) -> dict[int, list[Duty]]:
    """The phần việc of each unit."""
    found: dict[int, list[Duty]] = {}
    for duty in duties:
        found.setdefault(duty.unit_id, []).append(duty)
    return found


def silent(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    """Standing work without any answer inside the window."""
    return tuple(duty for duty in duties if duty.standing and not duty.heard_in_window)


def overdue(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    """Open and late on the closing day."""
    return tuple(duty for duty in duties if duty.cell is Cell.OPEN_OVERDUE)


def _task_cell(duties: Collection[Duty], *, first: bool) -> Cell | None:
    return _cell_of_cells(duty.first_cell if first else duty.cell for duty in duties)


def _cell_of_cells(found: Iterable[Cell]) -> Cell | None:
    cells = Counter(cell.value for cell in found)
    return task_cell(DutyCounts(**{name: n for name, n in cells.items() if name in _SPREAD}))


def headline_of(cells: Iterable[Collection[Cell]]) -> tuple[tuple[str, int | float | None], ...]:
    """The nhiệm vụ by stable name, from the cells of the phần việc of each."""
    found = map(_cell_of_cells, cells)
    return _headline(Counts(Counter(cell for cell in found if cell is not None)))


def _headline(tasks: Counts) -> tuple[tuple[str, int | float | None], ...]:
    return (
        *((f"tasks.{cell.value}", tasks.of(cell)) for cell in OFFICIAL),
        ("tasks.given", tasks.given),
        ("tasks.done", tasks.done),
        ("tasks.rate", None if tasks.rate is None else round(tasks.rate, 2)),
    )


def figures_of(rows: Collection[PlanRow]) -> tuple[tuple[str, int | float | None], ...]:
    """The headline's numbers by stable name, for comparing rounds and versions."""
    duties = duties_in(duties_of(rows))
    return (
        *_headline(tasks_in(rows)),
        *((f"duties.{cell.value}", duties.of(cell)) for cell in OFFICIAL),
        ("duties.given", duties.given),
        ("duties.done", duties.done),
        ("duties.silent", len(silent(duties_of(rows)))),
    )
