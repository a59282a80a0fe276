"""The two lists as sheets: which columns, and how a row fills them."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from tracker.documents.xlsx import Cell, Column, Sheet
from tracker.text import vn_number, vn_weekday_date
from tracker.work.lines import Line

MOST_ROWS = 20_000
BATCH = 1_000

_COMMON = (
    Column("STT", 6),
    Column("Kế hoạch", 18),
    Column("Lĩnh vực", 22),
    Column("Mục", 8),
    Column("Nhiệm vụ", 60),
    Column("Cơ quan, đơn vị", 30),
    Column("Vai trò", 10),
    Column("Kỳ", 18),
    Column("Thời hạn in trong kế hoạch", 24),
    Column("Ngày đến hạn", 14),
    Column("Trạng thái", 26),
    Column("Số ngày quá hạn", 10),
    Column("Số ngày làm việc quá hạn", 12),
    Column("Tình hình thực hiện mới nhất", 50),
    Column("Ngày của tình hình", 14),
    Column("Nguyên nhân", 14),
    Column("Hạn ban đầu", 14),
    Column("Việc đang chờ", 40),
)


def tasks_sheet(today: date) -> Sheet:
    """The list of phần việc."""
    as_of = f"Tính đến {vn_weekday_date(today)}"
    return Sheet("Nhiệm vụ", "DANH SÁCH NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH", as_of, _COMMON)


def overdue_sheet(today: date, both: str = "") -> Sheet:
    """The overdue list; `both` tells how many are overdue and how many by their first day."""
    as_of = ". ".join(filter(None, (f"Tính đến {vn_weekday_date(today)}", both)))
    return Sheet("Quá hạn", "DANH SÁCH NHIỆM VỤ QUÁ HẠN", as_of, _COMMON)


def counted_sheet(label: str, today: date) -> Sheet:
    """The nhiệm vụ that one cell counts."""
    as_of = f"{label}. Tính đến {vn_weekday_date(today)}"
    return Sheet("Nhiệm vụ", "DANH SÁCH NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH", as_of, _COUNTED)


_COUNTED = (
    Column("STT", 6),
    Column("Kế hoạch", 18),
    Column("Lĩnh vực", 22),
    Column("Mục", 8),
    Column("Nhiệm vụ", 70),
    Column("Phần việc hoàn thành", 12),
    Column("Phần việc quá hạn", 12),
    Column("Tổng số phần việc", 12),
)


def cut_notice(count: int) -> str:
    """What stands above a list that is cut; `count` is counted up to one too many."""
    if count <= MOST_ROWS:
        return ""
    return f"Chỉ gồm {vn_number(MOST_ROWS)} dòng đầu; hãy lọc hẹp hơn để tải đủ."


def cells(lines: Iterable[Line]) -> Iterator[list[Cell]]:
    """The rows of the sheet, numbered."""
    for number, line in enumerate(lines, start=1):
        row, late = line.row, line.late
        yield [
            number, line.plan, line.field, row.number, full_title(line), line.unit, line.role,
            row.period, row.phrase or "", row.due_on, line.ended or line.state,
            late.days if late else None, late.working_days if late else None,
            row.last_words, row.last_words_on, line.cause, row.original_due_on,
            "; ".join(line.tags),
        ]  # fmt: skip


def full_title(line: Line) -> str:
    """The title with the heading above it, which short titles need to be understood."""
    return f"{line.row.heading}: {line.row.title}" if line.row.heading else line.row.title


def in_batches(read: Callable[[Line | None], list[Line]]) -> Iterator[Line]:
    """All rows up to MOST_ROWS, a batch at a time; `read` gives the batch after a line."""
    batch, given = read(None), 0
    while batch and given < MOST_ROWS:
        yield from batch[: MOST_ROWS - given]
        given += len(batch)
        batch = read(batch[-1]) if len(batch) == BATCH else []
