"""What plans print of the tasks behind the entries of a calendar."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from tracker.feeds.rules.facts import Print, Printed
from tracker.plans.models import Field, Plan, PlanAmendment
from tracker.plans.queries import LABEL_LENGTH
from tracker.statements import rows_of
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.queries.revisions import print_changed_at
from tracker.text import shortened

_HEADING, _PRODUCT, _LEAD, _PARTNERS, _DEADLINE = (aliased(Task) for _ in range(5))
_PRINTS = (
    select(
        Task.id, Task.code, Task.version, PlanAmendment.recorded_at, Task.number, Task.title,
        _HEADING.title, _PRODUCT.product_text, _LEAD.lead_text, _PARTNERS.partners_text,
        _DEADLINE.deadline_text, Plan.number, Plan.title, Field.name,
    )
    .join(Plan, Plan.id == Task.plan_id)
    .outerjoin(Field, Field.id == Task.field_id)
    .outerjoin(PlanAmendment, PlanAmendment.id == Task.amended_by_id)
    .outerjoin(_HEADING, _HEADING.id == Task.parent_id)
    .outerjoin(_PRODUCT, _PRODUCT.id == Task.product_from_id)
    .outerjoin(_LEAD, _LEAD.id == Task.lead_from_id)
    .outerjoin(_PARTNERS, _PARTNERS.id == Task.partners_from_id)
    .outerjoin(_DEADLINE, _DEADLINE.id == Task.deadline_from_id)
)  # fmt: skip


def prints_of(ids: Select[Any], edits: dict[str, datetime]) -> dict[int, Print]:
    """The prints of the tasks of these obligations, by task; `edits` as `edits_of_prints()`."""
    tasks = select(Obligation.task_id).where(Obligation.id.in_(ids))
    return {row[0]: _print(row, edits) for row in rows_of(_PRINTS.where(Task.id.in_(tasks)))}


def _print(row: Any, edits: dict[str, datetime]) -> Print:  # noqa: ANN401 - a row
    _, code, version, amended_at, *words, plan_number, plan_title, field = row
    plan = plan_number or shortened(plan_title, LABEL_LENGTH)
    printed = Printed(*(word or "" for word in words), plan, field or "")
    return Print(printed, version, print_changed_at(code, amended_at, edits))
