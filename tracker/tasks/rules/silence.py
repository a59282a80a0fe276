"""Standing work is never late; it is unreported without an answer since the previous closing.

A word is an answer, and so is "không thay đổi", which is told apart and is no word.
"""

from datetime import date

from tracker.rounds.rules.windows import previous_closing


def is_silent(last_words_on: date | None, today: date) -> bool:
    """Whether standing work has no word since the previous closing."""
    return last_words_on is None or last_words_on <= previous_closing(today)
