"""Vietnamese text: cleaning, search and sort keys, dates, numbers, lists, Roman numerals (pure)."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Self

# --- cleaning -------------------------------------------------------------------------------

_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
# Letters that Vietnamese never uses, left by old fonts and PDF extraction in place of its own.
_LOOKALIKES = str.maketrans({"Ƣ": "Ư", "ƣ": "ư", "Ð": "Đ", "Ɖ": "Đ", "ð": "đ"})


def clean(text: str) -> str:
    """Text fit to be stored: NFC, LF line breaks, no control characters, trimmed, own letters.

    CR, VT, FF, NEL, LS and PS become LF; other control characters, lone surrogates and byte order
    marks go (they break calendar clients, Word and Excel writers, and PostgreSQL). Idempotent.
    """
    text = _LINE_BREAKS.sub("\n", text)
    text = _DROPPED.sub("", text)
    return unicodedata.normalize("NFC", text).translate(_LOOKALIKES).strip()


# Õ printed for Ò by one PDF font: only words that do not exist with the tilde.
_MISSPELT = {"phõng": "phòng", "hõa": "hòa", "tõa": "tòa", "cõn": "còn"}
_MISSPELT_WORD = re.compile(rf"\b(?:{'|'.join(_MISSPELT)})\b", re.IGNORECASE)


def repair(text: str) -> str:
    """`clean` plus words that one PDF font misprints: "VĂN PHÕNG" becomes "VĂN PHÒNG"."""
    return _MISSPELT_WORD.sub(lambda found: _respell(found[0]), clean(text))


def _respell(word: str) -> str:
    right = _MISSPELT[word.lower()]
    return "".join(r.upper() if w.isupper() else r for w, r in zip(word, right, strict=True))


# --- keys -----------------------------------------------------------------------------------

# kỹ / kĩ, lý / lí, tỷ / tỉ, quý / quí: both spellings are right. Marks are gone at this point.
_FINAL_Y = re.compile(r"\b([hklmstv]|qu)y\b")


class _Unmarked(dict[int, str | None]):
    """Letters without marks and what has no width, learned as they come: for `str.translate`."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        found = None if unicodedata.category(letter) in ("Mn", "Cf") else letter
        if code < _OFTEN:
            self[code] = found
        return found


_OFTEN = 0x2100
"""Below it stands whatever Vietnamese texts hold; the rest is not worth remembering."""
_UNMARKED = _Unmarked()


def fold(text: str) -> str:
    """Search key: lower case, no marks, đ as d, single spaces, one of each i/y pair. Idempotent."""
    lowered = clean(text).lower().translate(_LOOKALIKES).replace("đ", "d")
    marked = unicodedata.normalize("NFD", lowered)
    return _FINAL_Y.sub(r"\1i", " ".join(marked.translate(_UNMARKED).split()))


LONGEST_WORD = 40
"""Characters of a word by which it is found; no word of the language comes near."""
_NO_WORD = re.compile(r"[^a-z0-9]+")


def word_key(text: str) -> str:
    """`fold` of a text as words of letters and digits alone, single spaces between. Idempotent."""
    words = " ".join(word[:LONGEST_WORD] for word in _NO_WORD.split(fold(text)) if word)
    return _FINAL_Y.sub(r"\1i", words)


ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"
_LETTER_CODE = {letter: f"4{_BASE36[i]}" for i, letter in enumerate(ALPHABET)}
_SHAPE_MARKS = "\u0302\u0306\u031b"  # circumflex, breve, horn: they make another letter
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: dictionary order
_SORTED_CHARACTERS = 200


def sort_key(text: str) -> str:
    """Vietnamese dictionary order as a string of 0-9 and a-z, right under any collation.

    Letters first (a < ă < â, d < đ, e < ê, o < ô < ơ, u < ư), then tones (ngang, huyền, hỏi, ngã,
    sắc, nặng), then lower before upper case; spaces before digits before letters. Only the first
    200 characters count, so that the key stays short enough for an index.
    """
    units = list(_sort_units(" ".join(clean(text).split())[:_SORTED_CHARACTERS]))
    letters = "".join(letter for letter, _, _ in units)
    tones = "".join(tone for _, tone, _ in units).rstrip("1")
    cases = "".join(case for _, _, case in units).rstrip("1")
    return f"{letters}0{tones}0{cases}"


