"""The catalogue of the number form, what units gave of it, and figures known from papers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from tracker.extensions import db
from tracker.plans.fields.queries import kept_fields
from tracker.plans.models import Field
from tracker.reports.models.indicators import (
    Indicator,
    IndicatorForm,
    IndicatorValue,
    OpeningBalance,
)
from tracker.reports.rules.indicators import Amount, IndicatorKind, IndicatorLine, IndicatorOrigin
from tracker.rounds.rules.windows import RoundKind


def catalogue() -> list[IndicatorLine]:
    """Every row of the form in its order, those that no longer hold too."""
    query = (
        select(Indicator, Field.code, Field.name)
        .join(Field, Field.id == Indicator.field_id)
        .order_by(Field.sort_order, Field.id, Indicator.position, Indicator.id)
    )
    return [line_of(row, code, name) for row, code, name in db.session.execute(query)]


def line_of(row: Indicator, field: str, field_name: str) -> IndicatorLine:
    """A row of the catalogue as the rules take it."""
    return IndicatorLine(
        row.id, row.code, row.field_id, field, field_name, row.number, row.name, row.measure,
        IndicatorKind(row.kind), row.numerator_label, row.denominator_label, row.share,
        row.counted, IndicatorOrigin(row.origin), row.position, row.note, row.source,
        row.valid_from, row.valid_to, row.version,
    )  # fmt: skip


def indicator(code: str) -> IndicatorLine | None:
    """One row of the catalogue."""
    return next((one for one in catalogue() if one.code == code), None)


def locked_indicator(code: str) -> Indicator | None:
    """The same, kept from other writers."""
    query = select(Indicator).where(Indicator.code == code).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).first()


def leaders_on(day: date) -> dict[int, int]:
    """The one body that leads each field on a day, by field."""
    found = {one.row.id: one.follower_on(day) for one in kept_fields()}
    return {field: unit for field, unit in found.items() if unit is not None}


@dataclass(frozen=True, slots=True)
class Given:
    """The latest figure that a unit gave."""

    id: int
    amount: Amount
    note: str
    entered_from: str
    recorded_at: datetime
    actor_label: str


def values_of(
    round_id: int, known: datetime | None = None, *, unit_id: int | None = None
) -> dict[tuple[int, int], Given]:
    """What units (or one of them) gave to a round, by unit and indicator, as recorded until then.

    Without `known`: as it stands.
    """
    newest = select(func.max(IndicatorValue.id)).where(IndicatorValue.round_id == round_id)
    if unit_id is not None:
        newest = newest.where(IndicatorValue.unit_id == unit_id)
    if known is not None:
        newest = newest.where(IndicatorValue.recorded_at <= known)
    newest = newest.group_by(IndicatorValue.unit_id, IndicatorValue.indicator_id)
    rows = db.session.scalars(select(IndicatorValue).where(IndicatorValue.id.in_(newest)))
    return {(row.unit_id, row.indicator_id): given_of(row) for row in rows}


def given_until(value_id: int, round_id: int, unit_id: int) -> dict[int, Given]:
    """What stood in a unit's form when this was its last kept figure, by indicator."""
    newest = (
        select(func.max(IndicatorValue.id))
        .where(
            IndicatorValue.round_id == round_id, IndicatorValue.unit_id == unit_id,
            IndicatorValue.id <= value_id,
        )
        .group_by(IndicatorValue.indicator_id)
    )  # fmt: skip
    rows = db.session.scalars(select(IndicatorValue).where(IndicatorValue.id.in_(newest)))
    return {row.indicator_id: given_of(row) for row in rows}


def given_of(row: IndicatorValue) -> Given:
    """A kept figure."""
    return Given(
        row.id, Amount(row.numerator, row.denominator), row.note, row.entered_from,
        row.recorded_at, row.actor_label,
    )  # fmt: skip


def amounts_by_id(ids: Collection[int], round_id: int, unit_id: int) -> dict[int, Given]:
    """What stood in these rows of one form, by the row's id."""
    query = select(IndicatorValue).where(
        IndicatorValue.id.in_(ids), IndicatorValue.round_id == round_id,
        IndicatorValue.unit_id == unit_id,
    )  # fmt: skip
    return {row.id: given_of(row) for row in db.session.scalars(query)}


def form_row(round_id: int, unit_id: int, *, lock: bool = False) -> IndicatorForm | None:
    """The row that counts how often a unit's form was saved."""
    query = select(IndicatorForm).where(
        IndicatorForm.round_id == round_id, IndicatorForm.unit_id == unit_id
    )
    query = query.execution_options(populate_existing=True)
    return db.session.scalars(query.with_for_update() if lock else query).first()


def balances() -> dict[tuple[int, int, RoundKind], OpeningBalance]:
    """What papers print of the whole, by indicator, year and kind of round."""
    rows = db.session.scalars(select(OpeningBalance).order_by(OpeningBalance.id))
    return {(row.indicator_id, row.year, RoundKind(row.kind)): row for row in rows}


def balances_of(indicator_id: int) -> list[OpeningBalance]:
    """The figures of one indicator known from papers, the latest first."""
    query = select(OpeningBalance).where(OpeningBalance.indicator_id == indicator_id)
    ordered = query.order_by(OpeningBalance.year.desc(), OpeningBalance.kind, OpeningBalance.id)
    return list(db.session.scalars(ordered))


def amounts(given: Mapping[tuple[int, int], Given]) -> dict[tuple[int, int], Amount]:
    """The figures alone, for the rules."""
    return {key: one.amount for key, one in given.items()}
