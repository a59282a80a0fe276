"""The readings of plan files: one of them for those who keep its plan, those of a plan."""

import zlib
from collections.abc import Sequence

from sqlalchemy import select

from tracker.extensions import db
from tracker.intake.models import IntakeRow, PlanIntake
from tracker.intake.rules.heads import Meaning
from tracker.intake.rules.keeping import addressees_of, products_of
from tracker.intake.rules.raw import RawFile
from tracker.intake.transport import unpacked
from tracker.permissions import Viewer
from tracker.plans.models import Plan
from tracker.plans.queries import within_plans
from tracker.tasks.rules.rows import RowFacts, RowPrint


def kept_intake(viewer: Viewer, intake_id: int, *, lock: bool = False) -> PlanIntake | None:
    """The reading of a file, or None where its plan is not the viewer's to keep."""
    query = (
        select(PlanIntake)
        .join(Plan, Plan.id == PlanIntake.plan_id)
        .where(PlanIntake.id == intake_id, within_plans(viewer))
    )
    return db.session.scalars(query.with_for_update(of=PlanIntake) if lock else query).first()


def intakes_of(plan_id: int) -> Sequence[PlanIntake]:
    """The readings for a plan that were not dropped, the last first; the caller checks it."""
    query = select(PlanIntake).where(PlanIntake.plan_id == plan_id, PlanIntake.state != "dropped")
    return db.session.scalars(query.order_by(PlanIntake.id.desc())).all()


def raw_of(intake: PlanIntake) -> RawFile:
    """What stands in the file."""
    return unpacked(zlib.decompress(intake.raw))


def given_of(intake: PlanIntake) -> dict[tuple[int, int], Meaning]:
    """What a person said that columns mean, by the numbers of table and column."""
    return {(table, column): Meaning(meaning) for table, column, meaning in intake.columns}


def rows_of(intake_id: int) -> list[IntakeRow]:
    """Every row in the order of the file; the caller checked the reading."""
    query = select(IntakeRow).where(IntakeRow.intake_id == intake_id)
    return list(db.session.scalars(query.order_by(IntakeRow.position)))


def kept_row(viewer: Viewer, row_id: int, *, lock: bool = False) -> IntakeRow | None:
    """One row of a reading, or None where its plan is not the viewer's to keep."""
    query = (
        select(IntakeRow)
        .join(PlanIntake, PlanIntake.id == IntakeRow.intake_id)
        .join(Plan, Plan.id == PlanIntake.plan_id)
        .where(IntakeRow.id == row_id, within_plans(viewer))
    )
    return db.session.scalars(query.with_for_update(of=IntakeRow) if lock else query).first()


def facts_of(row: IntakeRow) -> RowFacts:
    """A row as the form of a plan's row takes it; its heading is a row of the same reading."""
    printed = {name: getattr(row, name) for name in RowPrint.__dataclass_fields__}
    return RowFacts(
        RowPrint(**printed), row.parent_id, row.field_id, row.is_heading,
        addressees_of(row.addressees), products_of(row.products),
    )  # fmt: skip
