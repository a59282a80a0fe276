"""Words, numbers and marks of a phrase, with spelling variants made one."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from tracker.text import clean

T = TypeVar("T")

_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|[^\s]")
_TONES = frozenset("\u0300\u0309\u0303\u0301\u0323")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_WORDS = """
    ngày tuần tháng quý năm giờ kỳ giai đoạn nửa nay sau trước trong vào đến hết từ kể tính khi
    hàng mỗi các định lần một hai ba bốn tư lăm sáu bảy tám chín mười mươi đầu giữa cuối cùng của
    chậm muộn nhất không quá hơn là tối đa vòng thời hạn gian làm việc thường xuyên liên tục kịp
    đột xuất yêu cầu cần thiết phát sinh nếu có theo đúng kế hoạch quy và hoặc xong hoàn thành
    thực hiện báo cáo điểm nhận ngay căn cứ tiến độ cả trở đi tiếp kế chưa trừ ngoài thiểu ít
"""
_VARIANTS = {
    "hằng": "hàng",
    "quí": "quý",
    "kì": "kỳ",
    "tới": "đến",
    "bẩy": "bảy",
    "từng": "mỗi",
    "q": "quý",
}


def _tone_last(word: str) -> str:
    """The letters of a word, then its tone: one spelling wherever the tone mark is put."""
    marks = unicodedata.normalize("NFD", word)
    letters = "".join(c for c in marks if c not in _TONES)
    return letters + "".join(c for c in marks if c in _TONES)


_STANDARD = {_tone_last(word): word for word in _WORDS.split()}
_STANDARD |= {_tone_last(variant): word for variant, word in _VARIANTS.items()}


@dataclass(frozen=True, slots=True)
class Token:
    """A word in lower case and standard spelling, its place, and whether it begins a line."""

    word: str
    start: int
    end: int
    begins_line: bool


class Cursor:
    """A place in the tokens of one phrase. Parsers move it, or leave it where it was."""

    def __init__(self, phrase: str) -> None:
        self.text = prepare(phrase)
        self.tokens = tokenise(self.text)
        self.position = 0

    @property
    def at_end(self) -> bool:
        """Whether no token is left."""
        return self.position >= len(self.tokens)

    def word(self, ahead: int = 0) -> str:
        """The word `ahead` tokens from here, empty beyond the end."""
        index = self.position + ahead
        return self.tokens[index].word if 0 <= index < len(self.tokens) else ""

    def begins_line(self) -> bool:
        """Whether a line begins here, after the first one."""
        return not self.at_end and self.tokens[self.position].begins_line

    def accept(self, words: str) -> bool:
        """Move over these words (separated by spaces) if all of them stand here."""
        wanted = _split(words)
        if wanted[0] != self.word():
            return False
        found = all(self.word(i) == word for i, word in enumerate(wanted))
        self.position += len(wanted) if found else 0
        return found

    def one_of(self, *choices: str) -> str | None:
        """Move over the first of these word sequences that stands here, and name it."""
        return next((words for words in choices if self.accept(words)), None)

    def attempt(self, parser: "Callable[[Cursor], T]") -> T:
        """What `parser` finds here; when it finds nothing the cursor stays."""
        position = self.position
        found = parser(self)
        if found is None:
            self.position = position
        return found

    def first(self, *parsers: "Callable[[Cursor], T]") -> T | None:
        """What the first successful parser finds here."""
        for parser in parsers:
            found = self.attempt(parser)
            if found is not None:
                return found
        return None

    def printed(self, first: int, last: int) -> str:
        """The phrase as printed from token `first` up to but not including token `last`."""
        if first >= last:
            return ""
        return " ".join(self.text[self.tokens[first].start : self.tokens[last - 1].end].split())


@cache
def _split(words: str) -> tuple[str, ...]:
    return tuple(words.split())


def prepare(phrase: str) -> str:
    """Cleaned phrase without invisible characters, every dash a hyphen."""
    visible = "".join(c for c in clean(phrase) if unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFC", visible).translate(_DASHES)


def tokenise(text: str) -> tuple[Token, ...]:
    """Tokens of a prepared text, in order."""
    tokens: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        begins_line = bool(tokens) and "\n" in text[end : match.start()]
        tokens.append(Token(_standard(match[0]), match.start(), match.end(), begins_line))
        end = match.end()
    return tuple(tokens)


def _standard(printed: str) -> str:
    word = unicodedata.normalize("NFC", printed.lower())
    return _STANDARD.get(_tone_last(word), word)
