"""Plans and fields as lists and filters name them. Every signed-in person may read these."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, bindparam, or_, select, true
from sqlalchemy.orm import aliased

from tracker.documents.models import Document
from tracker.extensions import db
from tracker.kept import kept
from tracker.permissions import Permission, Viewer
from tracker.plans.models import Field, FieldFollower, Plan, PlanAmendment
from tracker.statements import rows_of

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
    return kept("plans", lambda: {row[0]: PlanLine(*row) for row in rows_of(_PLANS)})


def plan_by_code(code: str) -> PlanLine | None:
    """The plan of this code."""
    row = rows_of(select(*_LINE).where(Plan.code == code)).first()
    return PlanLine(*row) if row else None


def plan_fields() -> dict[int, FieldLine]:
    """The fields that plans use, by id, in official order."""
    return kept("fields", lambda: {row[0]: FieldLine(*row) for row in rows_of(_FIELDS)})


_FOLLOWED = select(FieldFollower.unit_id, FieldFollower.field_id).where(
    or_(FieldFollower.valid_from.is_(None), FieldFollower.valid_from <= bindparam("day")),
    or_(FieldFollower.valid_to.is_(None), FieldFollower.valid_to >= bindparam("day")),
)


def followed_fields(unit_ids: frozenset[int], day: date) -> frozenset[int]:
    """The ids of the fields that these bodies follow for the province on a day."""
    pairs = kept(("followed", day), lambda: rows_of(_FOLLOWED, {"day": day}).all())
    return frozenset(field_id for unit_id, field_id in pairs if unit_id in unit_ids)


def within_plans(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on `Plan` under which its rows are the viewer's to keep."""
    units = viewer.scope(Permission.MANAGE_PLANS)
    return true() if units is None else Plan.owner_unit_id.in_(units)


def manageable_plan(viewer: Viewer, plan_id: int, *, lock: bool = False) -> Plan | None:
    """The plan, or None where it is not the viewer's to keep."""
    query = select(Plan).where(Plan.id == plan_id, within_plans(viewer))
    return db.session.scalars(query.with_for_update() if lock else query).first()


def manageable_plans(viewer: Viewer) -> list[Plan]:
    """The plans that the viewer keeps, in official order."""
    query = select(Plan).where(within_plans(viewer)).order_by(Plan.sort_order, Plan.id)
    return list(db.session.scalars(query))


def replaced_plans() -> set[int]:
    """The ids of the plans that others took the place of."""
    query = select(PlanAmendment.plan_id).where(PlanAmendment.kind == "replace")
    return set(db.session.scalars(query))


@dataclass(frozen=True, slots=True)
class AmendmentLine:
    """A paper that amended or replaced a plan; `heir` is the plan that takes its place."""

    kind: str
    effective_on: date
    words: str
    paper_kind: str
    paper_number: str
    paper_day: date | None
    paper_issuer: str
    heir_code: str | None
    heir_number: str | None
    heir_title: str | None


_heir = aliased(Plan)


def amendments_of(plan_id: int) -> list[AmendmentLine]:
    """What became of a plan, the latest first. Every signed-in person may read it."""
    query = (
        select(
            PlanAmendment.kind, PlanAmendment.effective_on, PlanAmendment.words, Document.kind,
            Document.number, Document.issued_on, Document.issuer, _heir.code, _heir.number,
            _heir.title,
        )
        .join(Document, Document.id == PlanAmendment.document_id)
        .outerjoin(_heir, _heir.id == PlanAmendment.heir_plan_id)
        .where(PlanAmendment.plan_id == plan_id)
        .order_by(PlanAmendment.effective_on.desc(), PlanAmendment.id.desc())
    )  # fmt: skip
    return [AmendmentLine(*row) for row in rows_of(query)]
