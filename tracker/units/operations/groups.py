"""Write groups of addressees: what they are called, and who belongs to them from when to when."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from tracker import history
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.refusals import Refused, check_version, refuse
from tracker.units.models import UnitGroup, UnitGroupMember
from tracker.units.queries import names_on
from tracker.units.rules import CODE_TAKEN, Span, code_problem, order_problem, overlapping

FORMS_APART = " | "
FROM_SEEDS = "Thành viên này có trong dữ liệu chính thức; hãy ghi ngày thôi là thành viên."

Days = tuple[date | None, date | None]
"""First and last day of a membership, both inclusive; None is open."""


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """What the form of a group says; `forms` are the wordings by which papers name it."""

    name: str
    forms: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class MemberChanges:
    """New days of memberships by their id, memberships taken back, units that join."""

    days: Mapping[int, Days]
    dropped: Collection[int]
    joining: Collection[int]
    joining_days: Days
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
    row: UnitGroup, changes: MemberChanges, version: int, actor: Actor, now: datetime
) -> None:
    """Write who belongs to the group. Raises Stale and Refused.

    A membership of the official data is never taken back, only ended: seeding would bring it
    again. The caller lays out the plans that address the group.
    """
    check_version(row.version, version)
    members = {one.id: one for one in _members(row)}
    _check_days(changes)
    for member_id, days in changes.days.items():
        members[member_id].valid_from, members[member_id].valid_to = days
    for member_id in changes.dropped:
        if members[member_id].seed_digest:
            raise Refused({"dropped": FROM_SEEDS})
        db.session.delete(members.pop(member_id))
    first, last = changes.joining_days
    added = [
        UnitGroupMember(
            group_id=row.id, unit_id=unit_id, valid_from=first, valid_to=last,
            source=changes.source,
        )
        for unit_id in changes.joining
    ]  # fmt: skip
    _check_apart([*members.values(), *added])
    db.session.add_all(added)
    _keep(row, "unit_group.members", actor, now)


def _members(row: UnitGroup) -> list[UnitGroupMember]:
    query = select(UnitGroupMember).where(UnitGroupMember.group_id == row.id)
    return list(db.session.scalars(query))


def _check_days(changes: MemberChanges) -> None:
    problems = {f"last_{one}": order_problem(*days) for one, days in changes.days.items()}
    refuse(problems | {"joining_last": order_problem(*changes.joining_days)})


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
