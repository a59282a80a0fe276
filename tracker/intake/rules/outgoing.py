"""A plan as it goes out: the rows of its appendix as a table, which reads back as they are (pure).

The texts are verbatim, a blank cell stays blank, and a cell that rows share is merged over them.
Numbers have a column of their own. The field stands in a merged label beside each run of rows of
one field, told anew where the numbers begin anew, because that is how it is read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tracker.intake.rules.heads import Meaning
from tracker.intake.rules.numbers import Label, Rank, label_of
from tracker.intake.rules.raw import Cell, Place, RawFile, Row, Table
from tracker.tasks.rules.states import AssigneeKind, AssignmentRole

NO_FIELD = "Chưa xác định"
"""The label of rows without a field in a plan whose other rows have one."""
HEADS = {
    Meaning.NUMBER: "TT", Meaning.GENERAL: "Lĩnh vực", Meaning.TITLE: "Nhiệm vụ",
    Meaning.PRODUCT: "Sản phẩm", Meaning.LEAD: "Cơ quan chủ trì",
    Meaning.PARTNERS: "Cơ quan phối hợp", Meaning.DEADLINE: "Thời gian thực hiện",
    Meaning.TARGET: "Chỉ tiêu", Meaning.NOTE: "Ghi chú",
}  # fmt: skip
_SHARED = (Meaning.PRODUCT, Meaning.LEAD, Meaning.PARTNERS, Meaning.DEADLINE)
_ONLY_WHERE_USED = (Meaning.GENERAL, Meaning.TARGET, Meaning.NOTE)


@dataclass(frozen=True, slots=True)
class GoingAddressee:
    """One addressee: as printed, what it is, whom by "unit:SNV" or "group:G-SBN"."""

    role: AssignmentRole
    printed: str
    kind: AssigneeKind
    code: str = ""


@dataclass(frozen=True, slots=True)
class GoingProduct:
    """One product with the other authority that issues it, if any, and its slot."""

    title: str
    issuer_text: str = ""
    slot: int = 1


@dataclass(frozen=True, slots=True)
class GoingRow:
    """One row of the plan; `parent` and `cells_from` are ids, None for none."""

    id: int
    parent: int | None
    cells_from: int | None
    texts: dict[Meaning, str]
    is_heading: bool = False
    owes: bool = False
    has_ended: bool = False
    field: str = ""
    field_name: str = ""
    products: tuple[GoingProduct, ...] = ()
    addressees: tuple[GoingAddressee, ...] = ()

    @property
    def number(self) -> str:
        """As printed."""
        return self.texts[Meaning.NUMBER]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place of the table: its text, and how many rows it goes over; 0 for a covered one."""

    text: str
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Going:
    """The appendix: which columns it has, the rows, and of each row its places."""

    columns: tuple[Meaning, ...]
    rows: tuple[GoingRow, ...]
    lines: tuple[tuple[Slot, ...], ...] = field(repr=False)

    @property
    def heads(self) -> list[str]:
        """The heads of the columns."""
        return [HEADS[meaning] for meaning in self.columns]


def in_force(rows: Iterable[GoingRow]) -> tuple[GoingRow, ...]:
    """The rows without those that have ended, unless a row that stays stands on them."""
    every = tuple(rows)
    by_id = {row.id: row for row in every}
    staying: set[int] = set()
    waiting = [row.id for row in every if not row.has_ended]
    while waiting:
        one = waiting.pop()
        if one in by_id and one not in staying:
            staying.add(one)
            needed = (by_id[one].parent, by_id[one].cells_from)
            waiting += [other for other in needed if other is not None]
    return tuple(row for row in every if row.id in staying)


def going(rows: Sequence[GoingRow]) -> Going:
    """The appendix of these rows, in their order."""
    unused = {
        meaning for meaning in _ONLY_WHERE_USED if not any(_said(row, meaning) for row in rows)
    }
    columns = tuple(meaning for meaning in HEADS if meaning not in unused)
    filled = [_filled(rows, meaning) for meaning in columns]
    return Going(columns, tuple(rows), tuple(zip(*filled, strict=True)) if rows else ())


def _said(row: GoingRow, meaning: Meaning) -> str:
    return row.field if meaning is Meaning.GENERAL else row.texts.get(meaning, "")


def _filled(rows: Sequence[GoingRow], meaning: Meaning) -> list[Slot]:
    """The places of one column, from the top; what goes on is counted at its beginning."""
    covered = _labels(rows) if meaning is Meaning.GENERAL else _merges(rows, meaning)
    made: list[Slot] = []
    begun = 0
    for place, row in enumerate(rows):
        if covered[place]:
            made[begun] = Slot(made[begun].text, place - begun + 1)
            made.append(Slot("", 0))
            continue
        begun = place
        label = row.field_name or NO_FIELD
        made.append(Slot(label if meaning is Meaning.GENERAL else row.texts.get(meaning, "")))
    return made


def _merges(rows: Sequence[GoingRow], meaning: Meaning) -> list[bool]:
    """Which rows' places are covered by the place above, because they share its cell."""
    if meaning not in _SHARED:
        return [False] * len(rows)
    made: list[bool] = []
    owner = None
    for row in rows:
        shares = row.cells_from is not None and row.cells_from == owner and not row.texts[meaning]
        made.append(shares)
        if not shares:
            owner = row.id if row.texts[meaning] else None
    return made


def _labels(rows: Sequence[GoingRow]) -> list[bool]:
    """Which rows stand beside the label above: of the same field, and not the first of a block."""
    made: list[bool] = []
    label: Label | None = None
    for place, row in enumerate(rows):
        label = label_of(row.number, label) or label
        same = place > 0 and rows[place - 1].field == row.field
        made.append(same and not _begins(row, label))
    return made


def _begins(row: GoingRow, label: Label | None) -> bool:
    """Whether the numbers begin anew at a row."""
    if label is None or not row.number:
        return False
    return label.rank < Rank.ARABIC or (row.parent is None and label.parts == (1,))


def as_raw(made: Going) -> RawFile:
    """The values that the file of this appendix reads to, without the file."""
    head = tuple(Cell(text, Place(1, 1, column)) for column, text in enumerate(made.heads, start=1))
    rows = (
        Row(number, tuple(
            Cell(slot.text, Place(1, number, column), rows=slot.rows)
            for column, slot in enumerate(line, start=1)
            if slot.rows
        ))
        for number, line in enumerate(made.lines, start=2)
    )  # fmt: skip
    table = Table(1, (Row(1, head, repeats=True), *rows), len(made.columns))
    return RawFile("phu-luc.docx", (table,))
