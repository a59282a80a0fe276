"""What the columns of a plan mean, by the heads that offices use, in any order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.calendar.schedule import CONVENTIONAL, NOTHING, SURE, UNSURE
from tracker.text import Labelled, word_key


class Meaning(Labelled):
    """What a column holds."""

    NUMBER = "number", "Số thứ tự"
    GENERAL = "general", "Nhiệm vụ chung, lĩnh vực"
    TITLE = "title", "Nhiệm vụ"
    PRODUCT = "product", "Sản phẩm"
    LEAD = "lead", "Cơ quan chủ trì"
    PARTNERS = "partners", "Cơ quan phối hợp"
    DEADLINE = "deadline", "Thời hạn"
    TARGET = "target", "Chỉ tiêu"
    NOTE = "note", "Ghi chú"
    OTHER = "other", "Cột khác"


_EXACT: dict[Meaning, tuple[str, ...]] = {
    Meaning.NUMBER: ("tt", "stt", "so tt", "so thu tu", "thu tu", "so", "ma so", "muc"),
    Meaning.GENERAL: (
        "nhiem vu chung", "linh vuc", "nhom nhiem vu", "noi dung chung", "linh vuc cchc",
        "linh vuc cai cach hanh chinh", "noi dung cai cach hanh chinh",
    ),
    Meaning.TITLE: (
        "nhiem vu cu the", "nhiem vu", "noi dung nhiem vu", "noi dung", "noi dung cong viec",
        "cong viec", "ten nhiem vu", "nhiem vu cua co quan chu tri", "nhiem vu giai phap",
        "noi dung thuc hien", "noi dung cu the", "hoat dong", "nhiem vu trong tam", "dau viec",
    ),
    Meaning.PRODUCT: (
        "san pham", "ket qua", "hoat dong san pham", "ket qua san pham", "san pham ket qua",
        "san pham dau ra", "ket qua dau ra", "san pham hoan thanh", "ket qua thuc hien",
        "san pham du kien", "ket qua dat duoc", "san pham dat duoc", "ket qua du kien",
    ),
    Meaning.LEAD: (
        "co quan chu tri", "don vi chu tri", "chu tri", "co quan don vi chu tri",
        "co quan thuc hien", "don vi thuc hien", "co quan don vi thuc hien",
        "don vi chiu trach nhiem", "co quan chu tri thuc hien", "co quan chu tri tham muu",
        "bo phan chu tri", "phong chu tri", "phan cong thuc hien", "trach nhiem thuc hien",
    ),
    Meaning.PARTNERS: (
        "co quan phoi hop", "don vi phoi hop", "phoi hop", "co quan don vi phoi hop",
        "phoi hop thuc hien", "don vi phoi hop thuc hien", "co quan phoi hop thuc hien",
    ),
    Meaning.DEADLINE: (
        "thoi gian", "thoi gian thuc hien", "thoi han", "thoi gian hoan thanh", "tien do",
        "thoi han hoan thanh", "tien do thuc hien", "thoi diem hoan thanh", "thoi han thuc hien",
        "han hoan thanh", "tien do hoan thanh", "thoi gian thuc hien hoan thanh",
    ),
    Meaning.TARGET: ("chi tieu", "muc tieu", "chi tieu muc tieu", "muc tieu chi tieu"),
    Meaning.NOTE: ("ghi chu", "can cu", "can cu thuc hien", "luu y"),
}  # fmt: skip
_BY_HEAD = {words: meaning for meaning, heads in _EXACT.items() for words in heads}

_BY_WORDS: tuple[tuple[str, Meaning], ...] = (
    ("phoi hop", Meaning.PARTNERS), ("chu tri", Meaning.LEAD), ("thoi gian", Meaning.DEADLINE),
    ("thoi han", Meaning.DEADLINE), ("tien do", Meaning.DEADLINE), ("san pham", Meaning.PRODUCT),
    ("ket qua", Meaning.PRODUCT), ("linh vuc", Meaning.GENERAL), ("nhiem vu", Meaning.TITLE),
    ("cong viec", Meaning.TITLE), ("noi dung", Meaning.TITLE), ("thuc hien", Meaning.LEAD),
    ("chi tieu", Meaning.TARGET), ("ghi chu", Meaning.NOTE),
)  # fmt: skip
_LONGEST_HEAD = 12
"""Words of a column's head; more is a row."""
NEEDED = frozenset(
    {Meaning.TITLE, Meaning.PRODUCT, Meaning.LEAD, Meaning.PARTNERS, Meaning.DEADLINE}
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where, its printed head, what it is taken for, how sure, what is asked."""

    number: int
    head: str
    meaning: Meaning
    confidence: float
    question: str = ""


def meaning_of(head: str) -> tuple[Meaning, float]:
    """What a printed head means and how sure; OTHER for one that tells nothing."""
    words = word_key(head)
    if not words or len(words.split()) > _LONGEST_HEAD:
        return Meaning.OTHER, NOTHING
    known = _BY_HEAD.get(words)
    if known:
        return known, SURE
    if words.startswith(("nhiem vu", "noi dung")):
        return Meaning.TITLE, CONVENTIONAL
    if "phoi hop" in words and "chu tri" in words:
        return Meaning.LEAD, UNSURE
    found = next((meaning for sign, meaning in _BY_WORDS if sign in words), None)
    return (found, CONVENTIONAL) if found else (Meaning.OTHER, NOTHING)


def is_head(texts: Sequence[str]) -> bool:
    """Whether these cells are the head of a plan's table: what is to do, and two more columns."""
    told = [meaning_of(text) for text in texts if text]
    found = {meaning for meaning, sure in told if sure >= CONVENTIONAL}
    named = found & NEEDED
    return len(named) >= 2 and (Meaning.TITLE in named or len(named) >= 3)


def columns_of(heads: Sequence[tuple[int, str, str]]) -> tuple[Column, ...]:
    """The columns by (number, upper head, lower head); each meaning is given once.

    The lower head of a column tells more than the one that it shares with others. Where two
    columns claim a meaning, the surer, then the left one, has it; the other is asked about.
    """
    claims = []
    for number, upper, lower in heads:
        meaning, sure = meaning_of(lower)
        if meaning is Meaning.OTHER:
            meaning, sure = meaning_of(upper)
        printed = " / ".join(dict.fromkeys(filter(None, (upper, lower))))
        claims.append((number, printed, meaning, sure))
    taken: dict[Meaning, int] = {}
    for number, _, meaning, _ in sorted(claims, key=lambda claim: (-claim[3], claim[0])):
        taken.setdefault(meaning, number)
    return tuple(
        _column(number, printed, meaning, sure, is_first=taken[meaning] == number)
        for number, printed, meaning, sure in claims
    )


def _column(number: int, head: str, meaning: Meaning, sure: float, *, is_first: bool) -> Column:
    if meaning is Meaning.OTHER:
        return Column(number, head, meaning, NOTHING, _what(head))
    if not is_first:
        asked = f"Có hai cột đọc là “{meaning.label}”: cột “{head}” là gì?"
        return Column(number, head, Meaning.OTHER, UNSURE, asked)
    asked = ""
    if sure <= UNSURE:
        asked = f"Cột “{head}” được đọc là “{meaning.label}”: có đúng không?"
    return Column(number, head, meaning, sure, asked)


def as_given(columns: Sequence[Column], given: Mapping[int, Meaning]) -> tuple[Column, ...]:
    """The columns with the meanings that a person gave, by number; each meaning stands once.

    A column that was read as what a person says of another one means nothing known any more.
    """
    taken = {meaning for meaning in given.values() if meaning is not Meaning.OTHER}
    made = []
    for one in columns:
        if one.number in given:
            made.append(Column(one.number, one.head, given[one.number], SURE))
        elif one.meaning in taken:
            made.append(Column(one.number, one.head, Meaning.OTHER, NOTHING, _what(one.head)))
        else:
            made.append(one)
    return tuple(made)


def _what(head: str) -> str:
    return f"Cột “{head}” là gì?" if head else ""
