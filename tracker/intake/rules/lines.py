"""From a raw table to lines: its head found, what is no row set aside, merges followed down.

Nothing is dropped: each cell with text is of the head, of a line, or set aside with its reason.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from types import MappingProxyType

from tracker.calendar.schedule import CONVENTIONAL, NOTHING, SURE
from tracker.intake.rules.heads import Column, Meaning, as_given, columns_of, is_head, meaning_of
from tracker.intake.rules.raw import Cell, Place, Row, Table
from tracker.intake.rules.words import tidy
from tracker.text import Labelled, word_key

_FIRST_ROWS = 25
"""Rows among which the head is looked for; what stands above it is the title of the paper."""
_LONGEST_HEAD = 100
_NEVER_LOWER = frozenset({Meaning.NUMBER, Meaning.TITLE, Meaning.OTHER})
_BARE = "Cột {} không có đầu cột: là gì?"
_NO_HEAD = "Bảng này không có đầu cột đọc được: có phải bảng nhiệm vụ không?"
_ABOVE = "Dòng này đứng trên đầu bảng nên không được đọc: có phải nhiệm vụ của kế hoạch không?"
_HIDDEN = "Trang tính này đang ẩn nên không được đọc vào kế hoạch: có cần đưa vào không?"
_NOTHING_GIVEN: Mapping[int, Meaning] = MappingProxyType({})
_NOTES = ("ghi chu", "luu y", "chu thich", "nguon")


class Aside(Labelled):
    """Why a piece of the file is no row of the plan."""

    BEFORE_HEAD = "before_head", "Đứng trước đầu bảng"
    REPEATED_HEAD = "repeated_head", "Đầu bảng in lại ở trang sau"
    COLUMN_NUMBERS = "column_numbers", "Dòng đánh số cột"
    NOTE = "note", "Ghi chú dưới bảng"
    NO_PLAN = "no_plan", "Bảng không có cột của kế hoạch"
    HIDDEN_SHEET = "hidden_sheet", "Trang tính đang ẩn"


@dataclass(frozen=True, slots=True)
class SetAside:
    """A piece of the file that is no row: why, its words, where; `question` asks to be sure."""

    reason: Aside
    text: str
    places: tuple[Place, ...]
    question: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: its own cells by column, and the columns that a cell above covers.

    `wide` is the one text of a row that is merged over the whole table.
    """

    number: int
    own: Mapping[int, Cell]
    covered: Mapping[int, Cell]
    hidden: bool = False
    wide: bool = False
    after_break: bool = False

    @property
    def places(self) -> tuple[Place, ...]:
        """Where its own texts stand."""
        return tuple(cell.place for cell in self.own.values())


@dataclass(frozen=True, slots=True)
class Lines:
    """A table as lines; without columns it is no table of a plan."""

    table: Table
    columns: tuple[Column, ...] = ()
    head: tuple[Place, ...] = ()
    lines: tuple[Line, ...] = ()
    aside: tuple[SetAside, ...] = ()

    def column(self, meaning: Meaning) -> int | None:
        """The number of the column that holds this."""
        return next((one.number for one in self.columns if one.meaning is meaning), None)


def lines_of(
    table: Table, before: Sequence[Column] = (), given: Mapping[int, Meaning] = _NOTHING_GIVEN
) -> Lines:
    """The lines of a table.

    `before` are the columns of the table above: one without a head of its own that is as wide
    goes on with them. `given` are meanings by column that a person told; they make a table of a
    plan of one that has no head.
    """
    found = _head(table)
    if table.hidden:
        asked = _HIDDEN if found else ""
        return Lines(table, aside=tuple(_whole(table, Aside.HIDDEN_SHEET, asked)))
    if found:
        first, last, columns = found
    elif before and _goes_on(table, before):
        first, last, columns = 0, -1, tuple(before)
    elif Meaning.TITLE in given.values():
        bare = (Column(n, "", Meaning.OTHER, NOTHING) for n in range(1, table.width + 1))
        first, last, columns = 0, -1, tuple(bare)
    else:
        big = len(table.rows) >= 3 and table.width >= 3
        asked = _NO_HEAD if big else ""
        return Lines(table, aside=tuple(_whole(table, Aside.NO_PLAN, asked)))
    goes_on = bool(found and before) and _repeats_columns(table, first, columns, before)
    return _Reading(table, as_given(columns, given), first, last, goes_on).lines()


