"""What a subject is called in a line of a digest (pure)."""

from tracker.calendar.periods import PeriodKind, kind, label
from tracker.text import shortened

LONGEST = 160
"""Letters of a title; what is told beside it comes on top."""
_SAID = frozenset({PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF})


def title_of(number: str, words: str, *notes: str) -> str:
    """The printed number and title, cut, with what is to be told beside: "1.2. Ban hành … (…)"."""
    head = f"{number.rstrip('.')}. " if number else ""
    said = "; ".join(note for note in notes if note)
    title = shortened(f"{head}{' '.join(words.split())}", LONGEST)
    return title + (f" ({said})" if said else "")


def period_of(key: str) -> str:
    """The period of recurring work, where the day alone does not tell it: "Quý II/2025"."""
    return label(key) if kind(key) in _SAID else ""
