"""A filled workbook that came from outside, read as cells and never trusted."""

import zipfile
from collections.abc import Mapping
from typing import IO, BinaryIO

from tracker.documents import rules
from tracker.documents.reading import check_content
from tracker.documents.rules import FileKind, FileRefused

FILE_LIMIT = 1024 * 1024
UNPACKED_LIMIT = 12 * 1024 * 1024
"""Bytes: a form that is filled in by hand is small; larger ones would fill the memory."""

Cells = list[tuple[object, ...]]


def check_workbook(name: str, file: BinaryIO, form: str) -> FileKind:
    """Look at an uploaded workbook before it is opened; the file stands at its beginning then.

    `form` names what to fill in instead. Raises FileRefused for a file that is too large, broken
    or no workbook.
    """
    kind = rules.kind_of(name)
    if kind.extension != "xlsx":
        raise FileRefused(f"Tệp “{name}” không phải bảng tính .xlsx: hãy dùng {form}.")
    rules.check_size(name, file.seek(0, 2), FILE_LIMIT)
    check_content(name, kind, file)
    with zipfile.ZipFile(file) as archive:
        if sum(info.file_size for info in archive.infolist()) > UNPACKED_LIMIT:
            raise FileRefused(f"Tệp “{name}” quá lớn: hãy chép nội dung sang {form}.")
    file.seek(0)
    return kind


def cells_of(name: str, file: BinaryIO, sheets: Mapping[str, tuple[int, int]]) -> dict[str, Cells]:
    """The cells of the named sheets, at most so many rows and columns of each.

    Raises FileRefused, with what to do, for a file that is too large, broken, no workbook, or
    without these sheets.
    """
    kind = check_workbook(name, file, "biểu tải về từ trang này")
    try:
        found = _read(file, sheets)
    except Exception as error:  # a hostile file fails in many ways
        raise rules.not_what_it_says(name, kind) from error
    if set(found) != set(sheets):
        raise FileRefused(f"Tệp “{name}” không phải biểu tải về từ trang này: hãy tải lại biểu.")
    return found


def _read(file: IO[bytes], sheets: Mapping[str, tuple[int, int]]) -> dict[str, Cells]:
    import openpyxl  # noqa: PLC0415 - 13 MB that only a worker who reads a workbook needs

    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    try:
        found = {}
        for title, (rows, columns) in sheets.items():
            if title in book.sheetnames:
                sheet = book[title]
                sheet.reset_dimensions()
                cells = sheet.iter_rows(max_row=rows, max_col=columns, values_only=True)
                found[title] = [tuple(row) for row in cells]
        return found
    finally:
        book.close()
