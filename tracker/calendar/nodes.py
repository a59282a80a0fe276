"""What the parsers find: pieces of a phrase before any day is worked out."""

from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum, auto


class Unit(StrEnum):
    """Units of time that phrases name. `round` is a reporting round ("kỳ báo cáo")."""

    DAY = "ngày"
    WEEK = "tuần"
    MONTH = "tháng"
    QUARTER = "quý"
    HALF = "6 tháng"
    ROUND = "kỳ báo cáo"
    YEAR = "năm"


class Bound(Enum):
    """How a phrase stands to its day: not said, within it, by it, or before it."""

    NONE = auto()
    WITHIN = auto()
    BY = auto()
    BEFORE = auto()


class Where(Enum):
    """A place inside a period: đầu, giữa, cuối."""

    START = auto()
    MIDDLE = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar, perhaps without month or year."""

    day: int
    month: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Months of one year: a month, quarter, half-year, year; `unit` says how it was printed.

    `number` is the ordinal of a month, quarter or half-year.
    """

    unit: Unit
    number: int = 1
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Months:
    """The first or last `count` months of a year ("9 tháng đầu năm")."""

    count: int
    where: Where
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """đầu, giữa or cuối of a span."""

    where: Where
    span: Span


@dataclass(frozen=True, slots=True)
class InPeriod:
    """A day of the first or last month of a period ("ngày 18 của tháng cuối quý").

    Without `day`, the month itself; without `number`, every such period.
    """

    day: int | None
    where: Where
    unit: Unit
    number: int | None = None
    year: int | None = None


When = Day | Span | Months | Edge | InPeriod


@dataclass(frozen=True, slots=True)
class Point:
    """A deadline at one day or one period."""

    when: When
    bound: Bound = Bound.NONE


@dataclass(frozen=True, slots=True)
class Range:
    """From one time to another. No `first`: from the plan's first day. No `last`: left open.

    `dashed`: only a dash stands between them, which might part two deadlines as well.
    """

    first: When | None
    last: When | None
    bound: Bound = Bound.NONE
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of years; without years, the whole plan."""

    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Cycle:
    """Something owed `times` times in every `unit`, on `anchors` where the phrase gives them."""

    unit: Unit
    times: int = 1
    anchors: tuple[Point, ...] = ()
    limit: Phase | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """Work without a day: standing work, or work on demand."""

    on_demand: bool
    printed: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A deadline that another paper, or a reporting regime, sets.

    `hides`: the words may hold another deadline, so they are no mere remark beside one.
    """

    printed: str
    on_demand: bool = False
    hides: bool = False


@dataclass(frozen=True, slots=True)
class Relative:
    """So many days from an event. `amount` is None where the count cannot be kept in days."""

    amount: int | None
    working: bool
    event: str
    doubt: str | None = None
    after: Day | None = None


Node = Point | Range | Phase | Cycle | Open | Reference | Relative


class Joiner(Enum):
    """What stands before a node, the weakest first."""

    NONE = auto()
    PARENTHESIS = auto()
    COMMA = auto()
    LINE = auto()
    AND = auto()
    OR = auto()
    LIST = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """A node with what joins it to the one before and remarks that it swallowed."""

    node: Node
    joiner: Joiner = Joiner.NONE
    notes: tuple[str, ...] = ()

    def noting(self, note: str) -> "Entry":
        """This entry with one more remark."""
        return replace(self, notes=(*self.notes, note))


@dataclass(slots=True)
class Parsed:
    """All entries of a phrase, and the words that no parser took."""

    entries: list[Entry] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)
    taken: int = 0
