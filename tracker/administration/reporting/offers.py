"""What the forms of regimes and rounds offer: owners, receivers, who reports."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from tracker.administration.reporting.forms.regimes import Offers, audience_value
from tracker.extensions import db
from tracker.permissions import Permission, Viewer
from tracker.rounds.models import ReportingRegime
from tracker.rounds.queries.regimes import AudienceLine, audiences_of, group_names
from tracker.rounds.rules.audience import AudienceKind
from tracker.units.models import Unit
from tracker.units.queries import DIVISION, divisions_of, names_on, units_in_scope
from tracker.units.rules import UnitKind


def owners_for(viewer: Viewer, today: date) -> dict[int, str]:
    """The units whose regime the viewer may define: the province too for the whole's compilers."""
    units = units_in_scope(viewer.scope(Permission.MANAGE_ROUNDS), today)
    kinds = dict(
        db.session.execute(
            select(Unit.id, Unit.kind).where(Unit.id.in_([one.id for one in units]))
        ).all()
    )
    return {one.id: one.name for one in units if kinds[one.id] != DIVISION}


def offers_for(owner: Unit, row: ReportingRegime | None, today: date) -> Offers:
    """Who may receive and who may report: units and groups of the province, or divisions."""
    if owner.kind == UnitKind.PROVINCE.value:
        receivers = {one.id: one.name for one in units_in_scope(None, today)}
        lines = {AudienceLine(AudienceKind.GROUP, key): name for key, name in group_names().items()}
    else:
        inside = divisions_of(owner.id, today)
        receivers = {owner.id: names_on(today, [owner.id])[owner.id].name} | inside
        everyone = AudienceLine(AudienceKind.CHILDREN, owner.id)
        lines = {everyone: "Tất cả các phòng, đơn vị thuộc cơ quan, kể cả lập sau này"}
        lines |= {AudienceLine(AudienceKind.UNIT, key): name for key, name in inside.items()}
    if row is not None:
        receivers |= {row.receiver_unit_id: names_on(today)[row.receiver_unit_id].name}
        lines |= _kept_lines(row, lines, today)
    return Offers(receivers, {audience_value(line): name for line, name in lines.items()})


def _kept_lines(
    row: ReportingRegime, offered: dict[AudienceLine, str], today: date
) -> dict[AudienceLine, str]:
    """What the regime names and the form would not offer any more."""
    names, groups = names_on(today), group_names()
    return {
        line: groups[line.target_id]
        if line.kind is AudienceKind.GROUP
        else names[line.target_id].name
        for line in audiences_of([row.id]).get(row.id, ())
        if line not in offered
    }


def units_asked(regime: ReportingRegime, chosen: Collection[int], today: date) -> dict[int, str]:
    """Who may be asked, with those who were asked already and would not be offered any more."""
    names = names_on(today, chosen)
    return {one: names[one].name for one in chosen} | units_to_ask(regime, today)


def units_to_ask(regime: ReportingRegime, today: date) -> dict[int, str]:
    """Who may be asked: the units of the province, or the divisions of the regime's own unit."""
    owner = db.session.get_one(Unit, regime.owner_unit_id)
    if owner.kind != UnitKind.PROVINCE.value:
        return divisions_of(owner.id, today)
    inside = set(db.session.scalars(select(Unit.id).where(Unit.kind == DIVISION)))
    units = units_in_scope(None, today)
    return {one.id: one.name for one in units if one.id not in inside and one.id != owner.id}
