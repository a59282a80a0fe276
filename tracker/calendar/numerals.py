"""Numbers inside a phrase: digits, Vietnamese number words, Roman quarters, years."""

from tracker.calendar.tokens import Cursor

FIRST_YEAR, LAST_YEAR = 1990, 2100
_DIGITS = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
}
_QUARTERS = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
}
_LONGEST = 4


def digits(cursor: Cursor, longest: int = _LONGEST) -> int | None:
    """A number written in at most `longest` digits."""
    word = cursor.word()
    if not (word.isascii() and word.isdigit()) or len(word) > longest:
        return None
    cursor.position += 1
    return int(word)


def spelt(cursor: Cursor) -> int | None:
    """A number from 1 to 99 in words: "năm", "mười lăm", "hai mươi"."""
    if cursor.accept("mười"):
        return 10 + _digit(cursor)
    units = _digit(cursor)
    if units > 1 and cursor.accept("mươi"):
        return units * 10 + _digit(cursor)
    return units or None


def _digit(cursor: Cursor) -> int:
    value = _DIGITS.get(cursor.word(), 0)
    cursor.position += bool(value)
    return value


def number(cursor: Cursor) -> int | None:
    """A number in digits or in words."""
    return cursor.first(digits, spelt)


def quarter_number(cursor: Cursor) -> int | None:
    """A quarter's number as printed, Roman, Arabic or a word; 5 and more are given back too."""
    named = _QUARTERS.get(cursor.word())
    if named is None:
        return digits(cursor)
    cursor.position += 1
    return named


def year(cursor: Cursor) -> int | None:
    """A year in four digits, from 1990 to 2100."""
    found = digits(cursor) if len(cursor.word()) == _LONGEST else None
    return found if found and FIRST_YEAR <= found <= LAST_YEAR else None


def short_year(cursor: Cursor) -> int | None:
    """A year in two digits, of this century."""
    found = digits(cursor) if len(cursor.word()) == 2 else None
    return 2000 + found if found is not None else None
