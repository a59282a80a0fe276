"""A .docx from anywhere becomes a `Paper`, or is refused in plain words."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from tracker.reports import word
from tracker.reports.checking.looks import Look, Looks, fonts_of, number
from tracker.reports.checking.package import Package, value, w
from tracker.reports.checking.paper import Cell, Paper, Para, Run, Section, Shape, Table

_BLOCKS = frozenset({w("p"), w("tbl"), w("sectPr")})
_OPENED = frozenset({w("sdt"), w("sdtContent"), w("ins"), w("customXml")})
_EMU = 12700  # in a point
_NOT_TEXT = frozenset(map(w, ("del", "moveFrom", "txbxContent", "pPr", "rPr")))
_LENGTH = re.compile(r"(-?[\d.]+)(pt|in|mm|cm|px)?")
_UNITS = {"pt": 1.0, "in": 72.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "px": 0.75, None: 1.0}
_CELL_MARGIN = 108
_PAGE = {"w": 12240, "h": 15840}
MARKS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}


def read(name: str, content: bytes) -> Paper:
    """The document as its rules see it. Raises FileRefused (Vietnamese) for a bad file."""
    return _Reader(Package(name, content)).paper()


class _Reader:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.looks = Looks(package)

    def paper(self) -> Paper:
        """Every section with the headers it inherits."""
        sections: list[Section] = []
        blocks: list[Para | Table] = []
        known: dict[tuple[str, str], tuple[Para, ...]] = {}
        for element in opened(self.package.main(), _BLOCKS):
            if element.tag == w("sectPr"):
                sections.append(self._section(element, tuple(blocks), known))
                blocks = []
                continue
            blocks.append(self._table(element) if element.tag == w("tbl") else self._para(element))
            inner = element.find(f"{w('pPr')}/{w('sectPr')}")
            if inner is not None:
                sections.append(self._section(inner, tuple(blocks), known))
                blocks = []
        if blocks or not sections:
            sections.append(self._section(word.etree.Element(w("sectPr")), tuple(blocks), known))
        return Paper(tuple(sections))

    def _section(
        self,
        properties: Any,  # noqa: ANN401
        blocks: tuple[Para | Table, ...],
        known: dict[tuple[str, str], tuple[Para, ...]],
    ) -> Section:
        for kind in ("headerReference", "footerReference"):
            for reference in properties.iter(w(kind)):
                part = self.package.related(reference)
                paras = () if part is None else tuple(map(self._para, part.iter(w("p"))))
                known[kind, reference.get(w("type"), "default")] = paras

        def size(name: str, attribute: str, otherwise: int = 0) -> int:
            return number(value(properties, name, attribute), otherwise)

        title_page = properties.find(w("titlePg"))
        start = value(properties, "pgNumType", "start")
        return Section(
            size("pgSz", "w", _PAGE["w"]), size("pgSz", "h", _PAGE["h"]),
            value(properties, "pgSz", "orient") == "landscape",
            size("pgMar", "top", 1440), size("pgMar", "bottom", 1440),
            size("pgMar", "left", 1440), size("pgMar", "right", 1440),
            title_page is not None and title_page.get(w("val"), "1") not in {"0", "false", "off"},
            None if start is None else number(start),
            value(properties, "pgNumType", "fmt") or "decimal",
            known.get(("headerReference", "default"), ()),
            known.get(("headerReference", "first"), ()),
            tuple(para for (kind, _), paras in known.items() if kind == "footerReference"
                  for para in paras),
            blocks,
        )  # fmt: skip

    def _table(self, table: Any) -> Table:  # noqa: ANN401
        around = self.looks.style(value(table, "tblPr/tblStyle"), "table")
        margins = self._margins(table)
        grid = [number(one.get(w("w"))) for one in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]
        rows = list(opened(table, frozenset({w("tr")})))
        heads = sum(row.find(f"{w('trPr')}/{w('tblHeader')}") is not None for row in rows)
        cells = tuple(tuple(self._cells(row, grid, margins, around)) for row in rows)
        return Table(cells, heads)

    def _margins(self, table: Any) -> int:  # noqa: ANN401
        """Left and right margins of the table's cells together."""
        return sum(
            number(value(table, f"tblPr/tblCellMar/{side}", "w"), _CELL_MARGIN)
            for side in ("left", "right")
        )

    def _cells(
        self,
        row: Any,  # noqa: ANN401
        grid: list[int],
        margins: int,
        around: Look,
    ) -> Iterator[Cell]:
        column = 0
        for cell in opened(row, frozenset({w("tc")})):
            span = max(number(value(cell, "tcPr/gridSpan"), 1), 1)
            said = value(cell, "tcPr/tcW", "w") if _in_twips(cell) else None
            width = number(said) or sum(grid[column : column + span])
            column += span
            yield Cell(tuple(self._inside(cell, around)), width - margins if width else None)

    def _inside(self, cell: Any, around: Look) -> Iterator[Para]:  # noqa: ANN401
        for element in opened(cell, _BLOCKS):
            if element.tag == w("tbl"):
                yield from self._table(element).paras()
            elif element.tag == w("p"):
                yield self._para(element, around)

    def _para(self, element: Any, around: Look | None = None) -> Para:  # noqa: ANN401
        properties = element.find(w("pPr"))
        look = self.looks.paragraph(properties, around or {})
        runs: list[Run] = []
        fields: list[str] = []
        shapes: list[Shape] = []
        for piece in pieces(element):
            if piece.tag == w("r"):
                runs += self._run(piece, look, fields)
            elif piece.tag == w("fldSimple"):
                fields.append(piece.get(w("instr"), ""))
            else:
                shapes += _shapes(piece)
        style = None if properties is None else value(properties, "pStyle")
        return Para(
            tuple(runs), look["align"], look["left"], look["right"], look["first_line"],
            look["before"], look["after"], look["contextual"], look["line"], look["line_rule"],
            look["border"], look["border_solid"], self.looks.style_name(style), tuple(shapes),
            tuple(fields), look.get("mark", ""),
        )  # fmt: skip

    def _run(self, run: Any, paragraph: Look, fields: list[str]) -> list[Run]:  # noqa: ANN401
        fields += [one.text or "" for one in run.iterfind(w("instrText"))]
        text = "".join(
            (one.text or "") if one.tag == w("t") else MARKS.get(one.tag, "") for one in run
        )
        if not text:
            return []
        look = self.looks.run(run.find(w("rPr")), paragraph)
        shown = text.upper() if look["caps"] else text
        return [
            Run(
                shown, fonts_of(look), look["size"], look["bold"], look["italic"],
                look["underlined"], look["colour"],
            )
        ]  # fmt: skip


