"""The numbers before rows: "I", "A", "1", "1.1", "(1)", "a)", "-"; the place each has in a tree."""

import re
from dataclasses import dataclass
from enum import IntEnum

from tracker.text import roman_value


class Rank(IntEnum):
    """How deep a style of number stands, whatever the file; a lower one is nearer the root."""

    PART = 0
    UPPER = 1
    ROMAN = 2
    ARABIC = 3
    POINT = 4
    LETTER = 5
    DASH = 6


@dataclass(frozen=True, slots=True)
class Label:
    """A row's number as printed without its last dot, its style, and its parts from 1 on."""

    text: str
    rank: Rank
    parts: tuple[int, ...]


LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The letters that number points (NĐ 30/2020/NĐ-CP, Phụ lục I)."""
_PART = re.compile(r"(phần|chương|mục)\s+(?:thứ\s+)?([IVXLC]+|\d{1,3})", re.IGNORECASE)
_DOTTED = re.compile(r"\d{1,3}(?:[.,]\d{1,3}){0,5}")
_ROMAN_DOTTED = re.compile(r"([IVXLC]+)((?:\.\d{1,3})+)")
_POINT = re.compile(r"\((\d{1,2})\)[.:]?")
_UPPER = re.compile(r"[A-ZĐ]")
_LEADING = re.compile(
    r"""(?P<label>
        (?:Phần|Chương|Mục|PHẦN|CHƯƠNG|MỤC)\s+(?:[IVXLC]+|\d{1,3})(?=[.:\n]|\s+[-–]\s|\s+[A-ZĐÀ-Ỹ]{2})
        | [IVXLC]+(?:\.\d{1,3})*(?=[.)])
        | \d{1,2}(?:\.\d{1,2})+(?=[.)\s])
        | \d{1,3}(?=[.)]\s)
        | [a-zđ](?=[.)]\s)
        | [A-ZĐ](?=[.)]\s)
    )[.):]*\s*(?P<rest>.*)""",
    re.VERBOSE | re.DOTALL,
)


def label_of(text: str, before: Label | None = None) -> Label | None:
    """The number that a cell of its own prints; None for a cell that holds no number.

    `before` is the number above, which tells "C" after "B" from the hundred of the Romans.
    """
    if found := _POINT.fullmatch(text.strip()):
        return Label(f"({found[1]})", Rank.POINT, (int(found[1]),))
    bare = text.strip().strip(".):(").strip()
    if not bare:
        return Label("-", Rank.DASH, ()) if text.strip() and set(text.strip()) <= {"-"} else None
    if part := _PART.fullmatch(bare):
        return Label(bare, Rank.PART, (_count(part[2]),))
    if found := _DOTTED.fullmatch(bare) or _ROMAN_DOTTED.fullmatch(bare):
        dotted = found[2].strip(".") if found.re is _ROMAN_DOTTED else bare.replace(",", ".")
        shown = bare if found.re is _ROMAN_DOTTED else dotted
        return Label(shown, Rank.ARABIC, tuple(map(int, dotted.split("."))))
    if bare in {"-", "+", "•", "*", "–"}:
        return Label("-", Rank.DASH, ())
    return _lettered(bare, before)


def _lettered(bare: str, before: Label | None) -> Label | None:
    value = roman_value(bare) if bare.isupper() else None
    after = before.parts[0] + 1 if before and before.rank is Rank.UPPER else None
    if _UPPER.fullmatch(bare):
        place = LETTERS.find(bare.lower()) + 1
        if place and (value is None or place == after):
            return Label(bare, Rank.UPPER, (place,))
    if value is not None and value < 100:
        return Label(bare, Rank.ROMAN, (value,))
    if len(bare) == 1 and bare in LETTERS:
        return Label(bare, Rank.LETTER, (LETTERS.index(bare) + 1,))
    return None


def _count(text: str) -> int:
    return int(text) if text.isdecimal() else roman_value(text) or 0


def leading(text: str, before: Label | None = None) -> tuple[Label | None, str]:
    """The number at the beginning of a title and the rest: "1.1. Ban hành" gives 1.1."""
    found = _LEADING.match(text)
    if not found or not found["rest"].strip():
        return None, text
    label = label_of(found["label"], before)
    return (label, found["rest"].strip()) if label else (None, text)
