"""Which bodies a printed addressee may name: accent-blind, offered to a person, never taken."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracker.tasks.rules.rows import listed
from tracker.text import fold

JOINED = re.compile(r"\s*,\s*(?:và\s+)?|\s+và\s+")
"""What may stand between two addressees of an item, and inside the name of one."""
MOST_PARTS = 40
"""Commas of an item that are looked at; more is no list of names."""
_SMALL = frozenset(("cac", "va", "cua", "tinh", "co", "quan", "don", "vi"))
OFFERED = 3
_folded = lru_cache(maxsize=4096)(fold)
"""Names are few and looked through again and again."""


@dataclass(frozen=True, slots=True)
class Named:
    """A body or a group as a choice: its key ("unit:3", "group:2"), name, and wordings."""

    key: str
    name: str
    forms: tuple[str, ...] = ()

    @property
    def folded(self) -> frozenset[str]:
        """Every wording without marks."""
        return frozenset(_folded(form) for form in (self.name, *self.forms) if form)


def exact(text: str, known: Iterable[Named]) -> Named | None:
    """The one choice that is called this; None where none is, or several are."""
    wanted = fold(text)
    found = [one for one in known if wanted in one.folded]
    return found[0] if len(found) == 1 else None


def offered(text: str, known: Sequence[Named]) -> list[Named]:
    """The likeliest choices for a printed addressee, best first, at most three."""
    wanted = fold(text)
    if not wanted:
        return []
    mine = _weighty(wanted)
    scored = [(max(_likeness(wanted, mine, form) for form in one.folded), one) for one in known]
    likely = sorted((pair for pair in scored if pair[0] > 0.5), key=lambda pair: -pair[0])
    return [one for _, one in likely[:OFFERED]]


def _likeness(wanted: str, mine: frozenset[str], form: str) -> float:
    """How much two wordings share, 0 to 1, by their words of weight; 1 when equal."""
    if wanted == form:
        return 1.0
    theirs = _weighty(form)
    same = len(mine & theirs)
    return 0.99 * same / (len(mine) + len(theirs) - same) if same else 0.0


@lru_cache(maxsize=4096)
def _weighty(folded: str) -> frozenset[str]:
    """The words of a folded wording that tell it from others."""
    return frozenset(folded.split()) - _SMALL


def parts(text: str, known: Sequence[Named]) -> list[str]:
    """The addressees of a cell, one by one, told apart by the names that are known."""
    return parts_by(text, lambda words: exact(words, known) is not None)


def parts_by(text: str, knows: Callable[[str], bool]) -> list[str]:
    """The addressees of a cell, one by one, as printed; `knows` says what is a whole name.

    Semicolons and lines always part; commas and "và" only where that leads to a known name, so
    that "Các sở, ban, ngành" and "Sở Khoa học và Công nghệ" stay one.
    """
    return [one for item in listed(text) for one in _parted(item, knows)]


def _parted(item: str, knows: Callable[[str], bool]) -> list[str]:
    cuts = [found.span() for found in JOINED.finditer(item)]
    if not cuts or len(cuts) > MOST_PARTS or knows(item):
        return [item]
    begins = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(item)]

    def known_to(first: int) -> int | None:
        """The last place of the longest known name that begins at a place."""
        runs = range(len(ends) - 1, first - 1, -1)
        return next((last for last in runs if knows(item[begins[first] : ends[last]])), None)

    grown: list[str] = []
    first = 0
    while first < len(begins):
        last = known_to(first)
        if last is None:
            beyond = range(first + 1, len(begins))
            last = next((at for at in beyond if known_to(at) is not None), len(begins)) - 1
        grown.append(item[begins[first] : ends[last]])
        first = last + 1
    return [words for one in grown if (words := one.strip(" .,"))]
