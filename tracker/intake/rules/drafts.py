"""From lines to drafts of rows: numbers, titles, cells that ran over a page, cells shared by rows.

A line that becomes no row of its own is joined to the row it belongs to, and where that is not
plain the row says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.calendar.schedule import CONVENTIONAL, SURE, UNSURE
from tracker.intake.rules.heads import Meaning
from tracker.intake.rules.lines import Line, Lines
from tracker.intake.rules.numbers import Label, Rank, label_of, leading
from tracker.intake.rules.proposal import ReadCell
from tracker.intake.rules.raw import Cell, Place
from tracker.intake.rules.words import runs_on, shortened, tidy
from tracker.text import has_lost_marks

_JOINED = "“{}” ({}) được nối vào dòng trên: có đúng không?"
_TAKEN = "“{}” ({}) không có số và nhiệm vụ, được đọc là ô của dòng trên: có đúng không?"
_NO_NUMBER = "Số thứ tự “{}” không đọc được: nhiệm vụ này đứng ở đâu?"
_OUT_OF_PLACE = "Số “{}” đứng trong ô nhiệm vụ: là đề mục hay phần tiếp của dòng trên?"
_UNNUMBERED = "Dòng không có số thứ tự: là nhiệm vụ riêng hay phần tiếp của dòng trên?"
_NO_TITLE = "Dòng có số {} nhưng không có nội dung nhiệm vụ: nội dung là gì?"
_HIDDEN = "Dòng này đang ẩn trong tệp: có đưa vào kế hoạch không?"
_COVERED = "Ô gộp còn che chữ “{}”: có bỏ chữ đó không?"
_NO_HEAD = "Bảng này không có dòng đầu, được đọc theo các cột của bảng trên: có đúng không?"
_LOST = "Ô này có vẻ mất dấu tiếng Việt: hãy nhập lại cho đúng."
_WIDE = "Dòng trải hết chiều ngang bảng và không có số: là đề mục hay ghi chú?"
_SWAPPED = "Ngày lưu trong tệp là {}; Excel có thể đã đổi chỗ ngày và tháng: ngày nào đúng?"


_SIGNS = ("-", "–", "+", "•")
SHARED = (Meaning.PRODUCT, Meaning.LEAD, Meaning.PARTNERS, Meaning.DEADLINE)
"""What a merged cell may say for several rows."""


@dataclass(slots=True, eq=False)
class Draft:
    """A row while it is put together; `shares` are the rows whose merged cells cover its own."""

    table: int
    label: Label | None
    number: str = ""
    cells: dict[Meaning, ReadCell] = field(default_factory=dict)
    others: dict[str, ReadCell] = field(default_factory=dict)
    shares: dict[Meaning, "Draft"] = field(default_factory=dict)
    general: ReadCell | None = None
    is_section: bool = False
    questions: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What is to do."""
        return self.text(Meaning.TITLE)

    def text(self, meaning: Meaning) -> str:
        """The words of a cell of its own; empty for a blank one."""
        return self.cells[meaning].text if meaning in self.cells else ""


def drafts_of(lines: Lines) -> list[Draft]:
    """The drafts of a table, in printed order."""
    made = _Drafting(lines).drafts()
    if made and not lines.head:
        made[0].questions.append(_NO_HEAD)
    return made


def make_heading(draft: Draft) -> None:
    """Take an unnumbered row for the heading of a part: its words left no doubt."""
    draft.is_section = True
    draft.questions = [one for one in draft.questions if one not in {_WIDE, _UNNUMBERED}]