def _repeats_columns(
    table: Table, first: int, columns: Sequence[Column], before: Sequence[Column]
) -> bool:
    """Whether the head stands among rows that go on with the table above, printed once more."""
    same = [(one.number, one.meaning) for one in columns] == [
        (one.number, one.meaning) for one in before
    ]
    return same and not all(_is_title(row, table.width) for row in table.rows[:first])


def _is_title(row: Row, width: int) -> bool:
    """Whether a row is blank, or one text over most of the table."""
    told = [cell for cell in row.cells if cell.text]
    return not told or (len(told) == 1 and told[0].columns > 1 and told[0].columns * 2 > width)


def _is_full(row: Row) -> bool:
    """Whether a row says too much for a title."""
    return sum(bool(cell.text) for cell in row.cells) >= 3


def _goes_on(table: Table, before: Sequence[Column]) -> bool:
    return table.width == max(column.number for column in before)


def _whole(table: Table, reason: Aside, question: str) -> Iterator[SetAside]:
    """Every row of a table that is none of the plan; it is asked about once."""
    told = [row for row in table.rows if any(cell.text for cell in row.cells)]
    for place, row in enumerate(told):
        yield _aside(reason, row.cells, "" if place else question)


def _aside(reason: Aside, cells: Sequence[Cell], question: str = "") -> SetAside:
    told = [cell for cell in cells if cell.text or cell.covered]
    text = " | ".join(" ".join(tidy(cell.text).split()) for cell in told)
    return SetAside(reason, text, tuple(cell.place for cell in told), question)


def _head(table: Table) -> tuple[int, int, tuple[Column, ...]] | None:
    """The first and last row of the head, by their order, and the columns that it names."""
    for order, row in enumerate(table.rows[:_FIRST_ROWS]):
        below = table.rows[order + 1] if order + 1 < len(table.rows) else None
        lower = _lower_head(row, below)
        texts = [tidy(cell.text) for cell in (*row.cells, *(lower.cells if lower else ()))]
        if is_head(texts):
            columns = columns_of(_heads(row, lower, table.width))
            return order, order + bool(lower), columns if lower else _with_number(columns, row)
    return None


def _with_number(columns: tuple[Column, ...], row: Row) -> tuple[Column, ...]:
    """Where one head stands over two columns and means the task, the first holds its number."""
    if any(column.meaning is Meaning.NUMBER for column in columns):
        return columns
    doubled = {cell.place.column for cell in row.cells if cell.columns == 2}
    made = list(columns)
    for at, column in enumerate(columns[:-1]):
        if column.number in doubled and column.meaning is Meaning.TITLE:
            made[at] = Column(column.number, column.head, Meaning.NUMBER, CONVENTIONAL)
            made[at + 1] = replace(column, number=column.number + 1)
    return tuple(made)


def _lower_head(row: Row, below: Row | None) -> Row | None:
    """The second row of a head that groups columns: "Cơ quan thực hiện" over two others.

    Where merges were lost the group stands over its first column alone; then the second row has
    to be nothing but heads.
    """
    if below is None:
        return None
    told = [cell for cell in below.cells if cell.text]
    grouped = {
        column
        for cell in row.cells
        if 1 < cell.columns < 6 and cell.rows == 1 and cell.text
        for column in _span(cell)
    }
    if len(row.cells) >= 3 and told and {cell.place.column for cell in told} <= grouped:
        return below
    meant = [meaning_of(tidy(cell.text)) for cell in told]
    heads = all(sure == SURE and meaning not in _NEVER_LOWER for meaning, sure in meant)
    return below if len(told) >= 2 and heads else None


def _heads(row: Row, lower: Row | None, width: int) -> list[tuple[int, str, str]]:
    upper = {column: tidy(cell.text) for cell in row.cells for column in _span(cell)}
    under = {cell.place.column: tidy(cell.text) for cell in (lower.cells if lower else ())}
    return [
        (column, upper.get(column, ""), under.get(column) or upper.get(column, ""))
        for column in range(1, width + 1)
    ]


