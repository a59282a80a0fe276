"""A unit's number form and the text of its report as a workbook to be filled in offline.

Ids and versions stand in hidden columns of protected sheets.
"""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, BinaryIO

from tracker.documents.rules import FileRefused
from tracker.documents.workbooks import cells_of
from tracker.reports.operations.unit_reports import digest
from tracker.reports.queries.figures import FormRow, Told
from tracker.reports.rules.numbers import is_whole, number_in_cell, written
from tracker.text import clean, vn_date
from tracker.work.figures.page import OpenForm

SHEET, TEXTS, META = "Biểu số liệu", "Nội dung báo cáo", "Mã biểu"
FORMAT, FIGURES_ALONE = "bieu-so-lieu-2", "bieu-so-lieu-1"
"""The form as it is written; the form of before, which had no text."""
HEAD_ROW = 4
MOST_ROWS = 400
COLUMNS = (
    ("Mã", 6), ("Bản", 6), ("Số", 7), ("Chỉ tiêu thống kê", 60), ("Đơn vị tính", 16),
    ("Số liệu hoặc tử số", 18), ("Mẫu số", 18), ("Ghi chú", 34), ("Kỳ trước", 24), ("Cùng kỳ", 24),
)  # fmt: skip
HOW = (
    "Chỉ điền các ô màu vàng. Để trống: chưa có số liệu; không phát sinh thì ghi 0. "
    "Tỷ lệ được tính từ tử số và mẫu số."
)
HOW_TEXTS = (
    "Chỉ sửa các ô màu vàng; không xóa, không thêm dòng. Xuống dòng trong ô: Alt+Enter. Mỗi dòng "
    "là một đoạn; dòng bắt đầu bằng “- ” là một ý của danh sách; dòng bắt đầu bằng “# ” là số liệu "
    "hệ thống đã có."
)
TEXT_COLUMNS = (("Mã", 6), ("Bản", 6), ("Vết", 6), ("Mục", 36), ("Nội dung", 110))
MOST_SECTIONS = 80
_LONGEST_NOTE = 1000
_LINE, _TALLEST = 16, 400
"""Points of a line of text, and of the tallest row that a sheet shows."""
_ESCAPED = re.compile(r"_x000[dD]_")
"""How a workbook keeps a carriage return inside a cell."""


@dataclass(frozen=True, slots=True)
class TextRow:
    """A section of the report as it stands; `version` 0 where nobody kept a text of it yet."""

    key: str
    label: str
    version: int
    text: str


def write_book(opened: OpenForm, texts: Sequence[TextRow] = ()) -> bytes:
    """The form as it stands, and a sheet with the report's text where `texts` are given.

    Only the cells of figures, notes and texts may be changed.
    """
    import xlsxwriter  # noqa: PLC0415 - 2 MB that only a worker who writes a workbook needs

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    looks = _looks(book)
    page = book.add_worksheet(SHEET)
    if texts:
        _write_texts(book.add_worksheet(TEXTS), opened, texts, looks)
    meta = book.add_worksheet(META)
    line, unit = opened.line, opened.seen.unit
    marks = (FORMAT, line.regime_code, line.code, unit.code, f"{len(texts)} mục")
    for place, text in enumerate(marks):
        meta.write_string(place, 0, text)
    meta.hide()
    meta.protect()
    page.write_string(0, 2, f"BIỂU SỐ LIỆU {line.title.upper()}", looks["title"])
    page.write_string(1, 2, unit.full_name, looks["plain"])
    page.write_string(2, 2, f"Số liệu đến hết {vn_date(line.clocks.last)}. {HOW}", looks["plain"])
    for place, (label, width) in enumerate(COLUMNS):
        page.set_column(place, place, width, None, {"hidden": place < 2})
        page.write_string(HEAD_ROW, place, label, looks["head"])
    for place, row in enumerate(opened.form.rows, start=HEAD_ROW + 1):
        _write_row(page, place, row, looks)
    page.freeze_panes(HEAD_ROW + 1, 4)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEAD_ROW)
    page.protect(options={"format_columns": True, "format_rows": True})
    book.close()
    return out.getvalue()


