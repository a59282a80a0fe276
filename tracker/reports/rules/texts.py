"""A section's text as a compiler edits it, and as paragraphs and lists of a paper (pure).

One line is one paragraph. A line that begins with "- " is an item of a list, one with "+ " an item
of the list inside it. In a unit's report a line that begins with "# " was written by the program
from the unit's work: it is printed without the mark, and no compilation tells it again, because it
counts the same work itself.
"""

from collections.abc import Iterator
from itertools import groupby

from tracker.reports.docx.values import Block, Bullets, Paragraph
from tracker.reports.rules.compiled import Section
from tracker.text import clean

FILLED = "# "
_DASH, _PLUS = "- ", "+ "


def text_of(section: Section) -> str:
    """The generated sentences as the text to edit; a sentence of many lines keeps them."""
    return "\n".join(
        line for one in section.sentences for line in _lines(one.text, bullets=section.bullets)
    )


def _lines(text: str, *, bullets: bool) -> Iterator[str]:
    """The lines of one sentence; in a list its further lines are items inside the first."""
    lines = [line for line in (" ".join(one.split()) for one in text.split("\n")) if line]
    for place, line in enumerate(lines):
        if bullets:
            yield f"{_PLUS if place else _DASH}{line.lstrip('-+ ')}"
        else:
            yield line


def tidy(text: str) -> str:
    """A typed text: composed letters, one line feed between lines, no empty lines at the ends."""
    lines = [clean(line) for line in text.replace("\r", "").split("\n")]
    return "\n".join(lines).strip("\n")


def filled(line: str) -> str:
    """A line of the program's own, marked as such; one line, whatever it quotes."""
    return f"{FILLED}{' '.join(line.split())}" if line else ""


def unmarked(text: str) -> str:
    """A unit's text as it is read and printed: without the marks of the program's lines."""
    return "\n".join(line.removeprefix(FILLED) for line in text.split("\n"))


def own_lines(text: str) -> str:
    """What the unit itself wrote: without the program's lines."""
    return "\n".join(line for line in text.split("\n") if not line.startswith(FILLED))


def blocks_of(text: str) -> Iterator[Block]:
    """Paragraphs and lists, in order; empty lines are left out."""
    lines = [line for line in map(clean, unmarked(text).split("\n")) if line]
    for mark, run in groupby(lines, _mark_of):
        items = tuple(line.removeprefix(mark).strip() for line in run)
        if mark:
            yield Bullets(items, inner=mark == _PLUS)
        else:
            yield from map(Paragraph, items)


def _mark_of(line: str) -> str:
    return next((mark for mark in (_DASH, _PLUS) if line.startswith(mark)), "")
