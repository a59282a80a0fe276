"""The appendix of a plan as a workbook: text stays text, shared cells are merged, A4 across.

What travels beside the print lies on a sheet that Excel does not offer to show.
"""

import io
from typing import Any

from tracker.intake.rules.appendix import CARRIED_SHEET, STRONG, PlanPaper
from tracker.intake.rules.heads import Meaning
from tracker.intake.rules.outgoing import Going, Slot

SHEET = "Phụ lục"
PIECE = 15_000
"""Characters of what is carried in one cell, between bars that keep its spaces (Excel: 32,767)."""
_OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False,
    "strings_to_urls": False,
}  # fmt: skip
_WIDTHS = {
    Meaning.NUMBER: 7, Meaning.GENERAL: 14, Meaning.TITLE: 46, Meaning.PRODUCT: 22,
    Meaning.LEAD: 20, Meaning.PARTNERS: 22, Meaning.DEADLINE: 15, Meaning.TARGET: 16,
    Meaning.NOTE: 24,
}  # fmt: skip
_HEAD_ROW = 3


def write(plan: PlanPaper, made: Going, carried: str) -> bytes:
    """The .xlsx."""
    import xlsxwriter  # noqa: PLC0415 - 2 MB that only a worker who writes a workbook needs

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    formats = _formats(book)
    page = book.add_worksheet(SHEET)
    _set_up(page, made)
    last = len(made.columns) - 1
    above = (("mark", "Phụ lục"), ("title", plan.heading.upper()), ("basis", plan.attached_to))
    for row, (look, text) in enumerate(above):
        words = f"({text})" if look == "basis" else text
        page.merge_range(row, 0, row, last, words, formats[look])
        page.set_row(row, 20 if look == "mark" else 36)
    for place, head in enumerate(made.heads):
        page.write_string(_HEAD_ROW, place, head, formats["head"])
    for order, (row, line) in enumerate(zip(made.rows, made.lines, strict=True), _HEAD_ROW + 1):
        for place, (meaning, slot) in enumerate(zip(made.columns, line, strict=True)):
            look = "strong" if row.is_heading and meaning in STRONG else "text"
            _write(page, (order, place), slot, formats[look])
    if carried:
        _carry(book, carried)
    book.close()
    return out.getvalue()


def _write(page: Any, at: tuple[int, int], slot: Slot, look: Any) -> None:  # noqa: ANN401
    if slot.rows > 1:
        page.merge_range(*at, at[0] + slot.rows - 1, at[1], "", look)
        page.write_string(*at, slot.text, look)
    elif slot.text:
        page.write_string(*at, slot.text, look)
    elif slot.rows:
        page.write_blank(*at, None, look)


def _set_up(page: Any, made: Going) -> None:  # noqa: ANN401
    """A4 across, one page wide, the head on every page and always in sight."""
    for place, meaning in enumerate(made.columns):
        page.set_column(place, place, _WIDTHS[meaning])
    page.freeze_panes(_HEAD_ROW + 1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=1.18, right=0.59, top=0.79, bottom=0.79)
    page.fit_to_pages(1, 0)
    page.repeat_rows(_HEAD_ROW)
    page.set_footer("&CTrang &P/&N")


def _carry(book: Any, carried: str) -> None:  # noqa: ANN401
    page = book.add_worksheet(CARRIED_SHEET)
    page.very_hidden()
    for row, start in enumerate(range(0, len(carried), PIECE)):
        page.write_string(row, 0, f"|{carried[start : start + PIECE]}|")


def _formats(book: Any) -> dict[str, Any]:  # noqa: ANN401 - xlsxwriter has no types
    base = {"valign": "top", "font_name": "Times New Roman", "font_size": 12, "text_wrap": True}
    cell = {**base, "border": 1, "num_format": "@"}
    centred = {**base, "align": "center", "valign": "vcenter"}
    return {
        "mark": book.add_format({**centred, "bold": True, "font_size": 14}),
        "title": book.add_format({**centred, "bold": True, "font_size": 14}),
        "basis": book.add_format({**centred, "italic": True, "font_size": 14}),
        "head": book.add_format({**centred, "bold": True, "border": 1}),
        "text": book.add_format(cell),
        "strong": book.add_format({**cell, "bold": True}),
    }
