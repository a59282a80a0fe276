"""Write fields: their names, their order, what else papers call them, who follows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tracker import history
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.plans.models import Field, FieldAlias, FieldFollower
from tracker.refusals import Refused, check_version, refuse
from tracker.text import fold, vn_date
from tracker.units.operations.dating import DatedChanges, redate
from tracker.units.rules import CODE_TAKEN, Span, code_problem, overlapping

TWO_FOLLOWERS = "Trong một ngày, mỗi lĩnh vực chỉ do một cơ quan theo dõi; hai cơ quan cùng ghi ở "
FROM_SEEDS = "Dòng này có trong dữ liệu chính thức; hãy ghi ngày thôi theo dõi."


@dataclass(frozen=True, slots=True)
class FieldFacts:
    """What the form of a field says; `aliases` are other names in the papers."""

    name: str
    sort_order: int
    used_in: str
    aliases: tuple[str, ...]
    source: str


def create_field(code: str, facts: FieldFacts, actor: Actor, now: datetime) -> Field:
    """Add a field. Raises Refused."""
    taken = db.session.scalar(select(Field.id).where(Field.code == code)) is not None
    refuse({"code": code_problem(code) or (CODE_TAKEN if taken else "")})
    row = Field(code=code)
    _fill(row, facts)
    db.session.add(row)
    db.session.flush()
    _write_aliases(row, facts.aliases)
    history.record(actor, "field.create", at=now, subject=f"field:{code}", ids=(row.id,))
    return row


def change_field(row: Field, facts: FieldFacts, version: int, actor: Actor, now: datetime) -> None:
    """Write what the form says of a field. Raises Stale."""
    check_version(row.version, version)
    _fill(row, facts)
    _write_aliases(row, facts.aliases)
    _keep(row, "field.change", actor, now)


def change_followers(
    row: Field, changes: DatedChanges, version: int, actor: Actor, now: datetime
) -> None:
    """Write who follows a field from when to when. Raises Stale and Refused."""
    check_version(row.version, version)
    query = select(FieldFollower).where(FieldFollower.field_id == row.id)
    kept = {one.id: one for one in db.session.scalars(query)}
    left = redate(kept, changes, "unit_last", FROM_SEEDS)
    first, last = changes.joining_days
    added = [
        FieldFollower(
            field_id=row.id, unit_id=unit_id, valid_from=first, valid_to=last,
            source=changes.source,
        )
        for unit_id in changes.joining
    ]  # fmt: skip
    db.session.add_all(added)
    _check_apart([*left, *added])
    _keep(row, "field.followers", actor, now)


def _check_apart(followers: Sequence[FieldFollower]) -> None:
    spans = [Span(one.unit_id, one.valid_from, one.valid_to) for one in followers]
    found = overlapping(spans, same_owner=False)
    if found:
        day = found[1].first
        raise Refused(
            {"": f"{TWO_FOLLOWERS}{f'ngày {vn_date(day)}' if day else 'cùng thời gian'}."}
        )


def _fill(row: Field, facts: FieldFacts) -> None:
    row.name, row.sort_order = facts.name, facts.sort_order
    row.used_in, row.source = facts.used_in, facts.source


def _write_aliases(row: Field, wanted: Sequence[str]) -> None:
    """Bring the names that people entered to these; those of the official data stay."""
    query = select(FieldAlias).where(FieldAlias.field_id == row.id).order_by(FieldAlias.id)
    there = {one.alias: one for one in db.session.scalars(query)}
    for words in dict.fromkeys(wanted):
        if words not in there:
            db.session.add(FieldAlias(field_id=row.id, alias=words, search_key=fold(words)))
    for words, alias in there.items():
        if words not in wanted and not alias.seed_digest:
            db.session.delete(alias)


def _keep(row: Field, action: str, actor: Actor, now: datetime) -> None:
    row.version += 1
    db.session.flush()
    history.record(actor, action, at=now, subject=f"field:{row.code}", ids=(row.id,))
