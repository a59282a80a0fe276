"""A one-off order: one paper, one task, several bodies, one day; laid out at once."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from tracker import history
from tracker.extensions import db
from tracker.plans.models import PlanOpening
from tracker.plans.operations import PlanFacts, create_plan, known_plan
from tracker.tasks.models.printed import ScheduleRule, Task
from tracker.tasks.operations.editing_rows import Saving, insert_row, pair_products, settle
from tracker.tasks.operations.reading_rows import read_plan
from tracker.tasks.operations.settling import write_decision
from tracker.tasks.rules.rows import RowFacts
from tracker.tasks.rules.settling import Decision, Undecided, Way

NO_DAY_READ = "Chưa đọc được ngày đến hạn từ cụm từ này. Hãy nhập thêm ngày đến hạn."
SETTLED = frozenset(("point", "range", "recurring", "standing", "relative"))


@dataclass(frozen=True, slots=True)
class Order:
    """A văn bản giao nhiệm vụ: its paper as a plan, its task, the day where one was set."""

    plan: PlanFacts
    row: RowFacts
    due_on: date | None = None


def assign(order: Order, saving: Saving) -> Task:
    """Record the paper and its task, and lay it out in the years that it reaches into.

    The same order a second time changes nothing. Raises Undecided where no day can be read.
    """
    known = _known(order)
    if known is not None:
        return known
    plan = create_plan(order.plan, saving.actor, saving.now)
    row = insert_row(plan, order.row)
    read_plan(plan.id)
    db.session.expire_all()
    _settle(row, order, saving)
    for year in range(plan.period_start.year, plan.period_end.year + 1):
        opening = PlanOpening(
            plan_id=plan.id, year=year, opened_at=saving.now, actor_label=saving.actor.label
        )
        db.session.add(opening)
    history.record(
        saving.actor, "plan.assign", at=saving.now, subject=f"task:{row.code}", ids=(row.id,)
    )
    settle(plan, saving)
    pair_products(row.id)
    return row


def _known(order: Order) -> Task | None:
    plan = known_plan(order.plan)
    if plan is None:
        return None
    query = select(Task).where(Task.plan_id == plan.id, Task.title == order.row.print.title)
    return db.session.scalars(query).first()


def _settle(row: Task, order: Order, saving: Saving) -> None:
    if order.due_on is not None:
        paper = order.plan.paper
        basis = " ".join(filter(None, (paper.kind, paper.number)))
        write_decision(row, Decision(Way.DAYS, basis, (order.due_on,)), saving)
        return
    query = select(ScheduleRule.kind).where(ScheduleRule.task_id == row.id)
    kinds = set(db.session.scalars(query))
    if not kinds or not kinds <= SETTLED:
        raise Undecided("deadline_text", NO_DAY_READ)


def with_period(facts: PlanFacts, due_on: date | None) -> PlanFacts:
    """The paper's facts, in force from its day to the due day or the end of the year."""
    issued_on = facts.paper.issued_on or facts.period_start
    last = max(due_on or issued_on, date(issued_on.year, 12, 31))
    return replace(facts, period_start=issued_on, period_end=last, year=issued_on.year)
