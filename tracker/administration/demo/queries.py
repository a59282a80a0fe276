"""What the demonstration reads: whose database this is, the shares that can be spoken of."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import exists, select

from tracker.accounts.models import User
from tracker.administration.demo.values import Body, Need, Share
from tracker.extensions import db
from tracker.plans.models import Field
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Product, Task
from tracker.tasks.rules.states import AssignmentRole
from tracker.units.models import Unit


def has_accounts(*, demo: bool) -> bool:
    """Whether there is an account of a demonstration, or one of a real person."""
    return bool(db.session.scalar(select(exists().where(User.is_demo.is_(demo)))))


def is_laid_out() -> bool:
    """Whether any obligation is there."""
    return db.session.scalar(select(Obligation.id).limit(1)) is not None


def living_units(day: date) -> list[Unit]:
    """The units that exist on the day, in official order."""
    units = db.session.scalars(select(Unit).order_by(Unit.sort_order, Unit.id))
    return [unit for unit in units if _alive(unit, day)]


def open_shares(bodies: Mapping[str, Body], from_day: date) -> list[Share]:
    """The obligations that are owed and counted, as telling takes them."""
    needs = _needs()
    rows = db.session.execute(
        select(
            Obligation.id, Obligation.role, Obligation.slot, Obligation.due_on,
            Obligation.late_from, Obligation.standing, Obligation.start_on, Obligation.opened_on,
            Task.code, Task.product_from_id, Field.code, Unit.code,
        )
        .join(Task, Task.id == Obligation.task_id)
        .join(Unit, Unit.id == Obligation.unit_id)
        .outerjoin(Field, Field.id == Obligation.field_id)
        .where(
            Obligation.ended_on.is_(None), Obligation.void.is_(False),
            Obligation.before_tracking.is_(False),
        )
        .order_by(Obligation.id)
    )  # fmt: skip
    return [
        Share(
            id=id_, task=task, field=field or "", role=role, slot=slot, due_on=due_on,
            late_from=late_from, standing=standing,
            first_day=max(start_on, opened_on or start_on, from_day),
            body=bodies[unit], needs=tuple(needs.get((supplier or 0, slot), ())),
        )
        for id_, role, slot, due_on, late_from, standing, start_on, opened_on,
        task, supplier, field, unit in rows
        if unit in bodies
    ]  # fmt: skip


def lead_row(told: Mapping[str, Any], unit_id: int) -> Obligation:
    """The unit's own share, as lead, of the row that is told of: its code, or code and due day."""
    query = (
        select(Obligation)
        .join(Task, Task.id == Obligation.task_id)
        .where(
            Task.code == told["task"], Obligation.unit_id == unit_id,
            Obligation.role == AssignmentRole.LEAD.value, Obligation.ended_on.is_(None),
        )
    )  # fmt: skip
    if "due" in told:
        query = query.where(Obligation.due_on == told["due"])
    return db.session.scalars(query).one()


def _needs() -> dict[tuple[int, int], list[Need]]:
    found: dict[tuple[int, int], list[Need]] = defaultdict(list)
    for product in db.session.scalars(select(Product).order_by(Product.task_id, Product.ordinal)):
        need = Need(
            product.id, product.title, product.issuer == "other", product.issuer_text, product.form
        )
        found[product.task_id, product.slot].append(need)
    return found


def _alive(unit: Unit, day: date) -> bool:
    return (unit.valid_from is None or unit.valid_from <= day) and (
        unit.valid_to is None or day <= unit.valid_to
    )