def opened(box: Any, wanted: frozenset[str]) -> Iterator[Any]:  # noqa: ANN401 - lxml
    """The wanted children in order, content controls and insertions opened."""
    waiting = list(reversed(box))
    while waiting:
        element = waiting.pop()
        if element.tag in wanted:
            yield element
        elif element.tag in _OPENED:
            waiting.extend(reversed(element))


def _in_twips(cell: Any) -> bool:  # noqa: ANN401
    return value(cell, "tcPr/tcW", "type") in {"dxa", None}


def pieces(paragraph: Any) -> Iterator[Any]:  # noqa: ANN401
    """Runs, simple fields and drawings of a paragraph in order, without what was deleted."""
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        tag = element.tag
        name = _bare(tag)
        if tag in _NOT_TEXT or name == "Fallback":
            continue
        if name in {"r", "fldSimple", "drawing", "pict"}:
            yield element
        if name not in {"drawing", "pict"}:
            waiting.extend(reversed(element))


@lru_cache(maxsize=512)
def _bare(tag: str) -> str:
    return str(tag).rpartition("}")[2]


def _shapes(drawing: Any) -> list[Shape]:  # noqa: ANN401
    """What is drawn: DrawingML by its extent, VML by its ends or its style."""
    found = []
    dashes = [one.get("val", "solid") for one in drawing.iter("{*}prstDash")]
    for extent in drawing.iter("{*}extent"):
        width, height = number(extent.get("cx")) / _EMU, number(extent.get("cy")) / _EMU
        found.append(Shape(width, height, all(dash == "solid" for dash in dashes)))
    for line in drawing.iter("{urn:schemas-microsoft-com:vml}line"):
        start, end = (_point(line.get(name, "")) for name in ("from", "to"))
        found.append(Shape(abs(end[0] - start[0]), abs(end[1] - start[1]), solid=True))
    for shape in drawing.iter("{urn:schemas-microsoft-com:vml}shape"):
        sizes = dict(one.split(":", 1) for one in shape.get("style", "").split(";") if ":" in one)
        found.append(Shape(_length(sizes.get("width", "")), _length(sizes.get("height", "")), True))
    return found


def _point(text: str) -> tuple[float, float]:
    parts = [*text.split(","), "", ""]
    return _length(parts[0]), _length(parts[1])


def _length(text: str) -> float:
    found = _LENGTH.match(text.strip())
    try:
        return float(found[1]) * _UNITS[found[2]] if found else 0.0
    except ValueError:
        return 0.0
