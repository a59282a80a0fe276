"""The pages of the index as values: criteria with their last result, what moves them, the risk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.criteria.queries.links import (
    LinkedField,
    LinkedTask,
    Owners,
    fields_of,
    owners_of,
    tasks_of,
    tasks_of_fields,
)
from tracker.criteria.queries.sets import (
    CriterionLine,
    Score,
    criteria_of,
    last_of,
    of_same_field,
    scores_of,
)
from tracker.criteria.queries.shares import shares_today
from tracker.criteria.rules import CriterionKind, Shares, missing, risk, risk_words, summed
from tracker.permissions import Viewer
from tracker.tasks.queries.counting import CountFilter, TaskState, states_by_task
from tracker.units.queries import names_on

SharesByTask = Mapping[int, Shares]


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion as the list shows it; `risk` None without a figure, `shares` None unasked."""

    line: CriterionLine
    last: Score | None
    missing: Decimal | None
    tasks: int
    shares: Shares | None
    year: int

    @property
    def risk(self) -> Decimal | None:
        """Points at risk."""
        return risk(self.line.maximum, self.shares) if self.shares else None

    @property
    def risk_words(self) -> str:
        """How the figure came about, or why there is none."""
        if not self.tasks:
            return "Không ước tính: chưa có nhiệm vụ liên kết."
        return risk_words(self.line.maximum, self.shares, self.year) if self.shares else ""


@dataclass(frozen=True, slots=True)
class Section:
    """A field of the index with its criteria; `tasks` counts those of the plan's field."""

    field: Row
    rows: list[Row]

    @property
    def known(self) -> Decimal:
        """The maxima of the criteria that a paper names, together."""
        return sum((row.line.maximum or Decimal(0) for row in self.rows), Decimal(0))

    @property
    def unknown(self) -> Decimal | None:
        """Points of the field for which no paper at hand names a criterion."""
        return missing(self.field.line.maximum, self.known)


@dataclass(frozen=True, slots=True)
class SetPage:
    """One set: the whole index, its fields, their criteria. `shows_risk`: who reads it may."""

    total: Row | None
    sections: list[Section]
    shows_risk: bool


def set_page(viewer: Viewer, set_id: int, today: date) -> SetPage:
    """The set as the viewer may see it; a bounded number of statements."""
    lines = criteria_of(set_id)
    ids = [line.id for line in lines]
    scores, linked, fields = scores_of(ids), tasks_of(ids), fields_of(ids)
    shares = shares_today(viewer, {one.task_id for of in linked.values() for one in of}, today)
    sizes = tasks_of_fields({one.field_id for of in fields.values() for one in of}, today)

    def row(line: CriterionLine) -> Row:
        moved = linked.get(line.id, ())
        count = sum(sizes.get(one.field_id, 0) for one in fields.get(line.id, ())) or len(moved)
        last = last_of(scores, line.id)
        held = _shares(shares, moved)
        return Row(line, last, line.missing(last), count, held, today.year)

    rows = [row(line) for line in lines]
    total = next((one for one in rows if one.line.typed is CriterionKind.TOTAL), None)
    return SetPage(total, _sections(rows), shares is not None)


def _shares(shares: SharesByTask | None, moved: Sequence[LinkedTask]) -> Shares | None:
    if shares is None:
        return None
    return summed(shares[one.task_id] for one in moved if one.task_id in shares)


def _sections(rows: Sequence[Row]) -> list[Section]:
    fields = [one for one in rows if one.line.typed is CriterionKind.FIELD]
    return [
        Section(
            field,
            [
                row
                for row in rows
                if row.line.parent_id == field.line.id and row.line.typed.is_criterion
            ],
        )
        for field in fields
    ]


@dataclass(frozen=True, slots=True)
class Mover:
    """A task that moves a criterion: whose it is, where it stands as far as the viewer may see."""

    link: LinkedTask
    owner: str
    state: TaskState | None
    shares: Shares | None


@dataclass(frozen=True, slots=True)
class Result:
    """A year's result; `line` is the row of that year's set, whose name and maximum held then."""

    line: CriterionLine
    score: Score
    missing: Decimal | None


@dataclass(frozen=True, slots=True)
class CriterionPage:
    """One criterion with everything that is known of it."""

    row: Row
    parent: CriterionLine | None
    results: list[Result]
    movers: list[Mover]
    fields: list[LinkedField]
    below: list[CriterionLine]
    shows_risk: bool


def criterion_page(viewer: Viewer, line: CriterionLine, today: date) -> CriterionPage:
    """The criterion as the viewer may see it."""
    rows = criteria_of(line.set_id)
    moved = tasks_of([line.id]).get(line.id, [])
    shares = shares_today(viewer, {one.task_id for one in moved}, today)
    fields = fields_of([line.id]).get(line.id, [])
    results = _results(line)
    last = next((one.score for one in results if one.line.id == line.id), None)
    sizes = tasks_of_fields({one.field_id for one in fields}, today) if fields else {}
    row = Row(
        line, last, line.missing(last), sum(sizes.values()) or len(moved),
        _shares(shares, moved), today.year,
    )  # fmt: skip
    return CriterionPage(
        row, next((one for one in rows if one.id == line.parent_id), None), results,
        movers(viewer, moved, shares, today), fields,
        [one for one in rows if one.parent_id == line.id], shares is not None,
    )  # fmt: skip


def _results(line: CriterionLine) -> list[Result]:
    """The results of every year; of a field those under its former names too."""
    lines = {one.id: one for one in of_same_field(line)}
    found = [
        Result(lines[number], score, lines[number].missing(score))
        for number, scores in scores_of(lines).items()
        for score in scores
    ]
    return sorted(found, key=lambda one: -one.score.year)


def movers(
    viewer: Viewer, moved: Sequence[LinkedTask], shares: SharesByTask | None, today: date
) -> list[Mover]:
    """The tasks with their owners and states."""
    if not moved:
        return []
    owners = owners_of({one.task_id for one in moved})
    names = {number: unit.name for number, unit in names_on(today).items()}
    states = states_by_task(viewer, CountFilter(year=today.year), today)
    return [
        Mover(
            one, _owner(owners.get(one.task_id), one.lead_text or "", names),
            states.get(one.task_id), _shares(shares, [one]),
        )
        for one in moved
    ]  # fmt: skip


def _owner(owners: Owners | None, printed: str, names: Mapping[int, str]) -> str:
    """The one body that leads now, or how many; the print where no unit is known."""
    if owners is None:
        return printed or "Chờ xác định"
    return names[owners.unit_id] if owners.units == 1 else f"{owners.units} đơn vị chủ trì"
