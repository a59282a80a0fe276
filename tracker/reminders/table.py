"""The record of who was told what as a table, for Excel and paper."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tracker.documents.tables import Column, Kind, Table, as_of
from tracker.reminders.queries.told import ToldLine
from tracker.units.queries import NamedUnit


def told_table(
    rows: Iterable[ToldLine], total: int, names: Mapping[int, NamedUnit], today: date,
    told: Sequence[str],
) -> Table:  # fmt: skip
    """The lines with the filter in words."""

    def unit(line: ToldLine) -> str:
        return names[line.unit_id].name if line.unit_id in names else ""

    columns = [
        Column("Ngày nhắc", lambda line: line.day, Kind.DAY),
        Column("Người nhận", lambda line: line.person, Kind.NAME),
        Column("Nhận thay", lambda line: line.in_place_of, Kind.SHORT, paper=False),
        Column("Cơ quan, đơn vị", unit, Kind.NAME),
        Column("Nội dung", lambda line: line.title, Kind.TITLE),
        Column("Ngày đến hạn", lambda line: line.due_on, Kind.DAY),
        Column("Bậc nhắc", lambda line: line.words, Kind.SHORT),
        Column("Cách nhận", lambda line: line.channel.label, Kind.SHORT),
        Column("Kết quả", lambda line: line.state.label, Kind.SHORT),
        Column("Lý do", lambda line: line.reason, Kind.NAME),
        Column("Người phát hành", lambda line: line.released_label, Kind.SHORT, paper=False),
    ]
    return Table(
        "Ai đã nhận nhắc việc gì", "Ai đã nhận nhắc việc gì", as_of(today), columns, rows, told,
        total,
    )  # fmt: skip
