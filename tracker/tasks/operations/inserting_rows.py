"""Write many rows of a plan at once: one statement for each table, however many rows."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select, update

from tracker.extensions import db
from tracker.plans.models import Plan
from tracker.plans.rules import code_of
from tracker.statements import insert_all
from tracker.tasks.models.printed import Assignment, Product, ScheduleRule, Task
from tracker.tasks.rules.rows import Filed, RowFacts, RowPrint
from tracker.text import fold

CODE_LENGTH = 80
_CELLS = tuple(RowPrint.__dataclass_fields__)
_KEY = re.compile(r"[A-Z0-9][A-Z0-9./~-]*", re.IGNORECASE | re.ASCII)
Refs = Mapping[str, int]
"""Ids of rows by their names in the file."""


def insert_rows(plan: Plan, rows: Sequence[RowFacts], refs: Refs, source: str) -> dict[str, int]:
    """Add rows with their addressees and products; returns their ids by their names in the file.

    Each has `filed`; `refs` are rows of the plan that others may stand under. Nothing is read or
    laid out yet.
    """
    filed = [(facts, facts.filed) for facts in rows if facts.filed is not None]
    if not filed:
        return {}
    codes = _codes(plan, [place for _, place in filed])
    values = [
        {"code": codes[place.ref], "plan_id": plan.id, "source": source, "position": place.position,
         "field_basis": place.field_basis, "note": place.note} | _printed(facts)
        for facts, place in filed
    ]  # fmt: skip
    by_code = dict(map(tuple, insert_all(Task, values, Task.code, Task.id)))
    made = {ref: by_code[code] for ref, code in codes.items()}
    place_rows([place for _, place in filed], {**refs, **made})
    _insert_named([(made[place.ref], facts) for facts, place in filed])
    return made


def place_rows(places: Iterable[Filed], refs: Refs) -> None:
    """Say under which rows others stand, and whose cells they share: one statement."""
    values = [
        {"id": refs[one.ref], "parent_id": refs[one.above] if one.above else None,
         "cells_from_id": refs[one.cells_from] if one.cells_from else None}
        for one in places
    ]  # fmt: skip
    if values:
        db.session.execute(update(Task), values)


def number_rows(positions: Mapping[int, int]) -> None:
    """Put rows, by id, in their places: one statement."""
    if positions:
        values = [{"id": row_id, "position": position} for row_id, position in positions.items()]
        db.session.execute(update(Task), values)


def pair_products_of(task_ids: Sequence[int]) -> None:
    """Give each product the slot of its deadline where a print pairs them one to one."""
    slots: dict[int, list[int]] = {}
    told = (
        select(ScheduleRule.task_id, ScheduleRule.slot)
        .where(ScheduleRule.task_id.in_(task_ids))
        .distinct()
        .order_by(ScheduleRule.task_id, ScheduleRule.slot)
    )
    for task_id, slot in db.session.execute(told):
        slots.setdefault(task_id, []).append(slot)
    products: dict[int, list[tuple[int, int]]] = {}
    there = select(Product.task_id, Product.id, Product.slot).where(Product.task_id.in_(task_ids))
    for task_id, product_id, slot in db.session.execute(there.order_by(Product.ordinal)):
        products.setdefault(task_id, []).append((product_id, slot))
    moved = [
        {"id": product_id, "slot": wanted}
        for task_id, listed in products.items()
        if (found := slots.get(task_id))
        for (product_id, slot), wanted in zip(
            listed, found if len(found) == len(listed) else [1] * len(listed), strict=True
        )
        if slot != wanted
    ]
    if moved:
        db.session.execute(update(Product), moved)


def _printed(facts: RowFacts) -> dict[str, Any]:
    printed = facts.print
    return {name: getattr(printed, name) for name in _CELLS} | {
        "field_id": facts.field_id, "is_heading": facts.is_heading,
        "search_key": fold(f"{printed.number} {printed.title} {printed.product_text}"),
    }  # fmt: skip


def _codes(plan: Plan, places: Sequence[Filed]) -> dict[str, str]:
    """A code for each row from its key, told apart from those of the plan."""
    taken = set(db.session.scalars(select(Task.code).where(Task.plan_id == plan.id)))
    room = CODE_LENGTH - len(plan.code) - 1
    made: dict[str, str] = {}
    for one in places:
        code = f"{plan.code}/{one.key}"
        if code in taken or len(one.key) > room or not _KEY.fullmatch(one.key):
            bare = {known.removeprefix(f"{plan.code}/") for known in taken}
            code = f"{plan.code}/{code_of(one.key, bare, room)}"
        taken.add(code)
        made[one.ref] = code
    return made


def _insert_named(rows: Sequence[tuple[int, RowFacts]]) -> None:
    """The addressees and products of rows, counted by role and row."""
    named: list[dict[str, Any]] = []
    wanted: list[dict[str, Any]] = []
    for task_id, facts in rows:
        counts: dict[str, int] = {}
        for one in facts.addressees:
            ordinal = counts[one.role.value] = counts.get(one.role.value, 0) + 1
            named.append(
                {"task_id": task_id, "role": one.role.value, "ordinal": ordinal,
                 "printed": one.printed, "kind": one.kind.value, "unit_id": one.unit_id,
                 "group_id": one.group_id}
            )  # fmt: skip
        wanted += [
            {"task_id": task_id, "ordinal": ordinal, "title": product.title,
             "issuer": "other" if product.by_other else "own",
             "issuer_text": product.issuer_text}
            for ordinal, product in enumerate(facts.products, 1)
        ]  # fmt: skip
    insert_all(Assignment, named, Assignment.id)
    insert_all(Product, wanted, Product.id)
