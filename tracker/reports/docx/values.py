"""What an official paper is made of, before it is bytes (pure; NĐ 30/2020/NĐ-CP, Phụ lục I)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Head of the first page and what names the paper.

    `symbol` is what follows the number ("BC-SNV"); an empty `number` leaves it to the registry.
    Without `day` the whole date is blank; with `day_blank` only its day. `about` is the subject
    under the number of a công văn ("V/v ..." is added).
    """

    issuer: str
    symbol: str
    place: str
    superior: str = ""
    number: str = ""
    day: date | None = None
    day_blank: bool = False
    about: str = ""


class Level(Enum):
    """Levels of the outline, by what numbers them (checklist B06-B11)."""

    PART = "Phần I, Chương I: number and title on lines of their own"
    SECTION = "Mục 1: number and title on lines of their own"
    ROMAN = "I. TIÊU ĐỀ"
    CLAUSE = "1. Tiêu đề"
    SUBCLAUSE = "1.1. Tiêu đề"
    ARTICLE = "Điều 1. Tiêu đề"
    POINT = "a) Tiêu đề"


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading; `number` as printed without its mark: "I", "1", "1.1", "a", "Phần I"."""

    level: Level
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a paragraph that looks different from it."""

    text: str
    bold: bool = False
    italic: bool = False


Text = str | tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Ordinary text of the body."""

    text: Text


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list with "-" (with "+" when it is an inner one)."""

    items: tuple[Text, ...]
    inner: bool = False


class Numbering(Enum):
    """How a list is numbered; letters are Vietnamese: a, b, c, d, đ, e."""

    NUMBERS = "1."
    LETTERS = "a)"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A list whose numbers are part of the text, so that other papers can cite them."""

    items: tuple[Text, ...]
    numbering: Numbering = Numbering.LETTERS


class Align(Enum):
    """Where the text of a column stands."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its share of the width, where its text stands.

    Neighbours of one `group` stand under a common head of that name.
    """

    head: str
    share: float
    align: Align = Align.LEFT
    group: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A bold row across all columns, as the heading of a field."""

    text: str


class Total(tuple[str, ...]):
    """A row with sums: its cells are bold."""

    __slots__ = ()


class Strong(str):
    """The text of a cell that heads the rows below it: it is bold and not parted from them."""

    __slots__ = ()


class Begins(str):
    """The text of a cell that goes on over the rows below it."""

    __slots__ = ()


class Covered(str):
    """A place that the cell above covers; its text is empty."""

    __slots__ = ()


Row = Sequence[str] | Band


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its head is repeated on every page and its rows are not split.

    `size` is that of its text, 11 to 13 points. Rows are taken once, in order. Long texts stand at
    the `top` of their cells, figures in the middle.
    """

    columns: tuple[Column, ...]
    rows: Iterable[Row]
    size: float = 12
    caption: str = ""
    top: bool = False


Block = Heading | Paragraph | Bullets | Numbered | Table


@dataclass(frozen=True, slots=True)
class Signature:
    """Authority and post, line by line ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"); the name stays blank.

    `recipients` are names without dash or semicolon, the last one "Lưu: VT, ...".
    """

    lines: tuple[str, ...]
    recipients: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Appendix:
    """One appendix in a section of its own; `number` is Roman, empty for the only one.

    `attached_to` stands in brackets under the title: "Kèm theo Báo cáo số ... của Sở Nội vụ".
    """

    title: str
    attached_to: str
    blocks: tuple[Block, ...]
    number: str = ""
    landscape: bool = True


@dataclass(frozen=True, slots=True)
class Paper:
    """An official paper. `kind` is empty for a công văn, whose subject stands in the letterhead.

    `bases` are the "Căn cứ ..." paragraphs without their last mark. A paper without a letterhead
    is an appendix in a file of its own; `signed_mark` is then the text of the body's signature.
    `carried` is XML that travels with the file and is shown nowhere (a custom XML part).
    """

    letterhead: Letterhead | None
    kind: str = ""
    subject: str = ""
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    signature: Signature | None = None
    appendices: tuple[Appendix, ...] = field(default=())
    signed_mark: str = ""
    carried: str = ""
