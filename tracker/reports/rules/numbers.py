"""Figures as people write them in Vietnamese: read from text or cells, and written again (pure)."""

import re
from decimal import Decimal

from tracker.text import clean, vn_number

PLACES = 4
"""Decimal places that a figure keeps."""
MOST = Decimal(10) ** 13
"""Every figure is below."""

_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?:,\d+)?", re.ASCII)
_PLAIN = re.compile(r"\d+(?:,\d+)?", re.ASCII)
_DOTTED = re.compile(r"(\d+)\.(\d+)", re.ASCII)
_SHOWN = 20


def number_of(text: str) -> Decimal | None:
    """The figure in a text such as "1.234,5" or "1234"; None for a blank: it is not zero.

    Raises ValueError, in Vietnamese with what to do, for anything else.
    """
    raw = " ".join(clean(text).replace("\u00a0", " ").split())
    if not raw:
        return None
    if raw.endswith("%"):
        raise ValueError("Ghi số lượng, không ghi tỷ lệ %; tỷ lệ được tính từ hai số.")
    if raw in {"-", "–", "—"}:
        raise ValueError("Không phát sinh thì ghi 0; chưa có số liệu thì để trống.")
    if raw.startswith(("-", "–")):
        raise ValueError("Số liệu không được nhỏ hơn 0.")
    if any(form.fullmatch(raw) for form in (_THOUSANDS, _SPACED, _PLAIN)):
        return _fitting(Decimal(raw.replace(".", "").replace(" ", "").replace(",", ".")))
    if dotted := _DOTTED.fullmatch(raw):
        whole, rest = dotted.groups()
        raise ValueError(f"Dùng dấu phẩy cho phần lẻ ({whole},{rest}), dấu chấm cho hàng nghìn.")
    raise ValueError(f"“{raw[:_SHOWN]}” không phải là số. Ghi như 1.234 hoặc 12,5.")


def number_in_cell(cell: object) -> Decimal | None:
    """The figure in a cell of a workbook: a number, or text as in `number_of`.

    Raises ValueError as `number_of`, and for a cell that is neither.
    """
    if cell is None or isinstance(cell, str):
        return number_of(cell or "")
    plain = isinstance(cell, int | float) and not isinstance(cell, bool)
    found = Decimal(repr(cell)) if plain else Decimal("NaN")
    if not found.is_finite():
        raise ValueError("Ô này không phải là số. Ghi như 1.234 hoặc 12,5.")
    if found < 0:
        raise ValueError("Số liệu không được nhỏ hơn 0.")
    return _fitting(found)


def written(number: Decimal | None) -> str:
    """A figure as it is typed: "1.234,5"; blank for none."""
    return "" if number is None else vn_number(number)


def as_float(number: Decimal | None) -> float | None:
    """A figure as JSON and workbooks hold it."""
    return None if number is None else float(number)


def exact(number: float | None) -> Decimal | None:
    """A figure that `as_float` gave, as it was."""
    return None if number is None else _plain(Decimal(repr(number)))


def is_whole(number: Decimal) -> bool:
    """Whether it has no places."""
    return number == number.to_integral_value()


def _fitting(number: Decimal) -> Decimal:
    if number >= MOST:
        raise ValueError("Số quá lớn: kiểm tra lại đơn vị tính.")
    if number != round(number, PLACES):
        raise ValueError(f"Nhiều nhất {PLACES} số lẻ sau dấu phẩy.")
    return _plain(number)


def _plain(number: Decimal) -> Decimal:
    """Without zeros after the comma."""
    return number.to_integral_value() if is_whole(number) else number.normalize()
