"""Write groups of addressees: what they are called, and who belongs to them from when to when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from tracker import history
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.refusals import Refused, check_version, refuse
from tracker.units.models import UnitGroup, UnitGroupMember
from tracker.units.operations.dating import DatedChanges, redate
from tracker.units.queries import names_on
from tracker.units.rules import CODE_TAKEN, Span, code_problem, overlapping

FORMS_APART = " | "
FROM_SEEDS = "Thành viên này có trong dữ liệu chính thức; hãy ghi ngày thôi là thành viên."


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """What the form of a group says; `forms` are the wordings by which papers name it."""

    name: str
    forms: tuple[str, ...]
    source: str


def create_group(code: str, facts: GroupFacts, actor: Actor, now: datetime) -> UnitGroup:
    """Add a group without members. Raises Refused."""
    taken = db.session.scalar(select(UnitGroup.id).where(UnitGroup.code == code)) is not None
    refuse({"code": code_problem(code) or (CODE_TAKEN if taken else "")})
    row = UnitGroup(code=code)
    _fill(row, facts)
    db.session.add(row)
    db.session.flush()
    history.record(actor, "unit_group.create", at=now, subject=f"group:{code}", ids=(row.id,))
    return row


def change_group(
    row: UnitGroup, facts: GroupFacts, version: int, actor: Actor, now: datetime
) -> None:
    """Write what the form says of a group. Raises Stale."""
    check_version(row.version, version)
    _fill(row, facts)
    _keep(row, "unit_group.change", actor, now)


def change_members(
    row: UnitGroup, changes: DatedChanges, version: int, actor: Actor, now: datetime
) -> None:
    """Write who belongs to the group. Raises Stale and Refused.

    The caller lays out the plans that address the group.
    """
    check_version(row.version, version)
    members = {one.id: one for one in _members(row)}
    left = redate(members, changes, "joining_last", FROM_SEEDS)
    first, last = changes.joining_days
    added = [
        UnitGroupMember(
            group_id=row.id, unit_id=unit_id, valid_from=first, valid_to=last,
            source=changes.source,
        )
        for unit_id in changes.joining
    ]  # fmt: skip
    _check_apart([*left, *added])
    db.session.add_all(added)
    _keep(row, "unit_group.members", actor, now)


def _members(row: UnitGroup) -> list[UnitGroupMember]:
    query = select(UnitGroupMember).where(UnitGroupMember.group_id == row.id)
    return list(db.session.scalars(query))


def _check_apart(members: Collection[UnitGroupMember]) -> None:
    with db.session.no_autoflush:
        spans = [Span(one.unit_id, one.valid_from, one.valid_to) for one in members]
        found = overlapping(spans)
        if found:
            name = names_on(date.max, [found[0].owner])[found[0].owner].name
            raise Refused({"": f"{name} được ghi hai lần trong cùng một thời gian."})


def _fill(row: UnitGroup, facts: GroupFacts) -> None:
    row.name, row.source = facts.name, facts.source
    row.printed_forms = FORMS_APART.join(dict.fromkeys(facts.forms))


def _keep(row: UnitGroup, action: str, actor: Actor, now: datetime) -> None:
    row.version += 1
    db.session.flush()
    history.record(actor, action, at=now, subject=f"group:{row.code}", ids=(row.id,))
