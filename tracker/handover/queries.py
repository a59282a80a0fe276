"""What a hand-over touches: the codes it names, the shares that end, where they went."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from tracker.calendar.periods import label as period_label
from tracker.documents.models import Document
from tracker.extensions import db
from tracker.handover.reading import SuccessionFile
from tracker.handover.rules import FiledMove, taken_by
from tracker.permissions import Viewer
from tracker.plans.models import Field, Plan
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.queries.visibility import fully_visible
from tracker.tasks.rules.ownership import Move
from tracker.tasks.rules.states import AssignmentRole, EndKind, State
from tracker.text import vn_date
from tracker.units.models import Succession, Unit, UnitGroup, UnitGroupMember

_MOVED = (EndKind.HANDED_OVER, EndKind.MERGED_INTO_LEAD, EndKind.DISSOLVED)


@dataclass(frozen=True, slots=True)
class Line:
    """One share that changes hands; `words` only where the viewer may read them.

    `taker_id` is the unit that has it now; None where nobody does.
    """

    id: int
    unit_id: int
    taker_id: int | None
    heir_id: int | None
    role: AssignmentRole
    code: str
    number: str
    title: str
    product_text: str
    plan: str
    field_code: str
    period: str
    due_on: date | None
    state: State
    ended_on: date | None
    void: bool
    spoken_of: bool
    last_words_on: date | None
    words: str


def lines(viewer: Viewer, *conditions: ColumnElement[bool]) -> list[Line]:
    """The shares under these conditions, by unit, plan, row and period, in official order."""
    heir, giver, product = aliased(Obligation), aliased(Unit), aliased(Task)
    query = (
        select(
            Obligation.id, Obligation.unit_id, heir.unit_id, Obligation.successor_id,
            Obligation.role, Task.code, Task.number, Task.title, product.product_text,
            func.coalesce(func.nullif(Plan.number, ""), Plan.title), Field.code,
            Obligation.period_key, Obligation.due_on, Obligation.state, Obligation.ended_on,
            Obligation.void, exists().where(StatusUpdate.obligation_id == Obligation.id),
            Obligation.last_words_on,
            case((fully_visible(viewer), Obligation.last_words), else_=""),
        )
        .join(giver, giver.id == Obligation.unit_id)
        .join(Task, Task.id == Obligation.task_id)
        .join(Plan, Plan.id == Obligation.plan_id)
        .outerjoin(Field, Field.id == Obligation.field_id)
        .outerjoin(product, product.id == Task.product_from_id)
        .outerjoin(heir, heir.id == Obligation.successor_id)
        .where(*conditions)
        .order_by(
            giver.sort_order, giver.id, Plan.sort_order, Plan.id, Task.position, Task.id,
            Obligation.role, Obligation.sort_on, Obligation.id,
        )
    )  # fmt: skip
    return [
        Line(
            *row[:4], AssignmentRole(row[4]), *row[5:8], row[8] or "", row[9], row[10] or "",
            period_label(row[11]), row[12], State(row[13]), row[14], row[15],
            bool(row[16]), *row[17:],
        )
        for row in db.session.execute(query)
    ]  # fmt: skip


def by_task(found: Iterable[Line]) -> dict[str, list[Line]]:
    """The shares by the code of their task, in the order given."""
    held: dict[str, list[Line]] = {}
    for line in found:
        held.setdefault(line.code, []).append(line)
    return held


@dataclass(frozen=True, slots=True)
class AppliedFile:
    """A hand-over on record."""

    code: str
    effective_on: date
    basis: Document | None
    moves: tuple[Succession, ...]

    @property
    def givers(self) -> list[int]:
        """The units that gave something, each once, in the file's order."""
        return list(dict.fromkeys(move.from_unit_id for move in self.moves))


def applied_files() -> list[AppliedFile]:
    """Every hand-over on record, the latest first."""
    found: dict[str, list[Succession]] = {}
    in_order = (Succession.effective_on.desc(), Succession.file_code, Succession.ordinal)
    for row in db.session.scalars(select(Succession).order_by(*in_order)):
        found.setdefault(row.file_code, []).append(row)
    papers = {paper.id: paper for paper in db.session.scalars(select(Document).where(
        Document.id.in_({move.basis_id for moves in found.values() for move in moves})
    ))}  # fmt: skip
    return [
        AppliedFile(code, moves[0].effective_on, papers.get(moves[0].basis_id or 0), tuple(moves))
        for code, moves in found.items()
    ]


def moved_by(file: AppliedFile) -> set[int]:
    """The ids of the shares that this file moved or ended.

    A share that a later decision of the same day took along belongs to that decision.
    """
    day = select(Succession).where(
        Succession.effective_on == file.effective_on, Succession.from_unit_id.in_(file.givers)
    )
    moves = [
        FiledMove(
            row.file_code,
            Move(row.effective_on, row.from_unit_id, row.to_unit_id, row.scope, row.field_code,
                 row.task_code),
        )
        for row in db.session.scalars(day.order_by(Succession.id))
    ]  # fmt: skip
    shares = (
        select(Obligation.id, Obligation.unit_id, Task.code, Field.code)
        .join(Task, Task.id == Obligation.task_id)
        .outerjoin(Field, Field.id == Task.field_id)
        .where(*moved_on(file.effective_on, file.givers))
    )
    return {
        share for share, unit, task, field in db.session.execute(shares)
        if (taken := taken_by(moves, unit, task, field or "")) and taken.file_code == file.code
    }  # fmt: skip


