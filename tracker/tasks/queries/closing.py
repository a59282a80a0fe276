"""The sheet of a year's end: what was still open of a plan, and what was decided of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select, true
from sqlalchemy.orm import aliased

from tracker.documents.models import Document
from tracker.extensions import db
from tracker.permissions import Permission, Viewer
from tracker.plans.models import Plan, PlanOpening
from tracker.tasks.models.closing import YearClosing, YearEstimate
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.queries.asof import Moment, ObligationAsOf, obligations_as_of, read
from tracker.tasks.queries.rows import BASE, BATCH, WorkRow, fetch, one_of
from tracker.tasks.queries.visibility import fully_visible
from tracker.tasks.rules.closing import Decided, last_day
from tracker.tasks.rules.states import AssignmentRole, ClosingDecision, Outlook
from tracker.tasks.rules.updating import EARLIEST
from tracker.units.models import Unit


def within_closing(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on `Plan` under which its years are the viewer's to close."""
    units = viewer.scope(Permission.CLOSE_YEAR)
    return true() if units is None else Plan.owner_unit_id.in_(sorted(units))


def closable_plan(viewer: Viewer, code: str) -> Plan | None:
    """The issued plan of this code, or None where its years are not the viewer's to close."""
    query = select(Plan).where(Plan.code == code, Plan.standing == "issued")
    return db.session.scalars(query.where(within_closing(viewer))).first()


def closable_years(viewer: Viewer) -> list[tuple[Plan, int]]:
    """Every opened year of the viewer's issued plans, the latest year first."""
    query = (
        select(Plan, PlanOpening.year)
        .join(PlanOpening, PlanOpening.plan_id == Plan.id)
        .where(Plan.standing == "issued", within_closing(viewer))
        .order_by(PlanOpening.year.desc(), Plan.sort_order, Plan.id)
    )
    return [(plan, year) for plan, year in db.session.execute(query)]


def was_opened(plan_id: int, year: int) -> bool:
    """Whether the year of the plan was laid out."""
    query = select(PlanOpening.year).where(PlanOpening.plan_id == plan_id, PlanOpening.year == year)
    return db.session.scalar(query) is not None


def later_plans(viewer: Viewer, plan: Plan, year: int) -> list[Plan]:
    """The issued, followed plans of the year after, into which open work may be carried."""
    query = select(Plan).where(
        Plan.id != plan.id, Plan.standing == "issued", Plan.followed.is_(True),
        Plan.period_start <= date(year + 1, 12, 31), Plan.period_end > last_day(year),
        Plan.period_start > plan.period_start, within_closing(viewer),
    )  # fmt: skip
    return list(db.session.scalars(query.order_by(Plan.sort_order, Plan.id)))


@dataclass(frozen=True, slots=True)
class SheetCut:
    """By what a sheet is cut; None sets no bound."""

    decided: Decided = Decided.OPEN
    field_id: int | None = None
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class SheetKey:
    """One row of a sheet, before it is drawn."""

    id: int
    task_id: int
    unit_id: int
    decided: Decided


def open_at_end(plan_id: int, year: int) -> list[ColumnElement[bool]]:
    """Lead rows of the year, and of years before it, that nothing was decided of yet."""
    return [Obligation.plan_id == plan_id, Obligation.year <= year, *left_open()]


def left_open() -> list[ColumnElement[bool]]:
    """Lead rows that are open and not decided."""
    return [
        Obligation.role == AssignmentRole.LEAD.value, Obligation.void.is_(False),
        Obligation.before_tracking.is_(False), Obligation.open.is_(True),
        Obligation.ended_on.is_(None),
    ]  # fmt: skip


def sheet(plan_id: int, year: int, cut: SheetCut) -> list[SheetKey]:
    """The rows of the sheet in the order of the plan: open at the year's end, decided or not."""
    done_after = and_(
        Obligation.outcome.in_(("done_on_time", "done_late")),
        Obligation.state_on > last_day(year), Obligation.year <= year,
    )  # fmt: skip
    still_open = and_(*open_at_end(plan_id, year))
    query = (
        select(
            Obligation.id, Obligation.task_id, Obligation.unit_id, YearClosing.decision,
            Obligation.open,
        )
        .join(Task, Task.id == Obligation.task_id)
        .join(Unit, Unit.id == Obligation.unit_id)
        .outerjoin(
            YearClosing,
            and_(
                YearClosing.obligation_id == Obligation.id, YearClosing.year == year,
                YearClosing.taken_back_at.is_(None),
            ),
        )
        .where(
            Obligation.plan_id == plan_id, Obligation.role == AssignmentRole.LEAD.value,
            Obligation.void.is_(False),
            or_(still_open, done_after, YearClosing.id.is_not(None)), *_bounds(cut),
        )
        .order_by(Task.position, Task.id, Unit.sort_order, Obligation.sort_on, Obligation.id)
    )  # fmt: skip
    return [
        SheetKey(row[0], row[1], row[2], _decided(row[3], is_open=row[4]))
        for row in db.session.execute(query)
    ]


def _decided(decision: str | None, *, is_open: bool) -> Decided:
    if decision:
        return Decided.of(ClosingDecision(decision))
    return Decided.OPEN if is_open else Decided.DONE


def _bounds(cut: SheetCut) -> list[ColumnElement[bool]]:
    pairs = ((Obligation.field_id, cut.field_id), (Obligation.unit_id, cut.unit_id))
    return [column == value for column, value in pairs if value is not None]


def sheet_rows(ids: Sequence[int]) -> list[WorkRow]:
    """These obligations as lists show them, in the order of the ids."""
    found: dict[int, WorkRow] = {}
    for first in range(0, len(ids), BATCH):
        part = fetch(BASE.where(one_of(Obligation.id, ids[first : first + BATCH])))
        found |= {row.id: row for row in part}
    return [found[number] for number in ids]


