"""Work of the command line and the clock on rounds."""

from tracker.rounds.operations.laying_out import lay_out_years
from tracker.rounds.operations.writing import Writing


def open_rounds(first: int, last: int, writing: Writing) -> int:
    """Lay out the rounds from year `first` to the year after `last`; how many were missing.

    The windows of a year open on 15/12 of the year before, so its rounds must stand by then.
    """
    return lay_out_years(first, last + 1, writing)
