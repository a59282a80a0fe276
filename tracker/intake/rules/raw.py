"""What a file of a plan holds, before anybody asks what it means: frozen values of text."""

from dataclasses import dataclass, field

_LETTERS = 26


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in the file; everything counts from 1.

    `block` is the ordinal of the table (or paragraph) in the file; `sheet` is the name of a sheet,
    empty outside workbooks. `row` and `column` are 0 for a paragraph.
    """

    block: int
    row: int = 0
    column: int = 0
    sheet: str = ""

    @property
    def words(self) -> str:
        """As a person finds it: "bảng 1, dòng 3, cột 2", "trang tính “PL”, ô B3"."""
        if self.sheet:
            return f"trang tính “{self.sheet}”, ô {letters(self.column)}{self.row}"
        if self.row:
            return f"bảng {self.block}, dòng {self.row}, cột {self.column}"
        return f"đoạn {self.block}"


def letters(column: int) -> str:
    """The name of a column of a sheet: 1 is A, 27 is AA; empty below 1."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return name


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at its first row and column; `columns` and `rows` say how far it is merged.

    `covered` is text that a merge hides from who looks at the paper; `is_day` marks a cell that the
    sheet keeps as a day, whatever was typed.
    """

    text: str
    place: Place
    columns: int = 1
    rows: int = 1
    covered: str = ""
    is_day: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The cells that begin in a row; `repeats` marks a head row that each page prints again."""

    number: int
    cells: tuple[Cell, ...]
    repeats: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table or a sheet; `width` is its number of columns, hidden ones included."""

    number: int
    rows: tuple[Row, ...]
    width: int
    name: str = ""
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text outside the tables."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file as read: its blocks in order, and what a person must be told of the reading.

    `carried` is what a file of our own says beside its print (`settled`), as unchecked text.
    """

    name: str
    blocks: tuple[Table | Paragraph, ...]
    told: tuple[str, ...] = field(default=())
    carried: str = ""

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs in order."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))


LONGEST_CARRIED = 1_000_000
"""Characters beside the print; those of a plan of 5,000 rows take a part of it."""
MOST_CELLS = 60_000
"""Cells of one file; an appendix of 5,000 rows has 40,000."""
MOST_ROWS = 20_000
MOST_COLUMNS = 64
LONGEST_TEXT = 20_000
"""Characters of one cell or paragraph."""


def too_large(name: str) -> str:
    """The words for a file with more than a plan can have."""
    return (
        f"Tệp “{name}” có quá nhiều dòng hoặc ô so với một phụ lục kế hoạch: hãy tách riêng "
        "phụ lục nhiệm vụ thành một tệp rồi chọn lại."
    )
