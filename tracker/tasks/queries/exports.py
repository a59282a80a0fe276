"""What `tracker export` reads: units, tasks, obligations and updates as plain rows.

The whole province, for the operator's scripts; pages read through the viewer's scope instead.
Columns that refer name the other row by its code. Rows come in a stable, meaningful order.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased

from tracker.extensions import db
from tracker.plans.models import Field, Plan
from tracker.statements import streamed
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Product, ScheduleRule, Task
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.queries.asof import Moment, ObligationAsOf, obligations_as_of, read
from tracker.tasks.queries.former import prints_at
from tracker.units.models import Unit
from tracker.units.queries import names_on

ExportRow = dict[str, Any]
"""Column name to plain value: text, number, yes/no, day, instant or nothing."""

COLUMNS = {
    "units": "code name kind parent valid_from valid_to order",
    "tasks": (
        "code plan number parent is_heading field title product lead_text partners_text "
        "deadline_text source"
    ),
    "obligations": (
        "id task slot product unit unit_name role period due_on original_due_on late_from rule "
        "state state_on cell ended_on end_kind"
    ),
    "updates": "id obligation kind state happened_on recorded_at actor words corrects",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What to export: of which plans (None: all), of which year (None: all), as of when.

    `day_given` tells a day that was asked for from today's.
    """

    moment: Moment
    day_given: bool = False
    plan_ids: frozenset[int] | None = None
    year: int | None = None


def plans_named(name: str) -> list[Plan]:
    """The plans with this code or this number ("196/KH-UBND")."""
    query = select(Plan).where(or_(Plan.code == name, Plan.number == name))
    return list(db.session.scalars(query.order_by(Plan.sort_order)))


def units(asked: Asked) -> Iterator[ExportRow]:
    """Units with their name on the day; only those that existed on a day that was asked for."""
    day = asked.moment.day
    parent = aliased(Unit)
    query = select(Unit, parent.code).outerjoin(parent, parent.id == Unit.parent_id)
    if asked.day_given:
        query = query.where(*_alive(day, day))
    if asked.year is not None:
        query = query.where(*_alive(date(asked.year, 1, 1), date(asked.year, 12, 31)))
    names = names_on(day)
    for unit, parent_code in db.session.execute(query.order_by(Unit.sort_order, Unit.code)):
        yield {
            "code": unit.code, "name": names[unit.id].name if unit.id in names else "",
            "kind": unit.kind, "parent": parent_code, "valid_from": unit.valid_from,
            "valid_to": unit.valid_to, "order": unit.sort_order,
        }  # fmt: skip


def _alive(first: date, last: date) -> list[ColumnElement[bool]]:
    return [
        or_(Unit.valid_from.is_(None), Unit.valid_from <= last),
        or_(Unit.valid_to.is_(None), Unit.valid_to >= first),
    ]


def tasks(asked: Asked) -> Iterator[ExportRow]:
    """The printed rows of the plans, verbatim as they read at the moment, in printed order."""
    parent = aliased(Task)
    query = (
        select(Task, Plan.code, parent.code, Field.code)
        .join(Plan, Plan.id == Task.plan_id)
        .outerjoin(parent, parent.id == Task.parent_id)
        .outerjoin(Field, Field.id == Task.field_id)
        .order_by(Plan.sort_order, Plan.id, Task.position, Task.id)
    )
    if asked.plan_ids is not None:
        query = query.where(Task.plan_id.in_(asked.plan_ids))
    if asked.year is not None:
        query = query.where(
            Plan.period_start <= date(asked.year, 12, 31), Plan.period_end >= date(asked.year, 1, 1)
        )
    former = prints_at(asked.moment)
    for task, plan_code, parent_code, field_code in db.session.execute(query):
        printed = former.get(task.id, task)
        yield {
            "code": task.code, "plan": plan_code, "number": printed.number, "parent": parent_code,
            "is_heading": task.is_heading, "field": field_code, "title": printed.title,
            "product": printed.product_text, "lead_text": printed.lead_text,
            "partners_text": printed.partners_text, "deadline_text": printed.deadline_text,
            "source": task.source,
        }  # fmt: skip


