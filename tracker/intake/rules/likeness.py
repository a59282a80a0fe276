"""How alike the rows of two plans are, so that earlier rows can be offered for a new one (pure).

Rows are compared by their words without marks, single and in pairs, each counting the more the
rarer it is in the two plans (log(1 + rows / rows with it), squared); by field, lead and product
besides. Years, numbers and the words of a period are no difference, an abbreviation is what it
stands for. The words of the headings above count half: "Ban hành Kế hoạch" means little alone.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import NamedTuple

from tracker.text import vn_list, word_key

SHARES = {"words": 0.82, "lead": 0.08, "field": 0.05, "product": 0.05}
"""What each sign is worth; they add up to 1."""
ABOVE = 0.5
"""What a word of a heading above is worth beside one of the row itself."""
SIMILAR = 0.5
"""From this share of common words on products are called similar."""
ALIKE = 0.85
"""From this likeness on a person may take links all at once."""

_ABBREVIATIONS = {
    "CBCCVC": "cán bộ, công chức, viên chức", "CCHC": "cải cách hành chính",
    "CNTT": "công nghệ thông tin", "DVC": "dịch vụ công", "DVCTT": "dịch vụ công trực tuyến",
    "HĐND": "Hội đồng nhân dân", "HTQLCL": "hệ thống quản lý chất lượng",
    "PBGDPL": "phổ biến, giáo dục pháp luật", "QLNN": "quản lý nhà nước",
    "QPPL": "quy phạm pháp luật", "TTHC": "thủ tục hành chính", "UBND": "Ủy ban nhân dân",
    "VPCP": "Văn phòng Chính phủ",
}  # fmt: skip
_MEANT = {word_key(short): word_key(whole).split() for short, whole in _ABBREVIATIONS.items()}
_PERIOD = re.compile(r"\b(?:(?:nam|qui|thang|ngay|giai doan)\b(?: (?:\d+|[ivx]+)\b)+ ?)+")
_EMPTY = frozenset({"va", "cua", "cac", "tai", "theo", "cho", "voi", "trong", "ve", "den", "la"})
_RAREST, _LONGEST, _NEAREST = 16, 100, 12
"""Rare words of a row that are looked up, rows looked at for each, rows compared in full."""
_ALL_THE_SAME = 0.999
"""Where more rows than are offered are as alike as the best, none of them says anything."""


class Bounds(NamedTuple):
    """What is offered: from which likeness on, how many rows, how near to the best of them."""

    least: float
    most: int
    near: float


FOLLOWS = Bounds(0.40, 2, 0.85)
CARRIES_OUT = Bounds(0.30, 2, 0.85)
"""A duty of a programme is worded apart from the rows that carry it out."""


Key = int | str


@dataclass(frozen=True, slots=True)
class Line:
    """A row as compared: `leads` are keys of who leads it, `name` says which row it is.

    `key` is the caller's own: an id, or a code.
    """

    key: Key
    title: str
    above: str = ""
    product: str = ""
    leads: frozenset[str] = frozenset()
    field: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two rows are, 0 to 1, and in words why; `words` is the share of common words."""

    key: Key
    other: Key
    score: float
    words: float
    basis: str


Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Weighed:
    line: Line
    words: Weights
    total: float
    product: frozenset[str]


def words_of(text: str) -> list[str]:
    """The words by which a text is compared: no marks, numbers, periods or empty words."""
    plain = _PERIOD.sub(" ", word_key(text))
    return [
        meant
        for word in plain.split()
        if word not in _EMPTY and not any(letter.isdigit() for letter in word)
        for meant in _MEANT.get(word, (word,))
    ]


def alike(rows: Sequence[Line], earlier: Sequence[Line], bounds: Bounds) -> list[Likeness]:
    """For each row the earlier ones that are alike within the bounds, best first.

    Only earlier rows that share rare words are looked at, so that the work grows with the rows,
    not with their product.
    """
    marks = {id(line): _marks(line) for line in (*rows, *earlier)}
    common = Counter(word for found in marks.values() for word in found)
    rare = {word: log(1 + len(marks) / times) ** 2 for word, times in common.items()}
    weighed = [_weigh(line, marks[id(line)], rare) for line in earlier]
    places = _places(weighed)
    return [
        one
        for line in rows
        for one in _best(_weigh(line, marks[id(line)], rare), weighed, places, bounds)
    ]


def _marks(line: Line) -> dict[str, float]:
    """The words and pairs of neighbours of a row, each with what its place is worth."""
    found = dict.fromkeys(_with_pairs(words_of(line.above)), ABOVE)
    return found | dict.fromkeys(_with_pairs(words_of(line.title)), 1.0)


def _with_pairs(words: Sequence[str]) -> Iterable[str]:
    return (*words, *(f"{one} {two}" for one, two in pairwise(words)))


def _weigh(line: Line, marks: Weights, rare: Weights) -> _Weighed:
    words = {word: worth * rare[word] for word, worth in marks.items()}
    return _Weighed(line, words, sum(words.values()), frozenset(words_of(line.product)))


def _places(weighed: Sequence[_Weighed]) -> Mapping[str, Sequence[int]]:
    """In which rows each word stands."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(weighed):
        for word in one.words:
            found[word].append(place)
    return found


def _best(
    one: _Weighed, others: Sequence[_Weighed], places: Mapping[str, Sequence[int]],
    bounds: Bounds,
) -> list[Likeness]:  # fmt: skip
    least, most, near = bounds
    found = [_compared(one, others[place]) for place in _near(one, places)]
    found = sorted((like for like in found if like.score >= least), key=lambda like: -like.score)
    if len(found) > most and found[most].score >= _ALL_THE_SAME * found[0].score:
        return []
    return [like for like in found[:most] if like.score >= near * found[0].score]


def _near(one: _Weighed, places: Mapping[str, Sequence[int]]) -> Collection[int]:
    """The rows that share most of the rarest words."""
    shared = sorted((word for word in one.words if word in places), key=lambda w: len(places[w]))
    seen: dict[int, float] = defaultdict(float)
    for word in shared[:_RAREST]:
        for place in places[word][:_LONGEST]:
            seen[place] += one.words[word]
    return sorted(seen, key=lambda place: -seen[place])[:_NEAREST]


def _compared(one: _Weighed, other: _Weighed) -> Likeness:
    words = _common(one, other)
    signs = {
        "words": words,
        "lead": float(bool(one.line.leads & other.line.leads)),
        "field": float(one.line.field == other.line.field != ""),
        "product": _overlap(one.product, other.product),
    }
    score = sum(SHARES[sign] * signs[sign] for sign in SHARES)
    return Likeness(one.line.key, other.line.key, score, words, _basis(other.line, signs))


def _common(one: _Weighed, other: _Weighed) -> float:
    """The weighed share of common words: of both rows, and of the shorter one, in equal parts.

    A duty of a programme is often told at length; the row that carries it out names it.
    """
    fewer, more = sorted((one.words, other.words), key=len)
    shared = sum(min(worth, more[word]) for word, worth in fewer.items() if word in more)
    if not shared:
        return 0.0
    return shared / min(one.total, other.total) / 2 + shared / (one.total + other.total)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _basis(other: Line, signs: Mapping[str, float]) -> str:
    told = [
        words
        for words, holds in (
            ("cùng cơ quan chủ trì", signs["lead"]),
            ("cùng lĩnh vực", signs["field"]),
            ("sản phẩm tương tự", signs["product"] >= SIMILAR),
        )
        if holds
    ]
    found = f"Trùng {round(100 * signs['words'])} % từ ngữ với {other.name}"
    return f"{found}; {vn_list(told)}" if told else found
