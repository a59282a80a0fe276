"""A year's sheet as an Excel file: its columns, and how a row fills them."""

from collections.abc import Iterable, Iterator

from tracker.documents.xlsx import Cell, Column, Sheet
from tracker.work.closing.page import SheetRow
from tracker.work.sheets import full_title

_COLUMNS = (
    Column("STT", 6),
    Column("Lĩnh vực", 22),
    Column("Mục", 8),
    Column("Nhiệm vụ", 60),
    Column("Cơ quan, đơn vị", 30),
    Column("Kỳ", 18),
    Column("Ngày đến hạn", 14),
    Column("Hạn ban đầu", 14),
    Column("Tình hình tại ngày lập", 26),
    Column("Nội dung mới nhất", 50),
    Column("Ngày của nội dung", 14),
    Column("Ước thực hiện đến 31/12", 36),
    Column("Quyết định", 44),
)


def sheet_of(plan: str, year: int, day: str) -> Sheet:
    """The sheet's head: `day` in words."""
    title = f"NHIỆM VỤ CHƯA HOÀN THÀNH KHI KẾT THÚC NĂM {year}"
    return Sheet(f"Kết thúc năm {year}", title, f"{plan}. Tính đến {day}", _COLUMNS)


def cells(rows: Iterable[SheetRow]) -> Iterator[list[Cell]]:
    """The rows of the sheet, numbered."""
    for number, one in enumerate(rows, start=1):
        line, row = one.line, one.line.row
        yield [
            number, line.field, row.number, full_title(line), line.unit, row.period, row.due_on,
            row.original_due_on, one.stood, row.last_words, row.last_words_on, one.estimate,
            one.told,
        ]  # fmt: skip
