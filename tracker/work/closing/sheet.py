"""A year's sheet as a table: its columns, and how a row fills them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from tracker.documents.tables import Column, Kind, Table, as_of
from tracker.plans.models import Plan
from tracker.text import vn_weekday_date
from tracker.work.closing.page import PAGE, SheetRow, YearSheet, ready
from tracker.work.days import DayCount
from tracker.work.filters import Choices
from tracker.work.sheets import brief_title, full_title

_COLUMNS = (
    Column("Lĩnh vực", lambda row: row.line.field, paper=False),
    Column("Mục", lambda row: row.line.row.number, Kind.CODE),
    Column(
        "Nhiệm vụ",
        lambda row: full_title(row.line),
        Kind.TITLE,
        brief=lambda row: brief_title(row.line),
    ),
    Column("Cơ quan, đơn vị", lambda row: row.line.unit, Kind.NAME),
    Column("Kỳ", lambda row: row.line.row.period, paper=False),
    Column("Ngày đến hạn", lambda row: row.line.row.due_on, Kind.DAY),
    Column("Hạn ban đầu", lambda row: row.line.row.original_due_on, Kind.DAY, paper=False),
    Column("Tình hình tại ngày lập", lambda row: row.stood),
    Column("Nội dung mới nhất", lambda row: row.line.row.last_words, Kind.WORDS),
    Column("Ngày của nội dung", lambda row: row.line.row.last_words_on, Kind.DAY, paper=False),
    Column("Ước thực hiện đến 31/12", lambda row: row.estimate, Kind.NAME),
    Column("Quyết định", lambda row: row.told, Kind.NAME),
)


def closing_table(
    sheet: YearSheet, offered: Choices, count: DayCount, told: Sequence[str]
) -> Table:
    """The whole sheet, of every decision; a part of it is read at a time."""

    def rows() -> Iterator[SheetRow]:
        for first in range(0, len(sheet.keys), PAGE):
            yield from ready(sheet, sheet.keys[first : first + PAGE], offered, count)

    plan = sheet.plan.number or sheet.plan.title
    return Table(
        f"Kết thúc năm {sheet.year} {sheet.plan.code}",
        f"Nhiệm vụ chưa hoàn thành khi kết thúc năm {sheet.year}",
        f"{plan}. Tính đến {vn_weekday_date(sheet.day)}", _COLUMNS, rows(), told, len(sheet.keys),
    )  # fmt: skip


def years_table(
    years: Sequence[tuple[Plan, int]], undecided: Mapping[tuple[int, int], int], today: date
) -> Table:
    """The opened years of plans; `undecided` counts, by plan and year, what those ended left."""
    columns = (
        Column("Số, ký hiệu", lambda row: row[0].number),
        Column("Kế hoạch", lambda row: row[0].title, Kind.TITLE),
        Column("Năm", lambda row: str(row[1]), Kind.CODE),
        Column("Chưa quyết định", lambda row: undecided.get((row[0].id, row[1])), Kind.NUMBER),
    )
    title = "Các năm kế hoạch"
    return Table("Kết thúc năm", title, as_of(today), columns, years)
