"""What an obligation's row repeats of its history, so that no list has to read it.

It moves on from line to line: a line that comes last takes one step, however long the history is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce

from tracker.tasks.rules.asof import NOTHING_SAID, Line, Standing, status_after
from tracker.tasks.rules.states import OF_FOLLOWERS, UpdateKind


@dataclass(frozen=True, slots=True)
class Spoken(Line):
    """A line of the history with its words and the cause of lateness it names ("" if none)."""

    words: str = ""
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Retold:
    """The status, the unit's last words, the newest cause, the newest "không thay đổi"."""

    standing: Standing = NOTHING_SAID
    last_words: str = ""
    last_words_on: date | None = None
    cause: str = ""
    no_change_on: date | None = None


def retold(counted: Iterable[Spoken]) -> Retold:
    """What the lines which count, oldest first, leave to be repeated."""
    return reduce(after, counted, Retold())


def carries_on(line: Line) -> bool:
    """Whether a line that comes last moves the row on by itself, without the lines before it.

    A correction replaces one of them; a confirmation holds or not by what they say.
    """
    return line.corrects_id is None and line.kind is not UpdateKind.CONFIRMED


def after(before: Retold, line: Spoken) -> Retold:
    """What is to be repeated once a line counts after all others.

    Followers' words are no word of the unit; "không thay đổi" is an answer.
    """
    speaks = bool(line.words) and line.kind not in OF_FOLLOWERS
    unchanged = line.kind is UpdateKind.NO_CHANGE
    return Retold(
        standing=status_after(before.standing, line),
        last_words=line.words if speaks else before.last_words,
        last_words_on=line.happened_on if speaks else before.last_words_on,
        cause=line.cause or before.cause,
        no_change_on=line.happened_on if unchanged else before.no_change_on,
    )
