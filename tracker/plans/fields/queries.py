"""Fields as the administration keeps them: names, aliases, who follows each."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from tracker.extensions import db
from tracker.plans.models import Field, FieldAlias, FieldFollower


@dataclass(slots=True)
class KeptField:
    """A field with its other names and its followers over time."""

    row: Field
    aliases: list[FieldAlias] = field(default_factory=list)
    followers: list[FieldFollower] = field(default_factory=list)

    def follower_on(self, day: date) -> int | None:
        """The id of the unit that follows the field on a day."""
        return next((one.unit_id for one in self.followers if holds_on(one, day)), None)


def holds_on(one: FieldFollower, day: date) -> bool:
    """Whether the unit follows the field on a day (both ends inclusive, None is open)."""
    begun = one.valid_from is None or one.valid_from <= day
    return begun and (one.valid_to is None or one.valid_to >= day)


def kept_fields() -> list[KeptField]:
    """Every field in order, those of the index too."""
    rows = db.session.scalars(select(Field).order_by(Field.sort_order, Field.id))
    found = {row.id: KeptField(row) for row in rows}
    for alias in db.session.scalars(select(FieldAlias).order_by(FieldAlias.id)):
        found[alias.field_id].aliases.append(alias)
    for follower in db.session.scalars(select(FieldFollower).order_by(FieldFollower.id)):
        found[follower.field_id].followers.append(follower)
    for one in found.values():
        one.followers.sort(key=lambda row: row.valid_from or date.min)
    return list(found.values())


def kept_field(field_id: int) -> KeptField | None:
    """One field."""
    return next((one for one in kept_fields() if one.row.id == field_id), None)


def locked_field(field_id: int) -> Field | None:
    """The field, kept from other writers."""
    query = select(Field).where(Field.id == field_id).with_for_update()
    return db.session.scalars(query).first()
