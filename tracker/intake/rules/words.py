"""The words of a cell as they were meant: artefacts of conversion repaired, lines that ran over."""

import re

from tracker.text import repair

_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064]")
_NOTE_MARK = re.compile(r"(?<=\s)[¹²³⁰⁴-⁹]+(?=$|\n)")
_ENDS = (".", ";", ":", "!", "?")


def tidy(text: str) -> str:
    """The text as stored: NFC and own letters, single spaces, whole lines, no marks of footnotes.

    A line that begins small after one that does not end goes on with it. Idempotent.
    """
    spaced = _SPACES.sub(" ", _UNSEEN.sub("", text))
    lines = [line.strip() for line in _NOTE_MARK.sub("", repair(spaced)).split("\n")]
    whole: list[str] = []
    for line in filter(None, lines):
        if whole and runs_on(whole[-1], line):
            whole[-1] += f" {line}"
        else:
            whole.append(line)
    return "\n".join(whole)


def runs_on(before: str, line: str) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    return line[:1].islower() and not before.endswith(_ENDS)


def shortened(text: str, most: int = 60) -> str:
    """The beginning of a text, for a question about it."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[:most].rsplit(' ', 1)[0]}…"
