"""What an applied hand-over moved, pair by pair, for the log, the minutes and the sheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from tracker.documents.xlsx import Cell, Column, Sheet
from tracker.extensions import db
from tracker.handover.queries import AppliedFile, Line, by_task, lines, moved_by, moved_on
from tracker.permissions import Viewer
from tracker.text import vn_date
from tracker.units.models import UnitName
from tracker.units.queries import NamedUnit, names_on

NO_TAKER = "(chưa có đơn vị tiếp nhận)"


@dataclass(frozen=True, slots=True)
class Pair:
    """What one unit gave to one other; `taker` is None where nobody took it."""

    giver: NamedUnit
    taker: NamedUnit | None
    lines: tuple[Line, ...]

    @property
    def tasks(self) -> list[list[Line]]:
        """The shares by task, in printed order."""
        return list(by_task(self.lines).values())


def pairs(viewer: Viewer, file: AppliedFile) -> list[Pair]:
    """Who gave what to whom: givers under their last name, takers under their first."""
    moved = moved_by(file)
    shares = [
        line
        for line in lines(viewer, *moved_on(file.effective_on, file.givers))
        if line.id in moved
    ]
    givers, takers = names_on(file.effective_on - timedelta(days=1)), names_on(file.effective_on)
    found: dict[tuple[int, int | None], list[Line]] = {}
    for line in shares:
        found.setdefault((line.unit_id, line.taker_id), []).append(line)
    return [
        Pair(givers[giver], takers[taker] if taker else None, tuple(held))
        for (giver, taker), held in found.items()
    ]


def letterhead(unit_id: int, day: date) -> tuple[str, str]:
    """Whose superior a unit has on a day, and where it sits; empty where that is not known."""
    query = (
        select(UnitName.superior, UnitName.place)
        .where(
            UnitName.unit_id == unit_id,
            or_(UnitName.valid_from.is_(None), UnitName.valid_from <= day),
        )
        .order_by(UnitName.valid_from.desc().nulls_last())
        .limit(1)
    )
    row = db.session.execute(query).first()
    return (row[0], row[1]) if row else ("", "")


def sheet(file: AppliedFile, today: date) -> Sheet:
    """The head of the workbook."""
    columns = [
        Column("TT", 6), Column("Bên giao", 28), Column("Bên nhận", 28), Column("Kế hoạch", 20),
        Column("Số", 8), Column("Nhiệm vụ", 60), Column("Sản phẩm", 30), Column("Vai trò", 12),
        Column("Kỳ", 14), Column("Hạn", 13), Column("Tình hình khi bàn giao", 24),
        Column("Nội dung gần nhất", 50), Column("Ngày của nội dung", 13),
    ]  # fmt: skip
    told = f"Bàn giao có hiệu lực từ ngày {vn_date(file.effective_on)}; lập ngày {vn_date(today)}"
    return Sheet("Danh mục bàn giao", "Danh mục nhiệm vụ bàn giao", told, columns)


def cells(found: list[Pair]) -> Iterator[list[Cell]]:
    """One row for each share."""
    number = 0
    for pair in found:
        taker = pair.taker.name if pair.taker else NO_TAKER
        for line in pair.lines:
            number += 1
            yield [
                number, pair.giver.name, taker, line.plan, line.number, line.title,
                line.product_text, line.role.label, line.period, line.due_on, line.state.label,
                line.words, line.last_words_on,
            ]  # fmt: skip