def _looks(book: Any) -> dict[str, Any]:  # noqa: ANN401 - xlsxwriter has no types
    base = {"valign": "top", "font_name": "Times New Roman", "font_size": 12}
    cell = {**base, "border": 1, "text_wrap": True}
    given = {**cell, "locked": False, "bg_color": "#FFF7D6"}
    return {
        "title": book.add_format({**base, "bold": True, "font_size": 14}),
        "plain": book.add_format({**base, "italic": True}),
        "head": book.add_format({**cell, "bold": True, "bg_color": "#E7ECF3"}),
        "text": book.add_format({**cell, "num_format": "@"}),
        "whole": book.add_format({**given, "num_format": "#,##0"}),
        "figure": book.add_format({**given, "num_format": "General"}),
        "note": book.add_format({**given, "num_format": "@"}),
    }


def _write_row(page: Any, place: int, row: FormRow, looks: dict[str, Any]) -> None:  # noqa: ANN401
    line = row.line
    page.write_number(place, 0, line.id, looks["text"])
    page.write_number(place, 1, row.given.id if row.given else 0, looks["text"])
    named = line.name
    if line.is_ratio:
        named += f" (tử số: {line.numerator_label}; mẫu số: {line.denominator_label})"
    for column, text in ((2, line.number), (3, named), (4, line.measure)):
        page.write_string(place, column, text, looks["text"])
    look = looks["whole" if line.counted else "figure"]
    _write_figure(page, (place, 5), row.amount.numerator, look)
    if line.is_ratio:
        _write_figure(page, (place, 6), row.amount.denominator, look)
    else:
        page.write_blank(place, 6, None, looks["text"])
    page.write_string(place, 7, row.given.note if row.given else "", looks["note"])
    for column, told in ((8, row.before), (9, row.last_year)):
        page.write_string(place, column, _told(row, told), looks["text"])


