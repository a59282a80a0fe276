"""The spreadsheet of accounts: the template to fill in, and the rows that come back."""

import io
from typing import IO, BinaryIO

from tracker.administration.accounts.rules import MOST_ROWS, GivenRow, KnownUnit
from tracker.documents import rules
from tracker.documents.rules import FileRefused
from tracker.documents.workbooks import check_workbook
from tracker.permissions import Role
from tracker.text import clean, fold

COLUMNS = (
    "Họ và tên/chức danh hiển thị", "Đơn vị", "Vai trò", "Tên đăng nhập (có thể để trống)",
    "Thư điện tử", "Điện thoại",
)  # fmt: skip
LOOKED_AT = 2_000
"""Rows of the sheet that are looked at: blank ones are passed over."""

_WIDTHS = (38, 40, 28, 26, 32, 18)
_LONGEST = 500


def template(units: list[KnownUnit]) -> bytes:
    """The workbook to fill in: one sheet with the columns, one with the names to choose from."""
    import xlsxwriter  # noqa: PLC0415 - 2 MB that only a worker who writes a workbook needs

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#E7ECF3", "text_wrap": True})
    text = book.add_format({"num_format": "@"})
    page, names = book.add_worksheet("Tài khoản"), book.add_worksheet("Danh mục")
    for place, (label, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True)):
        page.write_string(0, place, label, head)
        page.set_column(place, place, width, text)
    page.freeze_panes(1, 0)
    names.set_column(0, 0, 60)
    names.set_column(1, 2, 24)
    for place, label in enumerate(("Cơ quan, đơn vị", "Mã", "Vai trò")):
        names.write_string(0, place, label, head)
    for row, unit in enumerate(units, start=1):
        names.write_string(row, 0, unit.name)
        names.write_string(row, 1, unit.code)
    for row, role in enumerate(Role, start=1):
        names.write_string(row, 2, role.label)
    lists = {1: f"='Danh mục'!$A$2:$A${len(units) + 1}", 2: f"='Danh mục'!$C$2:$C${len(Role) + 1}"}
    for place, source in lists.items():
        page.data_validation(1, place, MOST_ROWS, place, {
            "validate": "list", "source": source, "error_type": "warning",
            "error_title": "Không có trong danh mục",
            "error_message": "Chọn trong danh mục, hoặc ghi đúng tên gọi tắt, mã đơn vị.",
        })  # fmt: skip
    book.close()
    return out.getvalue()


def read_rows(name: str, file: BinaryIO) -> list[GivenRow]:
    """The filled rows of an uploaded workbook.

    Raises FileRefused, with what to do, for a file that is too large, broken, no workbook, without
    the columns of the template, or with too many rows.
    """
    kind = check_workbook(name, file, "tệp mẫu")
    try:
        cells = _cells(file)
    except Exception as error:  # a hostile file fails in many ways
        raise rules.not_what_it_says(name, kind) from error
    return _rows(name, cells)


def _cells(file: IO[bytes]) -> list[list[str]]:
    """The first sheet's cells as text, at most LOOKED_AT rows of as many columns as are asked."""
    import openpyxl  # noqa: PLC0415 - 13 MB that only a worker who reads a workbook needs

    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=LOOKED_AT + 1, max_col=len(COLUMNS), values_only=True)
        return [[_text(cell) for cell in row] for row in rows]
    finally:
        book.close()


def _text(cell: object) -> str:
    """A cell as text on one line; a number typed for a phone keeps its digits."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(clean(str(cell)).split())[:_LONGEST]


def _rows(name: str, cells: list[list[str]]) -> list[GivenRow]:
    heads = [fold(text) for text in cells[0]] if cells else []
    if heads != [fold(label) for label in COLUMNS]:
        raise FileRefused(
            f"Tệp “{name}” không có các cột của tệp mẫu: hãy tải tệp mẫu, điền rồi nạp lại."
        )
    filled = [
        GivenRow(number, *row[:3], row[3].lower(), row[4], row[5])
        for number, row in enumerate(cells[1:], start=2)
        if any(row)
    ]
    if not filled:
        raise FileRefused(f"Tệp “{name}” chưa có dòng nào: hãy điền từ dòng thứ hai.")
    if len(filled) > MOST_ROWS or len(cells) > LOOKED_AT:
        raise FileRefused(
            f"Tệp “{name}” có quá {MOST_ROWS} dòng: hãy chia thành nhiều tệp rồi nạp từng tệp."
        )
    return filled