def moved_on(day: date, givers: Collection[int]) -> tuple[ColumnElement[bool], ...]:
    """The condition for shares that these units gave away, or lost, on a day."""
    return (
        Obligation.unit_id.in_(sorted(givers)), Obligation.ended_on == day,
        Obligation.end_kind.in_(_MOVED), Obligation.void.is_(False),
    )  # fmt: skip


def code_faults(file: SuccessionFile) -> list[str]:
    """What the file names and the program does not know, or that cannot take part on its day."""
    units = _by_code(Unit)
    new = {unit.code for unit in file.new_units}
    faults = [f"Đã có cơ quan mang mã “{code}”." for code in sorted(new & units.keys())]
    faults += [
        f"Cơ quan mới {unit.code}: không có cơ quan cấp trên mang mã “{unit.parent}”."
        for unit in file.new_units
        if unit.parent and unit.parent not in units.keys() | new
    ]
    known = {Unit: units.keys() | new, Document: _by_code(Document).keys(),
             UnitGroup: _by_code(UnitGroup).keys(), Field: _by_code(Field).keys(),
             Task: _by_code(Task).keys()}  # fmt: skip
    faults += [
        f"{where}: không có {what} mang mã “{code}”."
        for where, model, code, what in _named(file)
        if code and code not in known[model]
    ]
    return list(dict.fromkeys(faults + _out_of_time(file, units) + _twice(file)))


def _by_code(model: type[Any]) -> dict[str, Any]:
    return {row.code: row for row in db.session.scalars(select(model))}


def _named(file: SuccessionFile) -> Iterable[tuple[str, type[Any], str, str]]:
    yield "Căn cứ", Document, file.basis, "văn bản"
    for number, move in enumerate(file.moves, start=1):
        where = f"Dòng bàn giao {number}"
        yield where, Unit, move.from_unit, "cơ quan giao"
        yield where, Unit, move.to_unit, "cơ quan nhận"
        yield where, Field, move.field, "lĩnh vực"
        yield where, Task, move.task, "nhiệm vụ"
    for number, name in enumerate(file.names, start=1):
        yield f"Tên mới {number}", Unit, name.unit, "cơ quan đổi tên"
    for number, (group, unit) in enumerate(file.group_members, start=1):
        yield f"Thành viên nhóm {number}", UnitGroup, group, "nhóm"
        yield f"Thành viên nhóm {number}", Unit, unit, "cơ quan"


def _out_of_time(file: SuccessionFile, units: dict[str, Unit]) -> list[str]:
    """Givers that were gone before, takers that are gone or not there yet."""
    faults, day = [], file.effective_on
    for number, move in enumerate(file.moves, start=1):
        giver, taker = units.get(move.from_unit), units.get(move.to_unit)
        if giver and giver.valid_to and giver.valid_to < day - timedelta(days=1):
            faults.append(f"Dòng bàn giao {number}: cơ quan giao “{giver.code}” đã kết thúc từ "
                          f"{vn_date(giver.valid_to)}.")  # fmt: skip
        if taker and taker.valid_to and taker.valid_to < day:
            faults.append(f"Dòng bàn giao {number}: cơ quan nhận “{taker.code}” đã kết thúc từ "
                          f"{vn_date(taker.valid_to)}.")  # fmt: skip
        if taker and taker.valid_from and taker.valid_from > day:
            faults.append(f"Dòng bàn giao {number}: cơ quan nhận “{taker.code}” chỉ bắt đầu từ "
                          f"{vn_date(taker.valid_from)}, sau ngày {vn_date(day)}.")  # fmt: skip
    return faults


def _twice(file: SuccessionFile) -> list[str]:
    """Rows that say what is said already."""
    faults = []
    codes = [unit.code for unit in file.new_units]
    faults += [f"Cơ quan mới “{code}” ghi hai lần." for code in codes if codes.count(code) > 1]
    pairs = list(file.group_members)
    member = (
        select(UnitGroup.code, Unit.code)
        .join(UnitGroupMember, UnitGroupMember.group_id == UnitGroup.id)
        .join(Unit, Unit.id == UnitGroupMember.unit_id)
        .where(or_(UnitGroupMember.valid_to.is_(None),
                   UnitGroupMember.valid_to >= file.effective_on))
    )  # fmt: skip
    belongs = {tuple(row) for row in db.session.execute(member)} if pairs else set()
    faults += [
        f"“{unit}” đã ở trong nhóm “{group}”."
        for group, unit in pairs
        if (group, unit) in belongs or pairs.count((group, unit)) > 1
    ]
    takers = [(move.from_unit, move.scope, move.field, move.task) for move in file.moves]
    faults += [
        f"Dòng bàn giao {number}: cùng cơ quan giao và cùng phạm vi với một dòng khác."
        for number, taken in enumerate(takers, start=1)
        if takers.index(taken) != number - 1
    ]
    return faults