def _write_texts(page: Any, opened: OpenForm, texts: Sequence[TextRow], looks: Any) -> None:  # noqa: ANN401
    """A row for each section; the text as it is typed, line by line."""
    page.write_string(0, 3, f"NỘI DUNG BÁO CÁO {opened.line.title.upper()}", looks["title"])
    page.write_string(1, 3, opened.seen.unit.full_name, looks["plain"])
    page.write_string(2, 3, HOW_TEXTS, looks["plain"])
    for place, (label, width) in enumerate(TEXT_COLUMNS):
        page.set_column(place, place, width, None, {"hidden": place < 3})
        page.write_string(HEAD_ROW, place, label, looks["head"])
    for place, row in enumerate(texts, start=HEAD_ROW + 1):
        lines = sum(1 + len(line) // TEXT_COLUMNS[-1][1] for line in row.text.split("\n"))
        page.set_row(place, min(_LINE * max(lines + 1, 3), _TALLEST))
        marks = (row.key, str(row.version), digest(row.text), row.label)
        for column, text in enumerate(marks):
            page.write_string(place, column, text, looks["text"])
        page.write_string(place, 4, row.text, looks["note"])
    page.freeze_panes(HEAD_ROW + 1, 4)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.protect(options={"format_columns": True, "format_rows": True})


def _write_figure(page: Any, place: tuple[int, int], number: Decimal | None, look: Any) -> None:  # noqa: ANN401
    if number is None:
        page.write_blank(*place, None, look)
    else:
        page.write_number(*place, int(number) if is_whole(number) else float(number), look)


def _told(row: FormRow, told: Told | None) -> str:
    return f"{told.title}: {told.amount.words(row.line)}" if told else ""


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row that came back: which figure it was filled over, and the texts of its cells."""

    indicator_id: int
    value_id: int
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class FilledText:
    """A section that came back: over which version, and the digest of what stood in the cell."""

    key: str
    version: int
    digest: str
    text: str


@dataclass(frozen=True, slots=True)
class Filled:
    """What came back in a workbook; no texts where it carries none."""

    rows: list[FilledRow]
    texts: list[FilledText] = field(default_factory=list)


def read_book(name: str, file: BinaryIO, opened: OpenForm, sections: Iterable[str] = ()) -> Filled:
    """The filled rows of an uploaded form; `sections` are the keys that the report has now.

    Raises FileRefused, with what to do, for what is no such form, that of another unit or round,
    and for rows that were taken out, added or given other marks.
    """
    sheets = {META: (5, 1), SHEET: (HEAD_ROW + 1 + MOST_ROWS, len(COLUMNS))}
    found = cells_of(name, file, sheets)
    marks = [_words(row[0]) if row else "" for row in found[META]]
    _check_marks(name, marks, opened)
    rows = list(_rows(found[SHEET][HEAD_ROW + 1 :]))
    asked = {row.line.id for row in opened.form.rows}
    if len({row.indicator_id for row in rows}) != len(rows) or not asked.issuperset(
        row.indicator_id for row in rows
    ):
        raise FileRefused(
            f"Các dòng của tệp “{name}” đã bị đổi, hoặc biểu đã thay đổi: hãy tải lại biểu."
        )
    if marks[4:] in ([], ["0 mục"]):
        return Filled(rows)
    file.seek(0)
    sheet = cells_of(name, file, {TEXTS: (HEAD_ROW + 1 + MOST_SECTIONS, len(TEXT_COLUMNS))})
    return Filled(rows, _texts(name, sheet[TEXTS][HEAD_ROW + 1 :], list(sections)))


def _check_marks(name: str, marks: list[str], opened: OpenForm) -> None:
    line, unit = opened.line, opened.seen.unit
    if not marks or marks[0] not in (FORMAT, FIGURES_ALONE):
        raise FileRefused(f"Tệp “{name}” không phải biểu tải về từ trang này: hãy tải lại biểu.")
    if marks[1:4] != [line.regime_code, line.code, unit.code]:
        raise FileRefused(
            f"Tệp “{name}” là biểu của đơn vị hoặc kỳ khác: hãy tải biểu {line.title} của "
            f"{unit.name} rồi điền lại."
        )


def _texts(name: str, cells: Iterable[tuple[object, ...]], sections: list[str]) -> list[FilledText]:
    """The sections of the sheet of texts, one row each, none taken out, added or renamed."""
    found = []
    for row in cells:
        key, version, mark, _, text = (*row, *(None for _ in range(len(TEXT_COLUMNS) - len(row))))
        if any(cell is not None and str(cell).strip() for cell in (key, version, mark, text)):
            number = _words(version)
            found.append(
                FilledText(
                    _words(key), int(number) if number.isdecimal() else -1, _words(mark),
                    _ESCAPED.sub("", "" if text is None else str(text)),
                )
            )  # fmt: skip
    whole = all(one.version >= 0 and one.digest for one in found)
    if not whole or sorted(one.key for one in found) != sorted(sections):
        raise FileRefused(
            f"Các dòng của trang “{TEXTS}” trong tệp “{name}” đã bị xóa, thêm hoặc đổi mã, hoặc đề "
            "cương đã thay đổi: hãy tải lại biểu, chép nội dung sang rồi nạp lại. Chưa có gì được "
            "ghi."
        )
    return found


def _rows(cells: Iterable[tuple[object, ...]]) -> Iterable[FilledRow]:
    for row in cells:
        padded = (*row, *(None for _ in range(len(COLUMNS) - len(row))))
        if isinstance(padded[0], int) and isinstance(padded[1], int):
            texts = {
                "numerator": _figure(padded[5]), "denominator": _figure(padded[6]),
                "note": _words(padded[7]),
            }  # fmt: skip
            yield FilledRow(padded[0], padded[1], texts)


def _figure(cell: object) -> str:
    """A figure as it is typed in the form; what is none is kept as text, to be told there."""
    try:
        return written(number_in_cell(cell))
    except ValueError:
        return _words(cell)


def _words(cell: object) -> str:
    return "" if cell is None else " ".join(clean(str(cell)).split())[:_LONGEST_NOTE]
