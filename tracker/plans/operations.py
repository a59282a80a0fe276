"""Write plans: create one, change what is said of it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from tracker import history
from tracker.documents.operations import Paper, record_paper
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.plans.models import Plan
from tracker.plans.rules import PlanKind, Standing, code_of
from tracker.refusals import Refused, check_version

NOT_BACK = "Kế hoạch đã ban hành thì không trở lại thành đề xuất."
BY_PAPER = "Kế hoạch đề xuất chỉ giao việc khi đã ghi nhận văn bản giao nhiệm vụ."


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the form of a plan says."""

    number: str
    title: str
    kind: PlanKind
    standing: Standing
    owner_unit_id: int
    period_start: date
    period_end: date
    year: int | None
    paper: Paper


def known_plan(facts: PlanFacts) -> Plan | None:
    """The plan that says the same already: a form sent twice makes one plan."""
    query = select(Plan).where(
        Plan.number == facts.number, Plan.title == facts.title, Plan.kind == facts.kind.value,
        Plan.owner_unit_id == facts.owner_unit_id, Plan.period_start == facts.period_start,
    )  # fmt: skip
    return db.session.scalars(query).first()


def create_plan(facts: PlanFacts, actor: Actor, now: datetime) -> Plan:
    """Add the plan with its paper; one that is there already is returned as it is."""
    found = known_plan(facts)
    if found is not None:
        return found
    year = facts.year or facts.period_start.year
    taken = set(db.session.scalars(select(Plan.code)))
    last = db.session.scalar(select(func.max(Plan.sort_order))) or 0
    words = f"{facts.number} {year}" if facts.number else facts.title
    row = Plan(code=code_of(words, taken), sort_order=last + 1, source="Nhập trên trang quản trị")
    _fill(row, facts)
    db.session.add(row)
    db.session.flush()
    history.record(actor, "plan.create", at=now, subject=f"plan:{row.code}", ids=(row.id,))
    return row


def change_plan(plan: Plan, facts: PlanFacts, version: int, actor: Actor, now: datetime) -> None:
    """Write what the form says. Raises Stale, and Refused for another standing.

    What was proposed is issued by its ordering paper, what is issued is never a proposal again.
    The caller lays the plan out again where its period or standing changed.
    """
    check_version(plan.version, version)
    if plan.standing != facts.standing:
        issued = plan.standing == Standing.ISSUED
        raise Refused({"standing": NOT_BACK if issued else BY_PAPER})
    _fill(plan, facts)
    plan.version += 1
    db.session.flush()
    history.record(actor, "plan.change", at=now, subject=f"plan:{plan.code}", ids=(plan.id,))


def _fill(plan: Plan, facts: PlanFacts) -> None:
    plan.number, plan.title = facts.number, facts.title
    plan.kind, plan.standing = facts.kind.value, facts.standing.value
    plan.owner_unit_id = facts.owner_unit_id
    plan.period_start, plan.period_end = facts.period_start, facts.period_end
    plan.year = facts.year
    if facts.paper.number or facts.paper.issued_on:
        plan.document_id = record_paper(facts.paper).id
