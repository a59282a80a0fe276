"""What a deadline phrase means: values that the grammar gives and the laying out takes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

SURE = 1.0
CONVENTIONAL = 0.8  # read as officials read it, such as the last day of a month
UNSURE = 0.5  # a person must look
DOUBTFUL = 0.3  # most of the phrase was not understood
NOTHING = 0.0

DayUnit = Literal["days", "working_days"]


class RuleKind(StrEnum):
    """Kind of a rule. `point` also covers one month, quarter, half-year or year."""

    POINT = "point"
    RANGE = "range"
    RECURRING = "recurring"
    STANDING = "standing"
    RELATIVE = "relative"
    REFERENCE = "reference"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PlanContext:
    """The plan that prints the phrase: first and last day, its year, products of the row.

    `year` fills a missing year. Without it, the year is taken from a plan within one year.
    """

    start: date
    end: date
    year: int | None = None
    product_count: int = 1


@dataclass(frozen=True, slots=True)
class Due:
    """One due day as printed (never moved for days off), with its period and first day."""

    period_key: str
    start: date | None
    due_on: date


@dataclass(frozen=True, slots=True)
class Rule:
    """One typed rule of a phrase.

    `slot` is the ordinal of the deadline/product pair in print; `dues` are expanded over the plan;
    `event`, `amount` and `unit` belong to relative deadlines.
    """

    kind: RuleKind
    slot: int
    label: str
    source_rule: str
    start: date | None = None
    dues: tuple[Due, ...] = ()
    event: str | None = None
    amount: int | None = None
    unit: DayUnit | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading of a phrase: at least one rule, how sure, and what a person must decide."""

    phrase: str
    rules: tuple[Rule, ...]
    confidence: float
    question: str | None
