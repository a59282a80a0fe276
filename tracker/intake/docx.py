"""A Word file of a plan as raw values: its tables by rows with their merges, its paragraphs.

Rows are gone through one by one; nothing is fetched by coordinates, so a file costs what it holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tracker.documents.rules import FileRefused
from tracker.intake.dialect import usual
from tracker.intake.numbering import Numbering
from tracker.intake.rules.appendix import CARRIED
from tracker.intake.rules.raw import (
    LONGEST_CARRIED,
    LONGEST_TEXT,
    MOST_CELLS,
    MOST_COLUMNS,
    Cell,
    Paragraph,
    Place,
    RawFile,
    Row,
    Table,
    too_large,
)
from tracker.reports.checking.package import Package, value, w
from tracker.reports.checking.reading import MARKS, opened, pieces

_PARAGRAPH, _TABLE, _RUN, _TEXT = w("p"), w("tbl"), w("r"), w("t")
_BLOCKS = frozenset({_PARAGRAPH, _TABLE})
_ROWS = frozenset({w("tr")})
_CELLS = frozenset({w("tc")})
_PROPERTIES, _VALUE = w("tcPr"), w("val")
_SPAN, _DOWN, _BESIDE = w("gridSpan"), w("vMerge"), w("hMerge")
_SIGNS = (_TEXT, *MARKS)
_INVOLVED = (w("del"), w("moveFrom"), w("txbxContent"), "{*}Fallback")
"""What holds text that is not to be read; blocks without it are gone through the short way."""
MOST_SIGNS = 1_500_000
"""Beginnings and ends of elements in a body; an appendix of 5,000 rows has a million."""
_OFF = frozenset({"0", "false", "off"})
_DELETED = "Tệp còn phần xóa đang theo dõi sửa đổi; phần đó không được đọc."
_BOXED = "Tệp có chữ trong khung (text box); phần đó không được đọc."
_NESTED = "Ô ở {} có bảng bên trong; chữ của bảng đó được ghép vào ô."


def read(name: str, content: bytes) -> RawFile:
    """The file's blocks in order. Raises FileRefused (Vietnamese) for a bad or too large file."""
    package = Package(name, content, usual)
    if package.count(b"<w:tc>") > MOST_CELLS or package.count(b"<") > MOST_SIGNS:
        raise FileRefused(too_large(name))
    return _Reader(name, package).file()


@dataclass(slots=True)
class _Growing:
    """A cell while the rows below may still be merged into it."""

    text: str
    place: Place
    columns: int
    rows: int = 1
    covered: list[str] = field(default_factory=list)

    def cell(self) -> Cell:
        return Cell(self.text, self.place, self.columns, self.rows, "\n".join(self.covered))