def obligations(asked: Asked) -> Iterator[ExportRow]:
    """The obligations as they stood, by printed row, slot, period, role and official order."""
    query = (
        obligations_as_of(asked.moment)
        .join(Task, Task.id == Obligation.task_id)
        .join(Plan, Plan.id == Obligation.plan_id)
        .join(Unit, Unit.id == Obligation.unit_id)
        .where(*_of_asked(asked))
        .order_by(
            Plan.sort_order, Plan.id, Task.position, Task.id, Obligation.slot,
            Obligation.period_key, Obligation.role, Unit.sort_order, Obligation.id,
        )
    )  # fmt: skip
    lookup = _Lookup(asked.moment.day)
    for row in read(query, asked.moment):
        yield lookup.as_row(row)


def updates(asked: Asked) -> Iterator[ExportRow]:
    """The lines of the history that had happened and were recorded, corrected ones included."""
    query = (
        select(
            StatusUpdate.id, StatusUpdate.obligation_id.label("obligation"), StatusUpdate.kind,
            StatusUpdate.state, StatusUpdate.happened_on, StatusUpdate.recorded_at,
            StatusUpdate.actor_label.label("actor"), StatusUpdate.words,
            StatusUpdate.corrects_id.label("corrects"),
        )
        .join(Obligation, Obligation.id == StatusUpdate.obligation_id)
        .where(Obligation.void.is_(False), StatusUpdate.happened_on <= asked.moment.day)
        .where(*_of_asked(asked))
        .order_by(StatusUpdate.id)
    )  # fmt: skip
    if asked.moment.known is not None:
        query = query.where(StatusUpdate.recorded_at <= asked.moment.known)
    for row in streamed(query, 500):
        yield row._asdict()


def _of_asked(asked: Asked) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if asked.plan_ids is not None:
        conditions.append(Obligation.plan_id.in_(asked.plan_ids))
    if asked.year is not None:
        conditions.append(Obligation.year == asked.year)
    return conditions


class _Lookup:
    """The codes and texts that an obligation's row refers to, read once."""

    def __init__(self, day: date) -> None:
        self.names = names_on(day)
        self.units = _pairs(Unit.id, Unit.code)
        rows = db.session.execute(select(Task.id, Task.code, Task.product_from_id))
        self.tasks = {task_id: (code, printer) for task_id, code, printer in rows}
        self.products = _product_titles()
        readings = db.session.execute(
            select(ScheduleRule.id, ScheduleRule.label, ScheduleRule.source_rule)
        )
        self.rules = {rule_id: f"{label} [{source}]" for rule_id, label, source in readings}

    def as_row(self, row: ObligationAsOf) -> ExportRow:
        """One exported row."""
        code, printer = self.tasks[row.task_id]
        name = self.names.get(row.unit_id)
        return {
            "id": row.id, "task": code, "slot": row.slot,
            "product": "; ".join(self.products.get((printer, row.slot), ())),
            "unit": self.units[row.unit_id], "unit_name": name.name if name else "",
            "role": row.role.value, "period": row.period_key, "due_on": row.due_on,
            "original_due_on": row.original_due_on, "late_from": row.late_from,
            "rule": self.rules.get(row.rule_id or 0, ""), "state": row.status.state.value,
            "state_on": row.status.state_on, "cell": row.cell.value if row.cell else None,
            "ended_on": row.ended_on, "end_kind": row.end_kind or None,
        }  # fmt: skip


def _pairs(key: Any, value: Any) -> dict[int, str]:  # noqa: ANN401 - two columns
    return dict(db.session.execute(select(key, value)).all())


def _product_titles() -> dict[tuple[int | None, int], list[str]]:
    found: dict[tuple[int | None, int], list[str]] = defaultdict(list)
    query = select(Product.task_id, Product.slot, Product.title)
    for task_id, slot, title in db.session.execute(
        query.order_by(Product.task_id, Product.ordinal)
    ):
        found[task_id, slot].append(title)
    return found


READERS: dict[str, Callable[[Asked], Iterator[ExportRow]]] = {
    "units": units,
    "tasks": tasks,
    "obligations": obligations,
    "updates": updates,
}


@dataclass(frozen=True, slots=True)
class Table:
    """One thing that can be exported: its columns in order, and its rows."""

    columns: tuple[str, ...]
    rows: Callable[[Asked], Iterator[ExportRow]]


TABLES = {name: Table(tuple(COLUMNS[name].split()), READERS[name]) for name in COLUMNS}
