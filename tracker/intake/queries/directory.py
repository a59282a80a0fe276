"""Who may be named in a plan, as of a day, for the reading of its file."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import or_, select

from tracker.extensions import db
from tracker.intake.rules.directory import Body, Directory, FieldNames
from tracker.plans.models import Field, FieldAlias, FieldFollower
from tracker.province.models import Province
from tracker.statements import rows_of
from tracker.tasks.models.printed import Assignment
from tracker.tasks.rules.addressees import Named
from tracker.units.models import UnitGroup
from tracker.units.queries import DIVISION, RegisterUnit, heirs_on, register


def directory(day: date, *, divisions_of: int | None = None) -> Directory:
    """Every body and group with all its names, those outside named before, and the fields.

    A body that has ended by `day` carries its heirs. Divisions are known by their whole names, and
    by their short ones ("Văn phòng") only in a plan of the unit `divisions_of`.
    """
    heirs = heirs_on(day)
    bodies = [_body(unit, heirs.get(unit.id, ()), day, divisions_of) for unit in register()]
    outside = select(Assignment.printed).where(Assignment.kind == "outside").distinct()
    return Directory.of(
        (*bodies, *_groups()), _fields(day), outside=db.session.scalars(outside),
        place=db.session.scalar(select(Province.name)) or "",
    )  # fmt: skip


def _body(unit: RegisterUnit, heirs: Iterable[int], day: date, divisions_of: int | None) -> Body:
    short = unit.kind != DIVISION or unit.parent_id == divisions_of
    forms = tuple(
        form for one in unit.names for form in (one.name, one.short_name if short else "") if form
    )
    begun = [one for one in unit.names if one.valid_from is None or one.valid_from <= day]
    name = (begun or unit.names)[-1].name if unit.names else unit.code
    named = Named(f"unit:{unit.id}", name, forms)
    ended = unit.valid_to is not None and unit.valid_to < day
    return Body(named, unit.code, ended, tuple(f"unit:{heir}" for heir in heirs))


def _groups() -> list[Body]:
    query = select(UnitGroup.id, UnitGroup.code, UnitGroup.name, UnitGroup.printed_forms)
    return [
        Body(Named(f"group:{group_id}", name, _forms(forms)), code)
        for group_id, code, name, forms in rows_of(query.order_by(UnitGroup.id))
    ]


def _forms(text: str) -> tuple[str, ...]:
    return tuple(form for one in text.split("|") if (form := one.strip()))


def _fields(day: date) -> list[FieldNames]:
    """The fields of plans in their order; the index has one more."""
    aliases: dict[int, list[str]] = {}
    for field_id, alias in rows_of(select(FieldAlias.field_id, FieldAlias.alias)):
        aliases.setdefault(field_id, []).append(alias)
    followers: dict[int, list[str]] = {}
    following = select(FieldFollower.field_id, FieldFollower.unit_id).where(
        or_(FieldFollower.valid_from.is_(None), FieldFollower.valid_from <= day),
        or_(FieldFollower.valid_to.is_(None), FieldFollower.valid_to >= day),
    )
    for field_id, unit_id in rows_of(following):
        followers.setdefault(field_id, []).append(f"unit:{unit_id}")
    fields = select(Field.id, Field.code, Field.name).where(Field.used_in != "index")
    return [
        FieldNames(code, name, tuple(aliases.get(field_id, ())), tuple(followers.get(field_id, ())))
        for field_id, code, name in rows_of(fields.order_by(Field.sort_order))
    ]