@dataclass(slots=True)
class _Drafting:
    read: Lines
    made: list[Draft] = field(default_factory=list)
    owners: dict[Place, Draft] = field(default_factory=dict)
    general: ReadCell | None = None
    label: Label | None = None
    """The last number that a row has."""

    def drafts(self) -> list[Draft]:
        for line in self.read.lines:
            self._line(line)
        if self.general is not None and self.made:  # a label after the last row is kept with it
            self._other(self.made[-1], "Nhãn ở cuối bảng", self.general)
        self._ask_for_titles()
        return self.made

    def _line(self, line: Line) -> None:
        cells, others = self._cells(line)
        general = cells.pop(Meaning.GENERAL, None)
        if not cells and not others and not line.wide and general is not None:
            self._keep(general)
            return
        label, number, title = self._number(cells)
        if title is not None:
            cells[Meaning.TITLE] = title
        owner = self._row_above(line, label, number, cells)
        if owner is not None:
            self._keep(general)
            self._run_on(owner, cells, others, line)
            return
        draft = Draft(self.read.table.number, label, number, cells, others, is_section=line.wide)
        if label and label.rank < Rank.ARABIC and self._is_out_of_place(line):
            draft.questions.append(_OUT_OF_PLACE.format(number))
        self._finish(draft, line, general)

    def _is_out_of_place(self, line: Line) -> bool:
        """Whether the number stands in the title although the table has a column for it."""
        column = self.read.column(Meaning.NUMBER)
        return column is not None and column not in line.own and not line.wide

    def _keep(self, general: ReadCell | None) -> None:
        """A label that stands beside no row of its own waits for the next row."""
        if general is not None:
            self.general = _joined(self.general, general) if self.general else general

    def _finish(self, draft: Draft, line: Line, general: ReadCell | None) -> None:
        waiting, self.general = self.general, None
        if waiting and general:
            general = _joined(waiting, general)
        draft.general = general or waiting
        for place in line.places:
            self.owners[place] = draft
        for column, cell in line.covered.items():
            owner = self.owners.get(cell.place)
            meaning = self._meaning(column)
            if owner is not None and meaning in SHARED and meaning not in draft.cells:
                draft.shares[meaning] = owner
        if line.hidden:
            draft.questions.append(_HIDDEN)
        if line.wide and draft.label is None:
            draft.questions.append(_WIDE)
        self.made.append(draft)
        self.label = draft.label or self.label

    def _cells(self, line: Line) -> tuple[dict[Meaning, ReadCell], dict[str, ReadCell]]:
        """The cells of a line by their meanings, and those of columns that mean nothing known."""
        cells: dict[Meaning, ReadCell] = {}
        others: dict[str, ReadCell] = {}
        for cell in line.own.values():
            meaning = Meaning.TITLE if line.wide else self._meaning_of(cell)
            made = self._cell(cell, meaning)
            if meaning is Meaning.OTHER:
                head = self._head(cell.place.column)
                others[head] = _joined(others[head], made) if head in others else made
            else:
                cells[meaning] = _joined(cells[meaning], made) if meaning in cells else made
        return cells, others

    def _cell(self, cell: Cell, meaning: Meaning) -> ReadCell:
        sure = next(
            (one.confidence for one in self.read.columns if one.number == cell.place.column), SURE
        )
        text = tidy(cell.text)
        asked = [_COVERED.format(shortened(cell.covered))] if cell.covered else []
        if meaning is Meaning.TITLE and text.isascii() and has_lost_marks(text):
            asked.append(_LOST)
        if cell.is_day and meaning is Meaning.DEADLINE and _may_be_swapped(text):
            asked.append(_SWAPPED.format(text))
        sure = UNSURE if asked else sure if sure > 0 else SURE
        return ReadCell(text, (cell.place,), sure, " ".join(asked))

    def _number(self, cells: dict[Meaning, ReadCell]) -> tuple[Label | None, str, ReadCell | None]:
        """The number of a line, as printed, and its title without it."""
        before = self.label
        printed, title = cells.pop(Meaning.NUMBER, None), cells.get(Meaning.TITLE)
        label = label_of(printed.text, before) if printed else None
        places = printed.places if printed else ()
        if label is None and printed and title is None:  # a title that reaches into the number
            title, printed = printed, None
        if label is None and printed is None and title is not None:
            label, rest = leading(title.text, before)
            places, title = (), ReadCell(rest, title.places, title.confidence, title.question)
        if printed is not None and label is None and title is not None:
            asked = " ".join(filter(None, (title.question, _NO_NUMBER.format(printed.text))))
            title = ReadCell(title.text, title.places, UNSURE, asked)
        if places and title is not None:
            title = ReadCell(title.text, (*places, *title.places), title.confidence, title.question)
        elif places:
            title = ReadCell("", places)
        number = label.text if label else printed.text if printed else ""
        return label, number, title

    def _row_above(
        self, line: Line, label: Label | None, number: str, cells: Mapping[Meaning, ReadCell]
    ) -> Draft | None:
        """The row that a line belongs to; None for a row of its own."""
        if not self.made or label is not None or number or line.wide:
            return None
        title = cells.get(Meaning.TITLE)
        if title is None or not title.text:
            column = self.read.column(Meaning.TITLE) or 0
            over = self.owners.get(line.covered[column].place) if column in line.covered else None
            return over or self.made[-1]
        above = self.made[-1]
        if above.is_section:
            return None
        item = title.text.startswith(_SIGNS) and not set(cells) - {Meaning.TITLE}
        if item or not above.title:
            return above
        goes_on = _goes_on(above.title, title.text)
        if goes_on and not above.number:  # without numbers a small letter may begin a row
            goes_on = all(_goes_on(above.text(one), cell.text) for one, cell in cells.items())
        return above if goes_on else None

    def _run_on(
        self,
        owner: Draft,
        cells: Mapping[Meaning, ReadCell],
        others: Mapping[str, ReadCell],
        line: Line,
    ) -> None:
        """Join the cells of a line to the row above, or to the row that shares its cell."""
        if line.hidden and _HIDDEN not in owner.questions:
            owner.questions.append(_HIDDEN)
        column = self.read.column(Meaning.TITLE)
        same_row = column in line.covered
        for meaning, cell in cells.items():
            target = owner
            if meaning not in owner.cells and meaning in owner.shares:
                target = owner.shares[meaning]
            self._join(target, meaning, cell, same_row=same_row)
        for head, cell in others.items():
            self._other(owner, head, cell)
        for place in line.places:
            self.owners[place] = owner

    def _join(self, target: Draft, meaning: Meaning, cell: ReadCell, *, same_row: bool) -> None:
        before = target.cells.get(meaning)
        if same_row:
            target.cells[meaning] = _joined(before, cell) if before else cell
            return
        if before is None or not before.text:
            asked = _TAKEN.format(shortened(cell.text), cell.places[0].words)
            places = before.places if before else ()
            target.cells[meaning] = ReadCell(cell.text, (*places, *cell.places), UNSURE, asked)
            return
        goes_on = _goes_on(before.text, cell.text)
        asked = "" if goes_on else _JOINED.format(shortened(cell.text), cell.places[0].words)
        sign = "\n" if not goes_on and cell.text.startswith(_SIGNS) else " "
        target.cells[meaning] = ReadCell(
            f"{before.text}{sign}{cell.text}",
            (*before.places, *cell.places),
            min(before.confidence, CONVENTIONAL if goes_on else UNSURE),
            " ".join(filter(None, (before.question, cell.question, asked))),
        )

    def _other(self, draft: Draft, head: str, cell: ReadCell) -> None:
        before = draft.others.get(head)
        draft.others[head] = _joined(before, cell) if before else cell

    def _ask_for_titles(self) -> None:
        numbered = sum(draft.label is not None for draft in self.made)
        for draft in self.made:
            if not draft.title:
                draft.questions.append(_NO_TITLE.format(draft.number))
            elif draft.label is None and not draft.is_section and not draft.number and numbered:
                draft.questions.append(_UNNUMBERED)

    def _meaning(self, column: int) -> Meaning:
        found = (one.meaning for one in self.read.columns if one.number == column)
        return next(found, Meaning.OTHER)

    def _meaning_of(self, cell: Cell) -> Meaning:
        """What a cell holds; one that is merged over the title holds the title."""
        reach = range(cell.place.column, cell.place.column + cell.columns)
        title = self.read.column(Meaning.TITLE)
        if cell.columns > 1 and title in reach:
            return Meaning.TITLE
        return self._meaning(cell.place.column)

    def _head(self, column: int) -> str:
        found = (one.head for one in self.read.columns if one.number == column)
        return next(found, "") or f"Cột {column}"


def _joined(before: ReadCell, cell: ReadCell) -> ReadCell:
    """Two cells as the lines of one."""
    return ReadCell(
        "\n".join(filter(None, (before.text, cell.text))),
        (*before.places, *cell.places),
        min(before.confidence, cell.confidence),
        " ".join(filter(None, (before.question, cell.question))),
    )


def _goes_on(before: str, text: str) -> bool:
    """Whether a cell goes on with the one above: small letters, also after a dash inside a name."""
    rest = text[1:].lstrip() if text.startswith(_SIGNS) else text
    return bool(before) and runs_on(before, rest)


def _may_be_swapped(text: str) -> bool:
    """Whether a day could be read the other way round: 07/01/2025."""
    day, _, rest = text.partition("/")
    month = rest.partition("/")[0]
    both = day.isdecimal() and month.isdecimal()
    return both and day != month and int(day) <= 12 and rest.count("/") == 1
