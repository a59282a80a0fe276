"""Which bodies a printed addressee may name: accent-blind, offered to a person, never taken."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.tasks.rules.rows import listed
from tracker.text import fold

_JOINED = re.compile(r",|\s+và\s+")
_SMALL = frozenset(("cac", "va", "cua", "tinh", "co", "quan", "don", "vi"))
OFFERED = 3


@dataclass(frozen=True, slots=True)
class Named:
    """A body or a group as a choice: its key ("unit:3", "group:2"), name, and wordings."""

    key: str
    name: str
    forms: tuple[str, ...] = ()

    @property
    def folded(self) -> frozenset[str]:
        """Every wording without marks."""
        return frozenset(fold(form) for form in (self.name, *self.forms) if form)


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
    scored = [(max(_likeness(wanted, form) for form in one.folded), one) for one in known]
    likely = sorted((pair for pair in scored if pair[0] > 0.5), key=lambda pair: -pair[0])
    return [one for _, one in likely[:OFFERED]]


def _likeness(wanted: str, form: str) -> float:
    """How much two wordings share, 0 to 1, by their words of weight; 1 when equal."""
    if wanted == form:
        return 1.0
    mine, theirs = set(wanted.split()) - _SMALL, set(form.split()) - _SMALL
    both = mine | theirs
    return 0.99 * len(mine & theirs) / len(both) if both else 0.0


def parts(text: str, known: Sequence[Named]) -> list[str]:
    """The addressees of a cell, one by one.

    Semicolons and lines always part; commas and "và" only where that leads to a known name, so
    that "Các sở, ban, ngành" stays one.
    """
    return [one for item in listed(text) for one in _parted(item, known)]


def _parted(item: str, known: Sequence[Named]) -> list[str]:
    if exact(item, known):
        return [item]
    pieces = [piece.strip(" .") for piece in _JOINED.split(item) if piece.strip(" .")]
    grown: list[str] = []
    rest = item
    while pieces:
        taken = _longest(pieces, known)
        if taken is None:
            return [*grown, rest] if grown else [item]
        words, count = taken
        grown.append(words)
        pieces = pieces[count:]
        rest = ", ".join(pieces)
    return grown


def _longest(pieces: Sequence[str], known: Sequence[Named]) -> tuple[str, int] | None:
    """The longest run of pieces from the first on that is a known name."""
    for count in range(len(pieces), 0, -1):
        words = ", ".join(pieces[:count])
        if exact(words, known):
            return words, count
    return None
