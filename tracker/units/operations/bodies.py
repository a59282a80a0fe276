"""Write the register of bodies: a unit, its names over time, the day it ends."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from tracker import history
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.refusals import Refused, check_version, refuse
from tracker.text import vn_date
from tracker.units.models import Unit, UnitName
from tracker.units.rules import (
    CODE_TAKEN,
    NEEDS_PARENT,
    OWN_PARENT,
    UnitKind,
    code_problem,
    order_problem,
    renaming_problem,
    search_key,
)

BY_HAND = "Nhập trên trang quản trị"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What the form of a unit says; `valid_to` only for one that has ended."""

    kind: UnitKind
    parent_id: int | None
    sort_order: int
    valid_from: date | None
    valid_to: date | None
    source: str


@dataclass(frozen=True, slots=True)
class NameFacts:
    """What the form of a name says; `valid_from` is None for the first name, whose day stays."""

    name: str
    short_name: str
    place: str
    superior: str
    source: str
    valid_from: date | None = None


def create_unit(code: str, facts: UnitFacts, name: NameFacts, actor: Actor, now: datetime) -> Unit:
    """Add a unit with its first name. Raises Refused."""
    taken = db.session.scalar(select(Unit.id).where(Unit.code == code)) is not None
    refuse({"code": code_problem(code) or (CODE_TAKEN if taken else "")})
    row = Unit(code=code)
    _fill(row, facts)
    db.session.add(row)
    db.session.flush()
    _add_name(row, name, facts.valid_from)
    db.session.flush()
    history.record(actor, "unit.create", at=now, subject=f"unit:{code}", ids=(row.id,))
    return row


def change_unit(row: Unit, facts: UnitFacts, version: int, actor: Actor, now: datetime) -> None:
    """Write what the form says. Raises Stale and Refused.

    The caller lays plans out again where the days changed.
    """
    check_version(row.version, version)
    _fill(row, facts)
    _keep(row, "unit.change", actor, now)


def end_unit(row: Unit, last_day: date, version: int, actor: Actor, now: datetime) -> None:
    """Let the unit exist to the end of a day. Raises Stale and Refused.

    Whether work or roles are left is for the caller to know.
    """
    check_version(row.version, version)
    refuse({"last_day": order_problem(row.valid_from, last_day)})
    row.valid_to = last_day
    _keep(row, "unit.end", actor, now, {"last_day": last_day.isoformat()})


def rename_unit(row: Unit, name: NameFacts, version: int, actor: Actor, now: datetime) -> None:
    """Let the unit bear another name from a day on. Raises Stale and Refused."""
    check_version(row.version, version)
    day = name.valid_from
    if day is None:
        raise Refused({"valid_from": "Hãy nhập ngày bắt đầu dùng tên mới."})
    refuse({"valid_from": _outside(row, day) or _renaming_problem(row, day)})
    for earlier in row.names:
        if earlier.valid_to is None or earlier.valid_to >= day:
            earlier.valid_to = day - ONE_DAY
    _add_name(row, name, day)
    _keep(row, "unit.rename", actor, now, {"from": day.isoformat()})


def correct_name(
    row: Unit, name_id: int, name: NameFacts, version: int, *, actor: Actor, now: datetime
) -> None:
    """Put a name right where it was mistyped. Raises Stale and Refused.

    The day of the first name stays; that of the last one may be put right too.
    """
    check_version(row.version, version)
    names = sorted(row.names, key=lambda one: one.valid_from or date.min)
    found = next(one for one in names if one.id == name_id)
    if found is names[-1] and found is not names[0] and name.valid_from not in {
        None, found.valid_from
    }:  # fmt: skip
        _move_start(row, names, name.valid_from)
    _write_name(found, name)
    _keep(row, "unit.correct_name", actor, now, {"name": name_id})


def _move_start(row: Unit, names: list[UnitName], day: date | None) -> None:
    """The last name begins on another day; the one before it lasts until then."""
    if day is None:
        return
    problem = _outside(row, day) or renaming_problem(day, [one.valid_from for one in names[:-1]])
    refuse({"valid_from": problem})
    names[-1].valid_from = day
    names[-2].valid_to = day - ONE_DAY


def _fill(row: Unit, facts: UnitFacts) -> None:
    refuse(
        {
            "valid_to": order_problem(facts.valid_from, facts.valid_to),
            "parent": _parent_problem(row, facts),
        }
    )
    row.kind, row.parent_id = facts.kind.value, facts.parent_id
    row.sort_order, row.source = facts.sort_order, facts.source
    row.valid_from, row.valid_to = facts.valid_from, facts.valid_to


def _parent_problem(row: Unit, facts: UnitFacts) -> str:
    if facts.parent_id is None:
        return NEEDS_PARENT if facts.kind is UnitKind.DIVISION else ""
    parents = dict(db.session.execute(select(Unit.id, Unit.parent_id)).all())
    above: int | None = facts.parent_id
    while above is not None:
        if above == row.id:
            return OWN_PARENT
        above = parents.get(above)
    return ""


def _outside(row: Unit, day: date) -> str:
    """Why a name cannot begin on a day: the unit does not exist then."""
    if row.valid_from and day < row.valid_from:
        return f"Cơ quan này hoạt động từ {vn_date(row.valid_from)}."
    if row.valid_to and day > row.valid_to:
        return f"Cơ quan này đã kết thúc hoạt động vào {vn_date(row.valid_to)}."
    return ""


def _renaming_problem(row: Unit, day: date) -> str:
    return renaming_problem(day, [one.valid_from for one in row.names])


def _add_name(row: Unit, name: NameFacts, day: date | None) -> None:
    added = UnitName(unit_id=row.id, valid_from=day)
    _write_name(added, name)
    db.session.add(added)


def _write_name(row: UnitName, name: NameFacts) -> None:
    row.name, row.short_name = name.name, name.short_name
    row.place, row.superior, row.source = name.place, name.superior, name.source
    row.search_key = search_key(name.name, name.short_name)


def _keep(
    row: Unit, action: str, actor: Actor, now: datetime, detail: dict[str, object] | None = None
) -> None:
    row.version += 1
    db.session.flush()
    history.record(actor, action, at=now, subject=f"unit:{row.code}", ids=(row.id,), detail=detail)
