"""Apply a succession across rooms: bodies, names, groups, followed fields, obligations."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from tracker import history
from tracker.documents.models import Document
from tracker.extensions import db
from tracker.handover.queries import code_faults
from tracker.handover.reading import FileMove, NewName, NewUnit, SuccessionFile, SuccessionFileError
from tracker.permissions import Actor
from tracker.plans.models import Field, FieldFollower, Plan
from tracker.tasks.operations.desired import LOCAL, Settings
from tracker.tasks.operations.laying_out import Counts, lay_out_plan
from tracker.tasks.queries.layout import lock_plan
from tracker.text import fold, vn_date
from tracker.units.models import Succession, Unit, UnitGroup, UnitGroupMember, UnitName


@dataclass(slots=True)
class Applied:
    """What applying the file changed; `already` when it had been applied before."""

    already: bool = False
    units_begun: list[str] = field(default_factory=list)
    units_ended: list[str] = field(default_factory=list)
    moves: int = 0
    obligations: Counts = field(default_factory=Counts)


class SuccessionAhead(SuccessionFileError):
    """The hand-over's day has not come: from now on lists would show it as done already."""


def apply_succession(
    file: SuccessionFile, settings: Settings, actor: Actor, now: datetime, *, ahead: bool = False
) -> Applied:
    """Record the succession and hand its obligations over; a second run changes nothing.

    Raises SuccessionFileError naming every code that is not known, and SuccessionAhead before the
    effective day; `ahead` is for a preview, which its caller undoes.
    """
    plans = db.session.scalars(select(Plan).order_by(Plan.sort_order, Plan.id)).all()
    for plan in plans:
        lock_plan(plan.id)
    if _recorded(file):
        return Applied(already=True)
    if not ahead:
        _check_day(file, now.astimezone(LOCAL).date())
    _check_codes(file)
    applied = Applied()
    for new in file.new_units:
        _begin_unit(new, file.effective_on)
        applied.units_begun.append(new.code)
    units = _rows_by_code(Unit)
    for name in file.names:
        _rename(units[name.unit], name, file.effective_on, file.source)
    _join_groups(file, units)
    for ordinal, move in enumerate(file.moves, start=1):
        _record_move(file, ordinal, move, units)
        applied.moves += 1
    applied.units_ended = _end_units(file, units)
    _move_followers(file, units)
    db.session.flush()
    for plan in plans:
        applied.obligations += lay_out_plan(plan, settings, actor, now)
    history.record(
        actor, "succession.apply", at=now, subject=f"succession:{file.code}",
        detail={"moves": applied.moves, "ended": applied.units_ended},
    )  # fmt: skip
    return applied


def _check_day(file: SuccessionFile, today: date) -> None:
    day = vn_date(file.effective_on)
    if file.effective_on > today:
        raise SuccessionAhead(
            f"Ngày hiệu lực {day} ở sau hôm nay ({vn_date(today)}). Hãy áp dụng tệp này từ ngày "
            f"{day}; trước ngày đó chỉ xem trước được bằng cách chạy thử."
        )


def _recorded(file: SuccessionFile) -> bool:
    query = select(Succession.id).where(Succession.file_code == file.code).limit(1)
    return db.session.scalars(query).first() is not None


def _rows_by_code(model: type[Any]) -> dict[str, Any]:
    return {row.code: row for row in db.session.scalars(select(model))}


def _check_codes(file: SuccessionFile) -> None:
    faults = code_faults(file)
    if faults:
        raise SuccessionFileError("\n".join(faults))


def _begin_unit(new: NewUnit, day: date) -> None:
    units = _rows_by_code(Unit)
    if new.code in units:
        return
    parent = units.get(new.parent)
    unit = Unit(
        code=new.code, kind=new.kind, sort_order=new.order,
        parent_id=parent.id if parent else None, valid_from=day, source=new.source,
    )  # fmt: skip
    db.session.add(unit)
    db.session.flush()
    names = (new.name, new.short_name, new.place, new.superior)
    _rename(unit, NewName(new.code, *names), day, new.source)


def _rename(unit: Unit, name: NewName, day: date, source: str) -> None:
    for current in unit.names:
        if current.valid_to is None and current.valid_from != day:
            current.valid_to = day - timedelta(days=1)
    unit.names.append(
        UnitName(
            name=name.name, short_name=name.short_name, place=name.place, superior=name.superior,
            valid_from=day, search_key=fold(f"{name.name} {name.short_name}"), source=source,
        )
    )  # fmt: skip


def _join_groups(file: SuccessionFile, units: dict[str, Unit]) -> None:
    groups = _rows_by_code(UnitGroup)
    for group, unit in file.group_members:
        db.session.add(
            UnitGroupMember(
                group_id=groups[group].id,
                unit_id=units[unit].id,
                valid_from=file.effective_on,
                source=file.source,
            )
        )


def _record_move(
    file: SuccessionFile, ordinal: int, move: FileMove, units: dict[str, Unit]
) -> None:
    basis = db.session.scalars(select(Document.id).where(Document.code == file.basis)).first()
    heir = units.get(move.to_unit)
    db.session.add(
        Succession(
            file_code=file.code, ordinal=ordinal, effective_on=file.effective_on, kind=move.kind,
            scope=move.scope, from_unit_id=units[move.from_unit].id,
            to_unit_id=heir.id if heir else None, field_code=move.field, task_code=move.task,
            basis_id=basis, note=move.note, source=move.source or file.source,
        )
    )  # fmt: skip


def _end_units(file: SuccessionFile, units: dict[str, Unit]) -> list[str]:
    """The last day of the bodies that cease; their divisions and bodies pass to the heir."""
    ended = []
    for move in file.moves:
        unit = units[move.from_unit]
        if not move.ends_the_giver or unit.valid_to is not None:
            continue
        unit.valid_to = file.effective_on - timedelta(days=1)
        ended.append(unit.code)
        heir = units.get(move.to_unit)
        if heir is None:
            continue
        for child in db.session.scalars(select(Unit).where(Unit.parent_id == unit.id)):
            if child.valid_to is None and child.id != heir.id:
                child.parent_id = heir.id
    return ended


def _move_followers(file: SuccessionFile, units: dict[str, Unit]) -> None:
    """Whoever takes a body over follows the fields that the body followed."""
    for move in file.moves:
        heir = units.get(move.to_unit)
        if move.scope == "task" or not (move.ends_the_giver or move.scope == "field"):
            continue
        query = select(FieldFollower).where(
            FieldFollower.unit_id == units[move.from_unit].id, FieldFollower.valid_to.is_(None)
        )
        if move.scope == "field":
            query = query.join(Field, Field.id == FieldFollower.field_id)
            query = query.where(Field.code == move.field)
        for follower in db.session.scalars(query):
            follower.valid_to = file.effective_on - timedelta(days=1)
            if heir is not None:
                db.session.add(
                    FieldFollower(
                        field_id=follower.field_id,
                        unit_id=heir.id,
                        valid_from=file.effective_on,
                        source=move.source or file.source,
                    )
                )
