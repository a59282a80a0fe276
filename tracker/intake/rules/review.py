"""What a person still has to look at before a file may enter its plan (pure)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tracker.intake.rules.proposal import ReadTable


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: about a column of text, "row", "field" or "task_id"; what is offered.

    Offered are keys of bodies ("unit:3"), ids of fields, ids of rows of the plan.
    """

    about: str
    words: str
    offered: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class RowState:
    """As much of a row as decides whether it may enter the plan."""

    id: int
    origin: str
    taken: bool
    settled: bool
    number: str
    title: str
    parent_id: int | None
    cells_from_id: int | None
    questions: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """What is left to do: rows that ask, rows that cannot be kept, columns that ask."""

    asking: tuple[int, ...]
    wrong: Mapping[int, tuple[str, ...]]
    tables: tuple[ReadTable, ...]
    taken: int
    candidates: int

    @property
    def columns_asked(self) -> int:
        """How many columns ask what they are."""
        return sum(bool(column.question) for table in self.tables for column in table.columns)

    @property
    def left(self) -> int:
        """How many rows and columns a person must still look at."""
        return len(set(self.asking) | set(self.wrong)) + self.columns_asked

    @property
    def ready(self) -> bool:
        """Whether the file may be confirmed."""
        return not self.left and self.taken > 0


def review_of(rows: Sequence[RowState], tables: Sequence[ReadTable]) -> Review:
    """The review of a reading."""
    return Review(
        tuple(row.id for row in rows if asks(row)), wrong_of(rows), tuple(tables),
        sum(row.taken for row in rows),
        sum(row.origin == "passage" and not row.taken and not row.settled for row in rows),
    )  # fmt: skip


def asks(row: RowState) -> bool:
    """Whether a person must look: a paragraph that nobody took asks nothing."""
    if row.settled or not row.questions:
        return False
    return row.taken or row.origin != "passage"


MOST_NUMBER = 20
"""Characters of a row's number that the plan keeps."""
TOO_LONG = "Số thứ tự “{}” dài quá {} ký tự: hãy rút gọn."
NO_TITLE = "Dòng chưa có nội dung nhiệm vụ: hãy nhập nội dung hoặc không đưa vào kế hoạch."
ABOVE_LEFT_OUT = "Dòng ở trên không được đưa vào kế hoạch: hãy đưa vào hoặc chuyển dòng này."
CIRCLE = "Dòng này và dòng ở trên thuộc lẫn nhau: hãy chọn lại mục ở trên."
SHARED_LEFT_OUT = "Dòng có ô dùng chung không được đưa vào kế hoạch: hãy đưa vào hoặc sửa dòng này."


def wrong_of(rows: Sequence[RowState]) -> dict[int, tuple[str, ...]]:
    """What keeps taken rows from entering the plan, by row; nothing for the others."""
    taken = {row.id for row in rows if row.taken}
    circling = _circling({row.id: row.parent_id for row in rows})
    found = {
        row.id: (*_wrong(row, taken), *([CIRCLE] if row.id in circling else []))
        for row in rows
        if row.taken
    }
    return {row_id: words for row_id, words in found.items() if words}


def _circling(parents: Mapping[int, int | None]) -> set[int]:
    """The rows that stand under themselves by way of others."""
    seen: set[int] = set()
    circling: set[int] = set()
    for row_id in parents:
        path: list[int] = []
        above: int | None = row_id
        while above is not None and above not in seen:
            seen.add(above)
            path.append(above)
            above = parents.get(above)
        if above in path:
            circling.update(path[path.index(above) :])
    return circling


def _wrong(row: RowState, taken: set[int]) -> list[str]:
    checks = (
        (len(row.number) > MOST_NUMBER, TOO_LONG.format(row.number, MOST_NUMBER)),
        (not row.title.strip(), NO_TITLE),
        (row.parent_id is not None and row.parent_id not in taken, ABOVE_LEFT_OUT),
        (row.cells_from_id is not None and row.cells_from_id not in taken, SHARED_LEFT_OUT),
    )
    return [words for holds, words in checks if holds]


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """As much of a row, in the order of the file, as tells which field it goes with."""

    id: int
    parent_id: int | None
    field_id: int | None
    asks: bool
    of_table: bool


def following(rows: Sequence[FieldPlace], ids: Collection[int]) -> set[int]:
    """The rows that get the field of these: themselves, what stands below, what goes on from them.

    A row below with a field of its own keeps it. A label that was not understood also stood for the
    rows after it: those without a field that ask nothing follow, up to the next that has or asks.
    """
    by_id = {row.id: row for row in rows}
    found: set[int] = set()
    runs = False
    for row in rows:
        above = row.parent_id
        if row.id in ids:
            found.add(row.id)
            runs = row.of_table and row.field_id is None
            continue
        goes_on = runs and row.of_table and row.field_id is None and not row.asks
        if goes_on or (above in found and row.field_id == by_id[above].field_id):
            found.add(row.id)
        else:
            runs = runs and not row.of_table
    return found


def below(parents: Mapping[int, int | None], row_id: int) -> set[int]:
    """A row and everything that stands under it."""
    children: dict[int | None, list[int]] = {}
    for child, parent in parents.items():
        children.setdefault(parent, []).append(child)
    found: set[int] = set()
    layer = [row_id]
    while layer:
        one = layer.pop()
        if one not in found:
            found.add(one)
            layer += children.get(one, [])
    return found
