"""Units and their names as of a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ScalarSelect, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from tracker.documents.models import Document
from tracker.extensions import db
from tracker.kept import kept
from tracker.statements import holds, rows_of
from tracker.text import vn_list
from tracker.units.models import Succession, Unit, UnitGroup, UnitGroupMember, UnitName

DIVISION = "phong"


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit with the name it bears on the day asked for."""

    id: int
    code: str
    name: str
    short_name: str
    sort_order: int


_NAMES = (
    select(Unit.id, Unit.code, UnitName.name, UnitName.short_name, Unit.sort_order)
    .join(UnitName, UnitName.unit_id == Unit.id)
    .where(or_(UnitName.valid_from.is_(None), UnitName.valid_from <= bindparam("day")))
    .order_by(Unit.sort_order, Unit.id, UnitName.valid_from.asc().nulls_first())
)


def names_on(day: date, unit_ids: Collection[int] | None = None) -> dict[int, NamedUnit]:
    """Every unit (or those named) by id, with its name on `day`, in official order.

    A unit that has no name on that day bears its last one.
    """
    if unit_ids is None:
        return kept(("names", day), lambda: _named(_NAMES, day))
    return _named(_NAMES.where(Unit.id.in_(unit_ids)), day)


def _named(query: Select[Any], day: date) -> dict[int, NamedUnit]:
    return {row[0]: NamedUnit(*row) for row in rows_of(query, {"day": day})}


def name_on(unit_id: InstrumentedAttribute[int]) -> ScalarSelect[str]:
    """The name that `names_on` gives a unit, as a column of a query that binds `day`."""
    return (
        select(UnitName.name)
        .where(
            UnitName.unit_id == unit_id,
            or_(UnitName.valid_from.is_(None), UnitName.valid_from <= bindparam("day")),
        )
        .order_by(UnitName.valid_from.desc().nulls_last())
        .limit(1)
        .scalar_subquery()
    )


def units_in_scope(scope: Collection[int] | None, day: date) -> list[NamedUnit]:
    """The units of a viewer's scope that exist on `day`, in official order; None means all."""
    alive = select(Unit.id).where(
        or_(Unit.valid_from.is_(None), Unit.valid_from <= day),
        or_(Unit.valid_to.is_(None), Unit.valid_to >= day),
    )
    if scope is not None:
        alive = alive.where(Unit.id.in_(scope))
    return list(names_on(day, list(db.session.scalars(alive))).values())


def divisions_of(unit_id: int, day: date) -> dict[int, str]:
    """The divisions (phòng) of a unit that exist on `day`, by id, in official order."""
    query = select(Unit.id).where(
        Unit.parent_id == unit_id, Unit.kind == DIVISION,
        or_(Unit.valid_from.is_(None), Unit.valid_from <= day),
        or_(Unit.valid_to.is_(None), Unit.valid_to >= day),
    )  # fmt: skip
    ids = list(db.session.scalars(query))
    return {number: unit.name for number, unit in names_on(day, ids).items()} if ids else {}


@dataclass(frozen=True, slots=True)
class RegisterName:
    """One name of a unit with the days on which it holds (inclusive; None = open)."""

    name: str
    short_name: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class RegisterUnit:
    """A unit with all its names, oldest first."""

    id: int
    code: str
    kind: str
    parent_id: int | None
    valid_from: date | None
    valid_to: date | None
    names: tuple[RegisterName, ...]


def register() -> list[RegisterUnit]:
    """Every unit in official order, with its names over time."""
    names: dict[int, list[RegisterName]] = {}
    oldest_first = (UnitName.unit_id, UnitName.valid_from.asc().nulls_first())
    told = select(
        UnitName.unit_id, UnitName.name, UnitName.short_name, UnitName.valid_from, UnitName.valid_to
    )
    for unit_id, *name in rows_of(told.order_by(*oldest_first)):
        names.setdefault(unit_id, []).append(RegisterName(*name))
    units = select(
        Unit.id, Unit.code, Unit.kind, Unit.parent_id, Unit.valid_from, Unit.valid_to
    ).order_by(Unit.sort_order, Unit.id)
    return [RegisterUnit(*row, names=tuple(names.get(row[0], ()))) for row in rows_of(units)]


_HEIRS = (
    select(Succession.from_unit_id, Succession.to_unit_id)
    .join(Unit, Unit.id == Succession.from_unit_id)
    .where(
        Succession.effective_on <= bindparam("day"), Succession.scope == "whole",
        Succession.to_unit_id.is_not(None), Unit.valid_to < bindparam("day"),
    )
    .order_by(Succession.id)
)  # fmt: skip


