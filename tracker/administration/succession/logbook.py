"""What an applied hand-over moved, pair by pair, for the log, the minutes and the sheet."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from tracker.documents.tables import Column, Kind, Table
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


_COLUMNS = (
    Column("Bên giao", lambda held: held[0].giver.name, Kind.NAME),
    Column("Bên nhận", lambda held: held[0].taker.name if held[0].taker else NO_TAKER, Kind.NAME),
    Column("Kế hoạch", lambda held: held[1].plan, paper=False),
    Column("Số", lambda held: held[1].number, Kind.CODE),
    Column("Nhiệm vụ", lambda held: held[1].title, Kind.TITLE),
    Column("Sản phẩm", lambda held: held[1].product_text, Kind.NAME, paper=False),
    Column("Vai trò", lambda held: held[1].role.label, Kind.CODE),
    Column("Kỳ", lambda held: held[1].period),
    Column("Hạn", lambda held: held[1].due_on, Kind.DAY),
    Column("Tình hình khi bàn giao", lambda held: held[1].state.label),
    Column("Nội dung gần nhất", lambda held: held[1].words, Kind.WORDS),
    Column("Ngày của nội dung", lambda held: held[1].last_words_on, Kind.DAY, paper=False),
)


def moved_table(file: AppliedFile, found: list[Pair], today: date) -> Table:
    """One row for each share that these pairs handed over."""
    told = f"Bàn giao có hiệu lực từ ngày {vn_date(file.effective_on)}; lập ngày {vn_date(today)}"
    rows = [(pair, line) for pair in found for line in pair.lines]
    name = f"Danh mục bàn giao {file.code}"
    return Table(name, "Danh mục nhiệm vụ bàn giao", told, _COLUMNS, rows)
