"""Spaces that do not break, marks and the fixed phrases of official papers (pure)."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from tracker.text import clean

HARD_SPACE = "\u00a0"
_PARTING = "\ue000"  # of private use: no text has a meaning for it
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Letters of điểm, in order (no f, j, w, z)."""

_BLANK = HARD_SPACE * 6
_SHORT_BLANK = HARD_SPACE * 4
_NAMING = frozenset(
    ("số", "khoản", "điểm", "điều", "mục", "phần", "chương", "lục", "quý", "tháng", "ngày", "năm",
     "thứ", "lần", "bậc", "hạng", "đợt", "kỳ")
)  # fmt: skip
_LONGEST = 8
_LAST = "".join(sorted({word[-1] for word in _NAMING} | {word[-1].upper() for word in _NAMING}))
"""The last letters of the naming words: most spaces are told apart by them alone."""
_BEFORE_FIGURE = re.compile(rf" (?<=[{_LAST}] )(?=\d|[IVXLC]+(?!\w)|[a-zđ](?!\w))")
_AFTER_FIGURE = re.compile(
    r" (?=(?:%|đồng|triệu|tỷ|người|điểm|nhiệm vụ|phần việc|cơ quan|đơn vị)(?!\w)"
    r"|(?:tháng|năm)[ \u00a0]\d)"
)
_BEFORE_DASH = re.compile(r" (?=[-–] \S)")
WIDEST = f"ngày{HARD_SPACE}30/12/2022"
"""About the longest piece that is held together."""
_LONG_FIGURE = re.compile("\u00a0(?=[0-9]{1,2}/[0-9/]{4,})")
_UNFIT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What XML cannot hold or Word shows as a box: `clean` takes it away."""


def tie(text: str) -> str:
    """Text fit for XML whose numbers stay with the word that names or measures them.

    "khoản 5 Điều 14", "ngày 05 tháng 6 năm 2025", "90 %", "Quý I". A dash between spaces stays
    with the word before it.
    """
    fit = unicodedata.is_normalized("NFC", text) and not _UNFIT.search(text)
    cleaned = text.strip() if fit else clean(text)
    tied = _BEFORE_FIGURE.sub(_named, cleaned)
    tied = _AFTER_FIGURE.sub(_measured, tied)
    return _BEFORE_DASH.sub(HARD_SPACE, tied)


def _named(space: re.Match[str]) -> str:
    """A hard space where the word before it names the figure after it."""
    before = space.string[max(space.start() - _LONGEST, 0) : space.start()]
    word = before.rpartition(" ")[2].rpartition("\n")[2].rpartition(_PARTING)[2]
    return HARD_SPACE if word.lstrip('(“"').lower() in _NAMING else " "


def _measured(space: re.Match[str]) -> str:
    """A hard space where a figure stands before its measure."""
    at = space.start()
    return HARD_SPACE if at and space.string[at - 1].isdigit() else " "


def tie_all(texts: Sequence[str]) -> list[str]:
    """`tie` of each, at the cost of one text: tables have thousands."""
    whole = _PARTING.join(texts)
    if whole.count(_PARTING) >= max(len(texts), 1):
        whole = _PARTING.join(text.replace(_PARTING, "") for text in texts)
    return [text.strip() for text in tie(whole).split(_PARTING)]


def loosened(tied: Sequence[str]) -> list[str]:
    """Tied texts in which a day or a number may part from its word, as in `WIDEST`.

    In a column narrower than that it would else break inside the figure.
    """
    return _LONG_FIGURE.sub(" ", _PARTING.join(tied)).split(_PARTING)


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