class _Reader:
    def __init__(self, name: str, package: Package) -> None:
        self.name = name
        self.package = package
        self.body = package.main()
        self.numbering = Numbering(package)
        self.told: list[str] = []
        self.cells = 0
        self.plain = False

    def file(self) -> RawFile:
        blocks: list[Table | Paragraph] = []
        tables = paragraphs = 0
        for element in opened(self.body, _BLOCKS):
            self.plain = next(element.iter(*_INVOLVED), None) is None
            if element.tag == _TABLE:
                tables += 1
                blocks.append(self._table(element, tables))
            elif text := self._text(element):
                paragraphs += 1
                blocks.append(Paragraph(paragraphs, text))
        self._tell_of_the_unread()
        told = tuple(dict.fromkeys(self.told))
        return RawFile(self.name, tuple(blocks), told, _carried(self.package))

    def _tell_of_the_unread(self) -> None:
        if next(self.body.iter(w("delText")), None) is not None:
            self.told.append(_DELETED)
        boxes = (text for box in self.body.iter(w("txbxContent")) for text in box.iter(w("t")))
        if any((text.text or "").strip() for text in boxes):
            self.told.append(_BOXED)

    def _table(self, table: Any, number: int) -> Table:  # noqa: ANN401 - lxml
        above: dict[int, _Growing] = {}
        made: list[tuple[int, list[_Growing], bool]] = []
        width = 0
        for ordinal, row in enumerate(opened(table, _ROWS), start=1):
            if row.find(f"{w('trPr')}/{w('del')}") is not None:
                self.told.append(_DELETED)
                continue
            own, last = self._row(row, Place(number, ordinal), above)
            width = max(width, last)
            made.append((ordinal, own, _is_on(row, "trPr/tblHeader")))
        rows = tuple(
            Row(ordinal, tuple(one.cell() for one in own), repeats)
            for ordinal, own, repeats in made
        )
        return Table(number, rows, width)

    def _row(self, row: Any, at: Place, above: dict[int, _Growing]) -> tuple[list[_Growing], int]:  # noqa: ANN401
        """The cells that begin in a row, and its last column; `above` is brought up to it."""
        column = 1 + _number(value(row, "trPr/gridBefore"), 0)
        own: list[_Growing] = []
        reached: dict[int, _Growing] = {}
        for cell in opened(row, _CELLS):
            said = _said(cell)
            span = _number(said.get(_SPAN), 1)
            self._count(column + span - 1)
            text = self._cell_text(cell, Place(at.block, at.row, column))
            down, beside = said.get(_DOWN, ""), said.get(_BESIDE, "")
            if beside == "continue" and own:
                own[-1].columns += span
                own[-1].covered += [text] if text else []
            elif down == "continue" and column in above:
                grown = reached[column] = above[column]
                grown.rows += 1
                grown.covered += [text] if text else []
            else:
                made = _Growing(text, Place(at.block, at.row, column), span)
                own.append(made)
                if down:
                    reached[column] = made
            column += span
        above.clear()
        above.update(reached)
        return own, column - 1

    def _count(self, column: int) -> None:
        self.cells += 1
        if self.cells > MOST_CELLS or column > MOST_COLUMNS:
            raise FileRefused(too_large(self.name))

    def _cell_text(self, cell: Any, place: Place) -> str:  # noqa: ANN401
        return "\n".join(filter(None, self._lines(cell, place)))

    def _lines(self, box: Any, place: Place) -> Iterator[str]:  # noqa: ANN401
        for element in opened(box, _BLOCKS):
            if element.tag == _PARAGRAPH:
                yield self._text(element)
                continue
            self.told.append(_NESTED.format(place.words))
            for row in opened(element, _ROWS):
                for inner in opened(row, _CELLS):
                    self._count(0)
                    yield from self._lines(inner, place)

    def _text(self, paragraph: Any) -> str:  # noqa: ANN401
        """The text of a paragraph with the number that Word prints before it."""
        label = self.numbering.label(paragraph)
        signs = _plain_signs(paragraph) if self.plain else _signs(paragraph)
        text = "".join(
            [(one.text or "") if one.tag == _TEXT else MARKS.get(one.tag, "") for one in signs]
        ).strip()
        if len(text) > LONGEST_TEXT:
            raise FileRefused(too_large(self.name))
        return f"{label} {text}".strip()


def _carried(package: Package) -> str:
    """What a file of our own says beside its print; nobody has checked it yet."""
    root = package.custom(CARRIED)
    return "" if root is None else str(root.text or "")[: LONGEST_CARRIED + 1]


def _signs(paragraph: Any) -> Iterator[Any]:  # noqa: ANN401
    """Whatever prints a sign, without what was deleted or stands in a box."""
    return (one for run in pieces(paragraph) for one in run)


def _plain_signs(paragraph: Any) -> Iterator[Any]:  # noqa: ANN401
    """The same where there is neither; a tab that is none of a run is a place, not a sign."""
    return (
        one for one in paragraph.iter(*_SIGNS) if one.tag == _TEXT or one.getparent().tag == _RUN
    )


def _said(cell: Any) -> dict[str, str]:  # noqa: ANN401
    """What a cell says of itself; a merge that does not say "restart" goes on."""
    properties = cell.find(_PROPERTIES)
    if properties is None:
        return {}
    return {one.tag: one.get(_VALUE, "continue") for one in reversed(properties)}


def _is_on(element: Any, path: str) -> bool:  # noqa: ANN401
    found = element.find("/".join(w(name) for name in path.split("/")))
    return found is not None and found.get(w("val"), "1") not in _OFF


def _number(text: str | None, otherwise: int) -> int:
    """A count of columns; one that cannot be is larger than what a plan may have."""
    if not text or not text.isascii() or not text.isdigit():
        return otherwise
    return max(int(text[:6]), otherwise)