def heirs_on(day: date) -> dict[int, list[int]]:
    """The units that took the whole of an ended unit over by `day`, by the ended unit's id."""
    return kept(("heirs", day), lambda: _heirs(day))


def _heirs(day: date) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for ended, heir in rows_of(_HEIRS, {"day": day}):
        found.setdefault(ended, []).append(heir)
    return found


def screen_names(day: date, named: dict[int, NamedUnit]) -> dict[int, str]:
    """The names of `names_on(day)`; that of an ended unit as "Sở X (nay là Sở Y)"."""
    heirs = heirs_on(day)
    return {
        unit_id: f"{unit.name} (nay là {vn_list([named[heir].name for heir in heirs[unit_id]])})"
        if unit_id in heirs
        else unit.name
        for unit_id, unit in named.items()
    }


def kept_unit(scope: Collection[int] | None, unit_id: int, *, lock: bool = False) -> Unit | None:
    """The unit, where it is within the scope (None means all)."""
    if scope is not None and unit_id not in scope:
        return None
    query = select(Unit).where(Unit.id == unit_id)
    return db.session.scalars(query.with_for_update() if lock else query).first()


def unit_by_code(code: str) -> Unit | None:
    """The unit of this code."""
    return db.session.scalars(select(Unit).where(Unit.code == code)).first()


def living_children(unit_id: int, day: date) -> list[int]:
    """The ids of the units inside this one that exist after a day."""
    lasting = or_(Unit.valid_to.is_(None), Unit.valid_to > day)
    return list(db.session.scalars(select(Unit.id).where(Unit.parent_id == unit_id, lasting)))


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group as lists show it; `members` are those of the day asked for."""

    id: int
    code: str
    name: str
    members: int


def group_lines(day: date) -> list[GroupLine]:
    """Every group with the number of its members on a day."""
    today = and_(
        UnitGroupMember.group_id == UnitGroup.id,
        or_(UnitGroupMember.valid_from.is_(None), UnitGroupMember.valid_from <= day),
        or_(UnitGroupMember.valid_to.is_(None), UnitGroupMember.valid_to >= day),
    )
    living = and_(
        Unit.id == UnitGroupMember.unit_id, or_(Unit.valid_to.is_(None), Unit.valid_to >= day)
    )
    query = (
        select(UnitGroup.id, UnitGroup.code, UnitGroup.name, func.count(Unit.id))
        .outerjoin(UnitGroupMember, today)
        .outerjoin(Unit, living)
        .group_by(UnitGroup.id, UnitGroup.code, UnitGroup.name)
        .order_by(UnitGroup.id)
    )
    return [GroupLine(*row) for row in rows_of(query)]


def kept_group(group_id: int, *, lock: bool = False) -> UnitGroup | None:
    """The group of this id."""
    query = select(UnitGroup).where(UnitGroup.id == group_id)
    return db.session.scalars(query.with_for_update() if lock else query).first()


def memberships(group_id: int) -> list[UnitGroupMember]:
    """Who belongs to a group, at any time, in official order."""
    query = (
        select(UnitGroupMember)
        .join(Unit, Unit.id == UnitGroupMember.unit_id)
        .where(UnitGroupMember.group_id == group_id)
        .order_by(Unit.sort_order, Unit.id, UnitGroupMember.id)
    )
    return list(db.session.scalars(query))


@dataclass(frozen=True, slots=True)
class SuccessionLine:
    """A recorded move of duties; `paper` is the number of its legal basis."""

    effective_on: date
    kind: str
    scope: str
    from_unit_id: int
    to_unit_id: int | None
    field_code: str
    task_code: str
    paper: str | None
    note: str


def successions_of(unit_id: int) -> list[SuccessionLine]:
    """What passed to or from a unit, the latest first."""
    query = (
        select(
            Succession.effective_on, Succession.kind, Succession.scope, Succession.from_unit_id,
            Succession.to_unit_id, Succession.field_code, Succession.task_code, Document.number,
            Succession.note,
        )
        .outerjoin(Document, Document.id == Succession.basis_id)
        .where(or_(Succession.from_unit_id == unit_id, Succession.to_unit_id == unit_id))
        .order_by(Succession.effective_on.desc(), Succession.id)
    )  # fmt: skip
    return [SuccessionLine(*row) for row in rows_of(query)]


def find_units(words: Collection[str], most: int) -> list[int]:
    """The ids of units that bear, or bore, a name with all the folded words; in official order."""
    found = select(UnitName.unit_id).where(*holds(UnitName.search_key, words))
    query = select(Unit.id).where(Unit.id.in_(found)).order_by(Unit.sort_order, Unit.id)
    return list(db.session.scalars(query.limit(most)))
