"""The printed sets: criteria in their place, with what each year brought.

Printed criteria and published results are everybody's to read, so nothing here takes a viewer.
Every function is one or two statements, however many rows.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from tracker.criteria.models import CriteriaSet, Criterion, CriterionScore
from tracker.criteria.rules import CriterionKind, missing
from tracker.extensions import db


@dataclass(frozen=True, slots=True)
class SetLine:
    """One version of the index."""

    id: int
    code: str
    name: str
    year_from: int
    year_to: int | None
    decision: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Score:
    """The result of one year; `printed` are the paper's own figures."""

    criterion_id: int
    year: int
    achieved: Decimal | None
    percent: Decimal | None
    rank: int | None
    rank_of: int | None
    printed: str
    note: str
    source: str
    version: int


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One row of a set; an unknown maximum is None."""

    id: int
    set_id: int
    parent_id: int | None
    field_id: int | None
    code: str
    kind: str
    number: str
    name: str
    maximum: Decimal | None
    body_text: str
    note: str
    source: str
    version: int

    @property
    def typed(self) -> CriterionKind:
        """What it is."""
        return CriterionKind(self.kind)

    def missing(self, score: Score | None) -> Decimal | None:
        """Points lost in a result; None where maximum or points are unknown."""
        return missing(self.maximum, score.achieved if score else None)


_SET = tuple(getattr(CriteriaSet, name) for name in SetLine.__dataclass_fields__)
_LINE = tuple(getattr(Criterion, name) for name in CriterionLine.__dataclass_fields__)
_SCORE = tuple(getattr(CriterionScore, name) for name in Score.__dataclass_fields__)


def sets() -> list[SetLine]:
    """Every set, the latest first."""
    query = select(*_SET).order_by(CriteriaSet.year_from.desc(), CriteriaSet.id)
    return [SetLine(*row) for row in db.session.execute(query)]


def set_of(code: str, known: Sequence[SetLine]) -> SetLine | None:
    """The set of this code; the latest where no code is given."""
    if not code:
        return known[0] if known else None
    return next((one for one in known if one.code == code), None)


def criteria_of(set_id: int) -> list[CriterionLine]:
    """The rows of a set in printed order."""
    query = select(*_LINE).where(Criterion.set_id == set_id)
    found = db.session.execute(query.order_by(Criterion.position, Criterion.id))
    return [CriterionLine(*row) for row in found]


def criterion(code: str) -> CriterionLine | None:
    """The row of this code."""
    row = db.session.execute(select(*_LINE).where(Criterion.code == code)).first()
    return CriterionLine(*row) if row else None


def of_same_field(line: CriterionLine) -> list[CriterionLine]:
    """What the field was in every set, this one first: its name and its maximum changed."""
    query = select(*_LINE).where(Criterion.field_id == line.field_id, Criterion.id != line.id)
    if line.field_id is None:
        return [line]
    found = db.session.execute(query.order_by(Criterion.set_id, Criterion.id))
    return [line, *(CriterionLine(*row) for row in found)]


def scores_of(criterion_ids: Collection[int]) -> dict[int, list[Score]]:
    """The results of these rows, the latest year first."""
    query = select(*_SCORE).where(CriterionScore.criterion_id.in_(list(criterion_ids)))
    found: dict[int, list[Score]] = defaultdict(list)
    for row in db.session.execute(query.order_by(CriterionScore.year.desc())):
        found[row.criterion_id].append(Score(*row))
    return found


def last_of(scores: Mapping[int, Sequence[Score]], criterion_id: int) -> Score | None:
    """The latest result of a row; None where no year is known."""
    return next(iter(scores.get(criterion_id, ())), None)


def locked_criterion(code: str) -> Criterion | None:
    """The row of this code, kept from other writers."""
    query = select(Criterion).where(Criterion.code == code).with_for_update()
    return db.session.scalars(query).first()
