"""Read a plan's printed rows: which owe work, whose cells they share, when they are due."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import selectinload

from tracker.calendar.grammar import read
from tracker.calendar.schedule import PlanContext, Reading, Rule
from tracker.extensions import db
from tracker.plans.models import Plan
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import ScheduleRule, Task
from tracker.tasks.rules.inheritance import PrintedRow, ReadRow, read_rows

_read = lru_cache(maxsize=2048)(read)
"""A plan prints few phrases in many rows."""


def read_plan(plan_id: int) -> int:
    """Bring every row's reading up to its print; returns how many rows changed.

    A deadline that a person confirmed or set is left as it is.
    """
    plan = db.session.get_one(Plan, plan_id)
    tasks = db.session.scalars(
        select(Task)
        .where(Task.plan_id == plan_id)
        .order_by(Task.position, Task.id)
        .options(
            selectinload(Task.products),
            selectinload(Task.assignments),
            selectinload(Task.schedule),
        )
    ).all()
    by_code = {task.code: task for task in tasks}
    codes = {task.id: task.code for task in tasks}
    readings = read_rows(_printed(task, codes) for task in tasks)
    told = [_suppliers(task, readings[task.code], by_code) for task in tasks]
    moved = [values for values in told if values]
    new: list[ScheduleRule] = []
    anew = [_set_schedule(task, readings[task.code], by_code, plan, new) for task in tasks]
    db.session.flush()
    _write(moved, new)
    return len(moved) + sum(anew)


def _write(moved: Sequence[dict[str, object]], new: Sequence[ScheduleRule]) -> None:
    """One statement for what rows take from others, one for new readings."""
    if moved:
        db.session.execute(update(Task), moved)
    if new:
        columns = ("task_id", *_COMPARED)
        values = [{name: getattr(rule, name) for name in columns} for rule in new]
        db.session.execute(insert(ScheduleRule.__table__), values)
    db.session.expire_all()


def _printed(task: Task, codes: dict[int, str]) -> PrintedRow:
    """A row's cells; an addressee that was told apart by hand counts as a printed one."""
    roles = {assignment.role for assignment in task.assignments}
    return PrintedRow(
        code=task.code,
        parent=codes.get(task.parent_id or 0),
        is_heading=task.is_heading,
        product=task.product_text,
        lead=task.lead_text or ("?" if "lead" in roles else ""),
        partners=task.partners_text or ("?" if "partner" in roles else ""),
        deadline=task.deadline_text,
        cells_from=codes.get(task.cells_from_id or 0),
    )


def _suppliers(task: Task, reading: ReadRow, by_code: dict[str, Task]) -> dict[str, object]:
    """Whether the row owes work and which rows supply its cells; nothing where that stands."""
    values: dict[str, object] = {"owes": reading.owes}
    for cell in ("product", "lead", "partners", "deadline"):
        supplier = getattr(reading, cell)
        values[f"{cell}_from_id"] = by_code[supplier].id if supplier else None
    stands = all(getattr(task, name) == value for name, value in values.items())
    return {} if stands else {"id": task.id, **values}


def _set_schedule(
    task: Task, reading: ReadRow, by_code: dict[str, Task], plan: Plan, new: list[ScheduleRule]
) -> bool:
    """Bring the rules up to the print; those that are `new` are written with all others."""
    if any(rule.confirmed_by for rule in task.schedule):
        return False
    wanted = _rules(task, reading, by_code, plan) if reading.owes else []
    if [_comparable(rule) for rule in task.schedule] == [_comparable(rule) for rule in wanted]:
        return False
    new += _replace(task, wanted)
    return True


def _rules(
    task: Task, reading: ReadRow, by_code: dict[str, Task], plan: Plan
) -> list[ScheduleRule]:
    printer = by_code[reading.deadline] if reading.deadline else None
    products = len(by_code[reading.product].products) if reading.product else 0
    context = PlanContext(
        start=plan.period_start, end=plan.period_end, year=plan.year,
        product_count=max(products, 1),
    )  # fmt: skip
    result = _read(printer.deadline_text if printer else "", context)
    return [
        _stored(task, position, rule, result, printer) for position, rule in enumerate(result.rules)
    ]


def _stored(
    task: Task, position: int, rule: Rule, reading: Reading, printer: Task | None
) -> ScheduleRule:
    return ScheduleRule(
        task_id=task.id, position=position, phrase=reading.phrase,
        phrase_task_id=printer.id if printer else None, kind=rule.kind.value, slot=rule.slot,
        label=rule.label, source_rule=rule.source_rule, start=rule.start,
        dues=[
            [due.period_key, due.start.isoformat() if due.start else None, due.due_on.isoformat()]
            for due in rule.dues
        ],
        event=rule.event or "", amount=rule.amount, unit=rule.unit or "",
        confidence=reading.confidence, question=reading.question or "",
    )  # fmt: skip


_COMPARED = (
    "position", "phrase", "phrase_task_id", "kind", "slot", "label", "source_rule", "start",
    "dues", "event", "amount", "unit", "confidence", "question",
)  # fmt: skip


def _comparable(rule: ScheduleRule) -> tuple[object, ...]:
    return tuple(getattr(rule, name) for name in _COMPARED)


def _replace(task: Task, wanted: Iterable[ScheduleRule]) -> list[ScheduleRule]:
    """Rewrite the readings in place, so that obligations keep pointing at their rule.

    Returns those that have no place yet.
    """
    new = []
    kept = {rule.position: rule for rule in task.schedule}
    positions = set()
    for rule in wanted:
        positions.add(rule.position)
        existing = kept.get(rule.position)
        if existing is None:
            new.append(rule)
            continue
        for name in _COMPARED:
            setattr(existing, name, getattr(rule, name))
    surplus = [rule.id for position, rule in kept.items() if position not in positions]
    if surplus:
        db.session.flush()
        pointing = update(Obligation).where(Obligation.rule_id.in_(surplus))
        db.session.execute(pointing.values(rule_id=kept[0].id if 0 in positions else None))
        db.session.execute(delete(ScheduleRule).where(ScheduleRule.id.in_(surplus)))
    return new
