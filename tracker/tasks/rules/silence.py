"""Standing work is never late; it is unreported without an answer since the previous closing.

A word is an answer, and so is "không thay đổi", which is told apart and is no word.

Data of the periodic reports close on the 14th of the last month of each quarter
(Kế hoạch 196/KH-UBND, mục IV.1; Nghị định 09/2019/NĐ-CP).
"""

from datetime import date

CLOSING_DAY = 14
CLOSING_MONTHS = (3, 6, 9, 12)


def previous_closing(today: date) -> date:
    """The latest closing day before `today`; on a closing day its own period is still open."""
    closings = [date(today.year - 1, 12, CLOSING_DAY)]
    closings += [date(today.year, month, CLOSING_DAY) for month in CLOSING_MONTHS]
    return max(day for day in closings if day < today)


def next_closing(today: date) -> date:
    """The closing day of the period that is open today: today itself on a closing day."""
    closings = [date(today.year, month, CLOSING_DAY) for month in CLOSING_MONTHS]
    closings.append(date(today.year + 1, CLOSING_MONTHS[0], CLOSING_DAY))
    return min(day for day in closings if day >= today)


def is_silent(last_words_on: date | None, today: date) -> bool:
    """Whether standing work has no word since the previous closing."""
    return last_words_on is None or last_words_on <= previous_closing(today)
