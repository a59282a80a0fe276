"""Spaces that do not break, marks and the fixed phrases of official papers (pure)."""

import re
from datetime import date

from tracker.text import clean

HARD_SPACE = "\u00a0"
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Letters of điểm, in order (no f, j, w, z)."""

_BLANK = HARD_SPACE * 6
_SHORT_BLANK = HARD_SPACE * 4
_TIED = re.compile(
    r"(?<!\w)(?:"
    r"(?i:số|khoản|điểm|điều|mục|phần|chương|phụ lục|quý|tháng|ngày|năm|thứ|lần|bậc|hạng|đợt|kỳ)"
    r"(?= (?:\d|[IVXLC]+(?!\w)|[a-zđ](?!\w)))"
    r"|\d+(?:[.,]\d+)*(?= (?:%|đồng|triệu|tỷ|người|điểm|nhiệm vụ|phần việc|cơ quan|đơn vị)(?!\w))"
    r"|\d{1,2}(?= (?:tháng|năm) \d)"
    r") "
)
_DASHES = re.compile(r"(?<=\S) ([-–]) (?=\S)")


def tie(text: str) -> str:
    """Cleaned text whose numbers stay with the word that names or measures them.

    "khoản 5 Điều 14", "ngày 05 tháng 6 năm 2025", "90 %", "Quý I". A dash between spaces stays
    with the word before it.
    """
    cleaned = clean(text)
    if not any(mark in cleaned for mark in "0123456789IVX-–)"):
        return cleaned
    tied = _TIED.sub(lambda found: found[0][:-1] + HARD_SPACE, cleaned)
    return _DASHES.sub(rf"{HARD_SPACE}\1 ", tied)


def place_and_day(place: str, day: date | None, *, day_blank: bool = False) -> str:
    """As "Sóc Trăng, ngày 05 tháng 6 năm 2025": zeros for days below 10, months 1 and 2 only."""
    if day is None:
        return f"{clean(place)}, ngày{_SHORT_BLANK}tháng{_SHORT_BLANK}năm{_BLANK}"
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    figure = _BLANK if day_blank else f"{HARD_SPACE}{day.day:02d} "
    return f"{clean(place)}, ngày{figure}tháng{HARD_SPACE}{month} năm{HARD_SPACE}{day.year}"


def number_line(number: str, symbol: str) -> str:
    """As "Số: 05/BC-SNV"; numbers below 10 with a zero, a blank number left blank."""
    given = clean(number)
    figure = f"{HARD_SPACE}{given.zfill(2)}" if given else _BLANK
    return f"Số:{figure}/{clean(symbol)}"


def ended(items: tuple[str, ...]) -> tuple[str, ...]:
    """Lines of a list, each with ";" and the last with "."."""
    bare = [clean(item).rstrip(" ;.,") for item in items]
    return (*(f"{item};" for item in bare[:-1]), *(f"{item}." for item in bare[-1:]))


def letter(position: int) -> str:
    """The letter of the điểm at `position` (from 0). Raises ValueError after the last one."""
    if not 0 <= position < len(LETTERS):
        raise ValueError(f"Một khoản có không quá {len(LETTERS)} điểm.")
    return LETTERS[position]
