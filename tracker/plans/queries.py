"""Plans and fields as lists and filters name them. Every signed-in person may read these."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, or_, select

from tracker.extensions import db
from tracker.plans.models import Field, FieldFollower, Plan

LABEL_LENGTH = 60


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan as lists show it."""

    id: int
    code: str
    number: str
    title: str
    kind: str
    standing: str
    period_start: date
    period_end: date
    owner_unit_id: int

    @property
    def label(self) -> str:
        """The number, or the beginning of the title where the print carries no number."""
        if self.number:
            return self.number
        short = self.title[:LABEL_LENGTH].rsplit(" ", 1)[0]
        return self.title if len(self.title) <= LABEL_LENGTH else f"{short}…"

    def is_over(self, today: date) -> bool:
        """Whether its period has ended."""
        return self.period_end < today


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field as lists show it."""

    id: int
    code: str
    name: str
    sort_order: int


_LINE = (
    Plan.id, Plan.code, Plan.number, Plan.title, Plan.kind, Plan.standing, Plan.period_start,
    Plan.period_end, Plan.owner_unit_id,
)  # fmt: skip


_PLANS = select(*_LINE).order_by(Plan.sort_order, Plan.id)
_FIELDS = (
    select(Field.id, Field.code, Field.name, Field.sort_order)
    .where(Field.used_in != "index")
    .order_by(Field.sort_order, Field.id)
)


def plan_lines() -> dict[int, PlanLine]:
    """Every plan by id, in official order."""
    return {row[0]: PlanLine(*row) for row in db.session.execute(_PLANS)}


def plan_by_code(code: str) -> PlanLine | None:
    """The plan of this code."""
    row = db.session.execute(select(*_LINE).where(Plan.code == code)).first()
    return PlanLine(*row) if row else None


def plan_fields() -> dict[int, FieldLine]:
    """The fields that plans use, by id, in official order."""
    return {row[0]: FieldLine(*row) for row in db.session.execute(_FIELDS)}


_FOLLOWED = select(FieldFollower.field_id).where(
    FieldFollower.unit_id.in_(bindparam("units", expanding=True)),
    or_(FieldFollower.valid_from.is_(None), FieldFollower.valid_from <= bindparam("day")),
    or_(FieldFollower.valid_to.is_(None), FieldFollower.valid_to >= bindparam("day")),
)


def followed_fields(unit_ids: frozenset[int], day: date) -> frozenset[int]:
    """The ids of the fields that these bodies follow for the province on a day."""
    return frozenset(db.session.scalars(_FOLLOWED, {"units": sorted(unit_ids), "day": day}))
