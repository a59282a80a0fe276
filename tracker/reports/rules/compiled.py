"""What a compilation is made of, before it is a document, a workbook or JSON (pure).

The same values hold for divisions compiled into a department and departments into the province.
Whatever is printed was decided before: writers only lay it out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum


class OriginKind(Enum):
    """Where a sentence or a figure comes from."""

    UPDATE = "update"
    CONTRIBUTION = "contribution"
    INDICATOR = "indicator"
    COUNT = "count"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Origin:
    """One source of a sentence: the row it was read from, and the unit that said it.

    `id` is that of the status update, unit report, indicator value or criterion; None of a count,
    whose obligations are in `obligation_ids`.
    """

    kind: OriginKind
    unit: str = ""
    id: int | None = None
    obligation_ids: tuple[int, ...] = ()
    said_on: date | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or list item of generated text, with all that it rests on."""

    text: str
    origins: tuple[Origin, ...] = ()


class Numbered(Enum):
    """Depth of a heading in the outline: I., 1., a)."""

    PART = "I"
    CLAUSE = "1"
    POINT = "a"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the outline with its generated sentences; `key` is stable over rounds.

    `bullets` says whether the sentences are a list.
    """

    key: str
    level: Numbered
    number: str
    title: str
    sentences: tuple[Sentence, ...] = ()
    bullets: bool = False


class Kind(Enum):
    """What a column holds, for alignment on paper and number formats in a workbook."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    DAY = "day"


Value = str | int | float | date | None
"""None prints as the column's `blank`: a figure nobody gave is not zero."""


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column of a grid; `share` of the page's width."""

    title: str
    kind: Kind = Kind.TEXT
    share: float = 1.0
    group: str = ""
    blank: str = ""


@dataclass(frozen=True, slots=True)
class GridBand:
    """A bold row across all columns, as the name of a field."""

    text: str


class GridTotal(tuple[Value, ...]):
    """A row with the sums of those above it: a row as the others, printed bold."""

    __slots__ = ()


GridRow = Sequence[Value] | GridBand


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the report or an appendix; a whole-number percent is 0..100."""

    key: str
    title: str
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    note: str = ""
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """Of which round and body the compilation is, and what it was known of.

    `last` is the closing day: every figure holds as of that day, as recorded by `known`.
    """

    regime: str
    round: str
    title: str
    scope_unit: str
    scope_name: str
    receiver: str
    year: int
    first: date
    last: date
    known: datetime
    internal: bool


@dataclass(frozen=True, slots=True)
class IndicatorFigure:
    """One figure of the number form, known by its code: a number, or the two parts of a ratio."""

    code: str
    number: str
    name: str
    measure: str
    ratio: bool
    numerator: float | None
    denominator: float | None


@dataclass(frozen=True, slots=True)
class Compiled:
    """A whole compilation: text by section, tables after sections, appendices.

    `tables` go into the text after the section whose key they name; `figures` are the headline's
    numbers by stable name, for comparison with other versions, `indicators` the number form's.
    """

    heading: Heading
    sections: tuple[Section, ...]
    tables: tuple[tuple[str, Grid], ...]
    appendices: tuple[Grid, ...]
    figures: tuple[tuple[str, int | float | None], ...]
    warnings: tuple[str, ...] = ()
    indicators: tuple[IndicatorFigure, ...] = ()
