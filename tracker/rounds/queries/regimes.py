"""Regimes of reporting: which a person sees, which a person keeps, and what each says."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select, true

from tracker.documents.models import Document
from tracker.extensions import db
from tracker.permissions import Permission, Viewer
from tracker.rounds.models import RegimeAudience, RegimeWindow, ReportingRegime
from tracker.rounds.rules.audience import AudienceKind
from tracker.rounds.rules.clocks import Clocks
from tracker.rounds.rules.windows import PERIODIC, RoundKind
from tracker.units.models import Unit, UnitGroup
from tracker.units.rules import UnitKind

_PROVINCES = select(Unit.id).where(Unit.kind == UnitKind.PROVINCE.value)


@dataclass(frozen=True, slots=True)
class LegalSource:
    """The paper that a regime or round rests on; `place` is where in it."""

    kind: str
    number: str
    issued_on: date | None
    issuer: str
    subject: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class RegimeLine:
    """A regime as pages show it."""

    id: int
    code: str
    name: str
    owner_unit_id: int
    receiver_unit_id: int
    forward_to: str
    outline: str
    valid_from: date | None
    valid_to: date | None
    note: str
    provincial: bool
    source: LegalSource | None

    @property
    def compiling_unit_id(self) -> int:
        """The body that compiles its rounds: of the province the receiver, else the owner."""
        return self.receiver_unit_id if self.provincial else self.owner_unit_id


def seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on `ReportingRegime` under which its rounds are the viewer's to see.

    Those of the province are for every signed-in person; those of a unit for its own people, its
    divisions' and whoever reads the whole province's work.
    """
    units = viewer.scope(Permission.READ_WORK)
    if units is None:
        return true()
    above = {grant.parent_id for grant in viewer.grants if grant.parent_id is not None}
    owner = ReportingRegime.owner_unit_id
    return or_(owner.in_(_PROVINCES), owner.in_(units | above))


def kept_by(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on `ReportingRegime` under which it is the viewer's to define and move."""
    units = viewer.scope(Permission.MANAGE_ROUNDS)
    return true() if units is None else ReportingRegime.owner_unit_id.in_(units)


def regime_lines(condition: ColumnElement[bool]) -> list[RegimeLine]:
    """The regimes under a condition (`seen_by`, `kept_by`), those of the province first."""
    query = (
        select(ReportingRegime, Document, ReportingRegime.owner_unit_id.in_(_PROVINCES))
        .outerjoin(Document, Document.id == ReportingRegime.document_id)
        .join(Unit, Unit.id == ReportingRegime.owner_unit_id)
        .where(condition)
        .order_by(Unit.sort_order, ReportingRegime.id)
    )
    return [
        RegimeLine(
            row.id, row.code, row.name, row.owner_unit_id, row.receiver_unit_id, row.forward_to,
            row.outline, row.valid_from, row.valid_to, row.note, bool(provincial),
            source_of(paper, row.legal_place),
        )
        for row, paper, provincial in db.session.execute(query)
    ]  # fmt: skip


def source_of(paper: Document | None, place: str = "") -> LegalSource | None:
    """The paper as pages name it."""
    if paper is None:
        return None
    return LegalSource(
        paper.kind, paper.number, paper.issued_on, paper.issuer, paper.subject, place
    )


def kept_regime(viewer: Viewer, regime_id: int, *, lock: bool = False) -> ReportingRegime | None:
    """The regime, where it is the viewer's to keep."""
    query = select(ReportingRegime).where(ReportingRegime.id == regime_id, kept_by(viewer))
    return db.session.scalars(query.with_for_update() if lock else query).first()


def windows_of(regime_id: int) -> dict[RoundKind, Clocks]:
    """The days of every kind of round that a regime asks for, in the pattern year, in order."""
    query = select(RegimeWindow).where(RegimeWindow.regime_id == regime_id)
    found = {RoundKind(row.kind): row.clocks for row in db.session.scalars(query)}
    return {kind: found[kind] for kind in PERIODIC if kind in found}


@dataclass(frozen=True, slots=True)
class AudienceLine:
    """Part of who reports under a regime: the id is a group's or a unit's, by the kind."""

    kind: AudienceKind
    target_id: int


def audiences_of(regime_ids: Collection[int]) -> dict[int, list[AudienceLine]]:
    """Who reports, by regime, in the order in which it was named."""
    query = select(RegimeAudience).where(RegimeAudience.regime_id.in_(regime_ids))
    found: dict[int, list[AudienceLine]] = {}
    for row in db.session.scalars(query.order_by(RegimeAudience.id)):
        target = row.group_id if row.group_id is not None else row.unit_id
        line = AudienceLine(AudienceKind(row.kind), target or 0)
        found.setdefault(row.regime_id, []).append(line)
    return found


def group_names() -> dict[int, str]:
    """Every group of addressees by id."""
    rows = db.session.execute(select(UnitGroup.id, UnitGroup.name).order_by(UnitGroup.id))
    return dict(rows.all())
