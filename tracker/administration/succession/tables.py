"""Hand-overs on record and work without an heir, as tables."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from tracker.documents.tables import Column, Kind, Table, as_of
from tracker.handover.heirs.queries import FormerUnit
from tracker.units.queries import NamedUnit

_APPLIED = (
    Column("Mã", lambda one: one["file"].code),
    Column("Có hiệu lực", lambda one: one["file"].effective_on, Kind.DAY),
    Column("Cơ quan giao", lambda one: one["givers"], Kind.NAME),
    Column("Căn cứ", lambda one: one["basis"], Kind.WORDS),
    Column("Dòng bàn giao", lambda one: len(one["file"].moves), Kind.NUMBER),
    Column("Phần việc đã chuyển, đã kết thúc", lambda one: one["shares"], Kind.NUMBER),
)


def applied_table(rows: Sequence[Mapping[str, Any]], today: date) -> Table:
    """The hand-overs on record."""
    return Table("Bàn giao", "Bàn giao nhiệm vụ đã áp dụng", as_of(today), _APPLIED, rows)


def former_table(
    rows: Sequence[FormerUnit], names: Mapping[int, NamedUnit],
    basis: Callable[[FormerUnit], str], today: date,
) -> Table:  # fmt: skip
    """The former units whose work waits for an heir."""
    columns = (
        Column("Cơ quan", lambda one: names[one.unit_id].name, Kind.NAME),
        Column("Kết thúc từ", lambda one: one.ended_on, Kind.DAY),
        Column("Căn cứ", basis, Kind.WORDS),
        Column("Nhiệm vụ", lambda one: one.tasks, Kind.NUMBER),
        Column("Phần việc", lambda one: one.shares, Kind.NUMBER),
    )
    title = "Phần việc chưa có đơn vị tiếp nhận"
    return Table("Chưa có nơi nhận", title, as_of(today), columns, rows)
