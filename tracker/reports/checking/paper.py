"""A Word document as the layout rules see it: effective looks, resolved (pure values).

Lengths are twips (1/20 point) unless a name says points; sizes are points.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look. `fonts` are those of Latin, other, complex and East Asian letters."""

    text: str
    fonts: tuple[str, str, str, str]
    size: float
    bold: bool
    italic: bool
    underlined: bool
    colour: str


@dataclass(frozen=True, slots=True)
class Shape:
    """Something drawn; points."""

    width: float
    height: float
    solid: bool


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph. `line` is in 240ths of a line for rule "auto", in twips otherwise."""

    runs: tuple[Run, ...]
    align: str
    left: int
    right: int
    first_line: int
    before: int
    after: int
    contextual: bool
    line: int
    line_rule: str
    border: bool
    border_solid: bool
    style: str
    shapes: tuple[Shape, ...] = ()
    fields: tuple[str, ...] = ()
    mark: str = ""

    @property
    def text(self) -> str:
        """What it says, spaces at the ends dropped, spaces that do not break made ordinary."""
        said = "".join(run.text for run in self.runs).replace("\u00a0", " ")
        return f"{self.mark} {said}".strip() if self.mark else said.strip()

    @property
    def inked(self) -> list[Run]:
        """The runs that show something."""
        return [run for run in self.runs if run.text.strip()]

    @property
    def has_rule(self) -> bool:
        """Whether a line is drawn with it."""
        return self.border or bool(self.shapes)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; `room` is the width of its text in twips, None when it is not said."""

    paras: tuple[Para, ...]
    room: float | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table by rows of cells; `head_rows` are repeated on each page."""

    rows: tuple[tuple[Cell, ...], ...]
    head_rows: int

    def paras(self) -> Iterator[Para]:
        """Every paragraph in it."""
        for row in self.rows:
            for cell in row:
                yield from cell.paras

    @property
    def text(self) -> str:
        """What it says, a line for each paragraph."""
        return "\n".join(para.text for para in self.paras())


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its page; `first_number` is None when numbers run on."""

    width: int
    height: int
    landscape: bool
    top: int
    bottom: int
    left: int
    right: int
    title_page: bool
    first_number: int | None
    number_format: str
    header: tuple[Para, ...]
    first_header: tuple[Para, ...]
    footers: tuple[Para, ...]
    blocks: tuple["Para | Table", ...] = field(default=())

    @property
    def room(self) -> int:
        """Width of its text."""
        return self.width - self.left - self.right

    @property
    def has_table(self) -> bool:
        """Whether a table stands in it."""
        return any(isinstance(block, Table) for block in self.blocks)

    def paras(self) -> Iterator[Para]:
        """Every paragraph of its text, those in tables included."""
        for block in self.blocks:
            if isinstance(block, Table):
                yield from block.paras()
            else:
                yield block


@dataclass(frozen=True, slots=True)
class Paper:
    """A document."""

    sections: tuple[Section, ...]

    def paras(self) -> Iterator[Para]:
        """Every paragraph of text, headers and footers included."""
        for section in self.sections:
            yield from section.paras()
            yield from section.header
            yield from section.first_header
            yield from section.footers
