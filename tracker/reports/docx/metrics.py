"""How wide a text is in Times New Roman, and where its lines break (pure).

The figures are advance widths, in 1/2048 of the size, of the metric-equal font Tinos (Apache
licence), read from its `hmtx` table. Tone marks do not change a width, so only letters without
tone are listed; a character that is not listed is reported as unknown, never guessed.
"""

import unicodedata
from collections.abc import Sequence

EM = 2048
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_COMMON = {512: " ,.\u00a0", 717: "•", 1024: "#$*0123456789_§–", 2048: "…"}
_REGULAR = {
    369: "'", 410: "|", 569: "/:;\\ijlt", 682: "!()-I[]`fr‘’·", 797: "Js", 819: "°", 836: '"',
    909: "?acezăâê“”", 961: "^", 983: "{}", 1024: "bdghknopquvxyđô", 1083: "ơ", 1108: "~",
    1110: "ư", 1124: "÷≥≤", 1139: "FPS", 1155: "+<=>×−", 1251: "ELTZÊ", 1366: "BCR",
    1479: "ADGHKNOQUVXYwĂÂĐÔƠ", 1589: "Ư", 1593: "&m", 1706: "%", 1821: "M", 1886: "@",
    1933: "W", 2048: "—",
}  # fmt: skip
_BOLD = {
    451: "|", 569: "'/\\il", 682: "!()-:;[]`fjt‘’", 683: "·", 797: "Is", 807: "{}", 819: "°",
    909: "cerzê", 1024: "?J_agovxyăâô“”", 1065: "~", 1124: "÷≥≤", 1134: "ơ", 1137: '"',
    1139: "Sbdhknpquđ", 1167: "+<=>×−", 1190: "^", 1229: "ư", 1251: "FP", 1366: "BELTZÊ",
    1479: "ACDNRUVXYwĂÂĐ", 1593: "GHKOQÔƠ", 1630: "Ư", 1706: "&m", 1905: "@", 1933: "M",
    2048: "%W—",
}  # fmt: skip
_ITALIC = {
    438: "'", 512: "·", 563: "|", 569: "/\\fijlt", 682: "!()-:;I`‘’", 797: "[]rsz", 819: "{}°",
    860: '"', 864: "^", 909: "Jcekvxyê", 1024: "?Sabdghnopquăâđô", 1093: "ơ", 1108: "~",
    1117: "ư", 1124: "÷≥≤", 1139: "LTYZ“”", 1251: "ABEFPRVXĂÂÊ", 1366: "CKNw", 1382: "+<=>×−",
    1479: "DGHOQUmĐÔƠ", 1544: "Ư", 1593: "&", 1706: "%MW", 1821: "—", 1884: "@",
}  # fmt: skip
_BOLD_ITALIC = {
    451: "|", 512: "·", 569: "'/\\ijlt", 682: "()-:;[]`f‘’", 713: "{}", 797: "!Irsz", 819: "°",
    909: "cevyê", 1024: "?JSabdgkopqxăâđô“”", 1099: "ơ", 1124: "÷≥≤", 1137: '"', 1139: "Shnu",
    1167: "+<=>^~×", 1227: "ư", 1241: "−", 1251: "LPTYZ", 1366: "ABCEFKRVXwĂÂÊ",
    1479: "DGNOQUĐÔƠ", 1587: "Ư", 1593: "&Hm", 1704: "@", 1706: "%", 1821: "MW—",
}  # fmt: skip


def _by_character(*tables: dict[int, str]) -> dict[str, int]:
    return {
        character: width
        for table in tables
        for width, characters in table.items()
        for character in characters
    }


_WIDTHS = {
    (False, False): _by_character(_COMMON, _REGULAR),
    (True, False): _by_character(_COMMON, _BOLD),
    (False, True): _by_character(_COMMON, _ITALIC),
    (True, True): _by_character(_COMMON, _BOLD_ITALIC),
}


def text_width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float | None:
    """Width of one line in points; None when a character is not in the table."""
    table = _WIDTHS[bold, italic]
    total = 0
    for character in unicodedata.normalize("NFC", text):
        width = table.get(character) or table.get(_toneless(character))
        if width is None:
            return None
        total += width
    return total * size / EM


def _toneless(character: str) -> str:
    parts = unicodedata.normalize("NFD", character)
    return unicodedata.normalize("NFC", "".join(one for one in parts if one not in _TONES))


def lines_of(
    text: str, size: float, room: float, *, bold: bool = False, italic: bool = False
) -> list[float] | None:
    """Widths in points of the lines into which a text falls in `room` points.

    Lines break at ordinary spaces and at line feeds. None when a width is not known.
    """
    space = text_width(" ", size, bold=bold, italic=italic)
    lines: list[float] = []
    for piece in text.split("\n"):
        words = [text_width(word, size, bold=bold, italic=italic) for word in piece.split(" ")]
        known = [word for word in words if word is not None]
        if space is None or len(known) < len(words):
            return None
        lines += _wrapped(known, space, room)
    return lines


def _wrapped(words: Sequence[float], space: float, room: float) -> list[float]:
    lines = [words[0]]
    for word in words[1:]:
        if lines[-1] + space + word <= room:
            lines[-1] += space + word
        else:
            lines.append(word)
    return lines


def balanced_room(text: str, size: float, room: float, *, bold: bool = False) -> float:
    """The least room (points) in which a text has no more lines than in `room`.

    Centred titles look settled in it: no last line of one word. `room` itself for one line, and
    when a width is not known.
    """
    lines = lines_of(text, size, room, bold=bold)
    if lines is None or len(lines) < 2:
        return room
    low, high = max(lines) / 2, room
    while high - low > 1:
        middle = (low + high) / 2
        tried = lines_of(text, size, middle, bold=bold) or lines
        low, high = (low, middle) if len(tried) <= len(lines) else (middle, high)
    return high