def _span(cell: Cell) -> range:
    return range(cell.place.column, cell.place.column + cell.columns)


@dataclass(slots=True)
class _Reading:
    table: Table
    columns: tuple[Column, ...]
    first: int
    last: int
    goes_on: bool = False
    aside: list[SetAside] = field(default_factory=list)
    made: list[Line] = field(default_factory=list)
    above: dict[int, tuple[Cell, int]] = field(default_factory=dict)
    broken: bool = False

    def lines(self) -> Lines:
        rows = self.table.rows
        head = rows[self.first : self.last + 1]
        keys = [_keys(row.cells) for row in head]
        for row in rows[: self.first]:
            if self.goes_on:
                self._row(row, keys)
            elif any(cell.text for cell in row.cells):
                asked = _ABOVE if _is_full(row) else ""
                self.aside.append(_aside(Aside.BEFORE_HEAD, row.cells, asked))
        for row in rows[self.last + 1 :]:
            self._row(row, keys)
        places = tuple(cell.place for row in head for cell in row.cells if cell.text)
        return Lines(self.table, self._asked(), places, tuple(self.made), tuple(self.aside))

    def _asked(self) -> tuple[Column, ...]:
        """The columns; one without a head that holds something is asked about."""
        used = {column for line in self.made if not line.wide for column in line.own}
        return tuple(
            replace(one, question=_BARE.format(one.number))
            if not one.head
            and one.meaning is Meaning.OTHER
            and one.confidence < SURE
            and one.number in used
            else one
            for one in self.columns
        )

    def _row(self, row: Row, head: list[Counter[str]]) -> None:
        covered = {
            column: cell
            for column, (cell, last) in self.above.items()
            if last >= row.number
        }  # fmt: skip
        told = [cell for cell in row.cells if cell.text or cell.covered]
        self._reach(row)
        if not told:
            return
        if _repeats(told, head):
            self.aside.append(_aside(Aside.REPEATED_HEAD, told))
            self.broken = True
        elif _numbers_columns(told):
            self.aside.append(_aside(Aside.COLUMN_NUMBERS, told))
        elif _is_note(told):
            asked = "Dòng này được đọc là ghi chú: có đúng không?"
            self.aside.append(_aside(Aside.NOTE, told, asked))
        else:
            own = {cell.place.column: cell for cell in told}
            wide = len(told) == 1 and self._is_wide(told[0])
            self.made.append(Line(row.number, own, covered, row.hidden, wide, self.broken))
            self.broken = False

    def _reach(self, row: Row) -> None:
        """Remember which cells go on below this row."""
        for cell in row.cells:
            for column in _span(cell):
                if cell.rows > 1:
                    self.above[column] = (cell, row.number + cell.rows - 1)
                else:
                    self.above.pop(column, None)

    def _is_wide(self, cell: Cell) -> bool:
        """Merged over more than half of the table, or over every column that says something."""
        return cell.columns > 1 and cell.columns * 2 > self.table.width


def _repeats(cells: Sequence[Cell], head: list[Counter[str]]) -> bool:
    """Whether these cells are a row of the head again, or all but one of its words."""
    if not head or any(len(cell.text) > _LONGEST_HEAD for cell in cells):
        return False
    keys = _keys(cells)
    same = (keys & head[0]).total()
    return keys in head or (len(cells) >= 3 and same >= len(cells) - 1)


def _keys(cells: Sequence[Cell]) -> Counter[str]:
    return Counter(filter(None, (word_key(cell.text) for cell in cells)))


def _numbers_columns(cells: Sequence[Cell]) -> bool:
    """Whether the row only counts the columns: (1), (2), (3) or A, B, 1, 2."""
    if len(cells) < 3 or any(len(cell.text) > 5 for cell in cells):
        return False
    said = [word_key(cell.text) for cell in cells]
    counted = sorted(int(one) for one in said if one.isdecimal())
    return (
        all(len(one) <= 2 for one in said)
        and len(counted) >= 2
        and all(after - before == 1 for before, after in pairwise(counted))
    )


def _is_note(cells: Sequence[Cell]) -> bool:
    if len(cells) != 1:
        return False
    words = word_key(cells[0].text)
    return words.startswith(_NOTES) or cells[0].text.lstrip().startswith(("*", "(*)"))