def _sort_units(text: str) -> Iterator[tuple[str, str, str]]:
    """Letter code, tone and case of each character, with its combining marks."""
    for cluster in _clusters(unicodedata.normalize("NFD", text)):
        base, marks = cluster[0].lower()[:1], cluster[1:]
        shape = "".join(mark for mark in marks if mark in _SHAPE_MARKS)
        letter = unicodedata.normalize("NFC", base + shape)
        tones = [_TONES.find(mark) + 2 for mark in marks if mark not in _SHAPE_MARKS]
        tone = str(max(tones, default=1)) if 1 not in tones else "7"
        yield _letter_code(letter), tone, "2" if cluster[0].isupper() else "1"


def _clusters(decomposed: str) -> list[str]:
    clusters: list[str] = []
    for character in decomposed:
        if clusters and unicodedata.combining(character):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def _letter_code(letter: str) -> str:
    if letter in _LETTER_CODE:
        return _LETTER_CODE[letter]
    if letter == " ":
        return "1"
    if letter in "0123456789":
        return f"3{letter}"
    return f"{2 if letter[:1].isascii() else 5}{ord(letter[:1]):06x}"


# --- dates, numbers, lists ------------------------------------------------------------------

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def vn_date(day: date) -> str:
    """Date as in "05/6/2025": days below 10 and months 1, 2 padded (Nghị định 30/2020/NĐ-CP)."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def vn_weekday_date(day: date) -> str:
    """Date with its weekday, as in "Thứ Bảy, 14/6/2025"."""
    return f"{_WEEKDAYS[day.weekday()]}, {vn_date(day)}"


def vn_number(value: float | Decimal, decimals: int | None = None) -> str:
    """Number as in "1.234,56"; `decimals` fixes the places, rounding half up.

    Raises ValueError for a value that is not finite.
    """
    number = Decimal(str(value))
    if not number.is_finite():
        raise ValueError(f"not a finite number: {value!r}")
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    if number.is_zero():
        number = abs(number)
    return f"{number:,f}".translate(str.maketrans(",.", ".,"))


def lowered(text: str) -> str:
    """With a small first letter, inside a sentence; an abbreviation stays."""
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def shortened(words: str, longest: int) -> str:
    """The words; longer ones end after a sentence in the second half, else at a space, with "…"."""
    if len(words) <= longest:
        return words
    kept = words[:longest].rsplit(" ", 1)[0]
    sentence = kept.rfind(". ")
    kept = kept[:sentence] if sentence > longest / 2 else kept
    return f"{kept.rstrip(' .,;:-–')}…"


def vn_list(items: Sequence[str]) -> str:
    """Items joined as in "A, B và C"; empty for no items."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} và {items[-1]}"


# --- Roman numerals -------------------------------------------------------------------------

_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_ROMAN_MAXIMUM = 3999


def roman(number: int) -> str:
    """Roman numeral of 1 to 3999. Raises ValueError outside."""
    if not 1 <= number <= _ROMAN_MAXIMUM:
        raise ValueError(f"no Roman numeral for {number}")
    numeral = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        numeral += letters * count
    return numeral


def roman_value(numeral: str) -> int | None:
    """Value of a well-formed Roman numeral in either case; None for anything else."""
    rest, total = numeral.upper(), 0
    for value, letters in _ROMAN:
        while rest.startswith(letters) and total < _ROMAN_MAXIMUM:
            rest, total = rest[len(letters) :], total + value
    if rest or not 1 <= total <= _ROMAN_MAXIMUM:
        return None
    return total if roman(total) == numeral.upper() else None


# --- lost marks -----------------------------------------------------------------------------

_PLAIN_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_MARKED_SHARE = 0.10  # Vietnamese prose has 27-29 %, recognised print without marks 4 %
_ENOUGH_LETTERS = 40


def marked_share(text: str) -> float:
    """Share (0 to 1) of Vietnamese letters with a mark among all letters; 0 without letters."""
    letters = Counter(c for c in clean(text).lower() if c.isalpha())
    marked = sum(
        often
        for c, often in letters.items()
        if c not in _PLAIN_LETTERS and fold(c) in _PLAIN_LETTERS
    )
    return marked / letters.total() if letters else 0.0


def has_lost_marks(text: str) -> bool:
    """Whether a text of some length reads like Vietnamese that lost its marks ("mất dấu")."""
    enough = sum(c.isalpha() for c in text) >= _ENOUGH_LETTERS
    return enough and marked_share(text) < _MARKED_SHARE


class Labelled(StrEnum):
    """A string enum whose members carry a Vietnamese label beside the stored ASCII value."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Carry the label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