def readable(viewer: Viewer, ids: Sequence[int]) -> set[int]:
    """Those of these obligations whose words are the viewer's to read."""
    if viewer.scope(Permission.READ_WORK) is None:
        return set(ids)
    found: set[int] = set()
    for first in range(0, len(ids), BATCH):
        part = select(Obligation.id).where(
            one_of(Obligation.id, ids[first : first + BATCH]), fully_visible(viewer)
        )
        found.update(db.session.scalars(part))
    return found


def stood_on(ids: Collection[int], day: date) -> dict[int, ObligationAsOf]:
    """How these obligations stood at the end of a day, as known now."""
    found: dict[int, ObligationAsOf] = {}
    listed, moment = sorted(ids), Moment(day)
    for first in range(0, len(listed), BATCH):
        part = obligations_as_of(moment).where(one_of(Obligation.id, listed[first : first + BATCH]))
        found |= {row.id: row for row in read(part, moment)}
    return found


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """What was decided of an obligation: by which paper, or into which plan it goes on.

    `taken_back_at` is empty while the decision is in force.
    """

    id: int
    obligation_id: int
    decision: ClosingDecision
    decided_on: date
    words: str
    paper: str
    heir_code: str
    heir_plan: str
    recorded_at: datetime
    actor_label: str
    taken_back_at: datetime | None
    taken_back_label: str
    taken_back_why: str


_heir_plan = aliased(Plan)
_CLOSINGS = (
    select(
        YearClosing.id, YearClosing.obligation_id, YearClosing.decision, YearClosing.decided_on,
        YearClosing.words, func.coalesce(Document.number, ""), func.coalesce(Task.code, ""),
        func.coalesce(_heir_plan.number, ""), YearClosing.recorded_at, YearClosing.actor_label,
        YearClosing.taken_back_at, YearClosing.taken_back_label, YearClosing.taken_back_why,
    )
    .outerjoin(Document, Document.id == YearClosing.document_id)
    .outerjoin(Task, Task.id == YearClosing.heir_task_id)
    .outerjoin(_heir_plan, _heir_plan.id == Task.plan_id)
)  # fmt: skip


def _closing_line(row: Row[Any]) -> ClosingLine:
    number, obligation_id, decision, *rest = row
    return ClosingLine(number, obligation_id, ClosingDecision(decision), *rest)


def closings_of(ids: Sequence[int]) -> dict[int, ClosingLine]:
    """What was decided of these obligations and is in force."""
    found: dict[int, ClosingLine] = {}
    in_force = _CLOSINGS.where(YearClosing.taken_back_at.is_(None))
    for first in range(0, len(ids), BATCH):
        part = in_force.where(one_of(YearClosing.obligation_id, ids[first : first + BATCH]))
        found |= {line.obligation_id: line for line in map(_closing_line, db.session.execute(part))}
    return found


def decisions_of(obligation_id: int) -> list[ClosingLine]:
    """Every decision on one obligation, those taken back too, the latest first."""
    query = _CLOSINGS.where(YearClosing.obligation_id == obligation_id)
    return [_closing_line(row) for row in db.session.execute(query.order_by(YearClosing.id.desc()))]


def estimates_of(ids: Sequence[int], year: int) -> dict[int, tuple[Outlook, str]]:
    """The last estimate that a unit gave of each obligation for 31/12, with its words."""
    found: dict[int, tuple[Outlook, str]] = {}
    for first in range(0, len(ids), BATCH):
        part = (
            select(YearEstimate.obligation_id, YearEstimate.outlook, YearEstimate.words)
            .where(
                one_of(YearEstimate.obligation_id, ids[first : first + BATCH]),
                YearEstimate.year == year,
            )
            .order_by(YearEstimate.id)
        )
        for number, outlook, words in db.session.execute(part):
            found[number] = (Outlook(outlook), words)
    return found


def undecided_years(viewer: Viewer, today: date) -> list[tuple[Plan, int, int]]:
    """Opened years that are over and still have open rows: plan, year, number of rows."""
    over = [(plan, year) for plan, year in closable_years(viewer) if last_day(year) < today]
    found = []
    for plan, year in over:
        number = sum(row.decided is Decided.OPEN for row in sheet(plan.id, year, SheetCut()))
        found.append((plan, year, number))
    return found


@dataclass(frozen=True, slots=True)
class WaitingYear:
    """The last year of a plan that is over, with how many of its rows wait for a decision."""

    code: str
    number: str
    title: str
    kind: str
    year: int
    rows: int


def waiting_years(viewer: Viewer, today: date) -> list[WaitingYear]:
    """The plans on the viewer's side of whose years that are over rows wait for a decision.

    One statement: past years are named one by one, so that only their open rows are read.
    """
    over = range(EARLIEST.year, today.year)
    last = select(func.max(PlanOpening.year)).where(
        PlanOpening.plan_id == Plan.id, PlanOpening.year < today.year
    )
    query = (
        select(
            Plan.code, Plan.number, Plan.title, Plan.kind,
            last.correlate(Plan).scalar_subquery(), func.count(Obligation.id),
        )
        .join(Plan, Plan.id == Obligation.plan_id)
        .where(
            *left_open(), Obligation.year.in_(over), Plan.standing == "issued",
            within_closing(viewer),
        )
        .group_by(Plan.id, Plan.code, Plan.number, Plan.title, Plan.kind, Plan.sort_order)
        .order_by(Plan.sort_order, Plan.id)
    )  # fmt: skip
    rows = db.session.execute(query)
    return [WaitingYear(*row) for row in rows if row[4] is not None]
