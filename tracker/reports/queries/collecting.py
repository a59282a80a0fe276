"""Collects what a compilation of a round rests on, as of its closing day and as known by then.

A bounded number of statements, whatever the number of units and rows; nothing is decided here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, select

from tracker.calendar.workdays import DaysOff
from tracker.criteria.queries.links import tasks_of
from tracker.criteria.queries.sets import CriterionLine, Score, criteria_of, scores_of, sets
from tracker.criteria.queries.shares import shares_as_of
from tracker.criteria.rules import Shares, risk, risk_words, summed
from tracker.documents.models import Document
from tracker.plans.models import Field, FieldAlias, Plan
from tracker.plans.queries import FieldLine, PlanLine, plan_fields, plan_lines
from tracker.plans.rules import PlanKind
from tracker.reports.queries.standing import Scope, duties_as_of, papers_of
from tracker.reports.queries.targets import targets_of
from tracker.reports.rules.collected import (
    Ahead,
    AtStake,
    Collected,
    Duty,
    Earlier,
    Figure,
    IssuedPaper,
    PlanRow,
)
from tracker.reports.rules.compiled import Heading
from tracker.reports.rules.compiling.wording import name_of
from tracker.reports.rules.contributions import Contribution
from tracker.reports.rules.numbers import as_float
from tracker.reports.rules.outline import sections_of
from tracker.rounds.rules.windows import Window, next_closing
from tracker.statements import rows_of
from tracker.tasks.models.printed import Task
from tracker.tasks.queries.asof import Moment
from tracker.tasks.rules.states import Cell
from tracker.text import fold
from tracker.units.queries import names_on

BATCH = 500


@dataclass(frozen=True, slots=True)
class Told:
    """What a compilation takes over: the units' reports, the merged figures, earlier rounds.

    `until` is 31/12 in the year's round. A unit's own report tells nothing of criteria.
    """

    contributions: tuple[Contribution, ...] = ()
    figures: tuple[Figure, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    rounds_sent: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    until: date | None = None
    criteria: bool = True


def collect(
    heading: Heading, outline: str, scope: Scope, told: Told, days_off: DaysOff
) -> Collected:
    """Everything of one round of one body; `outline` is the text with a heading a line."""
    window = Window(heading.first, heading.last)
    fields = plan_fields()
    rows = rows_of_plans(scope, window, heading.known, days_off)
    return Collected(
        heading=heading,
        outline=sections_of(outline, field_names(fields)),
        fields={one.code: one.name for one in fields.values()},
        rows=rows,
        targets=targets_of(rows, scope, Moment(window.last, heading.known)),
        papers=_papers(papers_of(scope, window, heading.known), rows),
        contributions=told.contributions,
        figures=told.figures,
        criteria=_criteria(rows, Moment(window.last, heading.known)) if told.criteria else (),
        ahead=_ahead(rows, window.last),
        earlier=told.earlier,
        rounds_sent=told.rounds_sent,
        until=told.until,
    )


def rows_of_plans(
    scope: Scope, window: Window, known: datetime, days_off: DaysOff
) -> tuple[PlanRow, ...]:
    """The nhiệm vụ of a scope on a closing day, in the order of their plans, with their duties."""
    names = {unit.id: unit.name for unit in names_on(window.last).values()}
    return _rows(duties_as_of(scope, window, known, names, days_off), plan_fields(), plan_lines())


def field_names(fields: Mapping[int, FieldLine]) -> dict[str, tuple[str, ...]]:
    """All names of each field by its code, for reading an outline."""
    found: dict[str, list[str]] = {one.code: [one.name] for one in fields.values()}
    query = select(Field.code, FieldAlias.alias).join(Field, Field.id == FieldAlias.field_id)
    for code, alias in rows_of(query):
        if code in found:
            found[code].append(alias)
    return {code: tuple(names) for code, names in found.items()}


def _rows(
    duties: Collection[Duty], fields: Mapping[int, FieldLine], plans: Mapping[int, PlanLine]
) -> tuple[PlanRow, ...]:
    """The nhiệm vụ of these duties in the order of their plans."""
    of: dict[int, list[Duty]] = defaultdict(list)
    for duty in duties:
        of[duty.task_id].append(duty)
    places = {number: place for place, number in enumerate(plans)}
    found = sorted(_printed(sorted(of)), key=lambda row: (places[row.plan_id], row.position))
    assigned = _assigned(plans)
    return tuple(
        PlanRow(
            id=row.id, code=row.code, plan=_plan_label(plans[row.plan_id]),
            programme=plans[row.plan_id].kind == PlanKind.PROGRAMME.value,
            field=fields[row.field_id].code if row.field_id in fields else "",
            number=row.number, title=row.title, product=row.product, lead=row.lead,
            deadline=row.deadline, duties=tuple(of[row.id]),
            assigned=row.plan_id in assigned, within=row.within,
        )
        for row in found
    )  # fmt: skip


def _assigned(plans: Mapping[int, PlanLine]) -> set[int]:
    """The plans that are papers giving single tasks, or issued by Chính phủ or its head."""
    found = {one.id for one in plans.values() if one.kind == PlanKind.ASSIGNMENT.value}
    query = select(Plan.id, Document.issuer).join(Document, Document.id == Plan.document_id)
    above = {fold(word) for word in ("Chính phủ", "Thủ tướng", "Thủ tướng Chính phủ")}
    return found | {number for number, issuer in rows_of(query) if fold(issuer) in above}


@dataclass(frozen=True, slots=True)
class _Printed:
    id: int
    code: str
    plan_id: int
    field_id: int | None
    position: int
    number: str
    title: str
    product: str
    lead: str
    deadline: str
    within: str


def _printed(task_ids: list[int]) -> Iterable[_Printed]:
    """The rows with the cells that they print or inherit."""
    texts = {
        number: texts for number, *texts in _batched(
            select(Task.id, Task.product_text, Task.lead_text, Task.deadline_text), task_ids
        )
    }  # fmt: skip
    head = select(
        Task.id, Task.code, Task.plan_id, Task.field_id, Task.position, Task.number, Task.title,
        Task.product_from_id, Task.lead_from_id, Task.deadline_from_id, Task.parent_id,
    )  # fmt: skip
    heads = list(_batched(head, task_ids))
    others = {source for row in heads for source in row[7:10] if source} - texts.keys()
    texts |= {
        number: rest for number, *rest in _batched(
            select(Task.id, Task.product_text, Task.lead_text, Task.deadline_text), sorted(others)
        )
    }  # fmt: skip
    parents = sorted({row.parent_id for row in heads if row.parent_id})
    titles = dict(tuple(row) for row in _batched(select(Task.id, Task.title), parents))
    for *values, product, lead, deadline, parent in heads:
        sources = (product, lead, deadline)
        cells = (texts[one or values[0]][place] for place, one in enumerate(sources))
        yield _Printed(*values, *cells, titles.get(parent, ""))


def _batched(query: Select[Any], ids: list[int]) -> Iterator[Row[Any]]:
    for first in range(0, len(ids), BATCH):
        yield from rows_of(query.where(Task.id.in_(ids[first : first + BATCH])))


def _plan_label(plan: PlanLine) -> str:
    """How a report names a plan: its kind and number, or its title."""
    kind = {PlanKind.PROGRAMME.value: "Đề án", PlanKind.ASSIGNMENT.value: "Văn bản"}
    named = kind.get(plan.kind, "Kế hoạch")
    return f"{named} {plan.number}" if plan.number else plan.title


def _papers(found: Iterable[IssuedPaper], rows: Iterable[PlanRow]) -> tuple[IssuedPaper, ...]:
    """The papers with the unit and the field of the phần việc that they prove."""
    owners = {duty.id: (duty.unit, row.field) for row in rows for duty in row.duties}
    return tuple(
        replace(one, unit=owners[one.duty_id][0], field=owners[one.duty_id][1])
        for one in found
        if one.duty_id in owners
    )


def _criteria(rows: Collection[PlanRow], moment: Moment) -> tuple[AtStake, ...]:
    """The criteria that these nhiệm vụ move, of the newest set, in printed order."""
    known = sets()
    if not known:
        return ()
    here = {row.id for row in rows}
    lines = criteria_of(known[0].id)
    linked = tasks_of([line.id for line in lines])
    moved = {
        line.id: [one.task_id for one in linked.get(line.id, ()) if one.task_id in here]
        for line in lines
    }
    shares = shares_as_of({task for tasks in moved.values() for task in tasks}, moment)
    scores = scores_of([line.id for line in lines])
    parents = {line.id: line.name for line in lines}
    return tuple(
        _at_stake(
            line, moved[line.id], parents=parents, scores=scores.get(line.id, []), shares=shares,
            moment=moment,
        )
        for line in lines
        if line.typed.is_criterion and moved[line.id]
    )  # fmt: skip


def _at_stake(
    line: CriterionLine,
    task_ids: list[int],
    *,
    parents: Mapping[int, str],
    scores: list[Score],
    shares: Mapping[int, Shares],
    moment: Moment,
) -> AtStake:
    last = next((one for one in scores if one.achieved is not None), None)
    held = summed(shares[task] for task in task_ids if task in shares)
    return AtStake(
        id=line.id, field=parents.get(line.parent_id or 0, ""), number=line.number, name=line.name,
        maximum=as_float(line.maximum), last=as_float(last.achieved if last else None),
        last_year=last.year if last else None, missing=as_float(line.missing(last)),
        task_ids=tuple(task_ids), risk=as_float(risk(line.maximum, held)),
        risk_words=risk_words(line.maximum, held, moment.day.year),
    )  # fmt: skip


def _ahead(rows: Iterable[PlanRow], last: date) -> tuple[Ahead, ...]:
    """Open phần việc that fall due after the window and by the end of the next one."""
    until = next_closing(last.replace(day=15))
    return tuple(
        Ahead(duty.id, row.id, name_of(row), duty.unit, duty.due_on)
        for row in rows
        for duty in row.duties
        if duty.cell is Cell.OPEN_IN_TIME and duty.due_on and last < duty.due_on <= until
    )
