"""The units as the page, the sheet and a unit's own page show them; the text to paste in a chat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.accounts.queries import Contact
from tracker.tasks.queries.unit_counts import Cells, Silence, Standing
from tracker.tasks.rules.extending import Extended
from tracker.tasks.rules.states import Cell
from tracker.text import vn_date, vn_number
from tracker.units.queries import RegisterUnit

CELLS = (
    Cell.DONE_ON_TIME, Cell.DONE_LATE, Cell.OPEN_IN_TIME, Cell.OPEN_OVERDUE, Cell.NO_DEADLINE,
)  # fmt: skip
"""The columns: the four official cells, and work without a deadline."""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit as a row; the figures are None where the viewer may not see them."""

    unit: RegisterUnit
    name: str
    cells: Cells | None = None
    standing: Standing = field(default_factory=Standing)
    silence: Silence | None = None
    contacts: Sequence[Contact] = ()
    message: str = ""
    silent_days: int | None = None
    extended: Extended = field(default_factory=Extended)

    @property
    def ended(self) -> bool:
        """Whether a last day is written."""
        return self.unit.valid_to is not None


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted, by unit id; `seen` are the units of which the viewer may see it."""

    seen: frozenset[int] = frozenset()
    cells: Mapping[int, Cells] = field(default_factory=dict)
    standing: Mapping[int, Standing] = field(default_factory=dict)
    silence: Mapping[int, Silence] = field(default_factory=dict)
    extended: Mapping[int | None, Extended] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the message asks: until when, and where the rows stand."""

    today: date
    answer_by: date
    addresses: Mapping[int, str]


def lines_of(
    units: Sequence[RegisterUnit], figures: Figures, people: Mapping[int, Sequence[Contact]],
    asked: Asked,
) -> list[UnitLine]:  # fmt: skip
    """The rows in the order of the units."""
    return [_line(unit, figures, people.get(unit.id, ()), asked) for unit in units]


def _line(
    unit: RegisterUnit, figures: Figures, people: Sequence[Contact], asked: Asked
) -> UnitLine:
    last = unit.names[-1] if unit.names else None
    name = last.name if last else unit.code
    if unit.id not in figures.seen:
        return UnitLine(unit, name, contacts=people)
    standing, silence = figures.standing.get(unit.id, Standing()), figures.silence.get(unit.id)
    called = (last.short_name or last.name) if last else unit.code
    return UnitLine(
        unit, name, figures.cells.get(unit.id, dict.fromkeys(CELLS, 0)), standing, silence, people,
        message(called, standing, asked.answer_by, asked.addresses[unit.id]),
        (asked.today - silence.since).days if silence else None,
        figures.extended.get(unit.id, Extended()),
    )  # fmt: skip


def message(name: str, standing: Standing, answer_by: date, address: str) -> str:
    """A short text to paste into a chat; empty where there is nothing to remind of.

    "Sở Tư pháp: 02 việc quá hạn, 06 việc đến hạn trong 30 ngày; đề nghị cập nhật chậm nhất
    14/6/2025. Chi tiết: https://..."
    """
    told = [
        f"{_number(count)} việc {words}"
        for count, words in (
            (standing.overdue, "quá hạn"),
            (standing.due_soon, "đến hạn trong 30 ngày"),
            (standing.unanswered, "chưa cập nhật trong kỳ báo cáo"),
        )
        if count
    ]
    if not told:
        return ""
    asks = f"đề nghị cập nhật chậm nhất {vn_date(answer_by)}"
    return f"{name}: {', '.join(told)}; {asks}. Chi tiết: {address}"


def _number(count: int) -> str:
    return f"0{count}" if count < 10 else vn_number(count)


def by_kind(
    lines: Sequence[UnitLine], kinds: Mapping[str, str], other: str
) -> list[tuple[str, list[UnitLine]]]:
    """The rows under the names of their kinds, in the order of the kinds."""
    found: dict[str, list[UnitLine]] = {}
    for line in lines:
        found.setdefault(kinds.get(line.unit.kind, other), []).append(line)
    order = [*kinds.values(), other]
    return sorted(found.items(), key=lambda group: order.index(group[0]))
