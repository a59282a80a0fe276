"""A list as a table: its columns said once, for the Excel file and for paper alike.

Pure: a table is handed its rows; it reads no database and draws nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import islice
from typing import Any

from tracker.text import vn_number, vn_weekday_date

Cell = str | int | date | None

MOST_ROWS = 20_000
"""Rows of one Excel file."""
MOST_PRINTED = 1_000
"""Rows of one printed list."""
BATCH = 1_000
"""Rows that a long list reads at a time."""
PORTRAIT = 135
"""Characters that the widths of a table may add up to on an upright A4 page."""


def as_of(day: date) -> str:
    """The day of a list, in words."""
    return f"Tính đến {vn_weekday_date(day)}"


class Kind(Enum):
    """What a column holds; its value is its width in characters of an Excel column."""

    NUMBER = 12
    DAY = 14
    CODE = 9
    SHORT = 18
    NAME = 30
    WORDS = 50
    TITLE = 60


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, how a row fills it, what it holds.

    `paper`: whether it is printed; `brief`: how a row fills it there, where a long text is
    shortened with a sign that it goes on.
    """

    title: str
    value: Callable[[Any], Cell]
    kind: Kind = Kind.SHORT
    paper: bool = True
    brief: Callable[[Any], Cell] | None = None

    @property
    def width(self) -> int:
        """Characters."""
        return self.kind.value


ORDINAL = "STT"
_ORDINAL_WIDTH = 6


@dataclass(frozen=True, slots=True)
class Table:
    """One list.

    `name` names the file and its sheet, `title` stands above the table, `as_of` says the day and
    `told` by what the list is cut, in words. `total` is how many rows there are, counted up to at
    least one more than fit; None where `rows` is a sequence. `group` gives the heading under which
    a row stands on paper.
    """

    name: str
    title: str
    as_of: str
    columns: Sequence[Column]
    rows: Iterable[Any]
    told: Sequence[str] = ()
    total: int | None = None
    group: Callable[[Any], str] | None = None

    @property
    def count(self) -> int:
        """How many rows there are, counted so far."""
        if self.total is not None:
            return self.total
        if not isinstance(self.rows, Sequence):
            raise TypeError("a list that is read bit by bit tells its total")
        return len(self.rows)

    def notice(self, most: int) -> str:
        """What stands above a list of which only the first `most` rows fit; else empty."""
        if self.count <= most:
            return ""
        return f"Chỉ gồm {vn_number(most)} dòng đầu; hãy lọc hẹp hơn để có đủ."

    def cells(self, most: int) -> Iterator[list[Cell]]:
        """The first rows, numbered, of every column."""
        for number, row in enumerate(islice(self.rows, most), start=1):
            yield [number, *(column.value(row) for column in self.columns)]

    @property
    def printed(self) -> list[Column]:
        """The columns that go to paper."""
        return [column for column in self.columns if column.paper]

    @property
    def across(self) -> bool:
        """Whether the printed columns need the page to lie across."""
        return sum(column.width for column in self.printed) + _ORDINAL_WIDTH > PORTRAIT

    @property
    def shares(self) -> list[int]:
        """How much of the page's width each printed column takes, in percent, the number first."""
        widths = [_ORDINAL_WIDTH, *(column.width for column in self.printed)]
        return [round(100 * width / sum(widths)) for width in widths]

    def lines(self, most: int = MOST_PRINTED) -> list[tuple[str, list[Cell]]]:
        """The first rows as they are printed, each with its group's name where one begins."""
        found: list[tuple[str, list[Cell]]] = []
        last = ""
        for number, row in enumerate(islice(self.rows, most), start=1):
            group = self.group(row) if self.group else ""
            cells = [number, *((one.brief or one.value)(row) for one in self.printed)]
            found.append((group if group != last else "", cells))
            last = group
        return found


def in_batches(read: Callable[[Any, int], Sequence[Any]]) -> Iterator[Any]:
    """All rows of a long list, a batch at a time.

    `read(last, size)` gives the `size` rows after the row `last`; after None, the first.
    """
    batch = read(None, BATCH)
    while batch:
        yield from batch
        batch = read(batch[-1], BATCH) if len(batch) == BATCH else ()
